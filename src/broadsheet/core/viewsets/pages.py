"""Wagtail's screens for pages, where what an action refuses becomes a sentence at its field.

Publishing may refuse: a rival has the address, a rule of the newsroom isn't kept. Wagtail answers
such an error with a server error, and half of the change stands; here the whole is undone, the
form comes back with all that was typed, and says what to do.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import PageSubscription

from broadsheet.core.errors import AddressRefused
from broadsheet.core.holding import hold, hold_and_refresh


def sentences_by_field(
    refused: ValidationError | IntegrityError,
) -> dict[str, list[ValidationError]]:
    """The errors of a refusal by the field they belong to; IntegrityError is a rival's save."""
    if isinstance(refused, IntegrityError):
        sentence = _("Somebody else saved the same thing at this moment. Try again.")
        return {NON_FIELD_ERRORS: [ValidationError(sentence)]}
    if hasattr(refused, "error_dict"):
        return refused.error_dict
    field = "slug" if isinstance(refused, AddressRefused) else NON_FIELD_ERRORS
    return {field: refused.error_list}


def mark(form: Any, refused: ValidationError | IntegrityError) -> None:
    """Put a refusal at the fields of the form that it names, else above the form."""
    for field, errors in sentences_by_field(refused).items():
        for error in errors:
            form.add_error(field if field in form.fields else None, error)


class RefusableEditMixin:
    """The editor of a page that exists."""

    request: HttpRequest
    page: Any
    latest_revision: Any

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            shown: HttpResponse = super().dispatch(request, page_id, **kwargs)  # type: ignore[misc]
            return shown
        self.owes_partials = False
        with transaction.atomic():
            hold(page_id)
            done: HttpResponse = super().dispatch(request, page_id, **kwargs)  # type: ignore[misc]
        if self.owes_partials:
            partials = super().render_partials()  # type: ignore[misc]
            done = JsonResponse({**json.loads(done.content), "html": partials})
        return done

    def render_partials(self) -> str:
        """What an autosave redraws around the form: not while others wait for the page."""
        self.owes_partials = True
        return ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                return response
        except (ValidationError, IntegrityError) as refused:
            mark(form, refused)
        # What was undone in the database is undone in memory, or the page would name a revision
        # that is not there.
        self.page = form.instance
        self.page.latest_revision = self.latest_revision
        refusal: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return refusal


class RefusableEditView(RefusableEditMixin, EditView):
    pass


class RefusableRevertView(RefusableEditMixin, RevisionsRevertView):
    pass


class RefusableCreateView(CreateView):
    """The editor of a page that is not saved yet."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
                return response
        except (ValidationError, IntegrityError) as refused:
            self.start_anew()
            self.form.is_valid()
            mark(self.form, refused)
        refusal: HttpResponse = self.form_invalid(self.form)
        return refusal

    def start_anew(self) -> None:
        """A page and a form that know nothing of the attempt, with what was typed in them."""
        self.parent_page.refresh_from_db()
        self.page: Any = self.page_class(owner=self.request.user, locale=self.parent_page.locale)
        self.subscription = PageSubscription(
            page=self.page, user=self.request.user, comment_notifications=True
        )
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent_page,
            for_user=self.request.user,
        )


class RefusableWorkflowActionView(WorkflowActionView):
    """Approving from a list or a dialogue: there is no form to mark, so the message says it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                return response
        except (ValidationError, IntegrityError) as refused:
            return self.refuse(request, refused)

    def refuse(
        self, request: HttpRequest, refused: ValidationError | IntegrityError
    ) -> HttpResponse:
        """Say it above the page from which the approval was asked for."""
        say(request, refused)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            refusal: HttpResponse = self.render_modal_json(
                request, {"step": "success", "redirect": self.redirect_url}
            )
            return refusal
        return redirect(self.redirect_url)


class RefusableCopyView(CopyView):
    """A copy that goes live at once needs an address of its own."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
                return response
        except (ValidationError, IntegrityError) as refused:
            for field, errors in sentences_by_field(refused).items():
                for error in errors:
                    form.add_error("new_slug" if field == "slug" else None, error)
        refusal: HttpResponse = self.form_invalid(form)
        return refusal


class RefusableMoveView(MoveConfirmView):
    """A move may change the address, where the permalink contains the section."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                return response
        except (ValidationError, IntegrityError) as refused:
            say(request, refused)
        return redirect(reverse("wagtailadmin_pages:move", args=[self.page_to_move.pk]))


def say(request: HttpRequest, refused: ValidationError | IntegrityError) -> None:
    """Show each sentence of a refusal as a message above the next page."""
    for errors in sentences_by_field(refused).values():
        for error in errors:
            for sentence in error.messages:
                messages.error(request, sentence)


class HeldUnpublishView(UnpublishView):
    """Taking a page down leaves a draft that is saved meanwhile as it is."""

    def unpublish(self) -> HttpResponse | None:
        with transaction.atomic():
            hold_and_refresh(self.object)
            response: HttpResponse | None = super().unpublish()
            return response


class AddressedPageViewSet(PageViewSet):
    """The screens of a page that has an address of ours."""

    add_view_class = RefusableCreateView
    edit_view_class = RefusableEditView
    revisions_revert_view_class = RefusableRevertView
    workflow_action_view_class = RefusableWorkflowActionView
    copy_view_class = RefusableCopyView
    move_confirm_view_class = RefusableMoveView
    unpublish_view_class = HeldUnpublishView
