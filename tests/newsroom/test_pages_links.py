"""Links to stories of ours in running text."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.newsroom.models import Story
from tests.factories import make_story, text
from tests.newspaper import Newspaper
from tests.reading import read, words


def link(story: Story) -> str:
    return f'<a linktype="page" id="{story.pk}">{story.slug}</a>'


def linking(paper: Newspaper, *stories: Story) -> Story:
    html = "".join(f"<p>See {link(story)}.</p>" for story in stories)
    return make_story(paper.sections["City"], body=[text(html)])


def test_a_link_follows_the_other_storys_address(paper: Newspaper) -> None:
    other = Story.objects.get(pk=paper.stories["analysis"].pk)
    story = linking(paper, other)
    assert read(story.public_path()).one(".prose a")["href"] == "/analysis/"
    other.slug = "the-wall"
    other.save_revision().publish()
    assert read(story.public_path()).one(".prose a")["href"] == "/the-wall/"


def test_a_link_to_what_is_not_live_keeps_its_words_only(paper: Newspaper) -> None:
    page = read(linking(paper, paper.stories["draft"]).public_path())
    assert not page.all(".prose a[href]")
    assert words(page.one(".prose")) == "See draft."


def test_many_links_ask_one_question(paper: Newspaper) -> None:
    stories = [story for story in paper.stories.values() if story.live]
    counts = []
    for others in (stories[:1], stories):
        story = linking(paper, *others)
        with CaptureQueriesContext(connection) as captured:
            Client().get(story.public_path())
        counts.append(len(captured))
    assert counts[0] == counts[1]
