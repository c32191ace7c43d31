"""The story page, by the rows of FEATURES.md."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from broadsheet.fronts.models import EditorsPick
from broadsheet.masthead.models.settings import DateStyle, TimeStyle
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Story, StoryCard
from broadsheet.staff.models import User
from tests.desk import make_account
from tests.factories import make_person, make_picture, make_story, text
from tests.newspaper import TODAY, Newspaper, every_block
from tests.reading import read, words


def test_s10_the_type_stands_first_among_the_topics_and_each_is_a_link(paper: Newspaper) -> None:
    links = read("/everything/").all("ul.topics a")
    assert [(words(link), link["href"]) for link in links] == [
        ("News feed", "/tag/news-feed/"),
        ("Ferries", "/tag/ferries/"),
        ("Anna Berg", "/tag/anna-berg/"),
        ("Sallay Bar", "/tag/sallay-bar/"),
        ("Port Authority", "/tag/port-authority/"),
    ]


def test_s11_only_staff_who_may_edit_the_story_get_a_link_to_it(paper: Newspaper) -> None:
    assert "/admin/" not in read("/everything/").html
    editor, stranger = Client(), Client()
    editor.force_login(make_account())
    stranger.force_login(User.objects.create_user("stranger", "stranger@example.org", "secret"))
    page = read("/everything/", editor)
    edit = f"/admin/pages/{paper.stories['everything'].pk}/edit/"
    assert page.one(f'a[href="{edit}"]').get_text() == "Edit"
    assert page.response["Cache-Control"] == "private, no-store"
    assert "/admin/" not in read("/everything/", stranger).html


def test_s12_the_headline_is_the_only_h1(paper: Newspaper) -> None:
    for name in ("everything", "sponsored", "members", "opinion"):
        page = read(f"/{name}/")
        assert page.words("h1").replace("’", "'") == paper.stories[name].title


@pytest.mark.parametrize(
    ("names", "byline"),
    [
        ([], None),
        (["Ann Ode"], "by Ann Ode"),
        (["Ann Ode", "Ben Day"], "by Ann Ode and Ben Day"),
        (["Ann Ode", "Ben Day", "Cy Ray"], "by Ann Ode, Ben Day and Cy Ray"),
        (["Ann Ode", "Ben Day", "Cy Ray", "Di Lu"], "by Ann Ode, Ben Day, Cy Ray and Di Lu"),
    ],
)
def test_s13_the_byline_joins_its_names(
    paper: Newspaper, names: list[str], byline: str | None
) -> None:
    people = [make_person(name) for name in names]
    story = make_story(paper.sections["City"], authors=people)
    shown = read(story.public_path()).all(".story-head .byline")
    assert [words(line) for line in shown] == ([byline] if byline else [])
    links = [link["href"] for line in shown for link in line.select("a")]
    assert links == [person.url for person in people]


def test_s13_a_name_stays_on_one_line_where_a_phone_holds_it(paper: Newspaper) -> None:
    names = ["Ann Ode", "The correspondents of the Test Post in Rivne"]
    story = make_story(paper.sections["City"], authors=[make_person(name) for name in names])
    shown = read(story.public_path()).one(".story-head .byline").get_text()
    assert shown == f"by Ann\N{NO-BREAK SPACE}Ode and {names[1]}"


def test_s13_only_public_people_are_linked_and_other_roles_stand_apart(paper: Newspaper) -> None:
    page = read("/everything/")
    byline = page.one(".story-head .byline")
    assert words(byline) == "by Mara Lind, Jonas Öberg and a correspondent in Sallay"
    assert [a["href"] for a in byline.select("a")] == ["/author/mara-lind/", "/author/jonas-oberg/"]
    assert [words(role) for role in page.all(".role")] == [
        "Reporting by Quiet Source",
        "Photos by Sol Marin",
        "Edited by Ida Wren",
    ]
    assert "/author/quiet-source/" not in page.html


def test_s14_the_time_is_in_the_sites_zone_with_its_offset(paper: Newspaper) -> None:
    shown, updated = read("/everything/").all(".story-times time")
    assert words(shown) == "April 6, 2025 8:37 PM"
    assert shown["datetime"] == "2025-04-06T20:37:00+03:00"
    assert words(updated) == "April 6, 2025 9:27 PM"
    assert updated["datetime"] == "2025-04-06T21:27:00+03:00"


def test_s14_updated_is_said_only_where_an_editor_said_so(paper: Newspaper) -> None:
    assert "Updated" in read("/everything/").words(".story-times")
    assert "Updated" not in read("/analysis/").words(".story-times")


@pytest.mark.parametrize(
    ("date_style", "time_style", "shown"),
    [
        (DateStyle.MONTH_FIRST, TimeStyle.TWENTY_FOUR, "April 6, 2025 20:37"),
        (DateStyle.DAY_FIRST, TimeStyle.TWENTY_FOUR, "6 April 2025 20:37"),
        (DateStyle.ISO, TimeStyle.TWELVE, "2025-04-06 8:37 PM"),
        (DateStyle.DOTS, TimeStyle.TWENTY_FOUR, "6.04.2025 20:37"),
    ],
)
def test_s14_dates_follow_the_sites_style(
    paper: Newspaper, date_style: str, time_style: str, shown: str
) -> None:
    type(paper.settings).objects.update(date_style=date_style, time_style=time_style)
    assert words(read("/everything/").all(".story-times time")[0]) == shown


@pytest.mark.parametrize(("language", "shown"), [("uk", "6 квітня 2025"), ("en", "April 6, 2025")])
def test_s14_only_english_puts_the_month_first(paper: Newspaper, language: str, shown: str) -> None:
    type(paper.settings).objects.update(date_style=DateStyle.MONTH_FIRST, language=language)
    assert shown in read("/everything/").words(".story-times")


def test_s14_months_are_inflected_where_the_language_does(paper: Newspaper) -> None:
    type(paper.settings).objects.update(date_style=DateStyle.DAY_FIRST, language="uk")
    assert "6 квітня 2025" in read("/everything/").words(".story-times")


def test_s15_the_read_time_is_said(paper: Newspaper) -> None:
    body = [text(f"<p>{'word ' * 700}</p>")]
    story = make_story(paper.sections["City"], body=body)
    assert "3 min read" in read(story.public_path()).words(".story-times")


def test_s16_caption_and_credit_stand_apart(paper: Newspaper) -> None:
    page = read("/everything/")
    caption = "The Gull at low water, a week before her last crossing."
    assert page.words(".lead-picture .caption") == caption
    assert page.words(".lead-picture .credit") == "(Sol Marin / POOL / EPN)"
    image = page.one(".lead-picture img")
    assert image["alt"] == "A ferry off Sallay Bar, seen from the water"
    assert image["width"]
    assert image["height"]


def test_s16_a_decorative_lead_picture_says_nothing_and_is_still_enlarged_by_name(
    paper: Newspaper,
) -> None:
    picture = make_picture("A quay", description="A quay at noon")
    prepare_at_once([picture])
    story = make_story(
        paper.sections["Harbour"], lead_picture=picture, lead_decorative=True, slug="decorated"
    )
    page = read("/decorated/")
    assert page.one(".lead-picture img")["alt"] == ""
    assert page.words(".lead-picture a.enlarge") == "Enlarge the picture"
    assert page.meta("og:image:alt") == []
    assert StoryCard.objects.get(story=story).picture_alt == ""


def test_s20_every_block_is_shown(paper: Newspaper) -> None:
    page = read("/everything/")
    assert page.words(".dateline") == "Sallay Bar"
    assert page.one(".prose > .picture.wide img")
    assert page.words(".pull-quote blockquote") == "A pier without a ferry is a diving board."
    assert page.words(".pull-quote figcaption") == "Ellen Sund, harbour master"
    assert page.words(".fact-box h2") == "The Gull"
    assert [words(item) for item in page.all(".prose > ol > li")] == [
        "First boat 06:10",
        "Last 19:40",
    ]
    assert len(page.all(".gallery figure")) == 3
    assert page.all(".gallery img")[1]["alt"] == ""
    assert page.words(".gallery figure:last-child .credit") == "(Port archive)"
    assert words(page.all(".embed .credit")[1]) == "(Bluesky)"
    assert page.words(".file") == "The timetable of 1912 PDF, 19 bytes"
    assert not page.all(".html-block h1, .html-block script:not([src])")
    assert "onclick" not in page.html


def test_s20_a_table_says_what_its_cells_are(paper: Newspaper) -> None:
    page = read("/everything/")
    table = page.one("figure.table")
    assert words(table.select("caption")[0]) == "Passengers a day"
    assert [words(cell) for cell in table.select("th[scope=col]")] == ["Year", "Summer", "Winter"]
    assert [words(cell) for cell in table.select("th[scope=row]")] == ["2015", "2024"]
    assert [words(cell) for cell in table.select("td.number")] == ["214", "61", "88", "19"]


@pytest.mark.parametrize(
    ("first", "is_total"),
    [("Total", True), ("All lines", True), ("Усього", True), ("Allotments", False), ("", False)],
)
def test_s20_a_tables_last_row_of_totals_is_marked(
    paper: Newspaper, first: str, is_total: bool
) -> None:
    columns = [{"type": "text", "heading": "Line"}, {"type": "number", "heading": "Jobs"}]
    rows = [{"values": ["Total of one", "7"]}, {"values": [first, "7"]}]
    table = {"table": {"caption": "Jobs", "columns": columns, "rows": rows}, "source": ""}
    story = make_story(paper.sections["City"], body=[{"type": "table", "value": table}])
    marked = read(story.public_path()).all("tr.total")
    assert len(marked) == int(is_total)


def test_s20_an_embed_loads_nothing_and_is_a_link_without_javascript(paper: Newspaper) -> None:
    page = read("/everything/")
    player, plain = page.all("a.embed-open")
    assert player["href"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert str(player["data-frame"]).startswith("https://www.youtube-nocookie.com/embed/")
    assert plain["href"] == "https://bsky.app/profile/x/post/1"
    assert not plain.has_attr("data-frame")
    assert not page.all("iframe")
    policy = page.response["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    assert "frame-src 'none'" in read("/analysis/").response["Content-Security-Policy"]


def test_s20_quotes_are_typographic_but_not_in_code(paper: Newspaper) -> None:
    page = read("/everything/")
    assert "“nobody on board,” says her captain" in page.words(".prose > p:nth-of-type(2)")
    assert page.one(".prose code").get_text() == 'print("it\'s")'
    assert "“We never missed a tide,”" in page.words(".standfirst")


def test_s21_a_related_card_follows_the_other_story(paper: Newspaper) -> None:
    card = read("/everything/").all("aside.related .card")[0]
    assert words(card.select(".headline a")[0]) == "What the tide wall would cost, street by street"
    assert len(card.select("a")) == 1
    assert "by Mara Lind and Jonas Öberg" in words(card)
    other = Story.objects.get(pk=paper.stories["analysis"].pk)
    other.title = "The wall, again"
    other.save_revision().publish()
    assert "The wall, again" in words(read("/everything/").all("aside.related")[0])
    other.unpublish()
    assert "The wall, again" not in read("/everything/").html


def test_s21_an_unpublished_story_is_never_shown(paper: Newspaper) -> None:
    page = read("/everything/")
    assert "A draft that nobody may see" not in page.html
    # The draft's card renders nothing at all: the external card is the only other one.
    assert len(page.all("aside.related")) == 2


def test_s21_an_external_card_is_cut_between_sentences_or_at_a_word(paper: Newspaper) -> None:
    card = read("/everything/").all("aside.related")[1]
    excerpt = words(card.select(".card-text")[0])
    assert excerpt.endswith("in a year.")
    assert 100 < len(excerpt) <= 220
    assert "The Northern" in words(card)
    assert card.select("a")[0]["href"] == "https://news.example.net/ferries"


def test_s22_the_author_box_names_public_authors(paper: Newspaper) -> None:
    page = read("/everything/")
    people = page.all(".authors .author")
    assert [words(person.select(".author-name")[0]) for person in people] == [
        "Mara Lind",
        "Jonas Öberg",
    ]
    assert "She reads “Moby-Dick” every winter." in words(people[0])
    assert people[0].select("img")
    assert not people[1].select("img")
    assert "Nobody may read this." not in page.html


def test_s22_there_is_no_author_box_without_public_authors(paper: Newspaper) -> None:
    assert not read("/field-report/").all(".authors")


def test_s24_the_news_feed_leaves_out_the_story_and_the_types_left_out(paper: Newspaper) -> None:
    feed = read("/no-picture/").one(".rail .news-feed")
    headlines = [words(item) for item in feed.select(".headline")]
    assert "Council votes on the tide wall tonight" not in headlines
    assert headlines[0] == "The last ferry to Sallay Bar sails on Sunday"
    assert "How a bakery halved its power bill" not in headlines
    assert "The Test Post moves its newsroom to North Quay" not in headlines
    type(paper.settings).objects.update(news_feed_types="news")
    headlines = [words(item) for item in read("/no-picture/").all(".news-feed .headline")]
    assert "How a bakery halved its power bill" in headlines
    assert "The last ferry to Sallay Bar sails on Sunday" not in headlines


def test_s25_the_feed_tells_the_time_and_where_the_day_changes(paper: Newspaper) -> None:
    feed = read("/everything/").one(".rail .news-feed")
    days = ["April 6, 2025", "April 5, 2025", "March 29, 2025", "March 23, 2025"]
    assert [words(day) for day in feed.select(".day")] == days
    assert words(feed.select(".card-time")[0]) == "5:37 PM"
    first = feed.select("li")[0]
    assert first.select("time")[0]["datetime"] == "2025-04-06T17:37:00+03:00"


def test_s26_the_feed_labels_what_is_not_plain_news(paper: Newspaper) -> None:
    feed = read("/everything/").one(".rail .news-feed")
    labels = {words(item.select(".headline")[0]): words(item) for item in feed.select("li")}
    assert "Video" in labels["Watch the last crane leave the quay"]
    assert "News feed" not in labels["Council votes on the tide wall tonight"]


def test_s28_the_feed_leads_to_the_archive(paper: Newspaper) -> None:
    assert read("/everything/").one('.rail a[href="/news/"]').get_text() == "More news"


def test_s29_picks_stand_below_without_the_story_expired_and_unpublished(paper: Newspaper) -> None:
    page = read("/everything/")
    assert [words(item) for item in page.all(".editors-picks .headline")] == [
        "“I was wrong about the wall,” the mayor says",
        "Leave the old bridge alone",
        "A night on the pilot boat",
    ]


def test_blocks_that_have_nothing_to_show_are_absent(paper: Newspaper) -> None:
    type(paper.settings).objects.update(news_feed_types=" ".join(kind.value for kind in StoryType))
    EditorsPick.objects.all().delete()
    page = read("/everything/")
    for selector in (".rail", ".news-feed", ".editors-picks"):
        assert not page.all(selector)
    assert [words(heading) for heading in page.all("main h2")][-1] == "Sailing times"


def test_a_deleted_picture_or_file_leaves_no_hole(paper: Newspaper) -> None:
    blocks = [
        block
        for block in every_block(paper.pictures, related=[999_999])
        if block["type"] in ("picture", "related_story", "text")
    ]
    for block in blocks:
        if block["type"] == "picture":
            block["value"]["picture"] = 999_999
    blocks.append({"type": "file", "value": {"file": 999_999, "title": "Gone"}})
    story = make_story(paper.sections["City"], body=blocks)
    page = read(story.public_path())
    assert not page.all(".prose figure, .prose aside, .prose .file")


def test_the_story_page_is_the_same_in_a_preview(paper: Newspaper) -> None:
    story = Story.objects.get(pk=paper.stories["everything"].pk)
    story.title = "A headline that is not saved"
    response = story.make_preview_request()
    html = response.rendered_content if hasattr(response, "rendered_content") else ""
    assert "A headline that is not saved" in html
    assert "Photos by" in html


def test_a_story_of_tomorrow_is_dated_on_the_sites_clock(paper: Newspaper) -> None:
    story = make_story(paper.sections["City"], published_at=TODAY + timedelta(hours=4))
    shown = read(story.public_path()).all(".story-times time")[0]
    assert words(shown) == "April 7, 2025 12:37 AM"
