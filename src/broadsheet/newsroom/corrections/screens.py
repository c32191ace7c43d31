"""The desk's screens: a story's corrections with the form for one more, a change, a taking back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Revision

from broadsheet.newsroom.corrections.actions import change_text, correct, reinstate, take_back
from broadsheet.newsroom.corrections.forms import ChangeForm, CorrectionForm, ReasonForm
from broadsheet.newsroom.corrections.previews import preview_of
from broadsheet.newsroom.corrections.rights import kinds_for, may_correct, may_make, may_withdraw
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story
from broadsheet.newsroom.pending import say_superseded, superseded_by


def say_at_fields(form: BaseForm, refused: ValidationError) -> None:
    """Put a refusal at the fields that it names, else above the form."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        for error in errors:
            at = field if field != NON_FIELD_ERRORS and field in form.fields else None
            form.add_error(at, error)


class CorrectionsView(WagtailAdminTemplateMixin, View):
    """What was said of a story, and the form to say more or to withdraw it."""

    template_name = "newsroom/admin/corrections.html"
    page_title = ""
    header_icon = "edit"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.story: Story = get_object_or_404(Story, pk=kwargs["story"])
        if not may_correct(request.user, self.story):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Correct"))

    def get_page_subtitle(self) -> str:
        return str(self.story.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("stories:index"), "label": _("Stories")},
            {"url": edit_url(self.story), "label": self.story.get_admin_display_title()},
            {"url": "", "label": _("Corrections"), "sublabel": ""},
        ]

    @cached_property
    def draft(self) -> Revision | None:
        """The newest version where readers don't see it yet."""
        if not self.story.live or not self.story.has_unpublished_changes:
            return None
        latest: Revision | None = self.story.get_latest_revision()
        return latest

    def form(self, data: Any = None) -> CorrectionForm:
        draft = self.draft
        return CorrectionForm(
            data,
            kinds=kinds_for(self.request.user, self.story),
            has_draft=draft is not None,
            initial={
                "draft": draft.pk if draft else None,
                "draft_saved_at": draft.created_at.isoformat() if draft else "",
            },
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid() and self.is_made(form):
            return redirect("corrections:story", self.story.pk)
        return self.shown(form)

    def is_made(self, form: CorrectionForm) -> bool:
        """Make it; False where it was refused, with the sentences at their fields."""
        data = form.cleaned_data
        try:
            made = correct(
                self.story,
                form.chosen_kind,
                data["text"],
                reason=data["reason"],
                user=self.request.user,
                on_top=data["on_top"],
                words=form.words,
                draft=form.chosen_draft,
            )
        except ValidationError as refused:
            say_at_fields(form, refused)
            return False
        if made.what is CorrectionKind.WITHDRAWAL:
            messages.success(self.request, _("The story is withdrawn. Readers are told why."))
        else:
            messages.success(
                self.request,
                _("Done: readers see it on the story and among the corrections."),
                buttons=[messages.button(made.url, _("See it"), new_window=True)],
            )
        if form.chosen_draft is not None:
            say_superseded(self.request, superseded_by(form.chosen_draft.pk))
        return True

    def shown(self, form: CorrectionForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        made = list(self.story.corrections.newest().select_related("made_by"))
        live = self.story.live_revision_id
        return {
            **super().get_context_data(**kwargs),
            "story": self.story,
            "edit_url": edit_url(self.story),
            "made": [(item, may_make(user, self.story, item.what)) for item in made],
            "withdrawal": next(
                (
                    item
                    for item in made
                    if item.what is CorrectionKind.WITHDRAWAL and item.taken_back_at is None
                ),
                None,
            ),
            "may_withdraw": may_withdraw(user, self.story),
            "draft": self.draft,
            "compare_url": reverse(
                "wagtailadmin_pages:revisions_compare", args=[self.story.pk, "live", "latest"]
            )
            if self.draft and live
            else "",
            "scheduled": list(
                self.story.revisions.filter(approved_go_live_at__isnull=False)
                .order_by("approved_go_live_at")
                .values_list("approved_go_live_at", flat=True)
            ),
        }


class PreviewView(CorrectionsView):
    """What readers would see: the whole page with the note, nothing written."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("corrections:story", self.story.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        # The reason is no part of what readers see.
        form.fields["reason"].required = False
        if form.is_valid():
            try:
                return preview_of(request, self.story, form, self.draft)
            except ValidationError as refused:
                say_at_fields(form, refused)
        return TemplateResponse(
            request, "newsroom/admin/correction_preview_refused.html", {"form": form}
        )


class OneCorrectionView(WagtailAdminTemplateMixin, View):
    """A form about one correction: its words, or its end."""

    template_name = "newsroom/admin/correction.html"
    header_icon = "edit"
    form_class: type[Form] = ReasonForm
    button = ""
    sentence = ""
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = Correction.objects.standing().filter(story__isnull=False)
        self.correction = get_object_or_404(found.select_related("story"), pk=kwargs["correction"])
        if not may_make(request.user, self.story, self.correction.what):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def story(self) -> Story:
        story = self.correction.story
        assert story is not None
        return story

    def get_page_subtitle(self) -> str:
        return str(self.story.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("stories:index"), "label": _("Stories")},
            {"url": edit_url(self.story), "label": self.story.get_admin_display_title()},
            {"url": reverse("corrections:story", args=[self.story.pk]), "label": _("Corrections")},
            {"url": "", "label": self.get_page_title(), "sublabel": ""},
        ]

    def initial(self) -> dict[str, Any]:
        return {}

    def act(self, form: Form) -> str:
        """Do it and say so in a sentence. Raises ValidationError."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                messages.success(request, self.act(form))
                return redirect("corrections:story", self.story.pk)
            except ValidationError as refused:
                say_at_fields(form, refused)
        return self.shown(form)

    def shown(self, form: Form) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            correction=self.correction,
            button=self.get_button(),
            back=reverse("corrections:story", args=[self.story.pk]),
        )
        response: HttpResponse = self.render_to_response(context)
        return response

    def get_button(self) -> str:
        raise NotImplementedError


class ChangeView(OneCorrectionView):
    form_class = ChangeForm

    def get_page_title(self) -> str:
        return _("Change what was said")

    def get_button(self) -> str:
        return _("Change it for readers")

    def initial(self) -> dict[str, Any]:
        return {"text": self.correction.text, "on_top": self.correction.is_on_top}

    def act(self, form: Form) -> str:
        data = form.cleaned_data
        change_text(
            self.correction,
            data["text"],
            reason=data["reason"],
            user=self.request.user,
            on_top=data["on_top"],
        )
        return _("Readers see the new words, and that they were edited.")


class TakeBackView(OneCorrectionView):
    """Of a correction its taking back, of a withdrawal the story's return."""

    def is_withdrawal(self) -> bool:
        return self.correction.what is CorrectionKind.WITHDRAWAL

    def get_page_title(self) -> str:
        return _("Reinstate the story") if self.is_withdrawal() else _("Take back what was said")

    def get_button(self) -> str:
        return _("Reinstate") if self.is_withdrawal() else _("Take it back")

    def act(self, form: Form) -> str:
        reason = form.cleaned_data["reason"]
        if not self.is_withdrawal():
            take_back(self.correction, reason=reason, user=self.request.user)
            return _("It is taken back: readers see it no longer.")
        if reinstate(self.correction, reason=reason, user=self.request.user).live:
            return _("The story is back as readers saw it last.")
        return _(
            "The withdrawal is over, but the version that readers saw last is no longer kept. "
            "Look at the draft and publish it."
        )


def edit_url(story: Story) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])
