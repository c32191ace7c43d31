"""What must be done after a new version has changed the database, by the room it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from broadsheet.core.registries import Registry


@dataclass(frozen=True)
class UpgradeStep:
    """A step of `broadsheet upgrade`; `about` says in a few words what it does.

    It runs after the database has been changed, in the order of registration, and is safe to run
    twice. An exception ends the upgrade, and the operator is told the way back.
    """

    about: str
    run: Callable[[], object]


upgrade_steps: Registry[UpgradeStep] = Registry("upgrade step")
