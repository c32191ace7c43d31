from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from broadsheet.newsroom.cleaning import clean_html


class HtmlBlock(blocks.StructBlock):
    """HTML for those who may write it; scripts, frames and handlers never reach a reader."""

    html = blocks.TextBlock(label=_("HTML"), rows=8)

    class Meta:
        icon = "code"
        label = _("HTML")
        template = "newsroom/blocks/html.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cleaned["html"] = clean_html(cleaned["html"])
        return cleaned
