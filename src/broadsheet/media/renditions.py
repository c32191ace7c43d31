"""The sizes and formats that readers' pages use, made when a picture is uploaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction
from wagtail.images.models import Filter, SourceImageIOError

from broadsheet.media.models import Picture, PictureRendition
from broadsheet.media.models.sharing import FALLBACK, SOCIAL, ShownRendition, renditions_of

#: Widths in pixels; the browser chooses by the size it shows and by its screen.
WIDTHS = (480, 960, 1600)
FORMATS = ("avif", "webp")
AT_ONCE = ("webp",)


def widths_of(picture: Picture) -> tuple[int, ...]:
    """The widths that give a picture files of their own: none is made larger than its original."""
    smaller = [width for width in WIDTHS if width < picture.width]
    return WIDTHS[: len(smaller) + 1]


def specs(picture: Picture, formats: Iterable[str] = FORMATS) -> list[str]:
    """Every rendition of a picture in these formats, the fallback and the social one with them."""
    sizes = [f"width-{width}|format-{name}" for name in formats for width in widths_of(picture)]
    return [*sizes, FALLBACK, SOCIAL]


def by_spec(picture: Picture) -> Mapping[str, ShownRendition]:
    """The renditions that may be shown; one query for all pictures that share them.

    None of a picture whose rights have ended, whatever the clock has come to yet.
    """
    return {} if picture.is_expired else renditions_of(picture)


def prepare(picture: Picture, formats: Iterable[str] = FORMATS) -> int:
    """Make what is missing of a picture's renditions; returns how many were made.

    They appear together, so that the pages that show the picture are pressed once for all of them.
    Of one whose rights have ended nothing is made. Raises SourceImageIOError if the original is
    not in its place.
    """
    if picture.is_expired:
        return 0
    there = set(picture.renditions.values_list("filter_spec", flat=True))
    missing = [spec for spec in specs(picture, formats) if spec not in there]
    if missing:
        picture.get_renditions(*missing)
    return len(missing)


def renew(picture: Picture) -> int:
    """Make the files of all renditions anew, under new names; returns how many were made.

    Readers have the old ones until then. Raises SourceImageIOError if the original is lost.
    """
    there = list(PictureRendition.objects.filter(image=picture))
    for rendition in there:
        # Its file's place is asked of the picture.
        rendition.image = picture
    # Drawing them takes seconds, for which nobody else could write.
    drawn = [
        (rendition, picture.generate_rendition_file(Filter(spec=rendition.filter_spec)))
        for rendition in there
    ]
    # In one transaction: the pages that show the picture are pressed once for all of them.
    with transaction.atomic():
        for rendition, file in drawn:
            old = rendition.file.name
            rendition.file = file
            rendition.save(update_fields=["file"])
            if rendition.file.name != old:
                storage = rendition.file.storage
                transaction.on_commit(partial(storage.delete, old))
    return len(drawn)


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
