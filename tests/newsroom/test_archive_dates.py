"""The archive by year, month and day: what stands there, where it leads, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from wagtail.models import Locale

from broadsheet.core.actions import keep_fixed_addresses
from broadsheet.core.languages import language_of
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.enums import StoryType
from tests.factories import make_section, make_story
from tests.newspaper import Newspaper
from tests.reading import ReadPage, read, words


def moment(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def archive(front: FrontPage) -> FrontPage:
    section = make_section(front)
    make_story(section, "An old one", published_at=moment(2023, 12, 30))
    make_story(section, "A dawn", published_at=moment(2025, 2, 3, 5))
    make_story(section, "A noon", published_at=moment(2025, 2, 3))
    make_story(section, "A week later", published_at=moment(2025, 2, 10))
    make_story(section, "In May", published_at=moment(2025, 5, 1))
    return front


def links(page: ReadPage, selector: str) -> list[tuple[str, str]]:
    return [(words(link), str(link["href"])) for link in page.all(selector)]


def trail(page: ReadPage) -> list[tuple[str, str]]:
    [crumbs] = [item for item in page.json_ld() if item["@type"] == "BreadcrumbList"]
    return [
        (item["name"], "/" + item["item"].split("/", 3)[3]) for item in crumbs["itemListElement"]
    ]


def test_the_archive_leads_to_its_years_and_days(archive: FrontPage) -> None:
    page = read("/news/")
    assert links(page, ".archive-years a") == [("2025", "/news/2025/"), ("2023", "/news/2023/")]
    assert [words(count) for count in page.all(".archive-years .how-many")] == [
        "4 stories",
        "1 story",
    ]
    assert page.all(".archive-day .day a")[0]["href"] == "/news/2025/05/01/"


def test_a_year_shows_twelve_months_with_counts_and_headlines(archive: FrontPage) -> None:
    page = read("/news/2025/")
    assert page.words("h1") == "2025"
    assert page.words("title") == "Archive: 2025 - The Test Post"
    months = page.all(".month")
    assert len(months) == 12
    assert words(months[0]) == "January No stories"
    assert not months[0].select("a")
    assert months[1].select("h2 a")[0]["href"] == "/news/2025/02/"
    assert words(months[1].select(".how-many")[0]) == "3 stories"
    assert {words(link) for link in months[1].select("ul a")} == {
        "A dawn",
        "A noon",
        "A week later",
    }
    assert links(page, ".date-nav a") == [("Earlier: 2023", "/news/2023/")]
    assert page.one("link[rel=canonical]")["href"].endswith("/news/2025/")
    assert trail(page) == [("Front page", "/"), ("Archive", "/news/"), ("2025", "/news/2025/")]


def test_a_month_is_remembered_by_its_long_pieces_and_not_by_what_was_paid_for(
    archive: FrontPage,
) -> None:
    section = make_section(archive, "Trade")
    day = moment(2022, 3, 3)
    make_story(section, "The analysis", published_at=day, story_type=StoryType.ANALYSIS)
    make_story(
        section,
        "The advertisement",
        published_at=day,
        story_type=StoryType.SPONSORED,
        sponsor_name="Power & Light",
    )
    make_story(section, "The news", published_at=day)
    march = read("/news/2022/").all(".month")[2]
    assert [words(link) for link in march.select("ul a")] == ["The analysis", "The news"]
    assert words(march.select(".how-many")[0]) == "3 stories"


def test_a_month_has_a_table_of_days_and_their_stories(archive: FrontPage) -> None:
    page = read("/news/2025/02/")
    assert page.words("h1") == "February 2025"
    table = page.one("table.calendar")
    assert words(table.select("caption")[0]) == "February 2025"
    assert words(table.select("thead th[scope=col]")[0]) == "Sun"
    assert links(page, ".calendar a") == [
        ("3, 2 stories", "/news/2025/02/03/"),
        ("10, 1 story", "/news/2025/02/10/"),
    ]
    # February 2025 begins on a Saturday: its first row has six empty cells.
    first, *rest = table.select("tbody tr")
    assert [words(cell) for cell in first.select("td")] == ["", "", "", "", "", "", "1"]
    assert len(rest) == 4
    assert [words(day) for day in page.all(".archive-day .day")] == [
        "February 10, 2025",
        "February 3, 2025",
    ]
    assert links(page, ".date-nav a") == [
        ("Earlier: December 2023", "/news/2023/12/"),
        ("Later: May 2025", "/news/2025/05/"),
    ]
    assert trail(page)[-2:] == [("2025", "/news/2025/"), ("February 2025", "/news/2025/02/")]


def test_a_month_shows_six_stories_of_a_day_and_leads_to_the_others(archive: FrontPage) -> None:
    section = make_section(archive, "City")
    for number in range(8):
        make_story(section, f"Busy {number}", published_at=moment(2024, 7, 7, number))
    page = read("/news/2024/07/")
    day = page.one(".archive-day")
    assert len(day.select(".headline")) == 6
    assert links(page, ".archive-day .onward") == [
        ("All 8 stories of July 7, 2024", "/news/2024/07/07/")
    ]
    assert len(read("/news/2024/07/07/").all("main .headline")) == 8


def test_a_day_shows_its_stories_and_the_nearest_days(archive: FrontPage) -> None:
    page = read("/news/2025/02/03/")
    assert page.words("h1") == "February 3, 2025"
    assert page.words(".archive-head .how-many") == "Monday · 2 stories"
    assert [words(line) for line in page.all("main .headline")] == ["A noon", "A dawn"]
    assert links(page, ".trail a") == [
        ("Archive", "/news/"),
        ("2025", "/news/2025/"),
        ("February 2025", "/news/2025/02/"),
    ]
    assert links(page, ".date-nav a") == [
        ("Earlier: December 30, 2023", "/news/2023/12/30/"),
        ("Later: February 10, 2025", "/news/2025/02/10/"),
    ]


def test_a_long_day_turns_its_pages(archive: FrontPage) -> None:
    section = make_section(archive, "City")
    for number in range(41):
        make_story(section, f"Busy {number}", published_at=moment(2024, 7, 7))
    first, last = read("/news/2024/07/07/"), read("/news/2024/07/07/page/1/")
    assert first.one(".pager .older")["href"] == "/news/2024/07/07/page/1/"
    assert last.one(".pager .newer")["href"] == "/news/2024/07/07/"
    shown = [words(line) for page in (first, last) for line in page.all("main .headline")]
    assert len(set(shown)) == len(shown) == 41
    assert last.words("title") == "Archive: July 7, 2024, page 1 - The Test Post"
    read("/news/2024/07/07/page/2/", status=404)


def test_days_begin_at_midnight_of_the_sites_own_zone(archive: FrontPage) -> None:
    settings = SiteSettings.objects.get()
    settings.time_zone = "Europe/Kyiv"
    settings.save()
    make_story(make_section(archive, "City"), "Late", published_at=moment(2024, 12, 31, 23))
    assert "Late" in read("/news/2025/01/01/").words("main")
    read("/news/2024/12/31/", status=404)
    read("/news/2024/", status=404)


@pytest.mark.parametrize(
    "path",
    ["2024/", "2025/01/", "2025/02/04/", "2025/13/", "2025/02/30/", "2025/00/", "2025/02/00/",
     "0000/", "2999/", "9999/12/31/", "2025/2/", "20255/", "2025/02/03/04/", "2025/page/1/",
     "٢٠٢٥/", "2025/02/03/page/0/", "2025/02/03/page/x/", "2025/feed/", "2025/02/03/page/9/"],
)  # fmt: skip
def test_a_date_without_stories_or_that_is_none_is_missing(archive: FrontPage, path: str) -> None:
    read(f"/news/{path}", status=404)


def test_an_empty_newspaper_has_no_dates(front: FrontPage) -> None:
    assert not read("/news/").all(".archive-years")
    read("/news/2025/", status=404)


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(
    archive: FrontPage, client: object
) -> None:
    response = client.get("/news/2025/02")  # type: ignore[attr-defined]
    assert (response.status_code, response["Location"]) == (301, "/news/2025/02/")


def test_only_the_archive_answers_dates(archive: FrontPage) -> None:
    for path in (
        "/harbour/2025/",
        "/team/2025/",
        "/search/2025/",
        "/2025/",
        "/tag/news-feed/2025/",
    ):
        read(path, status=404)


def test_a_page_that_is_called_like_a_year_keeps_its_address(archive: FrontPage) -> None:
    make_story(make_section(archive, "City"), "The year", slug="2025")
    assert read("/2025/").words("h1") == "The year"


def test_what_was_taken_down_leaves_its_day(archive: FrontPage) -> None:
    from broadsheet.newsroom.models import Story

    Story.objects.get(title="In May").unpublish()
    read("/news/2025/05/01/", status=404)
    read("/news/2025/05/", status=404)


@pytest.fixture
def _forgotten_languages() -> Iterator[None]:
    """The process keeps the languages of locales, which a test's rollback takes away."""
    language_of.cache_clear()
    yield
    language_of.cache_clear()


@pytest.mark.usefixtures("_forgotten_languages")
def test_another_language_has_an_archive_of_its_own(archive: FrontPage, settings: object) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("uk", "Українська")]  # type: ignore[attr-defined]
    settings.WAGTAIL_I18N_ENABLED = True  # type: ignore[attr-defined]
    ukrainian = Locale.objects.create(language_code="uk")
    translated = archive.copy_for_translation(ukrainian)
    translated.save_revision().publish()
    keep_fixed_addresses(translated.get_site(), ukrainian)
    section = make_section(translated, "Гавань", slug="гавань", locale=ukrainian)
    make_story(section, "Кран рушає", locale=ukrainian, published_at=moment(2024, 8, 24))
    assert links(read("/uk/news/"), ".archive-years a") == [("2024", "/uk/news/2024/")]
    month = read("/uk/news/2024/08/")
    assert [href for _words, href in links(month, ".calendar a")] == ["/uk/news/2024/08/24/"]
    assert month.one("link[rel=canonical]")["href"].endswith("/uk/news/2024/08/")
    assert trail(month)[0][1] == "/uk/"
    assert trail(month)[1][1] == "/uk/news/"
    # Weeks begin on Monday there.
    assert str(month.all(".calendar abbr")[0]["title"]).casefold() == "понеділок"
    read("/uk/news/2025/", status=404)
    read("/news/2024/", status=404)
    search = read("/uk/search/?q=кран")
    assert [words(mark) for mark in search.all("mark")] == ["Кран"]
    assert read("/uk/search/").one('.ways-in a[href="/uk/news/2024/"]')


def test_the_pages_of_a_whole_newspaper(paper: Newspaper) -> None:
    for path in ("/news/2025/", "/news/2025/04/", "/news/2025/04/06/"):
        page = read(path)
        assert page.words("title").startswith("Archive: ")
        assert page.meta("description")
