"""The form by which pictures come in, wherever in the newsroom it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageSequence, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Takes a picture only if the whole of it can be shown, and none that is too large to try.

    Wagtail decodes before it counts the pixels, and a file that ends too soon stops it.
    """

    def to_python(self, data: Any) -> Any:
        try:
            if data is not None:
                self.check_declared_size(data)
            file = super().to_python(data)
            if file is not None:
                self.decode(file)
        except ValidationError:
            raise
        except Exception as error:
            # Decoders of a dozen formats raise what they please on a broken file.
            raise ValidationError(
                _(
                    "“%(name)s” is damaged or not whole: it can't be shown. Open it in a picture "
                    "program, save it as JPEG or PNG and upload that, or ask for the file again."
                )
                % {"name": getattr(data, "name", "")},
                code="damaged",
            ) from error
        return file

    def check_declared_size(self, data: Any) -> None:
        """Count the pixels that the header declares, before any of them is decoded."""
        try:
            with Image.open(data) as picture:
                self.check_pixels(picture.width * picture.height, data.name)
        except UnidentifiedImageError:
            # Not a picture at all: Wagtail's own sentence says so.
            return
        except Image.DecompressionBombError:
            self.check_pixels(self.max_image_pixels + 1, data.name)
        finally:
            data.seek(0)

    def check_pixels(self, count: int, name: str) -> None:
        if count > self.max_image_pixels:
            raise ValidationError(
                _(
                    "“%(name)s” has more than %(limit)d million pixels. Make it smaller in a "
                    "picture program, then upload it again."
                )
                % {"name": name, "limit": self.max_image_pixels // 1_000_000},
                code="file_too_many_pixels",
            )

    def decode(self, file: Any) -> None:
        """Read every frame, as long as all of them together are within the limit."""
        file.seek(0)
        pixels = 0
        for frame in ImageSequence.Iterator(Image.open(file)):
            pixels += frame.width * frame.height
            self.check_pixels(pixels, file.name)
            frame.load()
        file.seek(0)


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
        without_credit = self.instance.pk is not None and not self.instance.credit
        for name in ("photographer", "agencies"):
            if name in self.fields:
                field = self.fields[name]
                field.help_text = f"{field.help_text} " + (
                    _("Missing: a story with this picture can't be published.")
                    if without_credit
                    else _("One of photographer and agency is needed to publish the picture.")
                )

    def clean_title(self) -> str:
        file = self.files.get(self.add_prefix("file"))
        typed: str = (self.cleaned_data.get("title") or "").strip()
        return typed or self.instance.title or Path(getattr(file, "name", "")).stem
