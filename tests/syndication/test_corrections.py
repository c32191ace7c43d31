"""What feeds, sitemaps and programs learn of a correction, a retraction, a withdrawal."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.corrections.actions import correct, take_back, withdraw
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Story
from tests.factories import make_section, make_story
from tests.syndication.reading import FORMATS, feed, find, json_feed, texts, titles, tree


@pytest.fixture
def story(front: FrontPage) -> Story:
    return make_story(make_section(front), "Mayor opens the quay", slug="quay")


@pytest.mark.parametrize("form", FORMATS)
def test_the_log_has_a_feed_in_every_format(story: Story, client: Client, form: str) -> None:
    assert titles(client, f"/corrections/{form}") == []
    correct(story, CorrectionKind.CORRECTION, "It was <the> minister.", reason="x", user=None)
    assert titles(client, f"/corrections/{form}") == ["Correction: Mayor opens the quay"]


def test_an_entry_leads_to_its_own_page_with_its_text(story: Story, client: Client) -> None:
    made = correct(story, CorrectionKind.CORRECTION, "It was <b>.", reason="secret", user=None)
    entry = json_feed(client, "/corrections/feed/json/")["items"][0]
    assert entry["url"] == f"http://testserver/corrections/{made.pk}/"
    assert entry["content_text"] == "It was <b>."
    assert entry["id"] == f"urn:uuid:{made.public_id}"
    assert "secret" not in client.get("/corrections/feed/").content.decode()


def test_what_is_taken_back_leaves_the_feed(story: Story, client: Client) -> None:
    made = correct(story, CorrectionKind.CORRECTION, "It was not.", reason="x", user=None)
    take_back(made, reason="x", user=None)
    assert titles(client, "/corrections/feed/") == []


def test_the_storys_entry_and_its_sitemap_say_when_it_was_corrected(
    story: Story, client: Client
) -> None:
    later = timezone.now() + timedelta(days=3)
    with time_machine.travel(later, tick=False):
        correct(story, CorrectionKind.CORRECTION, "It was not.", reason="x", user=None)
    entry = feed(client, "/harbour/feed/atom/").entries[0]
    assert entry.updated[:10] == f"{later:%Y-%m-%d}"
    month = f"/sitemap-{story.shown_at:%Y-%m}.xml"
    assert texts(tree(client, month), "//map:lastmod")[0][:10] == f"{later:%Y-%m-%d}"


def test_an_earlier_update_does_not_hide_a_correction(front: FrontPage, client: Client) -> None:
    now = timezone.now()
    story = make_story(
        make_section(front),
        published_at=now - timedelta(days=9),
        updated_at=now - timedelta(days=8),
    )
    correct(story, CorrectionKind.CORRECTION, "It was not.", reason="x", user=None)
    entry = feed(client, "/harbour/feed/atom/").entries[0]
    assert entry.updated[:10] == f"{now:%Y-%m-%d}"


def test_a_retracted_story_says_so_in_feeds_and_leaves_the_news_sitemap(
    story: Story, client: Client
) -> None:
    assert find(tree(client, "/sitemap-news.xml"), "//news:news")
    correct(story, CorrectionKind.RETRACTION, "It was made up.", reason="x", user=None)
    assert titles(client, "/feed/") == ["Retracted: Mayor opens the quay"]
    assert not find(tree(client, "/sitemap-news.xml"), "//news:news")


def test_a_withdrawn_story_leaves_feeds_and_sitemaps_and_its_headline_is_nowhere(
    story: Story, client: Client
) -> None:
    month = f"/sitemap-{story.shown_at:%Y-%m}.xml"
    seen = client.get("/feed/")["Last-Modified"]
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        withdraw(story, "We can't stand by it.", reason="x", user=None)
        for form in FORMATS:
            assert titles(client, f"/feed/{form.removeprefix('feed/')}") == []
            assert titles(client, f"/corrections/{form}") == ["Withdrawal"]
        assert client.get(month).status_code == 404
        assert not find(tree(client, "/sitemap-news.xml"), "//news:news")
        assert client.get("/feed/")["Last-Modified"] != seen


def test_the_log_is_in_the_sitemap(story: Story, client: Client) -> None:
    urls = texts(tree(client, "/sitemap-pages.xml"), "//map:loc")
    assert "http://testserver/corrections/" in urls
