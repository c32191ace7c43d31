from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from broadsheet.newsroom.blocks.text import INLINE_FEATURES


class QuestionAnswerBlock(blocks.StructBlock):
    """One exchange of an interview; the question is a heading by which readers find their way."""

    question = blocks.TextBlock(label=_("Question"), rows=2)
    answer = blocks.RichTextBlock(
        label=_("Answer"), features=[*INLINE_FEATURES, "ul", "ol", "blockquote"]
    )

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "newsroom/blocks/question_answer.html"
