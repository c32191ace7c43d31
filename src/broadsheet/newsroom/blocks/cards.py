from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from broadsheet.newsroom.blocks.pictures import PictureChooserBlock
from broadsheet.newsroom.models import StoryCard


class RelatedStoryBlock(blocks.StructBlock):
    """Another story of ours, shown as a card that follows its changes."""

    story = blocks.PageChooserBlock(label=_("Story"), page_type="newsroom.Story")

    class Meta:
        icon = "link"
        label = _("Related story")
        template = "newsroom/blocks/related_story.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        story = value.get("story")
        cards = (parent_context or {}).get("related_cards")
        if story is None:
            context["card"] = None
        elif cards is None:
            context["card"] = StoryCard.objects.filter(pk=story.pk).for_lists().first()
        else:
            # No card, no link: an unpublished story is never shown.
            context["card"] = cards.get(story.pk)
        return context


class ExternalStoryBlock(blocks.StructBlock):
    """A page elsewhere, shown as a card with what the desk wrote of it."""

    url = blocks.URLBlock(label=_("Address"))
    headline = blocks.CharBlock(label=_("Headline"))
    excerpt = blocks.TextBlock(label=_("Excerpt"), required=False, rows=3)
    publication = blocks.CharBlock(label=_("Publication"), required=False)
    byline = blocks.CharBlock(label=_("Byline"), required=False)
    picture = PictureChooserBlock(label=_("Picture"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Story elsewhere")
        template = "newsroom/blocks/external_story.html"
