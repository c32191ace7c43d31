"""The newsroom's own screens by axe, narrow and wide, light and dark."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from wagtail.rich_text import RichText

from broadsheet.core.models import OutboundAct, OutboundState
from broadsheet.edge.cdn.purging import PURGE
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.assigning.actions import assign
from broadsheet.newsroom.corrections.actions import correct
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.staff.invitations import invite
from broadsheet.staff.roles import REPORTER
from tests.desk import make_account
from tests.factories import make_section, make_story
from tests.journeys.actions import Person, open_choice, sign_in
from tests.journeys.checkers import find_axe
from tests.journeys.test_accessibility import Findings, run_axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def fill_outbound() -> None:
    """Something that waits, something that failed, and something that is done."""
    for key, fields in {
        "/a-crane-moves/": {},
        "/harbour/": {"attempts": 3, "last_error": "Nobody answers at cdn.example.org."},
        "/": {"state": OutboundState.DONE, "done_at": timezone.now()},
    }.items():
        OutboundAct.objects.create(kind=PURGE, key=key, title=key, **fields)


def expect_no_cut_table(page: Page, where: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    cut = page.evaluate(
        "[...document.querySelectorAll('table.stacked')]"
        ".filter((table) => table.scrollWidth > table.parentElement.clientWidth).length"
    )
    assert not cut, f"{where} cuts a table at 390 px"


def test_the_newsrooms_own_screens_pass_axe_and_fit_a_telephone(
    chromium: Browser, live_server: Any, front: FrontPage, capsys: pytest.CaptureFixture[str]
) -> None:
    mara = make_account(username="mara", first_name="Mara", last_name="Lind")
    ines = make_account(REPORTER, username="ines", first_name="Ines", last_name="Tarrow")
    section = make_section(front)
    story = make_story(section, "A crane moves")
    draft = make_story(section, "A quay is swept", live=False, owner=ines)
    correct(story, CorrectionKind.CORRECTION, "It was one.", reason="A reader wrote", user=None)
    before = draft.save_revision(user=ines)
    draft.standfirst, draft.body = "Two sweepers.", [("text", RichText("<p>One saw it.</p>"))]
    after = draft.save_revision(user=mara)
    fill_outbound()
    soon = timezone.now() + timedelta(hours=1)
    row = assign("A crane moves", section, [mara, ines], by=None, deadline=soon)
    invite("guest@example.org", REPORTER, [], by=mara, newspaper="The Test Post")
    context = chromium.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/admin/")
    sign_in(Person(page), "mara", "secret")
    axe, findings = find_axe(), Findings()
    for address in (
        "/admin/backups/",
        "/admin/backups/now/",
        f"/admin/corrections/{story.pk}/",
        "/admin/people/",
        f"/admin/people/{ines.pk}/",
        "/admin/people/invite/",
        "/admin/assignments/",
        f"/admin/assignments/{row.pk}/",
        "/admin/assignments/add/",
        "/admin/outbound/",
        reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, before.pk, after.pk]),
        "/admin/notices/",
        "/admin/account/",
        f"/admin/steps/{draft.pk}/spike/",
    ):
        response = page.goto(address)
        assert response is not None
        assert response.ok, f"{address}: {response.status}"
        page.evaluate(axe)
        run_axe(page, address, findings)
        expect_no_cut_table(page, address)
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    open_choice(page)
    page.evaluate(axe)
    run_axe(page, "choice of versions", findings)
    expect_no_cut_table(page, "choice of versions")
    context.close()
    with capsys.disabled():
        print(f"\naxe in the newsroom: {findings.pages} screens, {len(findings.faults)} faults")
    assert not findings.faults, "\n".join(findings.faults)
