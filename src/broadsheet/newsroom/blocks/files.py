from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class FileBlock(blocks.StructBlock):
    # An archive may name a file that did not come with it: the block then shows nothing.
    file = DocumentChooserBlock(label=_("File"), required=False)
    title = blocks.CharBlock(
        label=_("Title"), required=False, help_text=_("Empty: the file's own.")
    )

    caption = blocks.CharBlock(label=_("What is in it"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "newsroom/blocks/file.html"
