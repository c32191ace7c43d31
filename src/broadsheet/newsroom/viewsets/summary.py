"""The first line of the dashboard: how many stories stand where."""

from __future__ import annotations

from typing import Any

from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.site_summary import SummaryItem

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.viewsets.story_filters import STATUS_CONDITIONS, StoryStatus

SHOWN = (StoryStatus.LIVE, StoryStatus.DRAFT, StoryStatus.SCHEDULED)


class StoriesSummaryItem(SummaryItem):
    order = 100
    template_name = "newsroom/admin/summary.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        stories = Story.objects.annotate_approved_schedule()
        return {
            "statuses": [
                {
                    "name": status.value,
                    "label": status.label,
                    "count": stories.filter(STATUS_CONDITIONS[status]).count(),
                }
                for status in SHOWN
            ]
        }

    def is_shown(self) -> bool:
        return bool(user_has_any_page_permission(self.request.user))
