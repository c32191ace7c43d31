"""The desk's screens for corrections: opened, filled, refused, previewed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.corrections.actions import correct, withdraw
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests.desk import desk, edit_url, make_account
from tests.factories import make_section, make_story
from tests.newsroom.test_corrections import draft_of
from tests.reading import read

HOME = "wagtailadmin_home"


@pytest.fixture
def story(front: FrontPage) -> Story:
    return make_story(make_section(front), "Mayor opens the quay", slug="quay")


def url(story: Story, name: str = "story") -> str:
    return reverse(f"corrections:{name}", args=[story.pk])


def sent(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "correction",
        "text": "It was the minister.",
        "reason": "She called",
        "change": "nothing",
        "wrong_words": "",
        "right_words": "",
        **fields,
    }


def test_an_editor_corrects_a_live_story(story: Story, client: Client) -> None:
    response = desk(client, EDITOR).post(
        url(story), sent(change="words", wrong_words="Mayor", right_words="Minister"), follow=True
    )
    assert "It was the minister." in response.content.decode()
    page = read("/quay/")
    assert page.words("h1") == "Minister opens the quay"
    assert "It was the minister." in page.words("aside.note")
    assert Correction.objects.get().made_by == response.wsgi_request.user


def test_the_screen_begins_at_the_kind_and_says_what_waits(story: Story, client: Client) -> None:
    draft_of(story, "Half done")
    response = desk(client, EDITOR).get(url(story))
    html = response.content.decode()
    assert "There is a draft that readers don" in html
    assert (
        reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, "live", "latest"]) in html
    )
    assert html.count("autofocus") >= 1


def test_the_draft_goes_out_with_the_note(story: Story, client: Client) -> None:
    draft_of(story, "Minister opens the quay")
    form = desk(client, EDITOR).get(url(story)).context["form"]
    hidden = {name: form.initial[name] for name in ("draft", "draft_saved_at")}
    client.post(url(story), sent(change="draft", **hidden))
    assert read("/quay/").words("h1") == "Minister opens the quay"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"text": " "}, "text", "Say to readers"),
        ({"reason": ""}, "reason", "Give the desk a reason"),
        ({"kind": "poem"}, "kind", "valid choice"),
        ({"change": "words"}, "wrong_words", "Give the words"),
        ({"change": "words", "wrong_words": "a", "right_words": "a"}, "right_words", "the same"),
        ({"wrong_words": "Mayor"}, "change", "Choose that words change"),
        ({"change": "words", "wrong_words": "Queen"}, "wrong_words", "stands nowhere"),
        ({"change": "draft"}, "change", "valid choice"),
        ({"kind": "withdrawal"}, "kind", "valid choice"),
        ({"text": "x" * 2001}, "text", "at most 2000"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(
    story: Story, client: Client, fields: dict[str, str], field: str, sentence: str
) -> None:
    response = desk(client, EDITOR).post(url(story), sent(**fields))
    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors[field])
    assert "It was the minister." in response.content.decode() or "text" in fields
    assert not Correction.objects.exists()


def test_a_draft_id_that_was_tampered_with_publishes_nothing(story: Story, client: Client) -> None:
    draft_of(story, "Half done")
    for saved in ("", "yesterday", "2026-13-45T00:00:00Z", "2026-01-01T00:00:00"):
        response = desk(client, EDITOR).post(
            url(story), sent(change="draft", draft="1", draft_saved_at=saved)
        )
        assert response.context["form"].errors["change"]
    assert read("/quay/").words("h1") == "Mayor opens the quay"


class TestPreview:
    def test_it_shows_the_page_with_the_note_and_writes_nothing(
        self, story: Story, client: Client
    ) -> None:
        fields = sent(change="words", wrong_words="Mayor", right_words="Minister", reason="")
        html = desk(client, EDITOR).post(url(story, "preview"), fields).content.decode()
        assert "Minister opens the quay" in html
        assert "It was the minister." in html
        assert not Correction.objects.exists()
        assert read("/quay/").words("h1") == "Mayor opens the quay"

    def test_it_shows_a_withdrawal_as_readers_get_it(self, story: Story, client: Client) -> None:
        fields = sent(kind="withdrawal", text="We <b>can't</b> stand by it.")
        html = desk(client, CHIEF_EDITOR).post(url(story, "preview"), fields).content.decode()
        assert "This story was withdrawn" in html
        assert "&lt;b&gt;can" in html
        assert story.live

    def test_what_is_missing_is_said_in_its_place(self, story: Story, client: Client) -> None:
        html = desk(client, EDITOR).post(url(story, "preview"), sent(text="")).content.decode()
        assert "Say to readers" in html

    def test_the_page_may_be_framed_by_the_screen(self, story: Story, client: Client) -> None:
        response = desk(client, EDITOR).post(url(story, "preview"), sent())
        assert response["X-Frame-Options"] == "SAMEORIGIN"


class TestOneThatWasMade:
    def make(self, story: Story) -> Correction:
        return correct(story, CorrectionKind.CORRECTION, "First.", reason="x", user=None)

    def test_its_words_are_changed(self, story: Story, client: Client) -> None:
        made = self.make(story)
        address = reverse("corrections:change", args=[made.pk])
        assert desk(client, EDITOR).get(address).context["form"].initial["text"] == "First."
        client.post(address, {"text": "Second.", "reason": "Clearer", "on_top": "on"})
        assert "Second." in read("/quay/").words("aside.note")

    def test_it_is_taken_back(self, story: Story, client: Client) -> None:
        made = self.make(story)
        address = reverse("corrections:take_back", args=[made.pk])
        assert desk(client, EDITOR).post(address, {"reason": ""}).status_code == 200
        assert client.post(address, {"reason": "We were right"}).status_code == 302
        assert not read("/quay/").all("aside.note")
        assert client.get(address).status_code == 404

    def test_a_withdrawn_story_is_reinstated(self, story: Story, client: Client) -> None:
        desk(client, CHIEF_EDITOR).post(url(story), sent(kind="withdrawal"))
        made = Correction.objects.get()
        read("/quay/", status=410)
        address = reverse("corrections:take_back", args=[made.pk])
        assert address in client.get(url(story)).content.decode()
        client.post(address, {"reason": "Settled"})
        assert read("/quay/").words("h1") == "Mayor opens the quay"

    def test_another_story_at_its_address_is_named(
        self, story: Story, front: FrontPage, client: Client
    ) -> None:
        made = withdraw(story, "Gone.", reason="x", user=None)
        make_story(make_section(front, "City"), "The other one", slug="quay")
        address = reverse("corrections:take_back", args=[made.pk])
        response = desk(client, CHIEF_EDITOR).post(address, {"reason": "Settled"})
        assert response.status_code == 200
        assert "The other one" in response.content.decode()
        made.refresh_from_db()
        assert made.taken_back_at is None


class TestWhoMay:
    def refused(self, response: Any) -> bool:
        return response.status_code == 403 or (
            response.status_code == 302 and response["Location"] == reverse(HOME)
        )

    def addresses(self, story: Story, kind: CorrectionKind) -> list[str]:
        make = withdraw if kind is CorrectionKind.WITHDRAWAL else None
        made = (
            make(story, "Text.", reason="x", user=None)
            if make
            else correct(story, kind, "Text.", reason="x", user=None)
        )
        return [
            url(story),
            url(story, "preview"),
            reverse("corrections:change", args=[made.pk]),
            reverse("corrections:take_back", args=[made.pk]),
        ]

    def test_a_reporter_reaches_no_screen_of_corrections(
        self, story: Story, client: Client
    ) -> None:
        desk(client, REPORTER)
        for address in self.addresses(story, CorrectionKind.CORRECTION):
            assert self.refused(client.get(address)), address
            assert self.refused(client.post(address, sent())), address
        assert Correction.objects.standing().count() == 1

    def test_nobody_reaches_them_without_signing_in(self, story: Story, client: Client) -> None:
        for address in self.addresses(story, CorrectionKind.CORRECTION):
            assert client.post(address, sent())["Location"].startswith("/accounts/login/")

    def test_an_editor_reaches_them_but_not_a_retraction(
        self, story: Story, client: Client
    ) -> None:
        desk(client, EDITOR)
        story_url, _preview, *own = self.addresses(story, CorrectionKind.RETRACTION)
        assert client.get(story_url).status_code == 200
        for address in own:
            assert self.refused(client.get(address)), address
            assert self.refused(client.post(address, {"text": "x", "reason": "x"})), address

    def test_a_chief_editor_reaches_all(self, story: Story, client: Client) -> None:
        desk(client, CHIEF_EDITOR)
        for address in self.addresses(story, CorrectionKind.RETRACTION):
            assert client.get(address).status_code in (200, 302), address

    def test_an_editor_of_one_section_corrects_no_other(
        self, story: Story, front: FrontPage, client: Client
    ) -> None:
        from django.contrib.auth.models import Permission
        from wagtail.models import GroupPagePermission

        city = make_section(front, "City")
        user = make_account(EDITOR)
        group = user.groups.get()
        GroupPagePermission.objects.filter(group=group).delete()
        for codename in ("change_page", "publish_page"):
            GroupPagePermission.objects.create(
                group=group, page=city, permission=Permission.objects.get(codename=codename)
            )
        client.force_login(user)
        assert self.refused(client.post(url(story), sent()))
        assert client.get(url(make_story(city))).status_code == 200


def test_the_editor_and_the_list_lead_there(story: Story, client: Client) -> None:
    desk(client, EDITOR)
    assert url(story) in client.get(edit_url(story)).content.decode()
    assert url(story) in client.get(reverse("stories:index")).content.decode()
    desk(client, REPORTER)
    assert url(story) not in client.get(reverse("stories:index")).content.decode()


def test_the_storys_history_tells_what_was_said_and_why(story: Story, client: Client) -> None:
    desk(client, CHIEF_EDITOR).post(url(story), sent())
    html = client.get(reverse("wagtailadmin_pages:history", args=[story.pk])).content.decode()
    assert "She called" in html
