"""A whole newspaper for tests: every kind of page, every type of story, every block of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Site

from broadsheet.config.publication import make_publication
from broadsheet.core.models import Address
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.masthead.models import (
    InformationPage,
    Menu,
    MenuItem,
    MenuSlot,
    Panel,
    PromoBar,
    SiteSettings,
    SocialLink,
)
from broadsheet.media.models import File, Picture
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.corrections.actions import correct, withdraw
from broadsheet.newsroom.enums import Access, BylineRole, CorrectionKind, StoryType, TopicKind
from broadsheet.newsroom.models import (
    Byline,
    Correction,
    Department,
    Person,
    PersonLink,
    Section,
    Story,
    StoryTopic,
    Topic,
)
from tests.factories import (
    image_file,
    locale,
    make_person,
    make_section,
    make_story,
    make_topic,
    text,
)

PictureFile = Callable[[str], ImageFile]
#: The day on which the newest story appeared.
TODAY = datetime(2025, 4, 6, 17, 37, tzinfo=UTC)
#: What must never leave a restricted story.
SECRET = "Only paying members read this sentence"


@dataclass
class Newspaper:
    """What `make_newspaper` made, by names that tests can use."""

    front: FrontPage
    settings: SiteSettings
    sections: dict[str, Section] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    pages: dict[str, InformationPage] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)

    def one_of_each_address(self) -> list[str]:
        """An address of every kind of page that readers meet, errors included."""
        listed = ["/", "/news/", "/news/page/1/", "/team/", "/contacts/", "/search/"]
        listed += ["/news/2025/", "/news/2025/04/", "/news/2025/04/06/"]
        listed += ["/search/?q=ferry", "/search/?q=story&page=2", "/search/?q=zeppelin"]
        listed += ["/search/?q=mara+ferri+brigde", "/search/?q=wall&period=1999"]
        listed += [section.public_path() for section in self.sections.values()]
        listed += ["/harbour/page/1/"]
        listed += [topic.public_path() for topic in self.topics.values()]
        listed += [f"/tag/{kind.slug}/" for kind in StoryType]
        listed += [person.public_path() for person in self.people.values() if person.is_public]
        listed += [story.public_path() for story in self.stories.values() if story.live]
        listed += [page.public_path() for page in self.pages.values()]
        listed += ["/corrections/", *(made.url for made in self.corrections)]
        return [*listed, "/no-such-page/", "/taken-down/", "/withdrawn/"]


def plain_file(title: str) -> ImageFile:
    return image_file(name=f"{title[:20]}.jpg".replace(" ", "-"), size=(90, 60))


def make_newspaper(
    front: FrontPage, *, fillers: int = 65, picture_file: PictureFile = plain_file
) -> Newspaper:
    """Fill an empty newspaper; `fillers` plain stories make the lists long enough to turn pages."""
    settings = _make_settings()
    paper = Newspaper(front=front, settings=settings)
    _make_sections(paper)
    _make_people(paper, picture_file)
    _make_pictures(paper, picture_file)
    _make_fillers(paper, fillers)
    _make_stories(paper)
    _make_corrections(paper)
    _make_pages(paper)
    _make_frame(paper)
    _make_picks(paper)
    return paper


def _make_settings() -> SiteSettings:
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    settings.name = "The Test Post"
    settings.tagline = "News of the harbour and the town behind it"
    settings.description = "The Test Post reports on the harbour. It belongs to its readers."
    settings.time_zone = "Europe/Kyiv"
    settings.publisher = "Test Post Cooperative"
    settings.founded = "1987"
    settings.email = "desk@example.org"
    settings.phone = "+44 20 7946 0000"
    settings.street_address = "Custom House\n1 North Quay\nSallay"
    settings.ethics_policy = "<p>We correct what we got wrong, and say so.</p>"
    settings.corrections_policy = "<p>Write to the desk. We answer within a day.</p>"
    settings.ownership = "<p>The newspaper belongs to 1,204 readers.</p>"
    settings.social_links = [
        SocialLink(label="Mastodon", url="https://social.example.org/@testpost", sort_order=0),
        SocialLink(label="Bluesky", url="https://bsky.app/profile/example.org", sort_order=1),
    ]
    settings.save()
    return settings


def _make_sections(paper: Newspaper) -> None:
    for title, description in (
        ("Harbour", "Ships, cranes, ferries and those who work on them."),
        ("City", "What the council decides, and what comes of it."),
        ("Business", ""),
        ("Empty", "A section in which nothing has happened yet."),
    ):
        paper.sections[title] = make_section(paper.front, title, description=description)
    for name, kind, description in (
        ("Ferries", TopicKind.SUBJECT, "The lines across the estuary."),
        ("Anna Berg", TopicKind.PERSON, "Mayor since 2019."),
        ("Sallay Bar", TopicKind.PLACE, ""),
        ("Port Authority", TopicKind.ORGANISATION, ""),
    ):
        paper.topics[name] = make_topic(name, kind=kind, description=description)


def _make_people(paper: Newspaper, picture_file: PictureFile) -> None:
    newsroom = Department.objects.create(name="Newsroom", position=0, locale=locale())
    photo_desk = Department.objects.create(name="Photo desk", position=1, locale=locale())
    portrait = Picture.objects.create(
        title="Portrait", file=picture_file("portrait"), photographer="Sol Marin"
    )
    paper.people["Mara"] = make_person(
        "Mara Lind",
        job_title="Harbour correspondent",
        department=newsroom,
        short_bio='Mara writes about the port. She reads "Moby-Dick" every winter.',
        bio="Mara has written about the port since 2011.\n\nBefore that she was a ship's cook.",
        photo=portrait,
        email="mara@example.org",
    )
    PersonLink.objects.create(
        person=paper.people["Mara"], label="Mastodon", url="https://social.example.org/@mara"
    )
    paper.people["Jonas"] = make_person("Jonas Öberg", slug="jonas-oberg", department=newsroom)
    paper.people["Sol"] = make_person(
        "Sol Marin", job_title="Photographer", department=photo_desk, photo=portrait
    )
    paper.people["Ida"] = make_person("Ida Wren", job_title="Contributor")
    paper.people["hidden"] = make_person(
        "Quiet Source", is_public=False, short_bio="Nobody may read this.", photo=portrait
    )


def _make_pictures(paper: Newspaper, picture_file: PictureFile) -> None:
    for name, title, caption, agencies in (
        (
            "quay",
            "The eastern quay at dusk",
            "Cranes stand idle at the eastern quay.",
            "POOL / EPN",
        ),
        ("ferry", "A ferry off Sallay Bar", "The Gull crosses at low water.", ""),
        ("council", "The council chamber", "Members vote on the tide wall.", ""),
        ("loaves", "Loaves in a window", "The bakery opens at five.", "EPN"),
        ("bridge", "The swing bridge", "A tram waits for the bridge.", ""),
        ("steps", "The town hall's steps", "Residents wait for the result.", ""),
    ):
        paper.pictures[name] = Picture.objects.create(
            title=title,
            description=f"{title}, seen from the water",
            caption=caption,
            photographer="Sol Marin",
            agencies=agencies,
            file=picture_file(name),
        )


def _make_fillers(paper: Newspaper, count: int) -> None:
    """Plain stories, three a day, back from a fortnight ago."""
    harbour, topic = paper.sections["Harbour"], paper.topics["Ferries"]
    write_stories(
        harbour,
        [
            NewStory(
                Story(
                    title=f"Harbour log, entry {number}",
                    slug=f"harbour-log-{number}",
                    standfirst="A plain story of what came in and what went out.",
                    body=[text(f"<p>Entry {number} of the harbour's log.</p>")],
                    published_at=TODAY - timedelta(days=14, hours=8 * number),
                    live=True,
                ),
                bylines=[Byline(person=paper.people["Jonas"])],
                topics=[StoryTopic(topic=topic)],
            )
            for number in range(count)
        ],
        action="wagtail.publish",
    )


def _make_stories(paper: Newspaper) -> None:
    harbour, city = paper.sections["Harbour"], paper.sections["City"]
    business = paper.sections["Business"]
    people, topics, pictures = paper.people, paper.topics, paper.pictures

    def add(name: str, section: Section, headline: str, hours: float, **fields: Any) -> Story:
        fields.setdefault("slug", name)
        fields.setdefault("authors", [people["Mara"]])
        story = make_story(section, headline, published_at=TODAY - timedelta(hours=hours), **fields)
        paper.stories[name] = story
        return story

    add(
        "no-picture",
        city,
        "Council votes on the tide wall tonight",
        3,
        topics=[topics["Anna Berg"]],
    )
    add(
        "analysis",
        city,
        "What the tide wall would cost, street by street",
        9,
        story_type=StoryType.ANALYSIS,
        standfirst="Four streets pay most of it. Two of them never flood.",
        lead_picture=pictures["council"],
        authors=[people["Mara"], people["Jonas"]],
    )
    add(
        "opinion",
        city,
        "Leave the old bridge alone",
        20,
        story_type=StoryType.OPINION,
        kicker="The swing bridge",
        authors=[people["Ida"]],
        lead_picture=pictures["bridge"],
    )
    add(
        "field-report",
        harbour,
        "A night on the pilot boat",
        26,
        story_type=StoryType.FIELD_REPORT,
        dateline="Sallay Bar",
        authors=["a correspondent in Sallay"],
        lead_picture=pictures["ferry"],
        standfirst="At two in the morning the bar is a sound before it is a sight.",
    )
    add(
        "interview",
        city,
        '"I was wrong about the wall," the mayor says',
        30,
        story_type=StoryType.INTERVIEW,
        lead_picture=pictures["steps"],
        topics=[topics["Anna Berg"]],
    )
    add(
        "video",
        harbour,
        "Watch the last crane leave the quay",
        33,
        story_type=StoryType.VIDEO,
        lead_picture=pictures["quay"],
        authors=[people["Sol"]],
    )
    add(
        "picture-essay",
        business,
        "The quay after the storm, in four pictures",
        36,
        story_type=StoryType.PICTURE_ESSAY,
        lead_picture=pictures["ferry"],
        authors=[people["Sol"]],
    )
    add(
        "company-news",
        business,
        "The Test Post moves its newsroom to North Quay",
        40,
        story_type=StoryType.COMPANY_NEWS,
        authors=[],
    )
    add(
        "sponsored",
        business,
        "How a bakery halved its power bill",
        5,
        story_type=StoryType.SPONSORED,
        sponsor_name="Sallay Power & Light",
        sponsor_url="https://power.example.com/",
        lead_picture=pictures["loaves"],
        body=[
            text('<p>Read <a href="https://power.example.com/more">more</a>, or our '
                 '<a href="/about/">own page</a>.</p>'),
            external_story(),
        ],
    )  # fmt: skip
    for name, access in (("members", Access.MEMBERS), ("paid", Access.PAID)):
        add(
            name,
            business,
            f"Inside the port's books: what {name} read",
            7 if name == "members" else 8,
            access=access,
            standfirst="The port lost money in nine of ten years.",
            lead_picture=pictures["quay"],
            lead_caption=f"{SECRET} in a caption.",
            lead_alt_text=f"{SECRET} in an alternative text",
            body=[text(f"<p>{SECRET} in the body.</p>"), pull_quote(f"{SECRET} in a quote.")],
        )
    draft = add("draft", city, "A draft that nobody may see", 1, live=False)
    _make_everything(paper, draft)
    gone = make_story(city, "A story that was taken down", slug="taken-down")
    gone.unpublish()


def _make_everything(paper: Newspaper, draft: Story) -> None:
    """The story that has all that a story can have."""
    people, topics, pictures = paper.people, paper.topics, paper.pictures
    story = make_story(
        paper.sections["Harbour"],
        "The last ferry to Sallay Bar sails on Sunday",
        slug="everything",
        kicker="Estuary lines",
        standfirst='After 112 years the crossing ends. "We never missed a tide," its captain says.',
        dateline="Sallay Bar",
        authors=[people["Mara"], people["Jonas"], "a correspondent in Sallay"],
        topics=list(topics.values()),
        lead_picture=pictures["ferry"],
        lead_caption="The Gull at low water, a week before her last crossing.",
        lead_credit="Sol Marin / POOL / EPN",
        published_at=TODAY,
        updated_at=TODAY + timedelta(minutes=50),
        body=every_block(
            pictures, related=[paper.stories["analysis"].pk, draft.pk], file=make_file()
        ),
    )
    for place, (person, role) in enumerate(
        [
            (people["Sol"], BylineRole.PHOTOS),
            (people["Ida"], BylineRole.EDITING),
            (people["hidden"], BylineRole.REPORTING),
        ],
        start=3,
    ):
        story.bylines.add(Byline(person=person, role=role, sort_order=place))
    story.save_revision().publish()
    paper.stories["everything"] = story


def make_file() -> File:
    return File.objects.create(
        title="The timetable of 1912",
        file=ContentFile(b"%PDF-1.4 not really", name="timetable.pdf"),
        file_size=19,
    )


def make_graphic(inner: str = '<path id="a" d="M0 0h9" fill="var(--ink)"/>') -> File:
    markup = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 54">{inner}</svg>'
    return File.objects.create(
        title="A map", file=ContentFile(markup.encode(), name="crossing.svg")
    )


def graphic(file: File, **fields: str) -> dict[str, Any]:
    value = {"alt_text": "The line of the ferry on a map", "caption": "Nineteen minutes.", **fields}
    return {"type": "graphic", "value": {"file": file.pk, **value}}


def chart(kind: str, data: str, **fields: str) -> dict[str, Any]:
    value = {"title": "Landings at Sallay Bar", "unit": "tonnes", "source": "Port Authority"}
    return {"type": "chart", "value": {"kind": kind, "data": data, **value, **fields}}


def question_answer(question: str, answer: str) -> dict[str, Any]:
    return {"type": "question_answer", "value": {"question": question, "answer": answer}}


def picture_value(picture: Picture, **fields: Any) -> dict[str, Any]:
    return {"picture": picture.pk, "layout": "column", **fields}


def pull_quote(quote: str, attribution: str = "") -> dict[str, Any]:
    return {"type": "pull_quote", "value": {"quote": quote, "attribution": attribution}}


def external_story() -> dict[str, Any]:
    return {
        "type": "external_story",
        "value": {
            "url": "https://news.example.net/ferries",
            "headline": "Ferries end across the north",
            "excerpt": "Nine lines closed in a year. " * 12,
            "publication": "The Northern",
            "byline": "Ove Sand",
        },
    }


def every_block(
    pictures: dict[str, Picture], *, related: Sequence[int] = (), file: File | None = None
) -> list[dict[str, Any]]:
    """One of each block that a story's body can have, two of those that have forms."""
    blocks: list[dict[str, Any]] = [
        text(
            "<p>The Gull has crossed to Sallay Bar four times a day since 1912. On Sunday she "
            'does it for the last time, and "nobody on board," says her captain, "will look at '
            "the clock\". It's a crossing of nineteen minutes.</p>"
            "<p>The Port Authority ended the contract in March. It said that the line carried "
            "<b>41 people a day</b>, a third of what it carried <i>ten years ago</i>, and that the "
            'pier needs <a href="https://example.org/report">repairs for 2.4 million</a>.</p>'
            "<h2>What the islanders say</h2>"
            '<p>Of 212 residents, 190 signed a letter to the mayor. <code>print("it\'s")</code>'
            "</p><ul><li>The school has nine pupils.</li><li>The shop opens twice a week.</li></ul>"
            "<blockquote>We were promised a bridge in 1974.</blockquote><hr/>"
        ),
        {"type": "picture", "value": picture_value(pictures["quay"], layout="wide")},
        pull_quote("A pier without a ferry is a diving board.", "Ellen Sund, harbour master"),
        question_answer("Would you sail her again?", "<p>Tomorrow, if somebody finds a crew.</p>"),
        text("<h3>The money</h3><p>A ticket costs 3.20 and pays for a fifth of the journey.</p>"),
        {
            "type": "table",
            "value": {
                "table": {
                    "caption": "Passengers a day",
                    "columns": [
                        {"type": "text", "heading": "Year"},
                        {"type": "number", "heading": "Summer"},
                        {"type": "number", "heading": "Winter"},
                    ],
                    "rows": [
                        {"values": ["2015", "214", "61"]},
                        {"values": ["2024", "88", "19"]},
                    ],
                },
                "source": "Port Authority",
            },
        },
        chart("bars", "Herring; 312\nCod; 96.5"),
        chart("columns", "2023; 120\n2024; -14"),
        chart("line", "Year; Summer; Winter\n2015; 214; 61\n2020; 120; 33\n2024; 88; 19"),
        {
            "type": "fact_box",
            "value": {
                "title": "The Gull",
                "body": "<p>Built in 1911, 24 metres, 96 seats.</p><ul><li>Two engines</li></ul>",
            },
        },
        {
            "type": "list",
            "value": {
                "style": "numbers",
                "items": ["<p>First boat 06:10</p>", "<p>Last 19:40</p>"],
            },
        },
        {
            "type": "list",
            "value": {"style": "bullets", "items": ["<p>No cars</p>", "<p>Dogs travel free</p>"]},
        },
        {
            "type": "gallery",
            "value": {
                "title": "A hundred years of crossings",
                "pictures": [
                    picture_value(pictures["bridge"], caption="The bridge that came instead."),
                    picture_value(pictures["steps"], decorative=True),
                    picture_value(pictures["council"], credit="Port archive"),
                ],
            },
        },
        *({"type": "related_story", "value": {"story": pk}} for pk in related),
        external_story(),
        {
            "type": "embed",
            "value": {
                "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "title": "The Gull crosses, filmed from the pier",
                "poster": pictures["ferry"].pk,
            },
        },
        {
            "type": "embed",
            "value": {"url": "https://bsky.app/profile/x/post/1", "title": "The captain's post"},
        },
        {"type": "picture", "value": picture_value(pictures["steps"], layout="full")},
        {
            "type": "html",
            "value": {
                "html": "<h1>Sailing times</h1><table><tr><th>Day</th></tr><tr><td>Sunday</td></tr>"
                "</table><script>alert(1)</script><p onclick='x()'>No sailings on Monday.</p>"
            },
        },
    ]
    if file is not None:
        blocks += [graphic(make_graphic(), title="The crossing"), graphic(make_graphic())]
        blocks.append({"type": "file", "value": {"file": file.pk, "title": ""}})
    return blocks


def _make_corrections(paper: Newspaper) -> None:
    """A story with every kind of note, one that is retracted, one that is withdrawn."""
    city = paper.sections["City"]
    story, retracted, withdrawn = (
        make_story(city, headline, slug=slug, published_at=TODAY - timedelta(hours=200))
        for slug, headline in (
            ("corrected", "A wall put right"),
            ("retracted", "A wall disowned"),
            ("withdrawn", "A wall no more"),
        )
    )
    paper.stories |= {"corrected": story, "retracted": retracted}
    said = "The wall is 12 metres long, not 21. We regret the error."
    for kind in CorrectionKind:
        if not kind.is_grave:
            paper.corrections.append(correct(story, kind, said, reason="A reader", user=None))
    paper.corrections += [
        correct(retracted, CorrectionKind.RETRACTION, "It was made up.", reason="x", user=None),
        withdraw(withdrawn, "It named the wrong man.", reason="x", user=None),
    ]


def _make_pages(paper: Newspaper) -> None:
    for title, slug in (
        ("About", "about"),
        ("Join the team", "join-the-team"),
        ("Advertising", "advertising"),
    ):
        page = InformationPage(
            title=title,
            slug=slug,
            body=[
                text(f"<h2>{title}</h2><p>The newspaper's own words on this.</p>"),
                {"type": "picture", "value": picture_value(paper.pictures["quay"])},
            ],
        )
        paper.front.add_child(instance=page)
        page.save_revision().publish()
        paper.pages[slug] = page


def address(path: str) -> Address:
    return Address.objects.get(path=path)


def make_menu(slot: MenuSlot, heading: str, links: Sequence[tuple[str, str]]) -> Menu:
    """A menu of (label, path of ours or address elsewhere)."""
    menu = Menu(slot=slot, heading=heading, locale=locale())
    menu.items = [
        MenuItem(
            label=label,
            sort_order=place,
            address=address(path) if path.startswith("/") else None,
            external_url="" if path.startswith("/") else path,
        )
        for place, (label, path) in enumerate(links)
    ]
    menu.save()
    return menu


def _make_frame(paper: Newspaper) -> None:
    sections = [("Harbour", "/harbour/"), ("City", "/city/"), ("Business", "/business/")]
    about = [("About", "/about/"), ("Join the team", "/join-the-team/"), ("Team", "/team/")]
    featured = [*sections, ("Ferries", "/tag/ferries/"), ("Opinion", "/tag/opinion/")]
    make_menu(MenuSlot.FEATURED, "Featured", featured)
    make_menu(MenuSlot.MORE, "More", [*about, ("Advertising", "/advertising/")])
    make_menu(MenuSlot.FOOTER_FEATURED, "Featured", [("Analysis", "/tag/analysis/")])
    make_menu(MenuSlot.FOOTER_SECTIONS, "Sections", sections)
    elsewhere = ("Partner", "https://example.org/")
    make_menu(MenuSlot.FOOTER_MORE, "More", [*about, ("Contacts", "/contacts/"), elsewhere])
    for place, (title, action) in enumerate(
        [("Newsletters", "All newsletters"), ("Store", "Shop now"), ("Insights", "Learn more")]
    ):
        Panel.objects.create(
            title=title,
            text="Three times a week, from the harbour wall." if place == 0 else "",
            call_to_action=action,
            address=address("/about/"),
            picture=paper.pictures["quay"],
            position=place,
            locale=locale(),
        )
    PromoBar.objects.create(
        text="Independent news of the harbour needs its readers.",
        call_to_action="Join us",
        address=address("/join-the-team/"),
        second_call_to_action="Why we ask",
        second_url="/about/",
        goal_reached=312,
        goal_total=1000,
        goal_label="new members",
        locale=locale(),
    )


def _make_picks(paper: Newspaper) -> None:
    stories = paper.stories
    for place, name in enumerate(["everything", "interview", "opinion", "field-report"]):
        EditorsPick.objects.create(story=stories[name], position=place)
    EditorsPick.objects.create(
        story=stories["video"], position=9, expires_at=timezone.now() - timedelta(hours=1)
    )
    EditorsPick.objects.create(story=stories["draft"], position=10)


@contextmanager
def standing_newspaper(unblock: Callable[[], Any], folder: Path) -> Iterator[Newspaper]:
    """A newspaper for all tests of a module that only read it; nothing of it stays afterwards.

    `unblock` is that of pytest-django's `django_db_blocker`.
    """
    quick = override_settings(
        MEDIA_ROOT=folder / "media",
        ORIGINALS_ROOT=folder / "originals",
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    )
    with unblock(), transaction.atomic():
        with quick:
            paper = make_newspaper(make_publication(name="The Test Post"))
        yield paper
        transaction.set_rollback(True)
