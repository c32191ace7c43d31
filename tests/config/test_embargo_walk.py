"""The embargo walk: no output of the site says a word of a story before its minute.

The outputs are taken from the table of URLs and from the registries. A new one is walked by itself
where it stands behind an address of the table; any other has no example here, and fails.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.core import mail
from django.http import FileResponse, StreamingHttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from broadsheet.core.models import Address
from broadsheet.core.registries import fixed_addresses, last_resorts, suffixes
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.staff.roles import CHIEF_EDITOR, REPORTER
from tests.desk import make_account
from tests.factories import make_person, make_picture, make_section, make_story, make_topic, text
from tests.staff.matrix import routes

#: Words that stand in the embargoed story alone, each in another of its fields.
SECRETS = {
    "title": "Quorvex resigns",
    "slug": "zylstra-quits",
    "kicker": "Brimholt affair",
    "standfirst": "Tarnwick named no reason.",
    "lead_caption": "Ospreth at the window.",
    "lead_credit": "Vellmar / POOL",
    "seo_title": "Drustan leaves office",
    "search_description": "Hexley follows.",
    "social_title": "Jorvane is out",
    "social_description": "Kestrin is in.",
    "desk_note": "Mulvaney told us.",
}
BODY = "Wolfrath packed at night."
ANY = re.compile("|".join(re.escape(word.split()[0]) for word in [*SECRETS.values(), BODY]), re.I)

#: Examples of the URLs that stand in code, by name or route. None: nothing there is of stories.
EXAMPLES: dict[str, list[str] | None] = {
    "healthz": ["/healthz"],
    "readyz": ["/readyz"],
    "theme_style": None,
    # Files and pictures have addresses of their own, which nothing but the story tells.
    "wagtaildocs_serve": None,
    "wagtaildocs_authenticate_with_password": None,
    "wagtailcore_authenticate_with_password": None,
    "wagtailcore_login": None,
    "public_file": None,
    "robots": ["/robots.txt"],
    "sitemap_index": ["/sitemap.xml"],
    "sitemap_news": ["/sitemap-news.xml"],
    "sitemap_pages": ["/sitemap-pages.xml"],
    "sitemap_month": ["/sitemap-{year}-{month}.xml"],
    # Walked by the table of addresses below.
    "wagtail_serve": [],
}
#: The registries whose outputs are walked by their names.
LAST_RESORTS = {"imported"}


@pytest.fixture
def noon() -> datetime:
    return (timezone.now() + timedelta(days=1)).replace(microsecond=0)


@pytest.fixture
def story(front: FrontPage, noon: datetime) -> Story:
    """Filed by a reporter, approved by an editor, waiting; and named wherever one can name it."""
    section, person, topic = make_section(front), make_person(), make_topic()
    written = make_story(
        section,
        **{name: word for name, word in SECRETS.items() if name != "title"},
        headline=SECRETS["title"],
        body=[text(f"<p>{BODY}</p>")],
        topics=[topic],
        authors=[person],
        lead_picture=make_picture(),
        live=False,
    )
    live = make_story(
        section,
        "The week ahead",
        topics=[topic],
        authors=[person],
        body=[
            text(f'<p>See <a linktype="page" id="{written.pk}">this</a>.</p>'),
            {"type": "related_story", "value": {"story": written.pk}},
        ],
    )
    EditorsPick.objects.create(story=written, position=0)
    EditorsPick.objects.create(story=live, position=1)
    written.go_live_at = noon
    written.save_revision()
    workflow = written.get_workflow()
    state = workflow.start(written, make_account(REPORTER))
    state.current_task_state.approve(user=make_account(CHIEF_EDITOR))
    assert written.revisions.filter(approved_go_live_at=noon).exists()
    return written


def addresses(now: datetime) -> Iterator[str]:
    """Every address of the site that a stranger can ask for."""
    for route, name in routes(get_resolver().url_patterns):
        if not route.removeprefix("^").startswith(("admin/", "accounts/")):
            assert (name or route) in EXAMPLES, f"{name or route} is not in the embargo walk"
            for example in EXAMPLES[name or route] or []:
                yield example.format(year=now.year, month=f"{now.month:02}")
    assert {name for name, _resort in last_resorts} == LAST_RESORTS
    paths = {*Address.objects.values_list("path", flat=True), f"/{SECRETS['slug']}/"}
    paths |= {fixed.path for _name, fixed in fixed_addresses}
    paths |= {f"/news/{now:%Y}/", f"/news/{now:%Y/%m}/", f"/news/{now:%Y/%m/%d}/"}
    for path in sorted(paths):
        for behind in ("", "page/1/", "page/2/", *(f"{name}/" for name, _view in suffixes)):
            yield path + behind
    yield "/harbour/zylstra-quits/"
    for words in ("quorvex", "wolfrath", "harbour"):
        yield f"/search/?q={quote(words)}"


def said(client: Client, address: str) -> str:
    """All that an address tells: its status line, its headers, its body."""
    response = client.get(address)
    streamed = isinstance(response, (StreamingHttpResponse, FileResponse))
    body = b"".join(response.streaming_content) if streamed else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    told = f"{response.status_code} {headers}\n{body.decode(errors='replace')}"
    # A search page and a redirect repeat what was asked for.
    asked = address.partition("?q=")[2] or address
    return told.replace(asked, "")


def test_nothing_is_said_of_it_before_its_minute(
    story: Story, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = Client()
    caplog.set_level(logging.INFO, "broadsheet")
    with time_machine.travel(noon - timedelta(seconds=2)):
        assert keep_schedule() == 0
        walked = list(addresses(noon))
        for address in walked:
            told = ANY.search(said(stranger, address))
            assert told is None, f"{address} says {told[0] if told else ''}"
        for screen in ("view_draft/", "edit/preview/", "", "edit/"):
            response = stranger.get(f"/admin/pages/{story.pk}/{screen}")
            assert response.status_code in (302, 404)
            assert not ANY.search(response.content.decode())
    assert len(walked) > 100
    assert not ANY.search(caplog.text)
    # Mail goes to the desk alone.
    readers = [letter for letter in mail.outbox if not letter.to[0].startswith("account")]
    assert readers == []


def test_at_its_minute_it_is_out(story: Story, noon: datetime) -> None:
    stranger = Client()
    with time_machine.travel(noon + timedelta(seconds=1)):
        assert keep_schedule() == 1
        for address in ("/zylstra-quits/", "/", "/harbour/", "/feed/", "/search/?q=wolfrath"):
            assert "Quorvex" in stranger.get(address).content.decode(), address
