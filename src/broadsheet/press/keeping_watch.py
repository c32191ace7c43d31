"""Keeps the triggers where the site has a press, and takes them away where it has none."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from broadsheet.press.shelf.places import clear_shelf
from broadsheet.press.store.opening import forget_store
from broadsheet.press.watching import change_everything, unwatch, watch


def before_migration(sender: Any, using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kw: Any) -> None:
    """No trigger may name a column that goes."""
    if using == DEFAULT_DB_ALIAS and plan:
        unwatch(using)


def after_migration(sender: Any, using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kw: Any) -> None:
    if using != DEFAULT_DB_ALIAS or not settings.BROADSHEET_PRESS:
        return
    if watch(using):
        # Nobody watched meanwhile.
        change_everything("migration", using)


def keep_watch() -> None:
    """Bring triggers and store in line with the site's choice, before the site runs."""
    if not settings.BROADSHEET_PRESS:
        unwatch()
        forget_store()
    elif watch():
        change_everything("watch")
    if not settings.BROADSHEET_PRESS_FILES:
        # What an earlier choice left there would never change again.
        clear_shelf()
