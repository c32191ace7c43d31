"""Addresses of the old site, made to work on the new one: its own lose their host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
#: Ghost's smaller copies of a picture live beside it; the original is what we want.
_RESIZED = re.compile(r"^(/content/images)/size/w\d+(?:h\d+)?(?:/format/\w+)?(/.*)$")
_LINKED = ("http:", "https:", "mailto:", "tel:")


class OldSite:
    """The site that the archive comes from.

    `address` is its public address where it is known; `placeholders` stand for it in the archive.
    """

    def __init__(self, address: str = "", placeholders: tuple[str, ...] = ()) -> None:
        self._placeholders = placeholders
        parts = urlsplit(address if "//" in address else f"//{address}")
        self._host = parts.netloc.lower().removeprefix("www.")
        self._folder = parts.path.rstrip("/")

    def path(self, url: str) -> str:
        """An address of the old site from its root, such as "/story/"; any other as it is."""
        url = url.strip()
        for placeholder in self._placeholders:
            if url.startswith(placeholder):
                return "/" + url[len(placeholder) :].lstrip("/")
        if url.startswith("//"):
            url = f"https:{url}"
        if self._host and url.lower().startswith(("http://", "https://")):
            try:
                parts = urlsplit(url)
            except ValueError:
                return url
            if parts.netloc.lower().removeprefix("www.") == self._host:
                url = parts._replace(scheme="", netloc="").geturl() or "/"
        if self._folder and (url == self._folder or url.startswith(f"{self._folder}/")):
            url = url[len(self._folder) :] or "/"
        return url

    def owns(self, url: str) -> bool:
        return self.path(url).startswith("/")

    def link(self, url: str) -> str:
        """An address for a link; empty where it leads nowhere or is not safe to follow."""
        # Browsers ignore blanks inside a scheme, so "java\nscript:" must be read without them.
        bare = _BLANKS.sub("", url)
        if not bare or bare.startswith("#"):
            return ""
        if _SCHEME.match(bare) and not bare.lower().startswith(_LINKED):
            return ""
        path = self.path(url)
        # Ghost's sign-up window opens at such an anchor; the new site has none.
        return "" if path.startswith("/#/") else path

    def web_page(self, url: str) -> str:
        """An address that a browser can open elsewhere; empty for any other."""
        path = self.path(url)
        return path if path.lower().startswith(("http://", "https://")) else ""

    def file(self, url: str) -> str:
        """Where a picture or file was: a path of the old site or an address; else empty."""
        # Old themes read a picture's width from an anchor, as in "a.jpg#full".
        path = self.path(_BLANKS.sub(" ", url)).partition("#")[0]
        if path.lower().startswith(("http://", "https://", "data:image/")):
            return path
        if _SCHEME.match(_BLANKS.sub("", path)):
            return ""
        if path and not path.startswith("/"):
            path = f"/{path.removeprefix('./')}"
        resized = _RESIZED.match(path)
        return resized[1] + resized[2] if resized else path
