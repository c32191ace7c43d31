from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from broadsheet.newsroom.corrections.actions import Draft
from broadsheet.newsroom.corrections.words import Words
from broadsheet.newsroom.enums import CorrectionKind

MOST_TEXT = 2000
MOST_REASON = 1000
MOST_WORDS = 500
NOTHING, WORDS, DRAFT = "nothing", "words", "draft"


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SayingForm(forms.Form):
    """What readers are told, and what the desk keeps."""

    text = forms.CharField(
        label=_("Text for readers"),
        max_length=MOST_TEXT,
        widget=long_text(5),
        help_text=_(
            "What was wrong, what is right, without excuses. Plain text; an empty line divides "
            "paragraphs."
        ),
        error_messages={"required": _("Say to readers what was wrong, and what is right instead.")},
    )
    reason = forms.CharField(
        label=_("Reason for the desk"),
        max_length=MOST_REASON,
        widget=long_text(2),
        help_text=_("Kept in the story's history. Readers never see it."),
        error_messages={"required": _("Give the desk a reason. Readers never see it.")},
    )


class CorrectionForm(SayingForm):
    """A correction of a live story: its kind, its words, and what changes on the page with it."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    on_top = forms.BooleanField(
        label=_("Above the text"),
        required=False,
        help_text=_(
            "Tick it when the error changes what the story says. Editor's notes and retractions "
            "always stand there; everything else stands at the end."
        ),
    )
    change = forms.ChoiceField(
        label=_("What changes in the story"), widget=forms.RadioSelect, initial=NOTHING
    )
    wrong_words = forms.CharField(
        label=_("Wrong words"),
        required=False,
        max_length=MOST_WORDS,
        widget=long_text(2),
        help_text=_("Copied from the page, with enough around them to be found only there."),
    )
    right_words = forms.CharField(
        label=_("Right words"), required=False, max_length=MOST_WORDS, widget=long_text(2)
    )
    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)
    draft_saved_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    field_order = [
        "kind",
        "text",
        "on_top",
        "change",
        "wrong_words",
        "right_words",
        "reason",
        "draft",
        "draft_saved_at",
    ]

    def __init__(
        self, *args: Any, kinds: Sequence[CorrectionKind], has_draft: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        changes = [
            (NOTHING, _("Nothing: only the note appears")),
            (WORDS, _("Words in what readers see now; drafts stay drafts")),
        ]
        if has_draft:
            changes.append((DRAFT, _("The draft goes out with the note")))
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(item.value, item.label) for item in kinds]
        kind.widget.attrs["autofocus"] = True
        change = self.fields["change"]
        assert isinstance(change, forms.ChoiceField)
        change.choices = changes

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        change = cleaned.get("change")
        if cleaned.get("kind") == CorrectionKind.WITHDRAWAL:
            if change not in (None, NOTHING):
                self.add_error(
                    "change",
                    _t(
                        "A withdrawn story is not there to be changed. Choose that nothing changes."
                    ),
                )
        elif change == WORDS:
            if not cleaned.get("wrong_words", "").strip():
                self.add_error("wrong_words", _t("Give the words that are wrong."))
            elif cleaned["wrong_words"].strip() == cleaned.get("right_words", "").strip():
                self.add_error("right_words", _t("The right words are the same as the wrong ones."))
        elif cleaned.get("wrong_words", "").strip() and change is not None:
            self.add_error(
                "change",
                _t("You gave wrong words. Choose that words change, or empty the field."),
            )
        return cleaned

    @property
    def chosen_kind(self) -> CorrectionKind:
        return CorrectionKind(self.cleaned_data["kind"])

    @property
    def words(self) -> Words | None:
        """The words to put right, where that was chosen."""
        if self.cleaned_data["change"] != WORDS:
            return None
        return Words(self.cleaned_data["wrong_words"], self.cleaned_data["right_words"])

    @property
    def chosen_draft(self) -> Draft | None:
        """The draft that the person saw, where it was chosen to go out."""
        if self.cleaned_data["change"] != DRAFT:
            return None
        saved: datetime | None = None
        with suppress(ValueError):
            saved = parse_datetime(self.cleaned_data["draft_saved_at"])
        if saved is None or saved.tzinfo is None:
            raise ValidationError(
                {"change": _t("Open this screen anew: it does not know which draft you saw.")}
            )
        return Draft(self.cleaned_data["draft"] or 0, saved)


class ChangeForm(SayingForm):
    """Other words for what was said."""

    on_top = forms.BooleanField(label=_("Above the text"), required=False)
    field_order = ["text", "on_top", "reason"]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = SayingForm.base_fields["reason"]
