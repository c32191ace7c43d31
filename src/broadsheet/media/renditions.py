"""The sizes and formats that readers' pages use, made when a picture is uploaded."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.images.models import SourceImageIOError

from broadsheet.media.models import Picture, PictureRendition

#: Widths in pixels; the browser chooses by the size it shows and by its screen.
WIDTHS = (480, 960, 1600)
FORMATS = ("avif", "webp")
AT_ONCE = ("webp",)
FALLBACK = "width-960|format-jpeg"
#: Open Graph's proportion, for link previews elsewhere.
SOCIAL = "fill-1200x630|format-jpeg"


def specs(formats: Iterable[str] = FORMATS) -> list[str]:
    """Every rendition of a picture in these formats, the fallback and the social one with them."""
    sizes = [f"width-{width}|format-{name}" for name in formats for width in WIDTHS]
    return [*sizes, FALLBACK, SOCIAL]


def by_spec(picture: Picture) -> dict[str, PictureRendition]:
    """The renditions at hand; no query when `renditions` was prefetched."""
    return {rendition.filter_spec: rendition for rendition in picture.renditions.all()}


def prepare(picture: Picture, formats: Iterable[str] = FORMATS) -> int:
    """Make what is missing of a picture's renditions; returns how many were made.

    Raises SourceImageIOError if the original is not in its place.
    """
    there = by_spec(picture)
    missing = [spec for spec in specs(formats) if spec not in there]
    if missing:
        picture.get_renditions(*missing)
    return len(missing)


def prepare_at_once(pictures: Iterable[Picture]) -> int:
    """What must be there before a page is shown; AVIF takes ten times as long and follows.

    A picture whose original is lost does not stop the others.
    """
    made = 0
    for picture in pictures:
        try:
            made += prepare(picture, AT_ONCE)
        except SourceImageIOError:
            continue
    return made
