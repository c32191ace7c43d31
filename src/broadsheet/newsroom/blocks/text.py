from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

#: What a reporter may do to running text.
TEXT_FEATURES = [
    "h2",
    "h3",
    "h4",
    "bold",
    "italic",
    "link",
    "document-link",
    "ol",
    "ul",
    "blockquote",
    "hr",
    "code",
    "superscript",
    "subscript",
    "strikethrough",
]
INLINE_FEATURES = ["bold", "italic", "link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        # A new story begins with an empty one; what stays empty is left out when it goes out.
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "newsroom/blocks/text.html"


class PullQuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=_("Quote"), rows=3)
    attribution = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        template = "newsroom/blocks/pull_quote.html"


class FactBoxBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    body = blocks.RichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ul", "ol"])

    class Meta:
        icon = "clipboard-list"
        label = _("Fact box")
        template = "newsroom/blocks/fact_box.html"


class ListOfItemsBlock(blocks.StructBlock):
    style = blocks.ChoiceBlock(
        label=_("Marked by"),
        choices=[("bullets", _("Bullets")), ("numbers", _("Numbers"))],
        default="bullets",
    )
    items = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE_FEATURES), label=_("Items"), min_num=1
    )

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "newsroom/blocks/list.html"


class TableBlock(blocks.StructBlock):
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.CharBlock(label=_("Numbers"), required=False)),
        ],
        label=_("Table"),
    )
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "newsroom/blocks/table.html"
