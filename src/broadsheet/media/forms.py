"""The form by which pictures come in, wherever in the newsroom it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from broadsheet.media.facts import facts_in
from broadsheet.media.fields import PictureField, PublicPictureField
from broadsheet.media.models import Picture
from broadsheet.media.models.picture import CARRIED
from broadsheet.media.tasks import renew_renditions


class PictureForm(BaseImageForm):
    """Takes only pictures that can be shown whole, and asks for a credit in time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser fills the title in from the file's name; where it was too late, we do.
        if "title" in self.fields:
            self.fields["title"].required = False
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureField(
                label=plain.label, required=plain.required, widget=plain.widget
            )
        for name in ("caption", "usage_terms"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3
        without_credit = self.instance.pk is not None and not self.instance.credit
        for name in ("photographer", "agencies"):
            if name in self.fields:
                field = self.fields[name]
                field.help_text = f"{field.help_text} " + (
                    _("Missing: a story with this picture can't be published.")
                    if without_credit
                    else _("One of photographer and agency is needed to publish the picture.")
                )

    def save(self, commit: bool = True) -> Picture:
        """Fill in what the new file says of itself, in the fields that nobody has filled in here.

        Where a file takes another's place, what the old one said goes with it.
        """
        picture: Picture = self.instance
        if "file" in self.changed_data and self.cleaned_data.get("file"):
            typed = {name for name in self.changed_data if self.cleaned_data.get(name)}
            picture.take_facts(facts_in(picture.file), kept=typed)
        renewed = picture.pk is not None and any(name in self.changed_data for name in CARRIED)
        saved: Picture = super().save(commit)
        if renewed and commit and "file" not in self.changed_data:
            transaction.on_commit(partial(renew_renditions.enqueue, saved.pk))
        return saved

    def clean_title(self) -> str:
        file = self.files.get(self.add_prefix("file"))
        typed: str = (self.cleaned_data.get("title") or "").strip()
        return typed or self.instance.title or Path(getattr(file, "name", "")).stem


class RecordingForm(BaseMediaForm):
    """Takes a still only if it is a picture, and draws it anew: it is public beside its film."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "thumbnail" in self.fields:
            plain = self.fields["thumbnail"]
            self.fields["thumbnail"] = PublicPictureField(
                label=plain.label, required=False, widget=plain.widget, most=1600
            )
