"""The lists of an export: sections, topics, people, menus, addresses, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from wagtail.models import Locale

from broadsheet.core.languages import language_of, path_prefix
from broadsheet.core.models import Address, AddressState
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.keeping.export.body import body_html, picture_path
from broadsheet.masthead.models import InformationPage, Menu, Panel, PromoBar, SiteSettings
from broadsheet.newsroom.models import Department, Person, Section, Topic

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A list in JSON and CSV: its fields, its rows, and a sentence for the README."""

    about: str
    fields: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def sections() -> Iterator[Row]:
    for section in Section.objects.order_by("path").iterator():
        yield {
            "uri": f"urn:uuid:{section.public_id}",
            "id": section.pk,
            "name": section.title,
            "slug": section.slug,
            "language": language_of(section.locale_id),
            "url": _url(section),
            "live": section.live,
            "description": section.description,
        }


def topics() -> Iterator[Row]:
    for topic in Topic.objects.order_by("name", "pk").iterator():
        yield {
            "uri": f"urn:uuid:{topic.public_id}",
            "id": topic.pk,
            "name": topic.name,
            "slug": topic.slug,
            "language": language_of(topic.locale_id),
            "url": settings.BROADSHEET_ADDRESS + topic.url,
            "kind": topic.kind,
            "description": topic.description,
        }


def people() -> Iterator[Row]:
    found = Person.objects.select_related("department", "photo").prefetch_related("links")
    for person in found.order_by("name", "pk").iterator(chunk_size=200):
        yield {
            "uri": f"urn:uuid:{person.public_id}",
            "id": person.pk,
            "name": person.name,
            "slug": person.slug,
            "language": language_of(person.locale_id),
            "url": settings.BROADSHEET_ADDRESS + person.url if person.url else "",
            "public": person.is_public,
            "on_team_page": person.on_team_page,
            "job_title": person.job_title,
            "department": person.department.name if person.department else "",
            "short_bio": person.short_bio,
            "bio": person.bio,
            "email": person.email,
            "photo": picture_path(person.photo) if person.photo else "",
            "links": [{"label": link.label, "url": link.url} for link in person.links.all()],
        }


def departments() -> Iterator[Row]:
    for department in Department.objects.order_by("position", "name").iterator():
        yield {
            "id": department.pk,
            "name": department.name,
            "position": department.position,
            "language": language_of(department.locale_id),
        }


def pages() -> Iterator[Row]:
    for model, kind in ((FrontPage, "front"), (InformationPage, "information")):
        for page in model.objects.order_by("path").iterator():
            body = getattr(page, "body", None)
            yield {
                "uri": f"urn:uuid:{page.public_id}",
                "id": page.pk,
                "kind": kind,
                "title": page.title,
                "slug": page.slug,
                "language": language_of(page.locale_id),
                "url": _url(page),
                "live": page.live,
                "body_html": body_html(body, "") if body else "",
                "body": list(body.raw_data) if body else [],
            }


def menus() -> Iterator[Row]:
    for menu in Menu.objects.order_by("slot", "pk"):
        for place, item in enumerate(menu.items.select_related("address")):
            yield {
                "menu": menu.slot,
                "heading": menu.heading,
                "language": language_of(menu.locale_id),
                "position": place,
                "label": item.label,
                "url": item.url,
            }


def panels() -> Iterator[Row]:
    for panel in Panel.objects.select_related("address", "picture").order_by("position", "pk"):
        yield {
            "title": panel.title,
            "text": panel.text,
            "call_to_action": panel.call_to_action,
            "url": panel.url,
            "picture": picture_path(panel.picture) if panel.picture else "",
            "position": panel.position,
            "language": language_of(panel.locale_id),
        }


def promo_bars() -> Iterator[Row]:
    for bar in PromoBar.objects.select_related("address").order_by("pk"):
        yield {
            "text": bar.text,
            "call_to_action": bar.call_to_action,
            "url": bar.url,
            "second_call_to_action": bar.second_call_to_action,
            "second_url": bar.second_url,
            "goal_reached": bar.goal_reached,
            "goal_total": bar.goal_total,
            "goal_label": bar.goal_label,
            "on": bar.is_on,
            "starts_at": bar.starts_at,
            "ends_at": bar.ends_at,
            "sections": [section.path for section in bar.sections.all()],
            "language": language_of(bar.locale_id),
        }


def editors_picks() -> Iterator[Row]:
    for pick in EditorsPick.objects.select_related("story").order_by("position", "pk"):
        yield {
            "story_uri": f"urn:uuid:{pick.story.public_id}",
            "headline": pick.story.title,
            "position": pick.position,
            "expires_at": pick.expires_at,
        }


def redirects() -> Iterator[Row]:
    live = Address.objects.live().filter(
        site_id=OuterRef("site_id"),
        content_type_id=OuterRef("content_type_id"),
        object_id=OuterRef("object_id"),
    )
    old = Address.objects.exclude(state=AddressState.LIVE).annotate(
        live_path=Subquery(live.values("path")[:1]), live_locale=Subquery(live.values("locale")[:1])
    )
    found: Iterator[Any] = old.order_by("pk").iterator()
    for address in found:
        to = address.redirect_url
        if not to and address.state == AddressState.REDIRECT and address.live_path:
            to = path_prefix(address.live_locale) + address.live_path
        yield {
            "path": address.url,
            "status": 410 if address.state == AddressState.GONE else 301,
            "leads_to": to,
            "title": address.title,
            "changed_at": address.changed_at,
        }


def addresses() -> Iterator[Row]:
    for address in Address.objects.live().select_related("content_type").order_by("pk").iterator():
        yield {
            "path": address.url,
            "title": address.title,
            "kind": address.content_type.model if address.content_type else "fixed page",
            "id": address.object_id,
            "language": language_of(address.locale_id),
        }


def site_settings() -> Iterator[Row]:
    """Every field of the site's settings, one a row, with what site.toml says of addresses."""
    yield {"name": "address", "value": settings.BROADSHEET_ADDRESS}
    yield {"name": "permalink", "value": settings.BROADSHEET_PERMALINK}
    yield {"name": "languages", "value": [found.language_code for found in Locale.objects.all()]}
    for found in SiteSettings.objects.select_related("logo"):
        for field in SiteSettings._meta.concrete_fields:
            if field.name in ("id", "site"):
                continue
            value = getattr(found, field.name)
            if field.name == "logo":
                value = picture_path(value) if value else ""
            yield {"name": field.name, "value": value}
        links = [{"label": link.label, "url": link.url} for link in found.social_links.all()]
        yield {"name": "social_links", "value": links}


def _url(page: Any) -> str:
    path = page.public_path()
    return str(settings.BROADSHEET_ADDRESS + path_prefix(page.locale_id) + path)


PERSON = (
    *("uri", "id", "name", "slug", "language", "url", "public", "on_team_page", "job_title"),
    *("department", "short_bio", "bio", "email", "photo", "links"),
)
PROMO_BAR = (
    *("text", "call_to_action", "url", "second_call_to_action", "second_url", "goal_reached"),
    *("goal_total", "goal_label", "on", "starts_at", "ends_at", "sections", "language"),
)
#: Every list of an export by its name.
TABLES: Mapping[str, Table] = {
    "sections": Table(
        "The parts of the newspaper.",
        ("uri", "id", "name", "slug", "language", "url", "live", "description"),
        sections,
    ),
    "topics": Table(
        "What stories are about.",
        ("uri", "id", "name", "slug", "language", "url", "kind", "description"),
        topics,
    ),
    "people": Table(
        "The newsroom's people and contributors. Where `public` is false they have no page, and "
        "only their name may appear.",
        PERSON,
        people,
    ),
    "departments": Table(
        "By which the team page is divided.",
        ("id", "name", "position", "language"),
        departments,
    ),
    "pages": Table(
        "The front and the pages that are written by hand, with their text as HTML and as blocks.",
        ("uri", "id", "kind", "title", "slug", "language", "url", "live", "body_html", "body"),
        pages,
    ),
    "menus": Table(
        "The links of the header and the footer in their order.",
        ("menu", "heading", "language", "position", "label", "url"),
        menus,
    ),
    "panels": Table(
        "The promo panels of the header's menu.",
        ("title", "text", "call_to_action", "url", "picture", "position", "language"),
        panels,
    ),
    "promo_bars": Table(
        "The lines above the page, with their times and their goal.",
        PROMO_BAR,
        promo_bars,
    ),
    "editors_picks": Table(
        "The stories that the editors chose, in their order.",
        ("story_uri", "headline", "position", "expires_at"),
        editors_picks,
    ),
    "redirects": Table(
        "Old addresses: `status` 301 leads on, 410 is gone.",
        ("path", "status", "leads_to", "title", "changed_at"),
        redirects,
    ),
    "addresses": Table(
        "Every live address and what stands there.",
        ("path", "title", "kind", "id", "language"),
        addresses,
    ),
    "settings": Table(
        "The newspaper's settings, a name and a value a row.", ("name", "value"), site_settings
    ),
}
