"""Wagtail says what happened to a story; whoever it concerns is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import get_active_log_context
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    ReferenceIndex,
    TaskState,
    WorkflowState,
)

from broadsheet.media.models import Picture
from broadsheet.newsroom.assigning.actions import close_published
from broadsheet.newsroom.models import Correction, Story, UrgentPublication
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.newsroom.notices.actions import tell
from broadsheet.staff.models import User

#: A picture that stands in thousands would bury everybody in notices.
MOST_STORIES = 50


def story_of(state: WorkflowState) -> Story | None:
    if state.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return None
    found: Story | None = Story.objects.filter(pk=state.object_id).select_related("owner").first()
    return found


def writers_of(story: Story, *others: Any) -> list[Any]:
    """Who wants to know what becomes of a story: who began it, and who is to write it."""
    assigned = User.objects.filter(assignments__story=story, assignments__closed_at=None)
    return [story.owner, *assigned, *others]


def authors_of(story: Story) -> list[Any]:
    """Besides the writers whoever signs it: what is said of a story out there is said of them."""
    named = User.objects.filter(person__bylines__story=story)
    return writers_of(story, *named)


def approvers_of(task: Any) -> Iterable[User]:
    specific = task.specific
    if not isinstance(specific, AbstractGroupApprovalTask):
        return []
    groups = specific.groups.all()
    approvers: Iterable[User] = User.objects.active().filter(groups__in=groups).distinct()
    return approvers


def tell_approvers(sender: Any, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    story = story_of(instance.workflow_state)
    if story is None:
        return
    urgent = UrgentPublication.objects.open().filter(story=story).first()
    kind = NoticeKind.URGENT if urgent else NoticeKind.SUBMITTED
    tell(
        approvers_of(instance.task),
        kind,
        story=story,
        by=user,
        detail=urgent.reason if urgent else "",
    )


def tell_sent_back(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    story = story_of(instance)
    if story is not None:
        task_state = instance.current_task_state
        people = writers_of(story, instance.requested_by)
        reason = task_state.comment if task_state else ""
        tell(people, NoticeKind.SENT_BACK, story=story, by=user, detail=reason)


def tell_approved(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    story = story_of(instance)
    if story is not None:
        people = writers_of(story, instance.requested_by)
        tell(people, NoticeKind.APPROVED, story=story, by=user)


def tell_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Tell of a first publication, which ends the assignments; later ones are daily work."""
    if not isinstance(instance, Story):
        return
    revision = kwargs.get("revision")
    first = instance.first_published_at
    if first is None or instance.last_published_at != first:
        return
    # An archive that comes in publishes nothing new.
    if revision is None:
        return
    by = get_active_log_context().user
    tell(writers_of(instance), NoticeKind.PUBLISHED, story=instance, by=by)
    close_published(instance)


def tell_corrected(sender: Any, story: Story, correction: Any, user: Any, **kwargs: Any) -> None:
    tell(authors_of(story), NoticeKind.CORRECTED, story=story, by=user, detail=correction.text)


def tell_reworded(sender: Any, story: Story, correction: Any, user: Any, **kwargs: Any) -> None:
    tell(authors_of(story), NoticeKind.REWORDED, story=story, by=user, detail=correction.text)


def tell_taken_back(sender: Any, story: Story, correction: Any, user: Any, **kwargs: Any) -> None:
    tell(authors_of(story), NoticeKind.TAKEN_BACK, story=story, by=user, detail=correction.text)


def tell_withdrawn(sender: Any, story: Story, correction: Any, user: Any, **kwargs: Any) -> None:
    tell(authors_of(story), NoticeKind.WITHDRAWN, story=story, by=user, detail=correction.text)


def tell_reinstated(sender: Any, story: Story, user: Any, **kwargs: Any) -> None:
    tell(authors_of(story), NoticeKind.REINSTATED, story=story, by=user)


def tell_taken_down(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Tell of a story that is out no longer, by a person or at its minute.

    One that is withdrawn has a notice of its own, and one that is deleted takes its notices along.
    """
    if not isinstance(instance, Story):
        return
    if Correction.objects.filter(story=instance).withdrawals().standing().exists():
        return
    if Story.objects.filter(pk=instance.pk, live=False).exists():
        by = get_active_log_context().user
        tell(authors_of(instance), NoticeKind.TAKEN_DOWN, story=instance, by=by)


def tell_right_ended(sender: Any, picture: Picture, **kwargs: Any) -> None:
    """Tell of a picture that has left the pages, for each of the newest stories that use it."""
    uses = ReferenceIndex.get_references_to(picture).filter(
        content_type=ContentType.objects.get_for_model(Story)
    )
    keys = [int(key) for key in uses.values_list("object_id", flat=True).distinct()]
    stories = Story.objects.filter(pk__in=keys, spiking=None).select_related("owner")
    for story in stories.order_by("-latest_revision_created_at", "-pk")[:MOST_STORIES]:
        tell(authors_of(story), NoticeKind.RIGHT_ENDED, story=story, detail=picture.title)
