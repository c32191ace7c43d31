"""The page as readers would see it with a correction that is not made yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.newsroom.corrections.forms import DRAFT, CorrectionForm
from broadsheet.newsroom.corrections.versions import as_stored, content_with, nowhere
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story
from broadsheet.newsroom.views.story import story_context


def preview_of(
    request: HttpRequest, story: Story, form: CorrectionForm, draft: Revision | None
) -> HttpResponse:
    """The story's page, or what stands in its place. Raises CorrectionRefused as `correct` does."""
    now = timezone.now()
    note = Correction(
        story=story,
        locale_id=story.locale_id,
        kind=form.chosen_kind,
        text=form.cleaned_data["text"],
        on_top=form.cleaned_data["on_top"],
        made_at=now,
        changed_at=now,
    )
    # The page shows no button for the newsroom, and leaves the session alone.
    request.is_preview = True  # type: ignore[attr-defined]
    if form.chosen_kind is CorrectionKind.WITHDRAWAL:
        return TemplateResponse(request, "410.html", {"withdrawal": note})
    shown: Any = story
    words = form.words
    if words is not None:
        content, places = content_with(story, words)
        if not places:
            raise nowhere(words)
        shown = story.with_content_json(as_stored(content))
    elif form.cleaned_data["change"] == DRAFT and draft is not None:
        shown = draft.as_object()
    context = story_context(request, shown, [*story.corrections.all(), note])
    return TemplateResponse(request, story.template, context)
