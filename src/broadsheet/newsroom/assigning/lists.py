"""The list of assignments, narrowed to mine, to what is overdue, to sections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from broadsheet.newsroom.assigning.rights import ASSIGN, seen_by
from broadsheet.newsroom.models import Assignment, Section
from broadsheet.newsroom.models.assignment import AssignmentQuerySet
from broadsheet.newsroom.viewsets.stories import WIDE_ONLY

Assignments = AssignmentQuerySet


class AssignmentFilterSet(WagtailFilterSet):
    whose = ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("Mine"))],
        empty_label=_("Everyone's"),
        widget=forms.RadioSelect,
        method="of_whom",
    )
    state = ChoiceFilter(
        label=_("State"),
        choices=[
            ("overdue", _("Overdue")),
            ("idea", _("Not begun yet")),
            ("closed", _("Done or dropped")),
        ],
        empty_label=_("Open"),
        widget=forms.RadioSelect,
        method="in_state",
    )
    section = ModelMultipleChoiceFilter(
        label=_("Section"),
        queryset=Section.objects.order_by("title"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Assignment
        fields: list[str] = []

    def filter_queryset(self, queryset: Assignments) -> Assignments:
        found: Assignments = super().filter_queryset(queryset)
        # What is over is found by its own filter alone.
        return found if self.form.cleaned_data.get("state") else found.filter(closed_at=None)

    def of_whom(self, queryset: Assignments, name: str, value: str) -> Assignments:
        return queryset.filter(people=self.request.user)

    def in_state(self, queryset: Assignments, name: str, value: str) -> Assignments:
        if value == "overdue":
            return queryset.filter(pk__in=Assignment.objects.overdue().values("pk"))
        if value == "idea":
            return queryset.filter(story=None, closed_at=None)
        return queryset.filter(closed_at__isnull=False)


def people_of(assignment: Assignment) -> str:
    return ", ".join(str(person) for person in assignment.people.all())


def state_of(assignment: Assignment) -> str:
    """What matters of it in a word or two; nothing of one that is simply open."""
    if assignment.closed_at:
        return gettext("Done or dropped")
    if assignment.is_overdue:
        return gettext("Overdue")
    if assignment.is_near:
        return gettext("Soon")
    return "" if assignment.story_id else gettext("Not begun yet")


def deadline_of(assignment: Assignment) -> str:
    """How long there is still, or since when it is over, with the minute for who wants it."""
    if assignment.deadline is None:
        return ""
    if assignment.deadline > timezone.now():
        words = gettext("in %(time)s") % {"time": timeuntil(assignment.deadline)}
    else:
        words = gettext("%(time)s ago") % {"time": timesince(assignment.deadline, depth=1)}
    exact = date_format(timezone.localtime(assignment.deadline), "DATETIME_FORMAT")
    machine = assignment.deadline.isoformat()
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, exact, words)


def place_of(assignment: Assignment) -> str:
    return reverse("assignments:one", args=[assignment.pk])


class AssignmentIndexView(IndexView):
    model = Assignment
    page_title = _("Assignments")
    header_icon = "calendar-check"
    index_url_name = "assignments:index"
    index_results_url_name = "assignments:index_results"
    add_item_label = _("Assign an idea")
    filterset_class = AssignmentFilterSet
    paginate_by = 50
    default_ordering = "deadline"
    is_searchable = False
    #: Everybody of the desk sees who writes what.
    any_permission_required = None
    _show_breadcrumbs = True

    @cached_property
    def add_url(self) -> str | None:
        return reverse("assignments:add") if self.request.user.has_perm(ASSIGN) else None

    def get_base_queryset(self) -> Assignments:
        return seen_by(self.request.user).with_names()

    def order_queryset(self, queryset: Assignments) -> Assignments:
        return queryset.soonest()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("headline", label=_("Working headline"), get_url=place_of),
            Column("section", label=_("Section"), classname=WIDE_ONLY),
            Column("people", label=_("People"), accessor=people_of),
            Column("deadline", label=_("Deadline"), accessor=deadline_of),
            Column("state", label=_("State"), accessor=state_of),
            Column("made_by", label=_("Assigned by"), classname=WIDE_ONLY),
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": gettext("Assignments"), "sublabel": ""}]
