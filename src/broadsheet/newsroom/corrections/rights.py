"""Who may correct a story, and who may disown one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Story

CORRECT = "newsroom.correct_story"
WITHDRAW = "newsroom.withdraw_story"


def may_correct(user: Any, story: Story) -> bool:
    """Whether the person may say something of a story that is out, in a section of theirs."""
    return bool(user.has_perm(CORRECT) and story.permissions_for_user(user).can_edit())


def may_withdraw(user: Any, story: Story) -> bool:
    """Whether the person may retract or withdraw a story, or bring one back."""
    return bool(user.has_perm(WITHDRAW) and may_correct(user, story))


def may_make(user: Any, story: Story, kind: CorrectionKind) -> bool:
    return may_withdraw(user, story) if kind.is_grave else may_correct(user, story)


def require(user: Any | None, story: Story, kind: CorrectionKind) -> None:
    """Raise PermissionDenied where the person may not; a script, which is None, may do all."""
    if user is not None and not may_make(user, story, kind):
        raise PermissionDenied


def kinds_for(user: Any, story: Story) -> list[CorrectionKind]:
    """What the person may make of a story, in the order in which it is offered."""
    return [kind for kind in CorrectionKind if may_make(user, story, kind)]
