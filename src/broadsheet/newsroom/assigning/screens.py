"""The screens of one assignment: made, looked at, changed, begun, closed."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from broadsheet.newsroom.assigning import actions
from broadsheet.newsroom.assigning.forms import AssignmentForm
from broadsheet.newsroom.assigning.rights import ASSIGN, may_assign_in, may_begin, seen_by
from broadsheet.newsroom.corrections.screens import say_at_fields
from broadsheet.newsroom.models import Assignment, Story
from broadsheet.staff.models import User


class AssignmentView(WagtailAdminTemplateMixin, View):
    """One assignment: for its people to read and begin, for who assigns to change."""

    template_name = "newsroom/admin/assignment.html"
    header_icon = "calendar-check"
    page_title = ""
    _show_breadcrumbs = True
    assignment: Assignment | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = seen_by(request.user).with_names()
        self.assignment = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_change(self) -> bool:
        assert self.assignment is not None
        return may_assign_in(self.request.user, self.assignment.section)

    @property
    def story(self) -> Story | None:
        return self.assignment.story if self.assignment else None

    def form(self, data: Any = None) -> AssignmentForm:
        return AssignmentForm(
            data, instance=self.assignment, user=self.request.user, story=self.story
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.shown(self.form() if self.may_change else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.act(form)
            except ValidationError as refused:
                say_at_fields(form, refused)
            else:
                return redirect("assignments:index")
        return self.shown(form)

    def act(self, form: AssignmentForm) -> None:
        assert self.assignment is not None
        data = form.cleaned_data
        # The form has written its fields into its own row: the action compares with the database.
        actions.change(
            Assignment.objects.get(pk=self.assignment.pk),
            by=self.request.user,
            headline=data["headline"],
            section=form.section,
            people=form.chosen_people,
            brief=data["brief"],
            deadline=data["deadline"],
        )
        messages.success(self.request, _("The assignment is changed."))

    def shown(self, form: AssignmentForm | None) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            assignment=self.assignment,
            story=self.story,
            may_begin=bool(self.assignment and may_begin(self.request.user, self.assignment)),
            button=_("Save") if self.assignment else _("Assign it"),
            media=form.media if form else None,
        )
        response: HttpResponse = self.render_to_response(context)
        return response

    def get_page_title(self) -> str:
        return str(_("Assignment") if self.assignment else _("Assign"))

    def get_page_subtitle(self) -> str:
        return self.assignment.headline if self.assignment else ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("assignments:index"), "label": _("Assignments")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


class AddView(AssignmentView):
    """A new assignment: of an idea, or of the story that the address names."""

    may_change = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(ASSIGN):
            raise PermissionDenied
        self.chosen = None
        if request.GET.get("story", "").isdecimal():
            self.chosen = get_object_or_404(Story, pk=request.GET["story"])
            if not may_assign_in(request.user, actions.section_of(self.chosen)):
                raise PermissionDenied
        return View.dispatch(self, request, *args, **kwargs)

    @property
    def story(self) -> Story | None:
        return self.chosen

    def form(self, data: Any = None) -> AssignmentForm:
        initial = {}
        if self.chosen is not None:
            people = [self.chosen.owner_id] if self.chosen.owner_id else []
            initial = {"headline": self.chosen.draft_title, "people": people}
        return AssignmentForm(data, user=self.request.user, story=self.chosen, initial=initial)

    def act(self, form: AssignmentForm) -> None:
        data = form.cleaned_data
        section = actions.section_of(self.chosen) if self.chosen else form.section
        made = actions.assign(
            data["headline"],
            section,
            form.chosen_people,
            by=self.request.user,
            story=self.chosen,
            brief=data["brief"],
            deadline=data["deadline"],
        )
        messages.success(
            self.request, _("“%(headline)s” is assigned.") % {"headline": made.headline}
        )


class BeginView(View):
    """Makes the draft of an idea and opens it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assignment = get_object_or_404(seen_by(request.user), pk=pk)
        story = actions.begin(assignment, by=cast(User, request.user))
        return redirect("wagtailadmin_pages:edit", story.pk)


class CloseView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assignment = get_object_or_404(seen_by(request.user), pk=pk)
        actions.close(assignment, by=request.user)
        messages.success(request, _("The assignment is closed."))
        return redirect("assignments:index")
