from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_REASON = 1000


class SendBackForm(forms.Form):
    """What the writer is told; Wagtail's tasks call it the comment."""

    comment = forms.CharField(
        label=_("What should change"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The writer reads it on the story and in the notice."),
        error_messages={"required": _("Say what should change: the writer reads it.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the story's history, with your name. Readers never see it."),
        error_messages={"required": _("Give a reason: the story's history keeps it.")},
    )
