"""The newsroom's screens speak of the newspaper, not of what they are made with."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import gettext as translate

from broadsheet import masthead
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.errors import server_error
from broadsheet.staff.roles import CHIEF_EDITOR
from tests.desk import add_url, desk, edit_url, messages_of, story_form, written
from tests.factories import make_section, make_story

FOLDER = Path(masthead.__file__).parent / "locale/en/LC_MESSAGES"
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.M)


def seen(html: str) -> str:
    """What a person reads of a page, with its title and labels."""
    page = BeautifulSoup(html, "lxml")
    for hidden in page.select("script, style, template"):
        hidden.decompose()
    labels = [str(tag.get("aria-label") or tag.get("title") or "") for tag in page.select("*")]
    return " ".join([page.text, *labels])


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_reset_password_done"],
)
def test_pages_before_signing_in_name_the_newspaper_alone(
    front: FrontPage, client: Client, name: str
) -> None:
    html = client.get(reverse(name)).content.decode()
    assert "The Test Post" in seen(html)
    assert "broadsheet-nameplate" in html
    assert "wagtail" not in seen(html).lower()


def test_the_screens_of_a_day_do_not_name_what_they_are_made_with(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    story = make_story(section)
    desk(client, CHIEF_EDITOR)
    for url in (
        reverse("wagtailadmin_home"),
        reverse("stories:index"),
        add_url(section),
        edit_url(story),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_pages:unpublish", args=[story.pk]),
        "/admin/no-such-screen/",
    ):
        html = client.get(url).content.decode()
        assert "wagtail" not in seen(html).lower(), url
        assert "broadsheet/icon.svg" in html
        assert "favicon.ico" not in html


def test_messages_name_the_story_and_not_a_page(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    desk(client)
    sent = story_form(body=[written("<p>It moved.</p>")])
    said = messages_of(
        client.post(add_url(section), {**sent, "action-publish": "action-publish"}, follow=True)
    )
    assert "“A crane moves” is published." in said
    assert "Page" not in said


def test_a_failure_of_the_desk_leads_back_to_the_desk() -> None:
    html = server_error(RequestFactory().get("/admin/pages/")).content.decode()
    assert 'href="/admin/"' in html
    assert "broadsheet-mark" in html
    readers = server_error(RequestFactory().get("/some-story/")).content.decode()
    assert "/admin/" not in readers


def test_the_compiled_words_are_those_of_the_source() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    entries = ENTRY.findall((FOLDER / "django.po").read_text(encoding="utf-8"))
    assert len(entries) > 20
    for source, words in entries:
        plain = source.replace('\\"', '"')
        assert compiled.gettext(plain) == words.replace('\\"', '"')
        assert translate(plain) == words.replace('\\"', '"')
