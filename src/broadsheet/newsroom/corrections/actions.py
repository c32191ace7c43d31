"""Every change of what the newspaper says of its own errors: permission, change, log, signal.

A person is None for a script, which may do all. Each action is one transaction: the page, its card,
its address, lists, feeds and sitemap change together or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from broadsheet.core.holding import hold_and_refresh
from broadsheet.newsroom.actions import write_card
from broadsheet.newsroom.corrections import signals
from broadsheet.newsroom.corrections.errors import CorrectionRefused
from broadsheet.newsroom.corrections.rights import require
from broadsheet.newsroom.corrections.versions import (
    live_version,
    publish_again,
    publish_draft,
    put_words_right,
)
from broadsheet.newsroom.corrections.words import Words
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story


@dataclass(frozen=True)
class Draft:
    """The draft that an editor saw when they decided to publish it with a correction."""

    pk: int
    saved_at: datetime


@transaction.atomic
def correct(
    story: Story,
    kind: CorrectionKind,
    text: str,
    *,
    reason: str,
    user: Any | None,
    on_top: bool = False,
    words: Words | None = None,
    draft: Draft | None = None,
    made_at: datetime | None = None,
) -> Correction:
    """Say publicly what was wrong with a live story, and change it where that is asked for.

    Nothing of the story changes unless `words` are put right in what readers see or `draft` is
    published with it. Raises PermissionDenied, CorrectionRefused, and PublishingRefused for a draft
    that may not go out.
    """
    require(user, story, kind)
    if kind is CorrectionKind.WITHDRAWAL:
        return withdraw(story, text, reason=reason, user=user, made_at=made_at)
    _require_words(text, reason)
    story = _held(story)
    if not story.live:
        raise CorrectionRefused(
            _("Readers don't see “%(headline)s” now: only a live story can be corrected.")
            % {"headline": story.title}
        )
    now = made_at or timezone.now()
    # Before the version goes out: what follows from publishing must know of it.
    correction = Correction.objects.create(
        story=story,
        locale_id=story.locale_id,
        kind=kind,
        text=text.strip(),
        reason=reason.strip(),
        on_top=on_top or kind.always_on_top,
        wrong_words=words.wrong.strip() if words else "",
        right_words=words.right.strip() if words else "",
        made_at=now,
        changed_at=now,
        made_by=user,
    )
    version: Revision | None = None
    if words is not None:
        version = put_words_right(story, words, user)
    elif draft is not None:
        version = publish_draft(story, _unchanged(story, draft), user)
    else:
        write_card(story)
    _log(correction, "newsroom.correct", user, version=version)
    signals.story_corrected.send(Story, story=story, correction=correction, user=user)
    return correction


@transaction.atomic
def withdraw(
    story: Story,
    text: str,
    *,
    reason: str,
    user: Any | None,
    made_at: datetime | None = None,
) -> Correction:
    """Take a story from readers for good: 410 with a line to them, gone from every list at once.

    What was scheduled for it is dropped and named in the log. Raises PermissionDenied and
    CorrectionRefused.
    """
    require(user, story, CorrectionKind.WITHDRAWAL)
    _require_words(text, reason)
    story = _held(story)
    if not story.live:
        raise CorrectionRefused(
            _("Readers don't see “%(headline)s” now: there is nothing to withdraw.")
            % {"headline": story.title}
        )
    now = made_at or timezone.now()
    correction = Correction.objects.create(
        story=story,
        locale_id=story.locale_id,
        kind=CorrectionKind.WITHDRAWAL,
        text=text.strip(),
        reason=reason.strip(),
        made_at=now,
        changed_at=now,
        made_by=user,
        version=live_version(story),
    )
    scheduled = [
        minute.isoformat()
        for minute in story.revisions.filter(approved_go_live_at__isnull=False).values_list(
            "approved_go_live_at", flat=True
        )
    ]
    story.unpublish(user=user, log_action=False)
    _log(correction, "newsroom.withdraw", user, no_longer_scheduled=scheduled)
    signals.story_withdrawn.send(Story, story=story, correction=correction, user=user)
    return correction


@transaction.atomic
def reinstate(withdrawal: Correction, *, reason: str, user: Any | None) -> Story:
    """Bring a withdrawn story back as readers saw it last; drafts written since stay drafts.

    Raises PermissionDenied, CorrectionRefused, and AddressTaken where its address is another's.
    """
    story = withdrawal.story
    if story is None or withdrawal.what is not CorrectionKind.WITHDRAWAL:
        raise CorrectionRefused(_("There is no withdrawn story to bring back."))
    require(user, story, CorrectionKind.WITHDRAWAL)
    _require_reason(reason)
    story = _held(story)
    _end(withdrawal)
    if withdrawal.version is not None:
        publish_again(story, withdrawal.version, user)
    _log(withdrawal, "newsroom.reinstate", user, reason=reason.strip())
    signals.story_reinstated.send(Story, story=story, correction=withdrawal, user=user)
    return _held(story)


@transaction.atomic
def change_text(
    correction: Correction,
    text: str,
    *,
    reason: str,
    user: Any | None,
    on_top: bool | None = None,
) -> Correction:
    """Say it in other words; the log keeps the former ones. Raises as `correct` does."""
    _require_about(correction, user)
    _require_words(text, reason)
    correction = _current(correction)
    former = correction.text
    correction.text = text.strip()
    if on_top is not None:
        correction.on_top = on_top or correction.what.always_on_top
    correction.changed_at = timezone.now()
    correction.save(update_fields=["text", "on_top", "changed_at"])
    _write_card_of(correction)
    _log(correction, "newsroom.correction.change", user, reason=reason.strip(), former=former)
    signals.correction_changed.send(Story, story=correction.story, correction=correction, user=user)
    return correction


@transaction.atomic
def take_back(correction: Correction, *, reason: str, user: Any | None) -> Correction:
    """Say no longer what was said; the story stays as it is. Raises as `correct` does."""
    if correction.what is CorrectionKind.WITHDRAWAL:
        raise CorrectionRefused(_("A withdrawal ends when the story is reinstated."))
    _require_about(correction, user)
    _require_reason(reason)
    correction = _current(correction)
    _end(correction)
    _write_card_of(correction)
    _log(correction, "newsroom.correction.take_back", user, reason=reason.strip())
    signals.correction_taken_back.send(
        Story, story=correction.story, correction=correction, user=user
    )
    return correction


def _held(story: Story) -> Story:
    """The story as it is live now, kept from others until the transaction ends."""
    hold_and_refresh(story)
    current: Story = Story.objects.get(pk=story.pk)
    return current


def _current(correction: Correction) -> Correction:
    current = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if current.taken_back_at is not None:
        raise CorrectionRefused(_("Somebody else has taken it back meanwhile."))
    return current


def _end(correction: Correction) -> None:
    now = timezone.now()
    ended = Correction.objects.filter(pk=correction.pk).standing()
    if not ended.update(taken_back_at=now, changed_at=now):
        raise CorrectionRefused(_("Somebody else has taken it back meanwhile."))
    correction.taken_back_at = correction.changed_at = now


def _unchanged(story: Story, draft: Draft) -> Revision:
    latest: Revision | None = story.get_latest_revision()
    if (
        latest is None
        or not story.has_unpublished_changes
        or (latest.pk, latest.created_at) != (draft.pk, draft.saved_at)
    ):
        raise CorrectionRefused(
            {
                "change": _(
                    "The draft has changed since you looked at it. Look at it again, then publish."
                )
            }
        )
    return latest


def _require_about(correction: Correction, user: Any | None) -> None:
    if correction.story is None:
        raise CorrectionRefused(_("The story is deleted: what was said of it stands as it is."))
    require(user, correction.story, correction.what)


def _require_words(text: str, reason: str) -> None:
    if not text.strip():
        raise CorrectionRefused(
            {"text": _("Say to readers what was wrong, and what is right instead.")}
        )
    _require_reason(reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise CorrectionRefused({"reason": _("Give the desk a reason. Readers never see it.")})


def _write_card_of(correction: Correction) -> None:
    if correction.story_id is not None:
        story = _held(correction.story)  # type: ignore[arg-type]
        if story.live:
            write_card(story)


def _log(
    correction: Correction,
    action: str,
    user: Any | None,
    version: Revision | None = None,
    **more: Any,
) -> None:
    log(
        instance=correction.story,
        action=action,
        user=user,
        revision=version,
        content_changed=version is not None,
        data={
            "correction": correction.pk,
            "kind": correction.kind,
            "text": correction.text,
            "reason": correction.reason,
            "wrong_words": correction.wrong_words,
            "right_words": correction.right_words,
            **more,
        },
    )
