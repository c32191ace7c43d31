"""The walk of every role over every screen, held to docs/editors/roles-by-address.md.

A new screen has no row there and fails: run with BROADSHEET_WRITE_MATRIX=1, read what the walk
found, and keep it if it is what the role should have.
"""

from __future__ import annotations

import os
from typing import Any

from django.test import Client
from wagtail.models import Site

from broadsheet.core.models import Address
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.masthead.models import Menu, Panel, PromoBar
from broadsheet.newsroom.assigning.actions import assign
from broadsheet.newsroom.corrections.actions import correct
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Department
from broadsheet.readers.models import Reader
from broadsheet.staff.accounts import groups_for
from broadsheet.staff.models import User
from broadsheet.staff.roles import ALL_ROLES, REPORTER, SECTION_EDITOR
from tests.desk import make_account
from tests.factories import make_person, make_picture, make_section, make_story, make_topic
from tests.staff.matrix import CLOSED, OPEN, address_of, outcome, read_page, screens, write_page

#: The way to the sign-in, and words and drawings of the screens themselves.
PUBLIC = [
    "admin/jsi18n/",
    "admin/password_reset/",
    "admin/sprite/",
]


def make_world(front: FrontPage) -> tuple[dict[str, Any], User]:
    """Something for each part of an address, and the section editor of the story's section."""
    section, other = make_section(front), make_section(front, "Town")
    writer = make_account(REPORTER)
    story = make_story(section, "Of somebody else", live=False, owner=writer)
    workflow = story.get_workflow()
    workflow.start(story, writer)
    state = story.current_workflow_task_state
    topic, person = make_topic(), make_person()
    picture = make_picture(uploaded_by_user=writer)
    site = Site.objects.get()
    live = make_story(section, "Out already", owner=writer)
    task = workflow.tasks[0]
    menu, panel, bar = Menu.objects.first(), Panel.objects.first(), PromoBar.objects.first()
    department = Department.objects.first()
    reader = Reader.objects.create()
    pick = EditorsPick.objects.create(story=live)
    values: dict[str, Any] = {
        "page_id": story.pk,
        "parent_page_id": section.pk,
        "page_to_move_id": story.pk,
        "destination_id": other.pk,
        "revision_id": story.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": state.pk,
        "task_id": task.pk,
        "workflow_state_id": state.workflow_state_id,
        "workflow_pk": workflow.pk,
        "page_pk": section.pk,
        "action_name": "approve",
        "content_type_app_name": "newsroom",
        "content_type_model_name": "story",
        "app_label": "wagtailcore",
        "app_name": "masthead",
        "model_name": "page",
        "action": "delete",
        "object_id": story.pk,
        "story": live.pk,
        "correction": correct(
            live, CorrectionKind.CORRECTION, "It was nine.", reason="A reader wrote", user=None
        ).pk,
        "session_id": 1,
        "image_id": picture.pk,
        "media_type": "audio",
        "filter_spec": "original",
        "collection_id": 1,
        "wagtailadmin_pages:pk": story.pk,
        "wagtailadmin_pages:app_label": "newsroom",
        "wagtailadmin_pages:model_name": "story",
        "wagtailadmin_api:pages:pk": story.pk,
        "wagtailadmin_api:images:pk": picture.pk,
        "wagtailadmin_workflows:pk": workflow.pk,
        "wagtailadmin_workflows:model_name": "groupapprovaltask",
        "wagtailadmin_editing_sessions:app_label": "newsroom",
        "wagtailadmin_editing_sessions:model_name": "story",
        "wagtailsettings:model_name": "sitesettings",
        "wagtailsettings:pk": site.pk,
        "wagtailsites:pk": site.pk,
        "wagtailusers_users:pk": writer.pk,
        "wagtailusers_groups:pk": writer.groups.get().pk,
        "wagtailimages_chooser:pk": picture.pk,
        "address_chooser:pk": Address.objects.live().filter(object_id=live.pk).get().pk,
        "people:pk": writer.pk,
        "assignments:pk": assign("A crane", section, [writer], by=None).pk,
        "notices:pk": 1,
        "steps:story": story.pk,
        "readers:pk": reader.pk,
    }
    for name, item in (
        ("newsroom_topic", topic),
        ("newsroom_person", person),
        ("newsroom_department", department),
        ("masthead_menu", menu),
        ("masthead_panel", panel),
        ("masthead_promobar", bar),
        ("fronts_editorspick", pick),
    ):
        if item is not None:
            values[f"wagtailsnippets_{name}:pk"] = item.pk
            values[f"wagtailsnippetchoosers_{name}:pk"] = item.pk
    editor = make_account(REPORTER)
    editor.groups.set(groups_for(SECTION_EDITOR, [section]))
    return values, editor


def test_every_role_opens_what_the_documentation_says_and_nothing_else(
    front: FrontPage, client: Client
) -> None:
    values, section_editor = make_world(front)
    documented = read_page()
    client.raise_request_exception = False
    found: dict[str, list[str]] = {screen.route: [] for screen in screens()}
    for role in ALL_ROLES:
        client.force_login(section_editor if role == SECTION_EDITOR else make_account(role))
        for screen in screens():
            found[screen.route].append(outcome(client, address_of(screen, values)))
    if os.environ.get("BROADSHEET_WRITE_MATRIX"):
        write_page(list(ALL_ROLES), found)
        documented = found
    missing = sorted(set(found) - set(documented))
    assert missing == [], "These screens have no place in docs/editors/roles-by-address.md."
    wrong = [
        f"{role} at {route}: {cell}, documented {documented[route][place]}"
        for route, cells in found.items()
        for place, (role, cell) in enumerate(zip(ALL_ROLES, cells, strict=True))
        if cell != documented[route][place]
    ]
    assert wrong == []
    assert set(documented) <= set(found), "These screens are gone."


def test_the_walk_sees_both_what_opens_and_what_is_refused() -> None:
    rows = read_page()
    assert len(rows) > 280
    for place, role in enumerate(ALL_ROLES):
        cells = [row[place] for row in rows.values()]
        assert cells.count(OPEN) > 20, role
        assert cells.count(CLOSED) > 20, role


def test_a_stranger_opens_nothing_but_the_way_in(front: FrontPage, client: Client) -> None:
    values, _editor = make_world(front)
    client.raise_request_exception = False
    opened = [
        screen.route for screen in screens() if outcome(client, address_of(screen, values)) == OPEN
    ]
    assert opened == PUBLIC
