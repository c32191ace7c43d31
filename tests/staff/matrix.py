"""Every screen of the newsroom by its address, and which role it opens to: walked, and written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "editors" / "roles-by-address.md"
OPEN, CLOSED, ABSENT = "yes", "no", "-"
#: Wagtail's own tries of its error pages.
NOT_WALKED = ("admin/failwhale/", "admin/test404/")
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.M)
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)")


@dataclass(frozen=True)
class Screen:
    """A view of the newsroom: its name, or its route where it has none, and its route."""

    name: str
    route: str


def screens() -> list[Screen]:
    """All that stands below /admin/, in the order in which Django asks."""
    found = {}
    for route, name in routes(get_resolver().url_patterns):
        if route.startswith("admin/") and route not in NOT_WALKED and route != "admin/^":
            plain = re.sub(r"[\^$\\]", "", route)
            found[plain] = Screen(name or plain, plain)
    return sorted(found.values(), key=lambda screen: screen.route)


def routes(
    patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, route, below)
        else:
            yield route, f"{space}{pattern.name}" if pattern.name else ""


def address_of(screen: Screen, values: dict[str, Any]) -> str:
    """The screen's address with a value for each part; the screen's own namespace goes first."""
    space = screen.name.rpartition(":")[0]

    def value(match: re.Match[str]) -> str:
        part = match[1] or match[2]
        return str(values.get(f"{space}:{part}", values.get(part, 1)))

    return "/" + PART.sub(value, screen.route)


def outcome(client: Client, url: str) -> str:
    """Whether the screen opens to who is signed in; nothing that it does stays done."""
    response = asked(client, url, "get")
    if response.status_code == 405:
        response = asked(client, url, "post")
    if response.status_code == 404:
        return ABSENT
    away = response.status_code == 302 and (
        response["Location"] == "/admin/" or response["Location"].startswith("/accounts/login/")
    )
    return CLOSED if away or response.status_code == 403 else OPEN


def asked(client: Client, url: str, method: str) -> Any:
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    # Whoever signed out is signed in again, as the database has it.
    client.cookies = cookies
    return response


def read_page() -> dict[str, list[str]]:
    """The rows of the documentation: what each role may open, by the screen's route."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return {route: cells.split(" | ") for route, cells in ROW.findall(text)}


def write_page(roles: list[str], rows: dict[str, list[str]]) -> None:
    head = [
        "# Roles by address",
        "",
        "Which role a screen of the newsroom opens to, walked by the tests with a story that "
        "somebody else wrote (the section editor's own section). `yes` opens, `no` is refused, "
        "`-` answers 404 to that role. What a role may do there is on "
        "[the page of the roles](roles.md).",
        "",
        "**By API.** There is no API that writes, and so nothing to list: what stands under "
        "`admin/api/` is read by the screens themselves, and the actions on pages that Wagtail "
        "offers there are closed. The tests walk the whole table of addresses with POST, PUT, "
        "PATCH and DELETE; an address outside this table that takes one of them fails.",
        "",
        "| screen | " + " | ".join(roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    lines = [f"| `{route}` | {' | '.join(cells)} |" for route, cells in rows.items()]
    PAGE.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
