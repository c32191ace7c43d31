"""By what an editor narrows the list of stories."""

from __future__ import annotations

from django import forms
from django.db import models
from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_filters.filters import (
    CharFilter,
    ChoiceFilter,
    DateFromToRangeFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import WorkflowState

from broadsheet.core.viewsets.search import matching
from broadsheet.newsroom.desk.needs import needs
from broadsheet.newsroom.desk.whose import belong_to, pages_awaiting
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Byline, Section, Spiking, Story, StoryTopic

Stories = QuerySet[Story]


class StoryStatus(models.TextChoices):
    """Where a story stands between the first word and its end."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved, not published yet")
    LIVE = "live", _("Live")
    LIVE_WITH_DRAFT = "live_with_draft", _("Live, with a newer draft")
    SCHEDULED = "scheduled", _("Scheduled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SPIKED = "spiked", _("Spiked")


def in_workflow(status: str) -> Q:
    """Stories whose approval stands so; those that are out and have a newer draft as well."""
    states = WorkflowState.objects.filter(
        status=status, content_type__app_label="newsroom", content_type__model="story"
    )
    return Q(pk__in=states.annotate(story=Cast("object_id", BigIntegerField())).values("story"))


SPIKED = Q(pk__in=Spiking.objects.values("story"))
SUBMITTED = in_workflow(WorkflowState.STATUS_IN_PROGRESS)
SENT_BACK = in_workflow(WorkflowState.STATUS_NEEDS_CHANGES)
#: What was saved after the approval was not approved.
APPROVED = Q(
    approval__saved_at=F("latest_revision_created_at"),
    has_unpublished_changes=True,
    _approved_schedule=False,
)
NOT_LIVE = Q(live=False, _approved_schedule=False)
#: On a queryset that `annotate_approved_schedule` has gone over. A draft is in one state alone.
STATUS_CONDITIONS = {
    StoryStatus.DRAFT: NOT_LIVE
    & Q(first_published_at__isnull=True)
    & ~SPIKED
    & ~SUBMITTED
    & ~SENT_BACK
    & ~Q(approval__saved_at=F("latest_revision_created_at")),
    StoryStatus.SUBMITTED: SUBMITTED,
    StoryStatus.SENT_BACK: SENT_BACK,
    StoryStatus.APPROVED: APPROVED & ~SUBMITTED & ~SENT_BACK,
    StoryStatus.LIVE: Q(live=True),
    StoryStatus.LIVE_WITH_DRAFT: Q(live=True, has_unpublished_changes=True),
    StoryStatus.SCHEDULED: Q(_approved_schedule=True),
    StoryStatus.WITHDRAWN: NOT_LIVE & Q(first_published_at__isnull=False),
    StoryStatus.SPIKED: SPIKED,
}


class StatusFilter(MultipleChoiceFilter):
    def filter(self, qs: Stories, value: list[str]) -> Stories:
        if StoryStatus.SPIKED not in value:
            # Put aside: found by its own filter alone.
            qs = qs.exclude(SPIKED)
        wanted = Q()
        for status in value:
            wanted |= STATUS_CONDITIONS[StoryStatus(status)]
        return qs.filter(wanted)


class SectionFilter(ModelMultipleChoiceFilter):
    def get_filter_predicate(self, v: Section) -> dict[str, str]:
        return {"path__startswith": v.path}


class StoryFilterSet(WagtailFilterSet):
    mine = ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("Mine")), ("awaiting", _("Awaiting me"))],
        empty_label=_("Everyone's"),
        widget=forms.RadioSelect,
        method="whose",
    )
    needs = ChoiceFilter(
        label=_("Needs a person"),
        choices=lambda: [(name, need.label) for name, need in needs],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="with_need",
    )
    status = StatusFilter(
        label=_("Status"), choices=StoryStatus.choices, widget=forms.CheckboxSelectMultiple
    )
    section = SectionFilter(
        label=_("Section"),
        queryset=Section.objects.order_by("title"),
        widget=forms.CheckboxSelectMultiple,
    )
    story_type = MultipleChoiceFilter(
        label=_("Type"), choices=StoryType.choices, widget=forms.CheckboxSelectMultiple
    )
    byline = CharFilter(label=_("Byline"), method="with_byline")
    topic = CharFilter(label=_("Topic"), method="with_topic")
    shown = DateFromToRangeFilter(label=_("Published"), widget=DateRangePickerWidget)

    class Meta:
        model = Story
        fields: list[str] = []

    def whose(self, queryset: Stories, name: str, value: str) -> Stories:
        user = self.request.user
        if value == "awaiting":
            return queryset.filter(pk__in=pages_awaiting(user))
        return queryset.filter(belong_to(user))

    def with_need(self, queryset: Stories, name: str, value: str) -> Stories:
        need = needs.get(value)
        return need.stories(queryset) if need else queryset

    def with_byline(self, queryset: Stories, name: str, value: str) -> Stories:
        found = matching(Byline.objects.all(), value, ("person__name", "text"))
        return queryset.filter(pk__in=found.values("story"))

    def with_topic(self, queryset: Stories, name: str, value: str) -> Stories:
        found = matching(StoryTopic.objects.all(), value, ("topic__name",))
        return queryset.filter(pk__in=found.values("story"))
