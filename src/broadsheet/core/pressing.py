"""What a view says of its answer to the press, which lies above: whether it may be kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

ATTRIBUTE = "_may_be_pressed"


@dataclass(frozen=True)
class Pressable:
    """The answer is the same for every reader. `address` is the row that answered, 0 for none.

    `subject` is the table and the key of what the address shows, "" for a fixed page.
    """

    address: int = 0
    subject: str = ""


def may_be_pressed(request: HttpRequest, pressable: Pressable) -> None:
    """Say that the answer to a request may be kept and given to every reader."""
    request.__dict__[ATTRIBUTE] = pressable


def pressable_of(request: HttpRequest) -> Pressable | None:
    """What was said of the answer to a request; None where it must be made anew for each."""
    found: Pressable | None = request.__dict__.get(ATTRIBUTE)
    return found
