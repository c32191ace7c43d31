from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from wagtail.images.models import SourceImageIOError

from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import FALLBACK, SOCIAL
from broadsheet.media.renditions import AT_ONCE, FORMATS, WIDTHS, by_spec, prepare
from broadsheet.press.recording import is_pressing

register = template.Library()


@register.inclusion_tag("media/picture.html")
def picture(
    picture: Picture | None,
    alt: str = "",
    sizes: str = "100vw",
    loading: str = "lazy",
    css_class: str = "",
    enlarge: bool = False,
) -> dict[str, Any]:
    """A `<picture>` in AVIF and WebP with the sizes at hand; nothing where there is no picture.

    With `enlarge` it is a link to its largest file, which a script opens over the page.
    """
    if picture is None or picture.is_expired:
        return {"fallback": None}
    renditions = by_spec(picture)
    if fallback_of(renditions) is None:
        if is_pressing():
            # The worker makes them; then the press makes the page again.
            return {"fallback": None}
        # Seen only before the worker has made them, in a preview just after the upload.
        try:
            prepare(picture, AT_ONCE)
        except SourceImageIOError:
            return {"fallback": None}
        renditions = by_spec(Picture.objects.get(pk=picture.pk))
    sources = []
    for name in FORMATS:
        found = [renditions.get(f"width-{width}|format-{name}") for width in WIDTHS]
        # A small original gives the same file for several widths: name it once.
        unique = {rendition.width: rendition for rendition in found if rendition}
        srcset = ", ".join(f"{rendition.url} {width}w" for width, rendition in unique.items())
        sources.append({"type": f"image/{name}", "srcset": srcset})
    return {
        "sources": [source for source in sources if source["srcset"]],
        "fallback": fallback_of(renditions),
        "alt": alt,
        "sizes": sizes,
        "loading": loading,
        "css_class": css_class,
        "largest": largest_of(renditions) if enlarge else "",
        "position": focal_position(picture),
    }


def fallback_of(renditions: Mapping[str, Any]) -> Any:
    """What a browser shows that chooses no source; until the worker has made it, a WebP."""
    specs = (FALLBACK, *(f"width-{width}|format-webp" for width in WIDTHS))
    return next((renditions[spec] for spec in specs if spec in renditions), None)


def largest_of(renditions: Mapping[str, Any]) -> str:
    """The address of the widest WebP rendition, or of the one for browsers that know neither."""
    widest = [renditions.get(f"width-{width}|format-webp") for width in reversed(WIDTHS)]
    found = next((rendition for rendition in widest if rendition), renditions.get(FALLBACK))
    return str(found.url) if found else ""


@register.filter
def social_url(picture: Picture | None) -> str:
    """The address of the rendition for link previews, or an empty string."""
    if picture is None:
        return ""
    rendition = by_spec(picture).get(SOCIAL)
    return str(rendition.url) if rendition else ""


def focal_position(picture: Picture) -> str:
    """Which part of a cropped picture to keep, as one of nine CSS classes' names."""
    if picture.focal_point_x is None or picture.focal_point_y is None:
        return "center"
    column = min(2, int(3 * picture.focal_point_x / max(1, picture.width)))
    row = min(2, int(3 * picture.focal_point_y / max(1, picture.height)))
    return f"{('top', 'middle', 'bottom')[row]}-{('left', 'center', 'right')[column]}"
