"""Every change of an outbound act: asked for, claimed, done, failed, tried again, cleared away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from broadsheet.core.models import OutboundAct, OutboundLane, OutboundState
from broadsheet.core.outbound.kinds import OutboundKind, outbound_kinds

#: Keys in one question: SQLite takes so many parameters, and no plan gets long.
AT_ONCE = 400
#: Acts of one kind that are cleared away in one statement.
CLEARED = 1000


@dataclass(frozen=True)
class NewAct:
    """What to tell; acts with the same key wait once, those without a key each for themselves."""

    key: str = ""
    title: str = ""
    payload: dict[str, Any] = field(default_factory=dict)


def _parts(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def ask(
    kind: str, acts: Iterable[NewAct], *, urgent: bool = False, not_before: datetime | None = None
) -> None:
    """Let acts wait for the worker; call it in the transaction that causes them, or right after.

    What waits already is not asked for twice. An urgent act lifts one of the same key: that goes
    first from now on, and no longer waits for its next try.
    """
    wanted = list(acts)
    at = not_before or timezone.now()
    with transaction.atomic():
        OutboundAct.objects.bulk_create(
            [
                OutboundAct(
                    kind=kind,
                    key=act.key,
                    title=act.title[:255],
                    payload=act.payload,
                    urgent=urgent,
                    not_before=at,
                )
                for act in wanted
            ],
            ignore_conflicts=True,
            batch_size=AT_ONCE // 4,
        )
        if urgent:
            for part in _parts([act.key for act in wanted if act.key]):
                mine = OutboundAct.objects.of_kind(kind).waiting().filter(key__in=part)
                mine.update(urgent=True, not_before=at)


def claim(name: str, kind: OutboundKind) -> list[OutboundAct]:
    """Take up what may be sent now, the urgent first; empty where there is nothing, or a rival."""
    now = timezone.now()
    abandoned = now - timedelta(seconds=kind.patience)
    holder = uuid.uuid4().hex
    due = OutboundAct.objects.of_kind(name).due(now, abandoned)
    if not due.exists() or (kind.is_alone and not _take_lane(name, kind, holder, now)):
        return []
    if kind.merge is not None:
        kind.merge()
        # What it made of them is due from now on.
        due = OutboundAct.objects.of_kind(name).due(timezone.now(), abandoned)
    keys = list(due.order_by("-urgent", "pk").values_list("pk", flat=True)[: kind.most])
    for part in _parts(keys):
        due.filter(pk__in=part).update(
            state=OutboundState.SENDING,
            claimed_at=now,
            claim=holder,
            attempts=F("attempts") + 1,
        )
    found = list(OutboundAct.objects.filter(claim=holder).order_by("-urgent", "pk"))
    if not found:
        leave_lane(name, holder)
    return found


def _take_lane(name: str, kind: OutboundKind, holder: str, now: datetime) -> bool:
    OutboundLane.objects.get_or_create(kind=name, defaults={"held_until": now})
    until = now + timedelta(seconds=kind.patience)
    free = OutboundLane.objects.filter(kind=name, held_until__lte=now)
    return bool(free.update(holder=holder, held_until=until))


def leave_lane(name: str, holder: str) -> None:
    """Let another one send the next batch."""
    OutboundLane.objects.filter(kind=name, holder=holder).update(
        holder="", held_until=timezone.now()
    )


def done(acts: Sequence[OutboundAct]) -> None:
    """The other machine took them."""
    for part in _parts(acts):
        OutboundAct.objects.filter(pk__in=[act.pk for act in part], claim=part[0].claim).update(
            state=OutboundState.DONE, done_at=timezone.now(), last_error=""
        )


def failed(
    kind: OutboundKind, acts: Sequence[OutboundAct], sentence: str, retry_after: float | None = None
) -> None:
    """Let them wait for their next try, with the reason for people."""
    for part in _parts(acts):
        for _turn in range(3):
            try:
                _let_wait(kind, part, sentence, retry_after or 0.0)
            except IntegrityError:
                # The same thing was asked for between two of our statements. What still counts as
                # being sent after three turns is taken up again when its patience is over.
                continue
            break


@transaction.atomic
def _let_wait(
    kind: OutboundKind, acts: Sequence[OutboundAct], sentence: str, retry_after: float
) -> None:
    mine = OutboundAct.objects.filter(claim=acts[0].claim, state=OutboundState.SENDING)
    by_key = {act.key: act for act in acts if act.key}
    twins = OutboundAct.objects.of_kind(acts[0].kind).waiting().filter(key__in=by_key)
    again = []
    for twin in twins:
        # It was asked for again meanwhile: that one goes on for both.
        act = by_key[twin.key]
        twin.attempts, twin.last_error = act.attempts, sentence
        twin.urgent = twin.urgent or act.urgent
        twin.save(update_fields=["attempts", "last_error", "urgent"])
        again.append(act.pk)
    mine.filter(pk__in=again).delete()
    for attempts in {act.attempts for act in acts}:
        keys = [act.pk for act in acts if act.attempts == attempts]
        delay = max(kind.delay(attempts), retry_after)
        mine.filter(pk__in=keys).update(
            state=OutboundState.WAITING,
            last_error=sentence,
            not_before=timezone.now() + timedelta(seconds=delay),
            claimed_at=None,
        )


def may_try_again(user: Any) -> bool:
    return bool(user.has_perm("core.change_outboundact"))


def try_again(user: Any, act_id: int | None = None) -> int:
    """Let one act, or all that failed, be tried at once; how many. Raises PermissionDenied."""
    if not may_try_again(user):
        raise PermissionDenied
    found = OutboundAct.objects.waiting().filter(attempts__gt=0)
    if act_id is not None:
        found = found.filter(pk=act_id)
    return found.update(not_before=timezone.now())


def clear_old() -> int:
    """Delete acts that were done long enough ago; how many."""
    count = 0
    for name in OutboundAct.objects.values_list("kind", flat=True).distinct():
        kind = outbound_kinds.get(name)
        # Of a kind that no room knows any more nothing will be sent.
        before = timezone.now() - (kind.kept if kind else timedelta(days=7))
        old = OutboundAct.objects.of_kind(name)
        if kind is not None:
            old = old.filter(state=OutboundState.DONE, done_at__lt=before)
        else:
            old = old.filter(asked_at__lt=before)
        for part in _parts(list(old.values_list("pk", flat=True)[:CLEARED])):
            count += OutboundAct.objects.filter(pk__in=part).delete()[0]
    return count
