"""What needs a person: each room says what it found, and the desk shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from broadsheet.core.registries import Registry


@dataclass(frozen=True)
class Example:
    """One of the things that a problem is about; without `url` there is no screen for it."""

    title: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Problem:
    """Things of one kind that are wrong: how many, the newest of them, and what to do."""

    label: str | Promise
    remedy: str | Promise
    total: int
    examples: tuple[Example, ...] = ()
    #: The screen that lists them all, where there is one.
    all_url: str = ""
    #: Nothing is wrong yet: said quietly below the problems, and not counted.
    is_hint: bool = False


#: Asks at most a fixed number of questions of the database; None when all is well, or when what it
#: looks at is no business of the person who asks.
Finder = Callable[[HttpRequest], Problem | None]

problems: Registry[Finder] = Registry("problem")
