"""Which links are asked, when, and what becomes of the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog
from django.db.models import Q
from django.utils import timezone

from broadsheet.newsroom.models.link import BROKEN, CheckedLink, LinkState
from broadsheet.newsroom.other_sites import asking
from broadsheet.newsroom.other_sites.asking import Answer

logger = structlog.get_logger("broadsheet.newsroom")

#: How long an answer holds. What is broken is mended: it is asked again by the next save.
KEPT = timedelta(days=7)
KEPT_BROKEN = timedelta(minutes=10)
#: Links of one story that are asked, and links of one run with so many at a time: the worker has
#: other things to do.
MOST_OF_STORY = 100
MOST_AT_ONCE, TOGETHER = 16, 8
#: A site is silent when it was so this often, with a pause between.
TRIES, PAUSE = 3, timedelta(minutes=10)
#: A row that a worker took and never answered is another's after this.
CLAIM = timedelta(minutes=2)
#: Within this an answer of any site shows that the network is alive.
ALIVE = timedelta(minutes=15)
#: Answers are forgotten when no story was saved with the link for so long.
FORGOTTEN = timedelta(days=90)


def key_of(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def want(urls: Iterable[str]) -> bool:
    """Note the links that must be asked; whether there are any. It asks none itself."""
    wanted = {key_of(url): url for url in list(dict.fromkeys(urls))[:MOST_OF_STORY]}
    if not wanted:
        return False
    now = timezone.now()
    known = set(CheckedLink.objects.filter(key__in=wanted).values_list("key", flat=True))
    CheckedLink.objects.bulk_create(
        [
            CheckedLink(key=key, url=url, due_at=now, wanted_at=now)
            for key, url in wanted.items()
            if key not in known
        ],
        ignore_conflicts=True,
    )
    ours = CheckedLink.objects.filter(key__in=known)
    ours.filter(wanted_at__lt=now - timedelta(days=1)).update(wanted_at=now)
    stale = Q(answered_at=None) | Q(answered_at__lt=now - KEPT)
    stale |= Q(answered_at__lt=now - KEPT_BROKEN, state__in=BROKEN)
    asked = ours.filter(stale, due_at=None).update(due_at=now)
    return bool(asked or len(known) < len(wanted))


def ask_due() -> bool:
    """Ask what is due, a few at once; whether there is more. Safe beside another worker."""
    claimed = _claim(timezone.now())
    if not claimed:
        return False
    with ThreadPoolExecutor(TOGETHER) as threads:
        answers = list(threads.map(asking.ask, [link.url for link in claimed]))
    alive = any(answer.status is not None for answer in answers) or _is_alive()
    for link, answer in zip(claimed, answers, strict=True):
        _keep(link, answer, alive=alive)
    logger.info(
        "Links to other sites were asked",
        event_name="links.asked",
        asked=len(claimed),
        broken=sum(link.state in BROKEN for link in claimed),
    )
    return CheckedLink.objects.due().exists()


def _claim(now: datetime) -> list[CheckedLink]:
    claimed = []
    for link in CheckedLink.objects.due()[:MOST_AT_ONCE]:
        mine = CheckedLink.objects.filter(pk=link.pk, due_at=link.due_at)
        if mine.update(due_at=now + CLAIM):
            claimed.append(link)
    return claimed


def _is_alive() -> bool:
    heard = CheckedLink.objects.filter(answered_at__gt=timezone.now() - ALIVE)
    return heard.exclude(status=None).exists()


def _keep(link: CheckedLink, answer: Answer, *, alive: bool) -> None:
    """Keep an answer. Where no site answers the network is dead, and no link is to blame."""
    now = timezone.now()
    link.due_at = None
    if answer.state in (LinkState.SILENT, LinkState.NO_HOST, LinkState.UNKNOWN):
        heard = answer.status is not None
        link.failures = min(link.failures + 1, TRIES) if alive or heard else link.failures
        is_final = link.failures >= TRIES
        if answer.state != LinkState.UNKNOWN and not is_final:
            # What was known of it before stays until then.
            link.due_at = now + PAUSE
        if is_final or answer.state == LinkState.UNKNOWN:
            link.state, link.status, link.answered_at = answer.state, answer.status, now
        elif link.wanted_at < now - timedelta(days=1):
            link.due_at = None
    else:
        link.state, link.status, link.answered_at = answer.state, answer.status, now
        link.failures = 0
    link.save(update_fields=["state", "status", "failures", "due_at", "answered_at"])


def forget_links() -> int:
    """Drop the answers about links that no story was saved with for long."""
    dropped, _by_model = CheckedLink.objects.filter(
        wanted_at__lt=timezone.now() - FORGOTTEN
    ).delete()
    return dropped
