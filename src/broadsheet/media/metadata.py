"""Keeps what a picture's file holds beside the picture out of every file that readers can reach."""

from __future__ import annotations

from typing import Any

from django.db.models.fields.files import FieldFile
from PIL.Image import Image
from willow.plugins.pillow import PillowImage

from broadsheet.media.storage import originals_storage


def nothing(image: PillowImage) -> None:
    """Stands in for Willow's reading of EXIF and of colour profiles, which it would hand on."""
    return


def take_without_comment(self: PillowImage, image: Image) -> None:
    """Stands in for PillowImage's start: Pillow copies a comment into each JPEG that it saves."""
    image.info.pop("comment", None)
    forget_broken_exif(image)
    self.image = image


def forget_broken_exif(image: Image) -> None:
    """Exif that can't be read turns no picture upright, and must not stop it from being drawn."""
    if "exif" in image.info:
        try:
            image.getexif()
        except Exception:
            # Pillow raises what its decoders do, SyntaxError among it.
            del image.info["exif"]


class WaitingFile(FieldFile):
    """An upload that waits for its form to be mended: an original like any other."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.storage = originals_storage()


def keep_private_metadata_out() -> None:
    """Renditions carry no EXIF: it can hold a place, a serial number, a thumbnail uncropped.

    Nor comments, where cameras and programs write what they please, nor colour profiles (see
    `carrying`). Willow turns the picture upright by Pillow's own reading before, so orientation is
    kept. Nothing that Wagtail itself stores is public as it came.
    """
    PillowImage.get_exif_data = nothing  # type: ignore[method-assign]
    PillowImage.get_icc_profile = nothing  # type: ignore[method-assign]
    PillowImage.__init__ = take_without_comment  # type: ignore[method-assign]
    keep_waiting_files_in()
    draw_portraits_anew()


def keep_waiting_files_in() -> None:
    """The screen for many uploads would leave a file whose form has a fault where readers get it.

    The field's own storage stays: another would be a migration of Wagtail's.
    """
    from wagtail.models import UploadedFile

    UploadedFile._meta.get_field("file").attr_class = WaitingFile


def draw_portraits_anew() -> None:
    """The pictures of accounts are public, and would carry all that the telephone wrote."""
    from wagtail.admin.forms.account import AvatarPreferencesForm

    from broadsheet.media.fields import PublicPictureField

    plain = AvatarPreferencesForm.base_fields["avatar"]
    AvatarPreferencesForm.base_fields["avatar"] = PublicPictureField(
        label=plain.label, required=False, most=400
    )
