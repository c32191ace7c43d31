"""By what an editor narrows the list of stories."""

from __future__ import annotations

from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.filters import (
    CharFilter,
    ChoiceFilter,
    DateFromToRangeFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from broadsheet.core.viewsets.search import matching
from broadsheet.newsroom.desk.needs import needs
from broadsheet.newsroom.desk.whose import belong_to, pages_awaiting
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Byline, Section, Story, StoryTopic

Stories = QuerySet[Story]


class StoryStatus(models.TextChoices):
    """Where a story stands between the first word and its end."""

    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
    LIVE_WITH_DRAFT = "live_with_draft", _("Live, with a newer draft")
    SCHEDULED = "scheduled", _("Scheduled")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NOT_LIVE = Q(live=False, _approved_schedule=False)
#: On a queryset that `annotate_approved_schedule` has gone over.
STATUS_CONDITIONS = {
    StoryStatus.DRAFT: NOT_LIVE & Q(first_published_at__isnull=True),
    StoryStatus.LIVE: Q(live=True),
    StoryStatus.LIVE_WITH_DRAFT: Q(live=True, has_unpublished_changes=True),
    StoryStatus.SCHEDULED: Q(_approved_schedule=True),
    StoryStatus.WITHDRAWN: NOT_LIVE & Q(first_published_at__isnull=False),
}


class StatusFilter(MultipleChoiceFilter):
    def filter(self, qs: Stories, value: list[str]) -> Stories:
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
