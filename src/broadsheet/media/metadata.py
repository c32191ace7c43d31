"""Keeps a picture's private metadata out of every file that readers can reach."""

from PIL.Image import Image
from willow.plugins.pillow import PillowImage


def no_exif(image: PillowImage) -> None:
    """Stands in for Willow's own reading of EXIF, which it would write into each rendition."""
    return


def take_without_comment(self: PillowImage, image: Image) -> None:
    """Stands in for PillowImage's start: Pillow copies a comment into each JPEG that it saves."""
    image.info.pop("comment", None)
    self.image = image


def keep_private_metadata_out() -> None:
    """Renditions carry no EXIF: it can hold a place, a serial number, a thumbnail uncropped.

    Nor comments, where cameras and programs write what they please. Willow turns the picture
    upright by Pillow's own reading before, so orientation is kept.
    """
    PillowImage.get_exif_data = no_exif  # type: ignore[method-assign]
    PillowImage.__init__ = take_without_comment  # type: ignore[method-assign]
