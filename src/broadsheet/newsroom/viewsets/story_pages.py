"""The story's editor: after publishing or submitting it leads back to the list of stories."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from broadsheet.core.viewsets.pages import (
    AddressedPageViewSet,
    RefusableCreateView,
    RefusableEditView,
    RefusableRevertView,
    RefusableWorkflowActionView,
)
from broadsheet.media.models import Picture
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.merging.saving import MergingMixin, OpeningMixin
from broadsheet.newsroom.models import Section, Story
from broadsheet.newsroom.models.steps import APPROVE_ONLY
from broadsheet.newsroom.pending import Minutes, say_superseded, waiting_versions
from broadsheet.newsroom.publishing import PublishingRefused
from broadsheet.newsroom.readiness.findings import require_no_warnings
from broadsheet.newsroom.readiness.panels import with_findings
from broadsheet.newsroom.workflow.approving import settle_urgent


class BackToStoriesMixin:
    next_url: str | None
    form: Any
    page: Any

    def redirect_away(self) -> HttpResponse:
        # The story is out, and the transaction still open.
        self.form.keep_override(self.page)
        return redirect(self.next_url or "stories:index")


class StoryCreateView(OpeningMixin, BackToStoriesMixin, RefusableCreateView):
    pass


class MergingEditView(MergingMixin, RefusableEditView):
    """Merges within the transaction that holds the page."""


class StoryEditView(BackToStoriesMixin, MergingEditView):
    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if "action-publish" in request.POST:
            # Encoding takes seconds: it is done before the page is held, while others may write.
            prepare_at_once(Picture.objects.filter(pk__in=pictures_sent(request.POST)))
        return super().dispatch(request, page_id, **kwargs)

    def publish_action(self) -> HttpResponse:
        # Wagtail's screen publishes without asking the page.
        minutes = Minutes(waiting_versions(self.page))
        response: HttpResponse = super().publish_action()
        minutes.give_back(self.page, self.page.latest_revision, self.request.user)
        say_superseded(self.request, minutes.superseded)
        # Whoever may publish has read it: nothing waits for approval any more.
        settle_urgent(self.page, self.request.user)
        return response

    def get_side_panels(self) -> Any:
        return with_findings(super().get_side_panels(), self.page, self.request)


def pictures_sent(sent: QueryDict) -> set[int]:
    """The ids of the pictures in a story's form, of the lead and of the body's blocks."""
    return {
        int(value)
        for name, value in sent.items()
        if name.endswith("picture") and isinstance(value, str) and value.isdecimal()
    }


class StoryWorkflowActionView(RefusableWorkflowActionView):
    """Approving where there is no field for a reason: warnings lead to the editor."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action_name in ("approve", APPROVE_ONLY):
            try:
                require_no_warnings(self.object.get_latest_revision_as_object())
            except PublishingRefused as refused:
                return self.refuse(request, refused)
        return super().post(request, *args, **kwargs)


class StoryRevertView(BackToStoriesMixin, RefusableRevertView):
    pass


class StoryPageViewSet(AddressedPageViewSet):
    model = Story
    icon = "doc-full"
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    revisions_revert_view_class = StoryRevertView
    workflow_action_view_class = StoryWorkflowActionView


class SectionPageViewSet(AddressedPageViewSet):
    model = Section
    icon = "folder-open-inverse"
