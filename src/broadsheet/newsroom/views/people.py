from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from broadsheet.masthead.current import content_language
from broadsheet.masthead.frame import path_of
from broadsheet.masthead.head import Head, breadcrumbs
from broadsheet.media.models.sharing import EVERY, share_renditions
from broadsheet.newsroom.models import Person, StoryCard
from broadsheet.newsroom.structured_data import person_json_ld
from broadsheet.newsroom.views.lists import Listing, serve_listing


def serve_person(request: HttpRequest, target: Person, rest: tuple[str, ...]) -> HttpResponse:
    """A public person's page: who they are and what they wrote."""
    listing = Listing(
        title=target.name,
        path=target.public_path(),
        cards=StoryCard.objects.by(target),
        description=target.short_bio or target.bio,
        template="newsroom/person.html",
    )
    prefetch_related_objects([target], "links")
    if target.photo:
        share_renditions([target.photo], EVERY)
    response = serve_listing(request, listing, rest)
    assert isinstance(response, TemplateResponse)
    context = response.context_data
    assert context is not None
    context["person"] = target
    context["bio"] = target.bio or target.short_bio
    context["links"] = list(target.links.all())
    head: Head = context["head"]
    head.kind = "profile"
    head.picture = target.photo
    head.json_ld.append(person_json_ld(target))
    return response


def serve_team(request: HttpRequest, rest: tuple[str, ...]) -> HttpResponse:
    """The people of the newsroom by department; only those ticked as public."""
    people = list(
        Person.objects.filter(
            locale__language_code=content_language(), is_public=True, on_team_page=True
        )
        .select_related("department", "photo")
        .order_by("department__position", "department__name", "name")
    )
    share_renditions(person.photo for person in people if person.photo)
    departments: dict[str, list[Person]] = {}
    for person in people:
        name = person.department.name if person.department else ""
        departments.setdefault(name, []).append(person)
    # Those of no department come last, under no heading.
    without = departments.pop("", [])
    if without:
        departments[""] = without
    head = Head(
        title=_("Team"),
        path="/team/",
        description=_("Who makes this newspaper."),
        json_ld=[breadcrumbs([(_("Front page"), "/"), (_("Team"), "/team/")])],
    )
    return TemplateResponse(
        request, "newsroom/team.html", {"departments": departments, "head": head}
    )


def serve_contacts(request: HttpRequest, rest: tuple[str, ...]) -> HttpResponse:
    """How to reach the newspaper, from its settings and its people's public addresses."""
    people = Person.objects.filter(
        locale__language_code=content_language(), is_public=True, on_team_page=True
    ).exclude(email="")
    head = Head(
        title=_("Contacts"),
        path="/contacts/",
        description=_("How to reach us."),
        json_ld=[breadcrumbs([(_("Front page"), "/"), (_("Contacts"), "/contacts/")])],
    )
    context = {"people": people, "head": head, "corrections_path": path_of("corrections")}
    return TemplateResponse(request, "newsroom/contacts.html", context)
