"""The blocks of a story's body. Their names are stored in every story: they never change."""

from broadsheet.core.registries import body_blocks
from broadsheet.newsroom.blocks.cards import ExternalStoryBlock, RelatedStoryBlock
from broadsheet.newsroom.blocks.charts import ChartBlock
from broadsheet.newsroom.blocks.embeds import EmbedBlock
from broadsheet.newsroom.blocks.files import FileBlock
from broadsheet.newsroom.blocks.graphics import GraphicBlock
from broadsheet.newsroom.blocks.html import HtmlBlock
from broadsheet.newsroom.blocks.interviews import QuestionAnswerBlock
from broadsheet.newsroom.blocks.paywall import PaywallBlock
from broadsheet.newsroom.blocks.pictures import GalleryBlock, PictureBlock
from broadsheet.newsroom.blocks.text import (
    FactBoxBlock,
    ListOfItemsBlock,
    PullQuoteBlock,
    TableBlock,
    TextBlock,
)


def register() -> None:
    for name, factory in (
        ("text", TextBlock),
        ("picture", PictureBlock),
        ("gallery", GalleryBlock),
        ("question_answer", QuestionAnswerBlock),
        ("pull_quote", PullQuoteBlock),
        ("fact_box", FactBoxBlock),
        ("list", ListOfItemsBlock),
        ("table", TableBlock),
        ("chart", ChartBlock),
        ("graphic", GraphicBlock),
        ("related_story", RelatedStoryBlock),
        ("external_story", ExternalStoryBlock),
        ("embed", EmbedBlock),
        ("file", FileBlock),
        ("html", HtmlBlock),
        ("paywall", PaywallBlock),
    ):
        body_blocks.register(name, factory)
