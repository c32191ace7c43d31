"""Exchanges, charts and drawings as readers get them."""

from __future__ import annotations

from typing import Any

import pytest

from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.reading_time import reading_time
from broadsheet.newsroom.search_text import searchable_text
from tests.factories import make_section, make_story, text
from tests.newspaper import Newspaper, chart, graphic, make_graphic, question_answer
from tests.reading import ReadPage, read, words

HOSTILE = "</text></title><script>alert(1)</script>\"onload='alert(1)'"


def page_of(paper: Newspaper, *blocks: dict[str, Any], **fields: Any) -> ReadPage:
    story = make_story(paper.sections["City"], body=list(blocks), **fields)
    return read(story.public_path())


class TestExchanges:
    def test_the_question_is_a_heading_and_the_answer_follows(self, paper: Newspaper) -> None:
        answer = '<p>It\'s "fine".</p><ul><li>Twice.</li></ul>'
        page = page_of(paper, question_answer('Was the "Gull" late?', answer))
        exchange = page.one(".prose > .exchange")
        assert [tag.name for tag in exchange.find_all(recursive=False)] == ["h2", "div"]
        assert page.words(".exchange .question") == "Was the “Gull” late?"
        assert page.words(".exchange .answer > p") == "It’s “fine”."
        assert page.one(".exchange .answer > ul > li")

    def test_its_level_follows_from_the_subheading_before_it(self, paper: Newspaper) -> None:
        page = page_of(
            paper,
            question_answer("One?", "<p>1</p>"),
            text("<p>x</p><h2>Later</h2>"),
            question_answer("Two?", "<p>2</p>"),
        )
        assert [tag.name for tag in page.all(".prose h1, .prose h2, .prose h3")] == [
            "h2",
            "h2",
            "h3",
        ]
        assert [tag.name for tag in page.all(".question")] == ["h2", "h3"]

    def test_an_editable_page_has_them_too(self, paper: Newspaper) -> None:
        page = InformationPage(
            title="Help", slug="help", body=[question_answer("Who?", "<p>We</p>")]
        )
        paper.front.add_child(instance=page)
        page.save_revision().publish()
        assert read("/help/").one("h2.question")

    def test_its_words_are_read_and_found(self, paper: Newspaper) -> None:
        body = [question_answer("Why zeppelins?", f"<p>{'word ' * 700}</p>")]
        story = make_story(paper.sections["City"], body=body)
        assert reading_time(story) == 3
        assert "Why zeppelins?" in searchable_text(story.card)
        assert story.title in read("/search/?q=zeppelin").words("main")

    def test_it_shows_markup_and_never_obeys_it(self, paper: Newspaper) -> None:
        page = page_of(paper, question_answer(HOSTILE, "<p>x</p>"))
        assert not [tag for tag in page.all("script") if "alert" in tag.get_text()]
        assert "<script>" in page.words(".question")


class TestCharts:
    def test_drawing_title_unit_source_and_table(self, paper: Newspaper) -> None:
        page = page_of(paper, chart("bars", "Herring; 1312\nCod; 96.5", title="The Gull's catch"))
        assert page.words(".chart-figure figcaption") == "The Gull’s catch tonnes"
        assert page.words("svg.chart > title") == "The Gull’s catch"
        assert "Highest: 1,312.0 (Herring)" in page.words("svg.chart > desc")
        assert page.one("svg.chart")["role"] == "img"
        assert page.words(".chart-source") == "Source: Port Authority"
        table = page.one(".chart-figure > details table")
        assert [words(cell) for cell in table.select("th[scope=col]")] == ["tonnes"]
        assert [words(cell) for cell in table.select("th[scope=row]")] == ["Herring", "Cod"]
        assert [words(cell) for cell in table.select("td.number")] == ["1,312.0", "96.5"]
        assert not page.all(".chart-legend")

    def test_several_series_have_a_legend_in_their_order(self, paper: Newspaper) -> None:
        page = page_of(paper, chart("line", "Year; Cod; Eel\n2023; 1; 2\n2024; 3; 4"))
        assert [(item["class"], words(item)) for item in page.all(".chart-legend > li")] == [
            (["series-1"], "Cod"),
            (["series-2"], "Eel"),
        ]
        assert [words(cell) for cell in page.all(".chart-figure th[scope=col]")] == [
            "Year",
            "Cod",
            "Eel",
        ]

    def test_what_is_not_given_leaves_no_trace(self, paper: Newspaper) -> None:
        page = page_of(paper, chart("columns", "2024; 3", unit="", source=""))
        assert not page.all(".chart-unit, .chart-source")
        assert page.words(".chart-figure th[scope=col]") == "Landings at Sallay Bar"

    def test_names_show_markup_and_never_obey_it(self, paper: Newspaper) -> None:
        hostile = HOSTILE.replace(";", "")
        data = f"{hostile}; {hostile}; b\n{hostile}; 1; 2"
        page = page_of(paper, chart("bars", data, title=HOSTILE, unit=HOSTILE, source=HOSTILE))
        assert not [tag for tag in page.all("script") if "alert" in tag.get_text()]
        assert not page.all("[onload]")
        assert "<script>" in words(page.all(".chart-label")[0])

    def test_figures_that_are_none_show_nothing(self, paper: Newspaper) -> None:
        story = make_story(paper.sections["City"])
        Story.objects.filter(pk=story.pk).update(body=[chart("bars", "Corrow")])
        page = read(story.public_path())
        assert not page.all(".chart-figure, .preview-fault")

    def test_its_words_are_found(self, paper: Newspaper) -> None:
        story = make_story(paper.sections["City"], body=[chart("bars", "Zeppelins; 3")])
        assert "Zeppelins" in searchable_text(story.card)


class TestGraphics:
    def test_the_drawing_stands_in_the_page(self, paper: Newspaper) -> None:
        block = graphic(make_graphic(), title='The "bar"', credit="Ines Varrick")
        page = page_of(paper, block)
        drawing = page.one(".graphic svg")
        assert drawing["role"] == "img"
        assert drawing["aria-label"] == "The line of the ferry on a map"
        assert page.words(".graphic-title") == "The “bar”"
        assert page.words(".graphic .caption") == "Nineteen minutes."
        assert page.words(".graphic .credit") == "(Ines Varrick)"

    def test_without_title_caption_and_credit(self, paper: Newspaper) -> None:
        page = page_of(paper, graphic(make_graphic(), caption=""))
        assert not page.all(".graphic-title, .graphic figcaption")

    def test_two_drawings_of_a_page_share_no_id(self, paper: Newspaper) -> None:
        page = page_of(paper, graphic(make_graphic()), graphic(make_graphic()))
        ids = [tag["id"] for tag in page.all(".graphic [id]")]
        assert len(ids) == len(set(ids)) == 2

    def test_nothing_hostile_reaches_the_page(self, paper: Newspaper) -> None:
        story = make_story(paper.sections["City"])
        file = make_graphic(
            '<script>alert(1)</script><path d="M0 0" onclick="alert(1)" style="fill:red"/>'
            '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>'
        )
        Story.objects.filter(pk=story.pk).update(body=[graphic(file, alt_text=HOSTILE)])
        page = read(story.public_path())
        assert page.one(".graphic path")["fill"] == "red"
        assert not page.all("[onclick], [onload], [style], .graphic b, foreignobject")
        assert not [tag for tag in page.all("script") if "alert" in tag.get_text()]
        assert page.one(".graphic svg")["aria-label"] == HOSTILE

    def test_a_file_that_is_lost_or_no_drawing_shows_nothing(self, paper: Newspaper) -> None:
        lost, other = make_graphic(), make_graphic("<g>")
        story = make_story(paper.sections["City"])
        body = [graphic(lost), graphic(other)]
        Story.objects.filter(pk=story.pk).update(body=body)
        lost.delete()
        assert not read(story.public_path()).all(".graphic, .preview-fault")

    def test_it_takes_the_time_of_a_picture(self, paper: Newspaper) -> None:
        body = [text(f"<p>{'word ' * 314}</p>"), graphic(make_graphic()), graphic(make_graphic())]
        story = make_story(paper.sections["City"], body=body)
        assert reading_time(story) == 2


@pytest.mark.parametrize("kind", ["members", "paid"])
def test_a_restricted_story_gives_nothing_of_them_away(paper: Newspaper, kind: str) -> None:
    body = [
        question_answer("Zeppelin?", "<p>Zeppelin.</p>"),
        chart("bars", "Zeppelin; 3", title="Zeppelin"),
        graphic(make_graphic("<text>Zeppelin</text>"), alt_text="Zeppelin"),
    ]
    story = make_story(make_section(paper.front, "Locked"), body=body, access=kind)
    assert "eppelin" not in read(story.public_path()).html
    assert "eppelin" not in searchable_text(story.card)
