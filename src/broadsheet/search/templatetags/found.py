from __future__ import annotations

from collections.abc import Collection
from copy import copy
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from broadsheet.masthead.current import content_language
from broadsheet.newsroom.models import StoryCard
from broadsheet.newsroom.templatetags.newsroom import pictures_of, shown_of
from broadsheet.search.marking import marked

register = template.Library()


@register.filter
def marking(text: str, wanted: Collection[str]) -> SafeString:
    """The text with the words marked that a search has found."""
    return marked(text, wanted, content_language())


@register.inclusion_tag("newsroom/card.html", takes_context=True)
def found_card(context: Context, card: StoryCard, wanted: Collection[str]) -> dict[str, Any]:
    """A story of a list whose headline and summary show the words that were looked for."""
    picture, _prints = pictures_of(context, card, "row")
    shown = shown_of(context, card, "row", picture, level=2)
    told = copy(card)
    told.headline = marking(card.headline, wanted)
    return {**shown, "card": told, "text": marking(shown["text"], wanted)}
