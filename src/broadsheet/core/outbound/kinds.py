"""The kinds of outbound acts: how each is sent, and what happens when that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from broadsheet.core.models import OutboundAct
from broadsheet.core.registries import Registry


class OutboundFailed(Exception):
    """The other machine did not take it; the message is a full sentence for people.

    `retry_after` is the number of seconds that it asked us to wait, None where it said nothing.
    """

    def __init__(self, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


@dataclass(frozen=True)
class OutboundKind:
    """A kind of outbound act.

    `send` gets at most `most` acts, the urgent ones first, and raises OutboundFailed where they
    must be tried again. It may be asked twice for the same act, so it must be safe to do twice.
    """

    label: str | Promise
    send: Callable[[Sequence[OutboundAct]], None]
    most: int = 1
    #: One batch after the other, whatever the number of workers.
    is_alone: bool = False
    #: Seconds after which a sender that said nothing is taken to be dead: more than `send` takes.
    patience: float = 120.0
    #: Seconds before the second try, doubled with each further one up to the longest.
    first_delay: float = 5.0
    longest_delay: float = 600.0
    #: How long what is done can be looked at.
    kept: timedelta = timedelta(days=7)
    #: Asked before each batch: what waits may be made less, such as many purges to one.
    merge: Callable[[], object] | None = None

    def delay(self, attempts: int) -> float:
        """Seconds to wait after so many failures."""
        return float(min(self.first_delay * 2 ** min(attempts - 1, 20), self.longest_delay))


outbound_kinds: Registry[OutboundKind] = Registry("kind of outbound act")
