from __future__ import annotations

import hashlib
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from broadsheet.media.graphics import GraphicRefused, graphic_of
from broadsheet.newsroom.blocks.previews import fault_for_preview

KEY_LENGTH = 8


class GraphicBlock(blocks.StructBlock):
    """A drawing of the desk, such as a map, that stands in the page itself."""

    file = DocumentChooserBlock(
        label=_("File"),
        help_text=_("An SVG of at most 150 KB. Scripts and what lies elsewhere are left out."),
    )
    title = blocks.CharBlock(label=_("Title"), required=False)
    alt_text = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("What it shows, for those who don't see it.")
    )
    caption = blocks.TextBlock(label=_("Caption"), required=False, rows=2)
    credit = blocks.CharBlock(
        label=_("Credit"), required=False, help_text=_("Who drew it, or of what it was drawn.")
    )

    class Meta:
        icon = "site"
        label = _("Graphic")
        template = "newsroom/blocks/graphic.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        file = value.get("file")
        if file is None:
            return context
        label = value.get("alt_text") or value.get("title") or file.title
        try:
            graphic = graphic_of(file)
        except GraphicRefused as refused:
            context["fault"] = fault_for_preview(parent_context, refused)
        else:
            key = _key(str(file.pk), label, value.get("title") or "", value.get("caption") or "")
            # It was written anew from allow lists, every text in it escaped.
            context["drawing"] = mark_safe(graphic.markup(key, label))
        return context


def _key(*words: str) -> str:
    """What the drawing's ids begin with: two drawings of a page must not share one."""
    digest = hashlib.sha256("\0".join(words).encode()).hexdigest()
    return f"g{digest[:KEY_LENGTH]}"
