"""The story's editor when somebody else has saved since: merges, or asks part by part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Revision

from broadsheet.newsroom.forms import COMMENTS
from broadsheet.newsroom.merging.bases import (
    FIELD,
    base_of,
    knows,
    move_on,
    open_editor,
    stored,
    stored_row,
)
from broadsheet.newsroom.merging.canonical import canonical
from broadsheet.newsroom.merging.merge import Content, Merged, merge
from broadsheet.newsroom.merging.words import ChoiceShown, part_name, shown
from broadsheet.newsroom.models import EditorBase

#: Before the mark of a conflict, in the answers.
CHOICE = "choice-"
OVERWRITE = "overwrite_revision_id"


class MergingMixin:
    """Stands before Wagtail's editor of a page; the page is held while this runs."""

    request: HttpRequest
    page: Any
    form: Any
    latest_revision: Revision | None
    merged: Merged | None = None
    mine: Content | None = None

    @cached_property
    def base(self) -> EditorBase | None:
        return base_of(self.request.POST, self.page.pk, self.request.user)

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()  # type: ignore[misc]
        return self.moved_on(response) if is_saved_json(response) else response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page.alias_of_id and self.is_behind:
            return self.post_merged()
        self.__dict__["is_out_of_date"] = False
        posted: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return posted

    @property
    def is_behind(self) -> bool:
        """Whether somebody else has saved what this window doesn't show.

        A window whose beginning is not known any more is asked about all that differs.
        """
        if self.base is None:
            return bool(self.is_out_of_date)  # type: ignore[attr-defined]
        return self.base.is_behind or not knows(self.base, self.latest_revision)

    def post_merged(self) -> HttpResponse:
        story = self.page
        began_with = self.base.content if self.base else stored(story)
        self.form = self.form_class(  # type: ignore[attr-defined]
            self.request.POST,
            self.request.FILES,
            instance=story.with_content_json(began_with),
            subscription=self.subscription,  # type: ignore[attr-defined]
            parent_page=self.parent,  # type: ignore[attr-defined]
            for_user=self.request.user,
        )
        if self.action_name == "save":  # type: ignore[attr-defined]
            self.form.defer_required_fields()
        if not self.form.is_valid() or self.locked_for_user:  # type: ignore[attr-defined]
            self.form.restore_required_fields()
            invalid: HttpResponse = self.form_invalid(self.form)  # type: ignore[attr-defined]
            return invalid
        relations = [name for name in self.form.formsets if name != COMMENTS]
        names = [name for name in self.form.fields if name in began_with]
        self.mine = self.content_of_form(relations)
        self.merged = merge(
            self.base.content if self.base else None,
            stored(story),
            self.mine,
            names=names,
            relations=relations,
            choices=self.choices,
            canonical=canonical,
        )
        if self.merged.conflicts:
            return self.ask(self.merged)
        self.form.merged_into = story.with_content_json(self.merged.content)
        self.leave_the_others_version()
        saved: HttpResponse = self.form_valid(self.form)  # type: ignore[attr-defined]
        if self.merged.from_others and not self.expects_json_response:  # type: ignore[attr-defined]
            messages.info(self.request, self.sentence())
        return saved

    def content_of_form(self, relations: list[str]) -> Content:
        """What the form would have saved by itself, each row of it as it was sent."""
        content = stored(self.form.instance)
        for name in relations:
            formset = self.form.formsets[name]
            rows = [
                row.instance
                for row in sorted(formset.forms, key=row_place)
                if row not in formset.deleted_forms and (row.has_changed() or row.instance.pk)
            ]
            content[name] = [stored_row(row) for row in rows]
        return content

    @property
    def choices(self) -> dict[str, str]:
        return {
            name.removeprefix(CHOICE): str(value)
            for name, value in self.request.POST.items()
            if name.startswith(CHOICE)
        }

    def leave_the_others_version(self) -> None:
        """Wagtail's autosave writes over its own revision: here only where that is the newest."""
        latest = self.latest_revision
        if latest and self.request.POST.get(OVERWRITE) != str(latest.pk):
            sent = self.request.POST.copy()
            sent.pop(OVERWRITE, None)
            self.request.POST = sent  # type: ignore[assignment]

    def ask(self, merged: Merged) -> HttpResponse:
        """Show both sides of each conflict; an autosave says that there are some."""
        choices = [shown(conflict) for conflict in merged.conflicts]
        who = self.latest_revision.user if self.latest_revision else None
        name = str(who) if who else _("Somebody")
        if self.expects_json_response:  # type: ignore[attr-defined]
            sentence = _(
                "%(who)s has changed the same: %(parts)s. Nothing is lost; choose what stays."
            ) % {"who": name, "parts": ", ".join(choice.label for choice in choices)}
            answer = {
                "success": False,
                "error_code": "invalid_revision",
                "error_message": sentence,
                "conflicts": [choice.label for choice in choices],
            }
            return JsonResponse(answer, status=400)
        context = {
            "header_title": _("Choose what stays"),
            "page_title": _("Choose what stays"),
            "header_icon": "warning",
            "breadcrumbs_items": [
                {"url": self.get_edit_url(), "label": self.page.get_admin_display_title()},  # type: ignore[attr-defined]
                {"url": "", "label": _("Choose what stays")},
            ],
            "story": self.page,
            "who": name,
            "when": self.latest_revision.created_at if self.latest_revision else None,
            "choices": choices,
            "prefix": CHOICE,
            "is_publishing": "action-publish" in self.request.POST,
            "sent": list(without_answers(self.request.POST, choices)),
            "action_url": self.get_edit_url(),  # type: ignore[attr-defined]
        }
        return TemplateResponse(
            self.request, "newsroom/admin/choose_versions.html", context, status=409
        )

    def sentence(self) -> str:
        assert self.merged is not None
        parts = ", ".join(part_name(part) for part in dict.fromkeys(self.merged.from_others))
        who = self.latest_revision.user if self.latest_revision else None
        return _("Saved together with what %(who)s has changed meanwhile: %(parts)s.") % {
            "who": who or _("somebody"),
            "parts": parts,
        }

    def moved_on(self, response: HttpResponse) -> HttpResponse:
        """Note what the editor shows after an autosave, and tell it what it doesn't show."""
        answer = json.loads(response.content)
        revision = Revision.objects.get(pk=answer["revision_id"])
        base = self.base
        if base is None:
            base = open_editor(self.page, self.request.user)
            answer[FIELD] = str(base.key)
        content = self.mine if self.mine is not None else stored(self.page)
        is_behind = self.merged is not None and bool(self.merged.from_others)
        move_on(base, revision, content, is_behind=is_behind)
        if is_behind:
            answer["from_others"] = self.sentence()
        return JsonResponse(answer)


class OpeningMixin:
    """The editor of a new story: once it is saved, it has a base like any other."""

    page: Any
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if request.method == "POST" and is_saved_json(response):
            base = open_editor(self.page, request.user)
            return JsonResponse({**json.loads(response.content), FIELD: str(base.key)})
        return response


def is_saved_json(response: HttpResponse) -> bool:
    """Whether an autosave has saved."""
    is_json = response.headers.get("Content-Type") == "application/json"
    return is_json and response.status_code == 200 and "revision_id" in json.loads(response.content)


def row_place(form: Any) -> int:
    """Where a row stands among its own, as it was sent."""
    place = form.cleaned_data.get("ORDER") if hasattr(form, "cleaned_data") else None
    return place if isinstance(place, int) else 10_000


def without_answers(sent: QueryDict, choices: list[ChoiceShown]) -> Iterator[tuple[str, str]]:
    """The form as it was sent, to be sent again: nothing of it is lost while one chooses.

    Answers to what is not asked any more are sent again, new ones take the place of the others.
    """
    asked = {f"{CHOICE}{choice.mark}" for choice in choices}
    for name, values in sent.lists():
        if name != "csrfmiddlewaretoken" and name not in asked:
            for value in values:
                yield name, str(value)
