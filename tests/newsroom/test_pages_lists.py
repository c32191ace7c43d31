"""Front, section, topic, person, archive, team, contacts, search: what lists of stories show."""

from __future__ import annotations

import pytest

from broadsheet.fronts.models import EditorsPick
from broadsheet.newsroom.models import Department, Person
from tests.factories import make_person, make_section, make_story
from tests.newspaper import TODAY, Newspaper
from tests.reading import ReadPage, read, words


def headlines(page: ReadPage, within: str = "main") -> list[str]:
    return [words(line) for line in page.all(f"{within} .headline")]


def test_the_front_leads_with_the_newest_and_shows_no_story_twice(paper: Newspaper) -> None:
    page = read("/")
    shown = headlines(page)
    assert shown[0] == "The last ferry to Sallay Bar sails on Sunday"
    assert len(shown) == len(set(shown))
    assert headlines(page, ".front-beside") == [
        "“I was wrong about the wall,” the mayor says",
        "Leave the old bridge alone",
        "A night on the pilot boat",
    ]
    assert page.words(".front-beside h2") == "Editors’ picks"


def test_the_front_without_picks_fills_their_place_with_the_latest(paper: Newspaper) -> None:
    EditorsPick.objects.all().delete()
    page = read("/")
    assert headlines(page)[0] == "The last ferry to Sallay Bar sails on Sunday"
    assert "Editors’ picks" not in page.html
    assert len(headlines(page, ".front-beside")) == 3


def test_the_front_has_a_row_for_each_section_that_has_stories(paper: Newspaper) -> None:
    page = read("/")
    titles = [words(title) for title in page.all(".front-row > h2")]
    assert "Harbour" in titles
    assert "Empty" not in titles
    assert page.one('.front-row h2 a[href="/harbour/"]')


def test_a_section_shows_its_description_and_its_feed(paper: Newspaper) -> None:
    page = read("/harbour/")
    assert page.words("h1") == "Harbour"
    assert page.words(".standfirst") == "Ships, cranes, ferries and those who work on them."
    assert page.one('.feed-link a[href="/harbour/feed/"]')
    assert len(headlines(page)) >= 20
    empty = read("/empty/")
    assert "There are no stories here yet." in empty.words("main")
    # Nobody is left without a way on.
    assert empty.all(".latest a")


def test_a_section_of_few_stories_opens_large(paper: Newspaper) -> None:
    section = make_section(paper.front, "Lighthouses")
    story = make_story(section, "A lamp goes out on the northern mole", slug="lamp-goes-out")
    page = read("/lighthouses/")
    assert page.one(".section-top .top .headline a")["href"] == "/lamp-goes-out/"
    # The last words of a large headline stand together.
    assert page.one(".top .headline").get_text() == "A lamp goes out on the northern\xa0mole"
    assert story.title == "A lamp goes out on the northern mole"


def test_a_sections_row_of_pictures_has_no_holes(paper: Newspaper) -> None:
    for row in (read("/harbour/"), read("/city/")):
        tiles = row.all(".tiles > .card")
        assert len(tiles) in (0, 3)
        assert len(tiles) == len(row.all(".tiles .card-picture"))


def test_turning_pages_shows_every_story_once(paper: Newspaper) -> None:
    path, seen = "/harbour/", []
    while path:
        page = read(path)
        seen += [str(link["href"]) for link in page.all("main .headline a")]
        older = page.all(".pager .older")
        assert all(words(link) == "Older stories" for link in older)
        path = str(older[0]["href"]) if older else ""
    assert len(seen) == len(set(seen))
    assert len(seen) == 65 + 3


def test_the_way_back_is_called_newer(paper: Newspaper) -> None:
    page = read("/harbour/page/2/")
    newer = page.one(".pager .newer")
    assert (words(newer), newer["href"], newer["rel"]) == ("Newer stories", "/harbour/", ["prev"])
    assert page.words("h1") == "Harbour"
    assert read("/harbour/page/1/").one(".pager .newer")["href"] == "/harbour/page/2/"


def test_a_page_that_a_list_does_not_have_is_missing(paper: Newspaper) -> None:
    for path in ("/harbour/page/99/", "/harbour/page/0/", "/city/page/1/", "/team/page/1/"):
        read(path, status=404)


def test_a_topic_says_its_kind(paper: Newspaper) -> None:
    for name, kind in (
        ("ferries", "Subject"),
        ("anna-berg", "Person"),
        ("sallay-bar", "Place"),
        ("port-authority", "Organisation"),
    ):
        assert read(f"/tag/{name}/").words(".list-head .kicker") == kind
    assert headlines(read("/tag/sallay-bar/")) == ["The last ferry to Sallay Bar sails on Sunday"]


def test_a_type_of_story_has_its_list(paper: Newspaper) -> None:
    page = read("/tag/opinion/")
    assert page.words("h1") == "Opinion"
    assert headlines(page) == ["Leave the old bridge alone"]


def test_the_archive_is_divided_by_day(paper: Newspaper) -> None:
    page = read("/news/")
    first, second = page.all(".archive-day")[:2]
    assert words(first.select(".day")[0]) == "April 6, 2025"
    assert words(second.select(".day")[0]) == "April 5, 2025"
    assert words(first.select(".card-time")[0]) == "8:37 PM"
    # Half past ten in the evening in UTC is the next day in Kyiv.
    make_story(paper.sections["City"], "Past midnight", published_at=TODAY.replace(hour=22))
    assert words(read("/news/").all(".archive-day .day")[0]) == "April 7, 2025"


def test_a_person_has_a_page_with_what_they_wrote(paper: Newspaper) -> None:
    page = read("/author/mara-lind/")
    assert page.words("h1") == "Mara Lind"
    assert page.words(".kicker") == "Harbour correspondent"
    assert [words(line) for line in page.all(".bio")] == [
        "Mara has written about the port since 2011.",
        "Before that she was a ship’s cook.",
    ]
    assert [link["href"] for link in page.all(".person-links a")] == [
        "mailto:mara@example.org",
        "https://social.example.org/@mara",
    ]
    assert "The last ferry to Sallay Bar sails on Sunday" in headlines(page)


def test_someone_who_is_not_public_has_no_page_and_is_on_no_list(paper: Newspaper) -> None:
    read("/author/quiet-source/", status=404)
    for path in ("/team/", "/contacts/"):
        assert "Quiet Source" not in read(path).html
    person = Person.objects.get(pk=paper.people["Jonas"].pk)
    person.is_public = False
    person.save()
    read("/author/jonas-oberg/", status=410)
    assert "Jonas Öberg" not in read("/team/").html


def test_the_team_stands_by_department(paper: Newspaper) -> None:
    make_person("Zoe Last", department=Department.objects.get(name="Newsroom"), on_team_page=False)
    page = read("/team/")
    assert [words(title) for title in page.all(".department h2")] == ["Newsroom", "Photo desk"]
    departments = page.all(".department")
    assert [words(name) for name in departments[0].select(".author-name")] == [
        "Jonas Öberg",
        "Mara Lind",
    ]
    assert [words(name) for name in departments[2].select(".author-name")] == ["Ida Wren"]
    assert "Zoe Last" not in page.html


def test_contacts_name_the_house_and_its_people(paper: Newspaper) -> None:
    page = read("/contacts/")
    card = page.one(".contact-card")
    assert [words(line) for line in card.select("p")] == [
        "Test Post Cooperative",
        "Custom House",
        "1 North Quay",
        "Sallay",
        "desk@example.org",
        "+44 20 7946 0000",
    ]
    assert card.select('a[href="tel:+442079460000"]')
    assert [words(person.select("a")[0]) for person in page.all(".contact-people li")] == [
        "Mara Lind"
    ]


def test_search_counts_what_it_found_and_turns_pages(paper: Newspaper) -> None:
    page = read("/search/?q=harbour")
    assert page.words(".result-count").endswith("stories hold these words")
    assert len(headlines(page)) == 20
    assert page.one("#search-words")["value"] == "harbour"
    older = page.one(".pager .older")
    assert older["href"] == "?q=harbour&page=2"
    assert ", page 2 of" in read("/search/?q=harbour&page=2").words(".result-count")
    read("/search/?q=harbour&page=99", status=404)


def test_search_says_one_story_where_it_is_one(paper: Newspaper) -> None:
    assert read("/search/?q=bakery").words(".result-count") == "1 story holds these words"


def test_search_that_finds_nothing_helps(paper: Newspaper) -> None:
    page = read("/search/?q=zeppelin")
    assert "No story holds all of the words “zeppelin”." in page.words("main")
    assert page.one('.ways-in a[href="/news/"]')
    empty = read("/search/")
    assert not empty.all(".no-results, .result-count")


def test_an_editable_page_shows_its_blocks(paper: Newspaper) -> None:
    page = read("/about/")
    assert page.words("h1") == "About"
    assert page.words(".prose p") == "The newspaper’s own words on this."
    assert page.one(".prose figure .credit")


@pytest.mark.parametrize("path", ["/harbour/", "/tag/ferries/", "/news/", "/author/mara-lind/"])
def test_pictures_of_lists_reserve_their_place(paper: Newspaper, path: str) -> None:
    for image in read(path).all("main img"):
        assert image["width"]
        assert image["height"]
        assert image.has_attr("alt")
