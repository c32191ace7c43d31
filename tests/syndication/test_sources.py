from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from wagtail.models import Locale

from broadsheet.core.actions import keep_fixed_addresses
from broadsheet.core.languages import language_of
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.enums import StoryType
from tests.factories import make_person, make_section, make_story, make_topic
from tests.syndication.reading import FORMATS, feed, json_feed, titles

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def lists(front: FrontPage) -> Iterator[None]:
    """Two sections, two topics, two people, two types: each list has a story of its own."""
    harbour, culture = make_section(front, "Harbour"), make_section(front, "Culture")
    ferries, opera = make_topic("Ferries"), make_topic("Opera")
    mara, ivo = make_person("Mara Lind"), make_person("Ivo Brand")
    make_story(harbour, "A crane moves", topics=[ferries], authors=[mara], published_at=NOON)
    make_story(
        culture,
        "A tenor falls silent",
        topics=[opera],
        authors=[ivo],
        story_type=StoryType.OPINION,
        published_at=NOON + timedelta(hours=1),
    )
    return


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ["A tenor falls silent", "A crane moves"]),
        ("/harbour/", ["A crane moves"]),
        ("/culture/", ["A tenor falls silent"]),
        ("/tag/ferries/", ["A crane moves"]),
        ("/tag/opera/", ["A tenor falls silent"]),
        ("/author/mara-lind/", ["A crane moves"]),
        ("/tag/news-feed/", ["A crane moves"]),
        ("/tag/opinion/", ["A tenor falls silent"]),
    ],
)
def test_each_list_has_a_feed_of_its_own_stories_newest_first(
    lists: None, client: Client, path: str, expected: list[str], suffix: str
) -> None:
    assert titles(client, f"{path}{suffix}") == expected


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_no_list_has_no_feed(front: FrontPage, client: Client, suffix: str) -> None:
    make_story(make_section(front), slug="a-crane-moves")
    about = InformationPage(title="About", slug="about")
    front.add_child(instance=about)
    about.save_revision().publish()
    for path in ("/a-crane-moves/", "/about/", "/news/", "/team/", "/search/", "/nowhere/"):
        assert client.get(f"{path}{suffix}").status_code == 404, path


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_person_who_is_not_public_has_no_feed(
    front: FrontPage, client: Client, suffix: str
) -> None:
    person = make_person("Quiet Source", is_public=False)
    make_story(make_section(front), authors=[person])
    assert client.get(f"/author/quiet-source/{suffix}").status_code == 404


def test_a_person_who_stops_being_public_takes_the_feed_along(
    front: FrontPage, client: Client
) -> None:
    person = make_person("Mara Lind")
    make_story(make_section(front), authors=[person])
    assert client.get("/author/mara-lind/feed/").status_code == 200
    person.is_public = False
    person.save()
    assert client.get("/author/mara-lind/feed/").status_code == 410


def test_a_feed_names_its_list_and_the_newspaper(lists: None, client: Client) -> None:
    assert feed(client, "/feed/").feed.title == "The Test Post"
    assert feed(client, "/harbour/feed/").feed.title == "Harbour – The Test Post"
    parsed = json_feed(client, "/tag/ferries/feed/json/")
    assert parsed["title"] == "Ferries – The Test Post"
    assert parsed["home_page_url"] == "http://testserver/tag/ferries/"
    assert parsed["feed_url"] == "http://testserver/tag/ferries/feed/json/"


def test_an_empty_list_has_a_feed_that_stays_the_same(front: FrontPage, client: Client) -> None:
    make_topic("Ferries")
    for path in ("/", "/tag/ferries/", "/tag/video/"):
        for suffix in FORMATS:
            assert titles(client, f"{path}{suffix}") == []
            first, second = client.get(f"{path}{suffix}"), client.get(f"{path}{suffix}")
            assert first.content == second.content
            assert first["Last-Modified"] == second["Last-Modified"]


def test_a_feed_without_its_last_slash_leads_to_the_feed(front: FrontPage, client: Client) -> None:
    response = client.get("/feed/atom")
    assert (response.status_code, response["Location"]) == (301, "/feed/atom/")


@pytest.fixture
def _forgotten_languages() -> Iterator[None]:
    """The process keeps the languages of locales, which a test's rollback takes away."""
    language_of.cache_clear()
    yield
    language_of.cache_clear()


@pytest.mark.usefixtures("_forgotten_languages")
def test_another_language_has_feeds_of_its_own(
    front: FrontPage, client: Client, settings: object
) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("uk", "Українська")]  # type: ignore[attr-defined]
    settings.WAGTAIL_I18N_ENABLED = True  # type: ignore[attr-defined]
    ukrainian = Locale.objects.create(language_code="uk")
    make_story(make_section(front, "Harbour"), "A crane moves")
    translated = front.copy_for_translation(ukrainian)
    translated.save_revision().publish()
    keep_fixed_addresses(translated.get_site(), ukrainian)
    section = make_section(translated, "Гавань", slug="гавань", locale=ukrainian)
    make_story(section, "Кран рушає", slug="кран", locale=ukrainian)
    assert titles(client, "/feed/") == ["A crane moves"]
    parsed = feed(client, "/uk/feed/atom/")
    assert [entry.title for entry in parsed.entries] == ["Кран рушає"]
    assert parsed.feed.language == "uk"
    # RFC 3987 addresses go out as RFC 3986's.
    assert parsed.entries[0].link == "http://testserver/uk/%D0%BA%D1%80%D0%B0%D0%BD/"
    assert titles(client, "/uk/гавань/feed/json/") == ["Кран рушає"]
    assert titles(client, "/uk/tag/news-feed/feed/") == ["Кран рушає"]
