"""Takes pages down at once: in the process that unpublishes, before its answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import Page, PageViewRestriction

from broadsheet.core.languages import path_prefix
from broadsheet.core.models import Address, AddressState
from broadsheet.press import bell, changes, purges
from broadsheet.press.changes import Changed
from broadsheet.press.pack import bring_up
from broadsheet.press.pack.writing import locked
from broadsheet.press.shelf import withdraw
from broadsheet.press.store import Store, queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE, drop, held_changes

ADDRESSES = Address._meta.db_table
RESTRICTIONS = PageViewRestriction._meta.db_table
URGENT = (ADDRESSES, RESTRICTIONS)
#: Seconds after which no rendering can have begun before a takedown.
REMEMBERED = 3600.0


def listen(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Hear what a new connection writes to the tables that say what is public."""
    if connection.alias == DEFAULT_DB_ALIAS and hear not in connection.execute_wrappers:
        connection.execute_wrappers.append(hear)


def hear(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
) -> Any:
    """Take down what a statement made private or gone, once it is committed."""
    result = execute(sql, params, many, context)
    if any(table in sql for table in URGENT) and not sql.startswith("SELECT"):
        connection: BaseDatabaseWrapper = context["connection"]
        if settings.BROADSHEET_PRESS and sql.lstrip()[:6].upper() in ("UPDATE", "DELETE", "INSERT"):
            waiting: list[Any] = [entry[1] for entry in connection.run_on_commit]
            if take_down not in waiting:
                transaction.on_commit(take_down, using=connection.alias)
    return result


def take_down(*, in_request: bool = True) -> int:
    """Drop the pages that the waiting changes made private or gone; how many addresses.

    In a request a CDN in front is told before the answer.
    """
    if not changes.is_kept():
        return 0
    #: By address, the changes that took it down.
    addresses: dict[int, set[int]] = {}
    names: set[str] = set()
    for change in changes.waiting(URGENT):
        if change.table == RESTRICTIONS:
            page = _page_of(change)
            for address in _addresses_below({page}) if page else ():
                addresses.setdefault(address, set()).add(change.id)
        elif _is_gone(change):
            addresses.setdefault(int(change.row), set()).add(change.id)
            names.add(_path_before(change))
    if not addresses:
        return 0
    found = store()
    # The press takes down as well: what it has begun is over before anybody acknowledges it.
    with locked(found.path.with_name("press.takedown")):
        names |= _drop(found, addresses)
        # Where another process dropped them, and was killed before it told the pack.
        bring_up(found)
        withdraw(names)
    if in_request:
        purges.hand_over_in_request(found)
    return len(addresses)


def _drop(found: Store, addresses: Mapping[int, set[int]]) -> set[str]:
    """Forget what is pressed at some addresses; its names."""
    held, names = held_changes(found), set()
    with found.writing():
        for address, taken in sorted(addresses.items()):
            found.connection.execute(
                "INSERT INTO takedown (address_id, at) VALUES (?, ?)", [address, time.time()]
            )
            pressings = found.connection.execute(
                "SELECT id, name FROM pressing WHERE address_id = ?", [address]
            ).fetchall()
            # Made behind the takedown: what stands there now is public again.
            pressings = [row for row in pressings if not taken <= held.get(row[0], set())]
            drop(found, [number for number, _name in pressings])
            for number, name in pressings:
                names.add(name)
                purges.note(found, PAGE, name, number, urgent=True)
                queue.add(found, PAGE, name, Priority.OWN, '["D"]')
        found.connection.execute("DELETE FROM takedown WHERE at < ?", [time.time() - REMEMBERED])
    return names


def _is_gone(change: Changed) -> bool:
    """Whether what stood at an address live stands there no more."""
    before, after = change.before, change.after
    if change.table != ADDRESSES or before is None or before.get("state") != AddressState.LIVE:
        return False
    return after is None or any(
        before.get(name) != after.get(name)
        for name in ("state", "path", "site_id", "locale_id", "content_type_id", "object_id")
    )


def _path_before(change: Changed) -> str:
    assert change.before is not None
    return path_prefix(int(change.before["locale_id"])) + str(change.before["path"])


def _page_of(change: Changed) -> int | None:
    side = change.after or change.before or {}
    return side.get("page_id")


def _addresses_below(pages: set[int]) -> set[int]:
    """The addresses of pages and of all that stand below them."""
    keys: set[int] = set()
    for path in Page.objects.filter(pk__in=pages).values_list("path", flat=True):
        keys.update(Page.objects.filter(path__startswith=path).values_list("pk", flat=True))
    found: set[int] = set()
    wanted = sorted(keys)
    for start in range(0, len(wanted), 500):
        found.update(
            Address.objects.filter(object_id__in=wanted[start : start + 500]).values_list(
                "pk", flat=True
            )
        )
    return found


def listen_now() -> None:
    """Hear connections that were opened before."""
    connection = connections[DEFAULT_DB_ALIAS]
    listen(None, connection)
    bell.listen(None, connection)
