"""What the CDN is told to forget: outbound acts, merged and sent in few calls."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.core.models import OutboundAct
from broadsheet.core.outbound.actions import NewAct, ask
from broadsheet.core.outbound.kinds import OutboundFailed, OutboundKind, outbound_kinds
from broadsheet.edge.cdn.calling import Deadline
from broadsheet.edge.cdn.headers import file_key, plan
from broadsheet.edge.cdn.plan import CdnPlan
from broadsheet.edge.cdn.providers import PROVIDERS

logger = structlog.get_logger("broadsheet.cdn")

PURGE = "purge"
#: The key of a purge of everything.
EVERYTHING = "*"
#: More than these at once are a purge of everything.
TOO_MUCH = 500
#: Seconds before a changed page is purged. An answer that a web process began before the change
#: may reach the CDN after it; what changes together goes out together.
SETTLE = 2.0
#: Seconds in which a takedown's own request tells the CDN, and in which the worker does.
AT_ONCE, PATIENCE = 2.0, 30.0
#: Seconds after which a takedown is purged a second time: an answer under way may have come late.
AGAIN = 5.0
#: Seconds for which a CDN that did not answer a takedown's own request is left to the worker.
PAUSE = 30.0


@dataclass(frozen=True)
class Purge:
    """A key, a path or EVERYTHING; `title` is for people."""

    key: str
    title: str = ""

    @property
    def act(self) -> NewAct:
        return NewAct(key=self.key, title=self.title or self.key)


def purge_of_file(path: str) -> Purge:
    """The purge of a public file at a path of the site."""
    cdn = plan()
    return Purge(file_key(path) if cdn is not None and cdn.knows_keys else path, title=path)


def ask_purges(purges: Iterable[Purge]) -> None:
    """Let the worker tell the CDN that these are no longer as they were."""
    wanted = [purge.act for purge in purges]
    if plan() is not None and wanted:
        ask(PURGE, wanted, not_before=timezone.now() + timedelta(seconds=SETTLE))


def purge_at_once(purges: Sequence[Purge], *, try_now: bool = True) -> bool:
    """Tell the CDN now what was taken down; whether it took it. It never raises OutboundFailed.

    The rows stand before it is tried, so that they are sent whatever becomes of this process, and
    stay for a second time where it worked. Without `try_now` they are all that is done.
    """
    cdn = plan()
    if cdn is None or not purges:
        return False
    wanted = [purge.act for purge in purges]
    now = timezone.now()
    ask(PURGE, wanted, urgent=True, not_before=now + timedelta(seconds=AT_ONCE + 1))
    provider = PROVIDERS[cdn.kind]
    if not (try_now and provider.is_quick) or not _breaker.is_closed():
        _move([purge.key for purge in purges], 0.0)
        return False
    try:
        _purge(cdn, [purge.key for purge in purges], Deadline(AT_ONCE))
    except OutboundFailed as error:
        _breaker.open()
        logger.warning(
            "The CDN was not told at once of what was taken down",
            event_name="cdn.takedown_waits",
            reason=str(error),
        )
        _move([purge.key for purge in purges], 0.0, str(error))
        return False
    _move([purge.key for purge in purges], AGAIN)
    return True


def _move(keys: Sequence[str], seconds: float, error: str | None = None) -> None:
    """Let waiting purges be sent in so many seconds."""
    waiting = OutboundAct.objects.of_kind(PURGE).waiting()
    values: dict[str, Any] = {"not_before": timezone.now() + timedelta(seconds=seconds)}
    if error is not None:
        values |= {"last_error": error, "attempts": F("attempts") + 1}
    for start in range(0, len(keys), 400):
        waiting.filter(key__in=keys[start : start + 400]).update(**values)


class _Breaker:
    """Keeps requests from waiting, one after the other, for a CDN that does not answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0

    def is_closed(self) -> bool:
        with self._lock:
            return time.monotonic() >= self._until

    def open(self) -> None:
        with self._lock:
            self._until = time.monotonic() + PAUSE

    def close(self) -> None:
        with self._lock:
            self._until = 0.0


_breaker = _Breaker()


def merge() -> None:
    """Make one purge of everything of too many, and drop what one that waits covers."""
    waiting = OutboundAct.objects.of_kind(PURGE).waiting()
    everything = waiting.filter(key=EVERYTHING).first()
    if everything is None:
        if waiting.count() <= TOO_MUCH:
            return
        ask(PURGE, [NewAct(key=EVERYTHING, title=str(_("everything")))])
        everything = waiting.filter(key=EVERYTHING).first()
    if everything is not None:
        # What may be sent only after it, such as a takedown's second time, stays.
        covered = waiting.exclude(pk=everything.pk)
        covered.filter(urgent=False, not_before__lte=everything.not_before).delete()


def send(acts: Sequence[OutboundAct]) -> None:
    """Tell the CDN. Raises OutboundFailed where it must be told again."""
    cdn = plan()
    if cdn is None:
        # The site stands behind no CDN any more: nobody is to be told.
        return
    deadline = Deadline(PATIENCE)
    is_everything = any(act.key == EVERYTHING for act in acts)
    # What was taken down does not wait for the rest, which may fail.
    urgent = [act.key for act in acts if act.urgent and act.key != EVERYTHING]
    _purge(cdn, urgent, deadline)
    if is_everything:
        PROVIDERS[cdn.kind].purge_everything(cdn, deadline)
    else:
        _purge(cdn, [act.key for act in acts if not act.urgent], deadline)
    _breaker.close()


def _purge(cdn: CdnPlan, keys: Sequence[str], deadline: Deadline) -> None:
    if cdn.lacks_token:
        raise OutboundFailed(
            f"{cdn.kind} wants a token and there is none. Set cdn.token in site.toml or "
            "BROADSHEET_CDN_TOKEN in the environment, then start the site again."
        )
    provider = PROVIDERS[cdn.kind]
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), provider.most):
        provider.purge(cdn, wanted[start : start + provider.most], deadline)


def register() -> None:
    """Make purges a kind of outbound act."""
    cdn = plan()
    outbound_kinds.register(
        PURGE,
        OutboundKind(
            label=_("CDN purge"),
            send=send,
            most=PROVIDERS[cdn.kind].most if cdn else 100,
            is_alone=True,
            patience=PATIENCE * 2,
            first_delay=2.0,
            # Readers see what is old meanwhile.
            longest_delay=120.0,
            kept=timedelta(hours=6),
            merge=merge,
        ),
    )
