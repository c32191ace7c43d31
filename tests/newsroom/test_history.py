"""The public history of a story: what it tells readers, and that nothing of it changes unseen."""

from __future__ import annotations

import pytest
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.corrections.actions import correct, reinstate, take_back, withdraw
from broadsheet.newsroom.corrections.words import Words
from broadsheet.newsroom.enums import Access, CorrectionKind
from broadsheet.newsroom.history.chain import broken_versions
from broadsheet.newsroom.models import Story, StoryVersion
from tests.factories import make_section, make_story, text
from tests.reading import read


@pytest.fixture
def story(front: FrontPage) -> Story:
    return make_story(
        make_section(front), "Mayor <opens>", slug="quay", body=[text("<p>In 1947.</p>")]
    )


def show() -> None:
    settings = SiteSettings.objects.get()
    settings.public_history = True
    settings.save()


def reasons(story: Story) -> list[str]:
    return [version.reason for version in story.public_versions.order_by("number")]


def faults() -> list[tuple[int, str]]:
    return [(item.number, item.fault) for item in broken_versions()]


def publish(story: Story, **fields: str) -> None:
    draft = Story.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def test_each_version_has_its_reason(story: Story) -> None:
    publish(story, standfirst="More.")
    publish(story)
    words = Words("1947", "1974")
    made = correct(story, CorrectionKind.CORRECTION, "1974.", reason="x", user=None, words=words)
    take_back(made, reason="x", user=None)
    gone = withdraw(story, "Gone.", reason="x", user=None)
    reinstate(gone, reason="x", user=None)
    publish(story, standfirst="Again.")
    said = ["published", "changed", "correction", "taken_back", "reinstated", "changed"]
    assert reasons(story) == said
    assert faults() == []


def test_a_draft_is_no_version(story: Story) -> None:
    draft = Story.objects.get(pk=story.pk)
    draft.title = "Half done"
    draft.save_revision()
    assert reasons(story) == ["published"]


def test_readers_see_it_where_the_site_shows_it(story: Story) -> None:
    read("/quay/history/", status=404)
    assert "/quay/history/" not in read("/quay/").html
    show()
    correct(story, CorrectionKind.CORRECTION, "1974.", reason="secret", user=None)
    page = read("/quay/history/")
    assert page.meta("robots")[0].startswith("noindex")
    assert "Mayor &lt;opens&gt;" in page.html
    assert len(page.all("ol.corrections > li")) == 2
    assert "Changed: notes" in page.words("ol.corrections > li:first-child")
    assert "secret" not in page.html
    assert read("/quay/").all('a[href="/quay/history/"]')


def test_it_gives_away_nothing_of_a_restricted_story(front: FrontPage) -> None:
    show()
    story = make_story(make_section(front), slug="closed", access=Access.PAID)
    publish(story, standfirst="More.", body='[{"type":"text","value":"<p>Secret words</p>"}]')
    assert "Secret words" not in read("/closed/history/").html


@pytest.mark.parametrize("path", ["/history/", "/harbour/history/", "/corrections/history/"])
def test_nothing_but_a_story_has_one(story: Story, path: str) -> None:
    show()
    read(path, status=404)


def test_a_withdrawn_story_shows_none(story: Story) -> None:
    show()
    withdraw(story, "Gone.", reason="x", user=None)
    assert "Mayor" not in read("/quay/history/", status=410).html


class TestAnAlteredOneIsNamed:
    @pytest.fixture(autouse=True)
    def three_versions(self, story: Story) -> None:
        publish(story, standfirst="Two.")
        publish(story, standfirst="Three.")

    def test_whose_content_was_changed(self, story: Story) -> None:
        StoryVersion.objects.filter(number=2).update(content="{}")
        assert faults() == [(2, "it was altered after it was sealed")]

    def test_whose_reason_was_changed(self, story: Story) -> None:
        StoryVersion.objects.filter(number=1).update(reason="update")
        assert faults() == [(1, "it was altered after it was sealed")]

    def test_that_was_taken_out(self, story: Story) -> None:
        StoryVersion.objects.filter(number=2).delete()
        assert faults() == [(3, "the version before it is gone")]

    def test_that_readers_do_not_see(self, story: Story) -> None:
        Story.objects.filter(pk=story.pk).update(standfirst="Written past it.")
        assert faults() == [(3, "readers see something else than it says")]


def test_the_command_names_it_and_ends_with_1(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from broadsheet.config.cli import doctor, verifying
    from broadsheet.config.cli.app import app

    # With one command alone the app would take no name.
    assert doctor
    monkeypatch.setattr(verifying, "open_site", lambda site: None)
    monkeypatch.setattr(verifying, "check_database", lambda config: None)
    assert CliRunner().invoke(app, ["verify-history", "--json"]).output.strip() == "[]"
    StoryVersion.objects.update(content="{}")
    ended = CliRunner().invoke(app, ["verify-history", "--json"])
    assert ended.exit_code == 1
    assert "it was altered after it was sealed" in ended.output


def test_who_asks_without_signing_in_may_read_it(story: Story, client: Client) -> None:
    show()
    assert "sessionid" not in client.get("/quay/history/").cookies
