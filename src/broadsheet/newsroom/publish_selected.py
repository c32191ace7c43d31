"""Publishing several pages from a list: those that may not go out are named, the rest go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.readiness.findings import require_no_warnings


class PublishSelected(PublishBulkAction):
    """Wagtail's own action, which one refusal would stop with a server error."""

    def get_execution_context(self) -> dict[str, Any]:
        self.refused: list[tuple[Page, str]] = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Page],
        include_descendants: bool = False,
        user: Any = None,
        refused: list[tuple[Page, str]] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        refused = [] if refused is None else refused
        parents = children = 0
        for page in objects:
            parents += publish(page, user, refused)
            if include_descendants:
                for child in page.get_descendants().not_live().specific().iterator():
                    if user is None or child.permissions_for_user(user).can_publish():
                        children += publish(child, user, refused)
        return parents, children

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        for page, sentence in self.refused:
            messages.error(
                self.request,
                _("“%(headline)s” was not published. %(sentence)s")
                % {"headline": page.get_admin_display_title(), "sentence": sentence},
            )
        if not num_parent_objects and not num_child_objects:
            return None
        message: str = super().get_success_message(num_parent_objects, num_child_objects)
        return message


def publish(page: Page, user: Any, refused: list[tuple[Page, str]]) -> int:
    """Publish the latest revision of a page; 0, and a row more in `refused`, when it may not."""
    try:
        with transaction.atomic():
            revision = page.get_latest_revision() or page.specific.save_revision(user=user)
            story = revision.as_object()
            if isinstance(story, Story):
                require_no_warnings(story)
            revision.publish(user=user)
    except ValidationError as error:
        refused.append((page, " ".join(error.messages)))
        return 0
    return 1
