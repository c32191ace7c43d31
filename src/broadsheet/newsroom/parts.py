"""What the newsroom puts into its own pages' places, beside what upper rooms put there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from broadsheet.core.models import Address
from broadsheet.masthead.current import content_language, settings_for
from broadsheet.masthead.frame import path_of
from broadsheet.newsroom.models import Correction, Story, StoryCard
from broadsheet.press.fragments import once, shows, without_own

FEED_SHOWN = 12
LATEST_SHOWN = 4


def rail(request: HttpRequest | None, arguments: Mapping[str, str], without: int | None) -> str:
    """What stands beside every story: the slot `story.rail`, in a frame where it holds anything."""
    return render_to_string("newsroom/rail.html", {"request": request, "story": without})


def news_feed(context: Mapping[str, Any]) -> str:
    """The newest stories of the types that the site admits, without the one being read."""
    request = context.get("request")
    settings = settings_for(request) if request is not None else None
    left_out = settings.news_feed_types.split() if settings else []
    newest = StoryCard.objects.in_language(content_language()).without_types(left_out).newest()
    read = once(request, "newsroom.news_feed", lambda: list(newest[: FEED_SHOWN + 1]))
    cards = without_own(read, context.get("story"), FEED_SHOWN)
    if not cards:
        return ""
    shows(card.pk for card in cards)
    return render_to_string(
        "newsroom/news_feed.html",
        {"cards": cards, "archive_path": path_of("archive"), "request": request},
    )


def latest(context: Mapping[str, Any]) -> str:
    """The newest headlines, for a page that has nothing of its own to show."""
    cards = list(StoryCard.objects.in_language(content_language()).newest()[:LATEST_SHOWN])
    return render_to_string("newsroom/latest.html", {"cards": cards}) if cards else ""


def withdrawn(context: Mapping[str, Any]) -> str:
    """What the newspaper says to readers where a story of its own was withdrawn."""
    withdrawal = context.get("withdrawal") or withdrawal_at(context.get("gone_address"))
    if withdrawal is None:
        return ""
    return render_to_string(
        "newsroom/withdrawn.html", {"withdrawal": withdrawal, "request": context.get("request")}
    )


def withdrawal_at(address: Address | None) -> Correction | None:
    """The withdrawal of the story that stood at an address."""
    kind = address.content_type if address else None
    if address is None or kind is None or kind.model_class() is not Story:
        return None
    found = Correction.objects.filter(story=address.object_id).public()
    return found.withdrawals().standing().first()
