"""Embed blocks: what another site plays or shows, by its address and never by its code."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from broadsheet.importers.body import BodyBuilder
from broadsheet.importers.fields import sound
from broadsheet.importers.flow import Element, emit, text_run
from broadsheet.importers.words import plain_text

#: Names of providers by host, for archives that don't say; any other is named by its host.
_PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo",
    "twitter.com": "X",
    "x.com": "X",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "t.me": "Telegram",
    "soundcloud.com": "SoundCloud",
    "w.soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify",
    "bsky.app": "Bluesky",
    "codepen.io": "CodePen",
    "datawrapper.dwcdn.net": "Datawrapper",
    "flo.uri.sh": "Flourish",
    "google.com": "Google",
}
#: A player's address for frames, and the address of the page about the same thing.
_PLAYERS = (
    (
        re.compile(r"^https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,})"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"^https?://player\.vimeo\.com/video/(\d+)"), r"https://vimeo.com/\1"),
)


def page_of_player(url: str) -> str:
    """The address of the page that a frame's player belongs to, where it is known."""
    for player, page in _PLAYERS:
        if match := player.match(url):
            return match.expand(page)
    return url


def provider_of(url: str) -> str:
    """Who shows what is at an address: "YouTube", or the host's name."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").removeprefix("m.")
    return _PROVIDERS.get(host, host)


def add_embed(
    body: BodyBuilder,
    url: str,
    title: str = "",
    provider: str = "",
    poster: str = "",
    caption: str = "",
) -> None:
    """An embed and, as a paragraph after it, its caption in HTML: the block has no room for it."""
    page = body.site.web_page(page_of_player(body.site.path(url)))
    if page:
        source = sound(provider) or provider_of(page)
        body.add(
            "embed",
            {
                "url": page,
                "title": sound(title) or source,
                "source": source,
                "html": "",
                "poster": None,
                "poster_source": body.site.file(poster),
            },
        )
    elif url.strip():
        body.leave_out("embed", sound(url[:200]))
    add_caption(body, caption)


def add_caption(body: BodyBuilder, html: str) -> None:
    """A caption in HTML as a paragraph, for blocks that have no room for one."""
    if text := plain_text(html):
        emit([Element("p", text_run(text).html)], body)
