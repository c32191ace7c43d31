"""What the search says besides stories: names, filters, marks, other spellings, ways on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.enums import StoryType, TopicKind
from tests.factories import make_person, make_section, make_story, make_topic, text
from tests.reading import ReadPage, read, words


@pytest.fixture
def paper(front: FrontPage) -> FrontPage:
    harbour, city = make_section(front), make_section(front, "City")
    mara, ferries = make_person("Mara Lind", job_title="Correspondent"), make_topic("Night ferries")
    make_person("Mara Hidden", is_public=False)
    make_topic("Ferries that nobody wrote about")
    old = datetime(2024, 5, 1, tzinfo=UTC)
    make_story(harbour, "Cranes return to the quay", published_at=old, authors=[mara])
    make_story(
        city,
        "The council counts its cranes",
        standfirst="A crane & its driver’s <i>wages</i>.",
        story_type=StoryType.ANALYSIS,
        published_at=timezone.now() - timedelta(days=3),
        topics=[ferries],
        authors=[mara],
    )
    make_story(
        city,
        "A ferry waits",
        body=[text("<p>For a crane.</p>")],
        published_at=timezone.now() - timedelta(days=100),
    )
    make_topic("Anna Berg", kind=TopicKind.PERSON)
    return front


def headlines(page: ReadPage) -> list[str]:
    return [words(line) for line in page.all("main .headline")]


def options(page: ReadPage, name: str) -> list[str]:
    return [words(option) for option in page.all(f"select[name={name}] option")]


def names(page: ReadPage) -> list[str]:
    return [words(found) for found in page.all(".found-names li")]


def test_names_that_match_stand_above_the_stories(paper: FrontPage) -> None:
    page = read("/search/?q=mara")
    assert names(page) == ["Mara Lind Correspondent · 2 stories"]
    assert page.one(".found-names a")["href"] == "/author/mara-lind/"
    assert names(read("/search/?q=ferry")) == ["Night ferries Subject · 1 story"]
    assert names(read("/search/?q=FERRIES+at+night")) == ["Night ferries Subject · 1 story"]
    assert names(read("/search/?q=cranes+of+the+harbour")) == ["Harbour section"]
    assert not read("/search/?q=crane").all(".found-names")


def test_a_name_is_found_in_any_letters(paper: FrontPage) -> None:
    make_person("Ігор Öberg", slug="ihor")
    for query in ("ігор", "ІГОР", "öberg", "ÖBERG", "igor öberg ігор"):
        assert "Ігор Öberg" in " ".join(names(read(f"/search/?q={query}")))


def test_filters_offer_what_leads_to_stories_with_counts(paper: FrontPage) -> None:
    page = read("/search/?q=crane")
    assert options(page, "section") == ["All sections", "Harbour (1)", "City (2)"]
    assert options(page, "type") == ["All types", "News feed (2)", "Analysis (1)"]
    assert options(page, "period")[:3] == ["Any time", "Past month", "Past year"]
    assert "2024" in options(page, "period")


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ("section=city", {"The council counts its cranes", "A ferry waits"}),
        ("type=analysis", {"The council counts its cranes"}),
        ("period=month", {"The council counts its cranes"}),
        ("period=year", {"The council counts its cranes", "A ferry waits"}),
        ("period=2024", {"Cranes return to the quay"}),
        ("section=city&type=news-feed&period=year", {"A ferry waits"}),
        ("section=nowhere&type=x&period=x&order=x", None),
        ("section=&type=&period=&order=", None),
        ("period=0000&type=%00&section=%00", None),
    ],
)
def test_filters_narrow_and_what_means_nothing_narrows_nothing(
    paper: FrontPage, narrowed: str, found: set[str] | None
) -> None:
    shown = headlines(read(f"/search/?q=crane&{narrowed}"))
    assert len(shown) == len(set(shown))
    assert set(shown) == (
        found or {"The council counts its cranes", "A ferry waits", "Cranes return to the quay"}
    )


def test_a_chosen_filter_stays_chosen_and_can_be_taken_off(paper: FrontPage) -> None:
    page = read("/search/?q=crane&section=city&order=newest")
    assert words(page.one("select[name=section] option[selected]")) == "City (2)"
    assert options(page, "section")[1] == "Harbour (1)"
    assert page.one(".search-filters > a")["href"] == "?q=crane&order=newest"
    assert page.one("input[name=order]")["value"] == "newest"


def test_stories_come_in_the_order_that_is_asked_for(paper: FrontPage) -> None:
    page = read("/search/?q=crane&order=newest")
    assert headlines(page) == [
        "The council counts its cranes",
        "A ferry waits",
        "Cranes return to the quay",
    ]
    assert words(page.one(".result-order [aria-current]")) == "Newest"
    assert [link["href"] for link in page.all(".result-order a")] == [
        "?q=crane",
        "?q=crane&order=newest",
    ]
    assert words(read("/search/?q=crane").one(".result-order [aria-current]")) == "Best match"


def test_words_are_marked_in_headline_and_summary(paper: FrontPage) -> None:
    page = read("/search/?q=CRANE+wage")
    assert [words(mark) for mark in page.all("main mark")] == ["cranes", "crane", "wages"]
    assert page.words(".card-text") == "A crane & its driver’s <i>wages</i>."
    assert not page.all(".card-text i")


def test_filters_that_leave_nothing_say_how_many_there_are_without_them(paper: FrontPage) -> None:
    page = read("/search/?q=crane&period=1999")
    assert page.words(".no-results .onward") == "3 stories elsewhere do"
    assert page.one(".no-results .onward")["href"] == "?q=crane"
    assert words(page.one("select[name=period] option[selected]")) == "1999"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("crnaes", "cranes"),
        ("mara lynd", "mara Lind"),
        ("cuoncil crane", "council crane"),
        ("conucil crane zzzzzzz", "council crane"),
    ],
)
def test_other_spellings_are_offered_where_nothing_is_found(
    paper: FrontPage, asked: str, meant: str
) -> None:
    page = read(f"/search/?q={asked}")
    link = page.all(".did-you-mean + ul a")[0]
    assert words(link) == meant
    assert headlines(read(f"/search/{link['href']}"))


def test_a_hidden_name_is_never_offered(paper: FrontPage) -> None:
    assert "Hidden" not in read("/search/?q=hiddne").words("main")
    assert "idden" not in str(read("/search/?q=mara+hiddem").all(".did-you-mean + ul"))


def test_stories_with_some_of_the_words_are_shown_and_said_to_be_that(paper: FrontPage) -> None:
    page = read("/search/?q=crane+zeppelin")
    assert "No story holds all of the words “crane zeppelin”." in page.words(".no-results")
    assert page.words(".some-words") == "3 stories hold some of them"
    assert len(headlines(page)) == 3


def test_the_pages_of_some_of_the_words_can_be_turned(paper: FrontPage) -> None:
    section = make_section(paper, "Port")
    for number in range(25):
        make_story(section, f"Tug number {number}")
    page = read("/search/?q=tug+zeppelin")
    assert page.one(".pager .older")["href"] == "?q=tug+zeppelin&page=2"
    assert len(headlines(read("/search/?q=tug+zeppelin&page=2"))) == 5
    read("/search/?q=tug+zeppelin&page=3", status=404)
    read("/search/?q=zeppelin&page=2", status=404)


def test_nothing_found_leads_on(paper: FrontPage) -> None:
    page = read("/search/?q=qqqqqq")
    assert page.one('.ways-in a[href="/harbour/"]')
    assert page.one('.ways-in a[href="/news/2024/"]')


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=…!"])
def test_without_words_the_page_shows_topics_sections_and_years(
    paper: FrontPage, query: str
) -> None:
    page = read(f"/search/{query}")
    assert page.one('.ways-in a[href="/tag/night-ferries/"]')
    assert page.one('.ways-in a[href="/city/"]')
    assert page.one('.ways-in a[href="/news/2024/"]')
    assert not page.all(".search-filters, .result-count")


def test_every_field_has_a_label(paper: FrontPage) -> None:
    page = read("/search/?q=crane")
    for field in page.all("main select, main input:not([type=hidden])"):
        assert page.one(f'main label[for="{field["id"]}"]')
