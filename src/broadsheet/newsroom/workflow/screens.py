"""The screens of single steps: what would follow, the reason, one button."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from broadsheet.newsroom.corrections.screens import say_at_fields
from broadsheet.newsroom.models import Story, UrgentPublication
from broadsheet.newsroom.workflow.approving import approve_afterwards, publish_urgently
from broadsheet.newsroom.workflow.forms import ReasonForm
from broadsheet.newsroom.workflow.rights import (
    may_approve_afterwards,
    may_publish_urgently,
    may_spike,
    may_unspike,
)
from broadsheet.newsroom.workflow.spiking import spike, unspike

Words = str | Promise


class StepView(WagtailAdminTemplateMixin, FormView[ReasonForm]):
    """One step of a story, with its reason."""

    form_class = ReasonForm
    template_name = "newsroom/admin/step.html"
    page_title = ""
    header_icon = "edit"
    _show_breadcrumbs = True
    heading: Words = ""
    explanation: Words = ""
    button: Words = ""
    done: Words = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.story = get_object_or_404(Story, pk=kwargs["story"])
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        raise NotImplementedError

    def act(self, reason: str) -> None:
        raise NotImplementedError

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            self.act(form.cleaned_data.get("reason", ""))
        except ValidationError as refused:
            say_at_fields(form, refused)
            return self.form_invalid(form)
        title = self.story.get_admin_display_title()
        messages.success(self.request, str(self.done) % {"headline": title})
        return redirect(self.next_url())

    def next_url(self) -> str:
        return edit_url(self.story)

    def get_page_title(self) -> str:
        return str(self.heading)

    def get_page_subtitle(self) -> str:
        return str(self.story.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("stories:index"), "label": gettext("Stories")},
            {"url": edit_url(self.story), "label": self.story.get_admin_display_title()},
            {"url": "", "label": self.heading, "sublabel": ""},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "story": self.story,
            "explanation": self.explanation,
            "button": self.button,
            "back": edit_url(self.story),
        }


def edit_url(story: Story) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


class SpikeView(StepView):
    heading = _("Spike the story")
    explanation = _(
        "The story leaves the lists, the approval and the schedule. Nothing is deleted: the filter "
        "“Spiked” finds it, and it can be taken up again."
    )
    button = _("Spike it")
    done = _("“%(headline)s” is spiked.")

    def is_allowed(self) -> bool:
        return may_spike(self.request.user, self.story)

    def act(self, reason: str) -> None:
        spike(self.story, reason=reason, user=self.request.user)

    def next_url(self) -> str:
        return reverse("stories:index")


class UnspikeView(StepView):
    heading = _("Take the story up again")
    explanation = _("The story is a draft again, as it was left. What was scheduled stays undone.")
    button = _("Take it up")
    done = _("“%(headline)s” is a draft again.")

    def is_allowed(self) -> bool:
        return may_unspike(self.request.user, self.story)

    def act(self, reason: str) -> None:
        unspike(self.story, reason=reason, user=self.request.user)


class UrgentView(StepView):
    heading = _("Publish urgently")
    explanation = _(
        "The version saved last goes out at once, and an editor approves it afterwards. Your "
        "reason is shown to whoever approves."
    )
    button = _("Publish it now")
    done = _("“%(headline)s” is out. It waits for approval.")

    def is_allowed(self) -> bool:
        return may_publish_urgently(self.request.user, self.story)

    def act(self, reason: str) -> None:
        publish_urgently(self.story, reason=reason, user=self.request.user)


class NoReason(ReasonForm):
    """A step that asks for nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class ApproveAfterwardsView(StepView):
    form_class = NoReason
    heading = _("Approve afterwards")
    button = _("Approve what is out")
    done = _("“%(headline)s” is approved.")

    def is_allowed(self) -> bool:
        return may_approve_afterwards(self.request.user, self.story)

    def act(self, reason: str) -> None:
        approve_afterwards(self.story, user=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        urgent = UrgentPublication.objects.open().select_related("by").get(story=self.story)
        self.explanation = gettext(
            "%(who)s published it before it was approved, and gave this reason: %(reason)s"
        ) % {"who": urgent.by or gettext("Somebody"), "reason": urgent.reason}
        return super().get_context_data(**kwargs)
