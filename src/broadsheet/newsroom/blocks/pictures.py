from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from broadsheet.core.compiled import Compiled
from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import ON_PAGES, share_renditions, with_preview_of

#: Pictures that a page has fetched already, with their renditions, while it reads its body.
_at_hand: ContextVar[Mapping[int, Picture] | None] = ContextVar("pictures_at_hand", default=None)


@contextmanager
def pictures_at_hand(pictures: Mapping[int, Picture]) -> Iterator[None]:
    """While this lasts, blocks take their pictures from here and ask only for what is missing."""
    token = _at_hand.set(pictures)
    try:
        yield
    finally:
        _at_hand.reset(token)


_pictures = Compiled(lambda keys: Picture.objects.filter(pk__in=keys))


def fetch_pictures(
    pks: Iterable[int | None], *, previewed: int | None = None
) -> dict[int, Picture]:
    """Pictures with their renditions by key, in two queries; a key that is none is passed over.

    `previewed` is the key of the one that link previews elsewhere show.
    """
    wanted = sorted({int(pk) for pk in pks if pk})
    found = {picture.pk: picture for picture in _pictures(wanted)} if wanted else {}
    share_renditions(found.values(), with_preview_of(previewed) if previewed else ON_PAGES)
    return found


class PictureChooserBlock(ImageChooserBlock):
    """Chooses a picture; those of one kind of block come in two queries."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Picture | None]:
        wanted = list(values)
        found = dict(_at_hand.get() or {})
        missing = [pk for pk in wanted if pk not in found]
        if any(missing):
            found |= fetch_pictures(missing)
        return [found.get(pk) if pk is not None else None for pk in wanted]


class PictureBlock(blocks.StructBlock):
    # An archive may name a picture that did not come with it: the block then shows nothing.
    picture = PictureChooserBlock(label=_("Picture"), required=False)
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("What it shows, for those who don't see it. Empty: the picture's own."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"), required=False, help_text=_("It is not read aloud.")
    )
    caption = blocks.TextBlock(
        label=_("Caption"), required=False, rows=2, help_text=_("Empty: the picture's own.")
    )
    credit = blocks.CharBlock(
        label=_("Credit"),
        required=False,
        help_text=_("“Mara Lind / POOL / EPN”. Empty: the picture's own."),
    )
    layout = blocks.ChoiceBlock(
        label=_("Width"),
        choices=[("column", _("Column")), ("wide", _("Wide")), ("full", _("Full width"))],
        default="column",
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "newsroom/blocks/picture.html"
        form_layout = ["picture", "caption", "credit", "alt_text", "decorative", "layout"]

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context.update(figure_of(value))
        return context


def figure_of(value: Any) -> dict[str, Any]:
    """Caption, credit and alternative text of one use: its own, else the picture's."""
    picture: Picture | None = value.get("picture")
    if picture is None or picture.is_expired:
        return {"picture_shown": None}
    return {
        "picture_shown": picture,
        "caption_shown": value.get("caption") or picture.caption,
        "credit_shown": value.get("credit") or picture.credit,
        "made_shown": made_by(picture),
        "alt_shown": ""
        if value.get("decorative")
        else value.get("alt_text") or picture.description,
    }


def made_by(picture: Picture | None) -> str:
    """What readers are told of how it came to be: where AI had a part in it, that."""
    return str(picture.get_source_type_display()) if picture and picture.is_made_by_ai else ""


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "newsroom/blocks/gallery.html"
