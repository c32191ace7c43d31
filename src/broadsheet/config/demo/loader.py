"""Makes the demo newspaper in an empty database, through the doors that the newsroom uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Page

from broadsheet.config.demo.body import blocks
from broadsheet.config.demo.content import DemoContent, read_content, rich_text
from broadsheet.config.demo.drawer import DRAWER
from broadsheet.config.demo.history import backdate, backdate_correction
from broadsheet.config.demo.times import published_at, updated_at
from broadsheet.config.publication import make_publication
from broadsheet.core.models import Address
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.masthead.models import (
    InformationPage,
    Menu,
    MenuItem,
    Panel,
    PromoBar,
    SiteSettings,
    SocialLink,
)
from broadsheet.media.models import Picture
from broadsheet.media.renditions import AT_ONCE, prepare
from broadsheet.newsroom.bulk import index_stories
from broadsheet.newsroom.corrections.actions import correct
from broadsheet.newsroom.enums import Access, CorrectionKind
from broadsheet.newsroom.models import (
    Byline,
    Department,
    Person,
    PersonLink,
    Section,
    Story,
    StoryTopic,
    Topic,
)


@dataclass(frozen=True)
class DemoMade:
    name: str
    stories: int
    people: int


def make_demo(now: datetime | None = None) -> DemoMade:
    """Fill an empty database with the demo newspaper; dates count back from `now`."""
    content = read_content()
    site = content.newspaper["site"]
    front = make_publication(site["name"], time_zone=site["time_zone"])
    loader = DemoLoader(content, front, now or timezone.now())
    loader.load()
    # Whoever opens the demo may search at once, before its worker has run.
    index_stories.call([story.pk for story in loader.stories.values()])
    return DemoMade(site["name"], len(content.stories), len(loader.people))


FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def mark_focus(picture: Picture, across: float, down: float) -> None:
    """Mark the point that crops keep, in shares of the width and the height."""
    picture.focal_point_x = round(across * picture.width)
    picture.focal_point_y = round(down * picture.height)
    picture.focal_point_width = picture.focal_point_height = picture.height // 5
    focus = {name: getattr(picture, name) for name in FOCUS}
    # Not saved, which would order its other sizes a second time.
    Picture.objects.filter(pk=picture.pk).update(**focus)


class DemoLoader:
    def __init__(self, content: DemoContent, front: FrontPage, now: datetime) -> None:
        self.content = content
        self.front = front
        self.now = now
        self.zone = ZoneInfo(content.newspaper["site"]["time_zone"])
        self.locale = front.locale
        self.sections: dict[str, Section] = {}
        self.topics: dict[str, Topic] = {}
        self.people: dict[str, Person] = {}
        self.stories: dict[str, Story] = {}
        self._pictures: dict[str, Picture] = {}

    def load(self) -> None:
        paper = self.content.newspaper
        for item in paper["sections"]:
            self.sections[item["slug"]] = self._section(item)
        for item in paper["topics"]:
            self.topics[item["slug"]] = Topic.objects.create(locale=self.locale, **item)
        departments: dict[str, Department] = {}
        for item in paper["people"]:
            self.people[item["slug"]] = self._person(item, departments)
        self._stories()
        self._drawer()
        for item in paper["pages"]:
            if item["slug"] != "contacts":
                self._page(item)
        self._settings(paper)
        self._masthead(paper)

    def picture(self, name: str) -> Picture:
        """The picture of a file of the demo, made once with its renditions."""
        if name not in self._pictures:
            known = self.content.pictures.get(name, {})
            path = self.content.folder / name
            with path.open("rb") as data:
                picture = Picture.objects.create(
                    title=known.get("title", path.stem.replace("-", " ").capitalize()),
                    file=ImageFile(data, name=path.name),
                    description=known.get("alt", ""),
                    caption=known.get("caption", ""),
                    photographer=known.get("photographer", "") or "The newspaper's own",
                    agencies=known.get("agencies", ""),
                )
            if "focus" in known:
                mark_focus(picture, *known["focus"])
            prepare(picture, AT_ONCE)
            self._pictures[name] = picture
        return self._pictures[name]

    def _add(self, parent: Page, page: Any) -> Any:
        parent.refresh_from_db()
        page.live = False
        parent.add_child(instance=page)
        return page

    def _section(self, item: dict[str, Any]) -> Section:
        section: Section = self._add(
            self.front,
            Section(
                title=item["name"],
                slug=item["slug"],
                description=item["description"],
                locale=self.locale,
            ),
        )
        section.save_revision().publish()
        saved: Section = Section.objects.get(pk=section.pk)
        return saved

    def _person(self, item: dict[str, Any], departments: dict[str, Department]) -> Person:
        name = item["department"]
        if name not in departments:
            departments[name] = Department.objects.create(
                name=name, position=len(departments), locale=self.locale
            )
        person = Person(  # type: ignore[misc]
            name=item["name"],
            slug=item["slug"],
            job_title=item["job_title"],
            department=departments[name],
            bio=item["bio"],
            short_bio=item["short_bio"],
            email=item.get("email", ""),
            is_public=item["public"],
            on_team_page=item["public"],
            photo=self.picture(item["photo"]) if item.get("photo") else None,
            locale=self.locale,
            links=[PersonLink(**link) for link in item.get("links", [])],
        )
        person.save()
        return person

    def _stories(self) -> None:
        # Every story is there as a draft before any is published: they point to each other.
        for item in self.content.stories:
            appeared = published_at(item, self.now, self.zone)
            self.stories[item["slug"]] = self._draft(
                item,
                first_published_at=appeared,
                updated_at=updated_at(item, self.now, self.zone),
            )
        for item in sorted(
            self.content.stories, key=lambda item: published_at(item, self.now, self.zone)
        ):
            story = self.stories[item["slug"]]
            story.body = self._blocks(item)
            story.save_revision().publish()
            backdate(story, story.updated_at or story.first_published_at or self.now)
            for said in item.get("corrections", []):
                self._correction(story, said)
            if "pick" in item:
                EditorsPick.objects.create(story=story, position=item["pick"])

    def _correction(self, story: Story, item: dict[str, Any]) -> None:
        made = correct(
            story,
            CorrectionKind(item["kind"]),
            item["text"],
            reason=item["reason"],
            user=None,
            on_top=item.get("on_top", False),
            made_at=published_at(item, self.now, self.zone),
        )
        backdate_correction(made)

    def _drawer(self) -> None:
        """The short reports that wait for their hour: drafts, known by their slugline."""
        for item in self.content.drawer:
            self._draft(item, slugline=DRAWER, body=self._blocks(item)).save_revision()

    def _blocks(self, item: dict[str, Any]) -> list[dict[str, Any]]:
        ids = {slug: story.pk for slug, story in self.stories.items()}
        return blocks(item["body"], folder=self.content.folder, picture=self.picture, story_ids=ids)

    def _draft(self, item: dict[str, Any], **fields: Any) -> Story:
        lead = item.get("lead_picture")
        story = Story(  # type: ignore[misc]
            title=item["headline"],
            slug=item["slug"],
            kicker=item.get("kicker", ""),
            standfirst=item["standfirst"],
            story_type=item["type"],
            dateline=item.get("dateline", ""),
            access=item.get("access", Access.PUBLIC),
            sponsor_name=item.get("sponsor", ""),
            sponsor_url=item.get("sponsor_url", ""),
            lead_picture=self.picture(lead["file"]) if lead else None,
            lead_alt_text=lead.get("alt", "") if lead else "",
            lead_caption=lead.get("caption", "") if lead else "",
            locale=self.locale,
            bylines=[
                Byline(
                    person=self.people[line["person"]] if "person" in line else None,
                    text=line.get("text", ""),
                    role=line["role"],
                    sort_order=place,
                )
                for place, line in enumerate(item["bylines"])
            ],
            story_topics=[
                StoryTopic(topic=self.topics[slug], sort_order=place)
                for place, slug in enumerate(item["topics"])
            ],
            **fields,
        )
        draft: Story = self._add(self.sections[item["section"]], story)
        return draft

    def _page(self, item: dict[str, Any]) -> None:
        page = self._add(
            self.front,
            InformationPage(
                title=item["title"],
                slug=item["slug"],
                body=self._blocks(item),
                locale=self.locale,
            ),
        )
        page.save_revision().publish()

    def _settings(self, paper: dict[str, Any]) -> None:
        site = paper["site"]
        settings = SiteSettings.for_site(self.front.get_site())
        for name in ("tagline", "description", "email", "phone", "street_address", "accent"):
            setattr(settings, name, site[name])
        settings.accent_dark = site["accent_dark"]
        settings.founded = str(site["founded"])
        settings.publisher = site.get("publisher", "")
        settings.contacts_text = "".join(
            rich_text(block["text"])
            for page in paper["pages"]
            if page["slug"] == "contacts"
            for block in page["body"]
            if block["type"] == "text"
        )
        for name in ("ethics_policy", "corrections_policy", "ownership"):
            setattr(settings, name, f"<p>{site[name]}</p>")
        settings.social_links = [
            SocialLink(label=link["name"], url=link["url"], sort_order=place)
            for place, link in enumerate(paper["social"])
        ]
        settings.full_clean()
        settings.save()

    def _link(self, item: dict[str, Any]) -> dict[str, Any]:
        if "path" not in item:
            return {"external_url": item["url"]}
        return {"address": Address.objects.live().get(path=item["path"], locale=self.locale)}

    def _masthead(self, paper: dict[str, Any]) -> None:
        headings = {
            "featured": "Featured",
            "more": "More",
            "footer_featured": "Featured",
            "footer_sections": "Sections",
            "footer_more": "More",
        }
        for item in paper["menus"]:
            menu = Menu(  # type: ignore[misc]
                slot=item["slot"],
                heading=item.get("heading", headings[item["slot"]]),
                locale=self.locale,
                items=[
                    MenuItem(label=link["label"], sort_order=place, **self._link(link))
                    for place, link in enumerate(item["items"])
                ],
            )
            menu.save()
        for place, item in enumerate(paper["panels"]):
            Panel.objects.create(
                title=item["title"],
                text=item.get("text", ""),
                call_to_action=item["call_to_action"],
                picture=self.picture(item["picture"]) if item.get("picture") else None,
                position=place,
                locale=self.locale,
                **self._link(item),
            )
        bar = paper["promo_bar"]
        PromoBar.objects.create(
            text=bar["text"],
            call_to_action=bar["call_to_action"],
            goal_label=bar["goal_label"],
            goal_reached=bar["goal_reached"],
            goal_total=bar["goal_total"],
            locale=self.locale,
            **self._link(bar),
        )
