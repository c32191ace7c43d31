from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from broadsheet.newsroom.blocks.pictures import PictureChooserBlock

YOUTUBE_ID = re.compile(r"^[\w-]{11}$")
VIMEO_ID = re.compile(r"^\d{5,12}$")
#: Hosts whose frames the content security policy lets a reader open by a click.
FRAME_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "twitter.com": "X",
    "x.com": "X",
    "bsky.app": "Bluesky",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "facebook.com": "Facebook",
    "soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify",
}


def provider_of(url: str) -> str:
    """The name of who serves an address: a known provider's, else its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    return PROVIDERS.get(host, host)


def frame_url(url: str) -> str:
    """The address of the player that a click opens, or "" where only a link is possible."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    segments = [segment for segment in parts.path.split("/") if segment]
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        video = (parse_qs(parts.query).get("v") or [segments[-1] if segments else ""])[0]
        if YOUTUBE_ID.match(video):
            return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1"
    if host in ("vimeo.com", "player.vimeo.com") and segments and VIMEO_ID.match(segments[-1]):
        return f"https://player.vimeo.com/video/{segments[-1]}?autoplay=1&dnt=1"
    return ""


class EmbedBlock(blocks.StructBlock):
    """Something of another site. Nothing of it loads before the reader asks for it."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("The page of the video or the post."))
    title = blocks.CharBlock(label=_("Title"), help_text=_("What it is, in words."))
    source = blocks.CharBlock(
        label=_("Source"), required=False, help_text=_("Empty: the site's name.")
    )
    poster = PictureChooserBlock(label=_("Picture to show before"), required=False)

    class Meta:
        icon = "media"
        label = _("Video or post elsewhere")
        template = "newsroom/blocks/embed.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        url = value.get("url") or ""
        context["frame_url"] = frame_url(url)
        context["source_shown"] = value.get("source") or provider_of(url)
        return context
