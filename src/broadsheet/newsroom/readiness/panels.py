"""The side panel in which the editor sees what the checks find, while writing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.side_panels import ChecksSidePanel

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.readiness.findings import findings
from broadsheet.newsroom.readiness.links import awaits_answers


def found_in(story: Story) -> dict[str, Any]:
    """What the checks find in a version, and whether more may come by itself."""
    return {"findings": findings(story), "is_awaited": awaits_answers(story)}


class FindingsSidePanel(ChecksSidePanel):
    """Wagtail's checks of the page with the newspaper's own above them."""

    template_name = "newsroom/admin/checks_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        story: Story = self.object
        return {
            **super().get_context_data(parent_context),
            **(found_in(story) if story.pk else {}),
            "findings_url": reverse("readiness:findings", args=[story.pk]) if story.pk else "",
        }


def with_findings(panels: Any, story: Any, request: HttpRequest) -> Any:
    """The editor's side panels with ours in the place of Wagtail's checks."""
    for place, panel in enumerate(panels):
        if isinstance(panel, ChecksSidePanel):
            panels[place] = FindingsSidePanel(story, request)
    return panels
