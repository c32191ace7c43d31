"""docs/editors/roles.md says of every role what the code gives it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from broadsheet.config.roles import ROLES
from broadsheet.staff.roles import ALL_ROLES, CONTRIBUTOR, Role
from tests.staff.matrix import ROOT

TEXT = (ROOT / "docs" / "editors" / "roles.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| ((?:yes|no|always)(?: \| (?:yes|no|always))+) \|$", re.M)


def has(right: str) -> Callable[[Role], bool]:
    def check(role: Role) -> bool:
        given = (role.on_pages, role.in_collections, role.permissions, role.where_there)
        return any(right in rights for rights in given)

    return check


SAID: dict[str, Callable[[Role], bool]] = {
    "given by section": lambda role: role.by_section,
    "write and submit a story": has("wagtailcore.add_page"),
    "see the drafts of others": lambda role: bool(role.on_pages) and role.name != CONTRIBUTOR,
    "change what others wrote": has("wagtailcore.change_page"),
    "publish, change what is live, take down": has("wagtailcore.publish_page"),
    "approve what was submitted": lambda role: role.approves,
    "assign stories": has("newsroom.add_assignment"),
    "correct a live story": has("newsroom.correct_story"),
    "retract, withdraw and reinstate": has("newsroom.withdraw_story"),
    "lock and unlock a story": has("wagtailcore.lock_page"),
    "write HTML into a story": has("newsroom.use_html_block"),
    "make sections": has("newsroom.add_section"),
    "bring pictures": has("wagtailimages.add_image"),
    "change and delete any picture or file": has("wagtailimages.delete_image"),
    "keep topics": has("newsroom.change_topic"),
    "keep editors' picks": has("fronts.change_editorspick"),
    "keep people of the masthead and departments": has("newsroom.change_person"),
    "keep menus, panels, the promo bar, redirects, site settings": has("masthead.change_menu"),
    "see readers": has("readers.view_reader"),
    "invite people, give roles, end sessions": has("staff.manage_accounts"),
}


def test_the_table_has_the_roles_in_their_order_and_a_row_for_each_action() -> None:
    assert f"| may | {' | '.join(ALL_ROLES)} |" in TEXT
    assert [role.name for role in ROLES] == list(ALL_ROLES)
    assert [label for label, _cells in ROW.findall(TEXT)] == list(SAID)


@pytest.mark.parametrize("label", SAID)
def test_a_row_says_what_the_code_gives(label: str) -> None:
    cells = dict(ROW.findall(TEXT))[label].split(" | ")
    assert [cell != "no" for cell in cells] == [SAID[label](role) for role in ROLES]
