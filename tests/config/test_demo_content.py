"""What the demo newspaper is made of: enough of everything, nothing twice, every link leads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadsheet.config.demo.content import DemoContent, read_content
from broadsheet.config.demo.times import published_at, updated_at
from broadsheet.newsroom.enums import Access, BylineRole, CorrectionKind, StoryType, TopicKind

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TAG = re.compile(r"<[^>]+>")
LINK = re.compile(r'href="([^"]+)"')
#: A sentence ends at its mark, with the quotation that closes behind it.
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
WORD = re.compile(r"[\w'’]+")
#: Words of a sentence that may not stand twice.
LEAST_WORDS = 5
#: Names, addresses and choices, which are no sentences and are rightly used again.
NO_TEXT = {
    "accent", "accent_dark", "access", "at", "department", "email", "file", "kind", "layout",
    "path", "person", "photo", "picture", "photographer", "poster", "role", "section", "slot",
    "slug", "source", "story", "style", "time_zone", "topics", "type", "unit", "updated_at", "url",
    "sponsor", "sponsor_url", "publication", "byline",
}  # fmt: skip


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return read_content()


@pytest.fixture(scope="module")
def everything(content: DemoContent) -> list[dict[str, Any]]:
    """Every story, also those of the drawer."""
    return [*content.stories, *content.drawer]


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text that a reader can meet below a value."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name not in NO_TEXT:
                yield from texts(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from texts(below, key)
    elif isinstance(value, str):
        yield value


def sentences(text: str) -> Iterator[str]:
    for part in SENTENCE.split(TAG.sub("", text)):
        words = WORD.findall(part.lower().replace("’", "'"))
        if len(words) >= LEAST_WORDS:
            yield " ".join(words)


def words_of(story: dict[str, Any]) -> int:
    return sum(len(WORD.findall(TAG.sub("", text))) for text in texts(story["body"]))


def named(value: Any, *keys: str) -> Iterator[str]:
    """The values of these keys, at whatever depth."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name in keys and isinstance(below, str):
                yield below
            else:
                yield from named(below, *keys)
    elif isinstance(value, list):
        for below in value:
            yield from named(below, *keys)


def types_of(content: DemoContent) -> Counter[str]:
    return Counter(story["type"] for story in content.stories)


class TestThereIsEnough:
    def test_sixty_stories_and_a_day_of_reports(self, content: DemoContent) -> None:
        assert len(content.stories) >= 60
        assert len(content.drawer) >= 24

    def test_ten_stories_are_longer_than_nine_hundred_words(self, content: DemoContent) -> None:
        assert sum(words_of(story) > 900 for story in content.stories) >= 10

    def test_they_go_back_three_months(self, content: DemoContent) -> None:
        zone = ZoneInfo(content.newspaper["site"]["time_zone"])
        days = {published_at(story, NOW, zone).date() for story in content.stories}
        assert min(days) <= (NOW - timedelta(days=90)).date()
        assert len(days) >= 50

    def test_every_type_is_there(self, content: DemoContent) -> None:
        assert set(types_of(content)) == set(StoryType.values)

    def test_two_stories_stand_corrected(self, content: DemoContent) -> None:
        made = [said for story in content.stories for said in story.get("corrections", [])]
        assert len(made) >= 2
        for said in made:
            assert said["kind"] in CorrectionKind.values
            assert said["text"].strip()
            assert said["reason"].strip()

    def test_a_correction_comes_after_its_story(self, content: DemoContent) -> None:
        zone = ZoneInfo(content.newspaper["site"]["time_zone"])
        for story in content.stories:
            for said in story.get("corrections", []):
                assert published_at(said, NOW, zone) > published_at(story, NOW, zone)

    def test_interviews_have_questions_and_answers(self, content: DemoContent) -> None:
        for story in content.stories:
            if story["type"] == StoryType.INTERVIEW:
                asked = [b for b in story["body"] if b["type"] == "question_answer"]
                assert len(asked) >= 5, story["slug"]

    def test_the_picture_essay_has_its_pictures(self, content: DemoContent) -> None:
        for story in content.stories:
            if story["type"] == StoryType.PICTURE_ESSAY:
                assert len(set(named(story, "file"))) >= 8, story["slug"]

    def test_twelve_reporters_have_portraits(self, content: DemoContent) -> None:
        people = content.newspaper["people"]
        assert len(people) >= 12
        assert len({person["photo"] for person in people}) == len(people)

    def test_six_sections_and_twenty_five_topics(self, content: DemoContent) -> None:
        assert len(content.newspaper["sections"]) >= 6
        assert len(content.newspaper["topics"]) >= 25
        used = Counter(slug for story in content.stories for slug in story["topics"])
        for topic in content.newspaper["topics"]:
            assert used[topic["slug"]] >= 2, topic["slug"]

    def test_every_section_has_stories(self, content: DemoContent) -> None:
        filled = Counter(story["section"] for story in content.stories)
        for section in content.newspaper["sections"]:
            assert filled[section["slug"]] >= 4, section["slug"]

    def test_forty_illustrations(self, content: DemoContent) -> None:
        assert len(list((content.folder / "pictures").glob("*.webp"))) >= 40

    def test_a_picture_leads_at_most_two_stories(self, content: DemoContent) -> None:
        leads = Counter(s["lead_picture"]["file"] for s in content.stories if "lead_picture" in s)
        assert not {file: count for file, count in leads.items() if count > 2}

    def test_five_picks_of_five_kinds(self, content: DemoContent) -> None:
        picks = {story["pick"]: story["type"] for story in content.stories if "pick" in story}
        assert sorted(picks) == [1, 2, 3, 4, 5]
        assert len(set(picks.values())) == 5


class TestNothingTwice:
    def test_no_sentence_stands_twice(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        places: dict[str, list[str]] = defaultdict(list)
        sources = [("newspaper", content.newspaper), ("pictures", content.pictures)]
        sources += [(story["slug"], story) for story in everything]
        for source, value in sources:
            for text in texts(value):
                for sentence in sentences(text):
                    places[sentence].append(source)
        twice = {sentence: found for sentence, found in places.items() if len(found) > 1}
        assert not twice

    def test_no_slug_stands_twice(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        slugs = [story["slug"] for story in everything]
        for kind in ("sections", "pages"):
            slugs += [item["slug"] for item in content.newspaper[kind]]
        assert [slug for slug, count in Counter(slugs).items() if count > 1] == []


class TestEverythingIsThere:
    def test_every_file_that_is_named(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        wanted = set(named([everything, content.newspaper["people"]], "file", "photo", "poster"))
        wanted |= {panel["picture"] for panel in content.newspaper["panels"]}
        assert [name for name in sorted(wanted) if not (content.folder / name).is_file()] == []

    def test_no_picture_lies_unused(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        used = set(named([everything, content.newspaper], "file", "photo", "poster", "picture"))
        there = {f"pictures/{path.name}" for path in (content.folder / "pictures").glob("*.webp")}
        assert there - used == set()

    def test_every_name_that_stories_use(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        known = {
            kind: {item["slug"] for item in content.newspaper[kind]}
            for kind in ("sections", "topics", "people")
        }
        for story in everything:
            assert story["section"] in known["sections"], story["slug"]
            assert set(story["topics"]) <= known["topics"], story["slug"]
            assert len(set(story["topics"])) == len(story["topics"]), story["slug"]
            persons = {line["person"] for line in story["bylines"] if "person" in line}
            assert persons <= known["people"], story["slug"]
            assert {line["role"] for line in story["bylines"]} <= set(BylineRole.values)
            assert story.get("access", Access.PUBLIC) in Access.values
            assert story["type"] in StoryType.values
        assert {item["kind"] for item in content.newspaper["topics"]} <= set(TopicKind.values)

    def test_every_link_leads_to_an_address(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        paper = content.newspaper
        known = {"/", "/news/", "/team/", "/contacts/", "/search/", "/corrections/"}
        known |= {f"/{item['slug']}/" for kind in ("sections", "pages") for item in paper[kind]}
        known |= {f"/{story['slug']}/" for story in content.stories}
        known |= {f"/tag/{topic['slug']}/" for topic in paper["topics"]}
        known |= {f"/tag/{kind.slug}/" for kind in StoryType}
        known |= {f"/author/{person['slug']}/" for person in paper["people"] if person["public"]}
        links = [link for text in texts([everything, paper]) for link in LINK.findall(text)]
        links += list(named(paper, "path"))
        assert len(links) > 60
        broken = {link for link in links if not link.startswith(("https://", "mailto:"))} - known
        assert broken == set()
        # What lies elsewhere is invented too: a reserved name, never somebody's site.
        outside = {link for link in links if link.startswith("https://")}
        assert {link for link in outside if ".example" not in link} == set()

    def test_related_stories_are_stories_of_the_demo(
        self, content: DemoContent, everything: list[dict[str, Any]]
    ) -> None:
        slugs = {story["slug"] for story in content.stories}
        for story in everything:
            related = {b["story"] for b in story["body"] if b["type"] == "related_story"}
            assert related <= slugs - {story["slug"]}, story["slug"]

    def test_every_picture_is_described(self, everything: list[dict[str, Any]]) -> None:
        for story in everything:
            shown = [block for block in story["body"] if block["type"] in ("picture", "graphic")]
            shown += [p for b in story["body"] if b["type"] == "gallery" for p in b["pictures"]]
            shown += [story["lead_picture"]] if "lead_picture" in story else []
            for picture in shown:
                assert len(picture["alt"].split()) >= LEAST_WORDS, story["slug"]

    def test_an_update_comes_after_the_story(self, content: DemoContent) -> None:
        zone = ZoneInfo(content.newspaper["site"]["time_zone"])
        for story in content.stories:
            updated = updated_at(story, NOW, zone)
            assert updated is None or published_at(story, NOW, zone) < updated, story["slug"]

    def test_reports_of_the_drawer_have_no_time_of_their_own(self, content: DemoContent) -> None:
        for story in content.drawer:
            assert not {"days_ago", "at", "age_minutes"} & set(story), story["slug"]
            assert words_of(story) <= 130, story["slug"]


class TestTimes:
    ZONE = ZoneInfo("Europe/Lisbon")

    def test_days_ago_counts_calendar_days_of_the_site(self) -> None:
        item = {"days_ago": 12, "at": "09:40"}
        assert published_at(item, NOW, self.ZONE) == datetime(2026, 11, 11, 9, 40, tzinfo=UTC)

    def test_a_day_of_summer_time_keeps_its_time_of_day(self) -> None:
        item = {"days_ago": 61, "at": "09:40"}
        assert published_at(item, NOW, self.ZONE) == datetime(2026, 9, 23, 8, 40, tzinfo=UTC)

    def test_nothing_lies_in_the_future(self) -> None:
        assert published_at({"days_ago": 0, "at": "23:10"}, NOW, self.ZONE) == NOW

    def test_minutes_count_back_from_now(self) -> None:
        assert published_at({"age_minutes": 40}, NOW, self.ZONE) == NOW - timedelta(minutes=40)

    def test_an_update_has_its_own_pair(self) -> None:
        item = {"updated_days_ago": 1, "updated_at": "06:00"}
        assert updated_at(item, NOW, self.ZONE) == datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
        assert updated_at({"updated_minutes": 5}, NOW, self.ZONE) == NOW - timedelta(minutes=5)
        assert updated_at({}, NOW, self.ZONE) is None
