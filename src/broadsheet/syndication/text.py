"""Text and addresses as other programs accept them."""

from __future__ import annotations

import re
from urllib.parse import quote

from broadsheet.core.languages import path_prefix
from broadsheet.masthead.head import absolute

#: What XML 1.0 (fifth edition, 2.2) lets no document contain, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """One line of text without the characters that no XML parser accepts."""
    return " ".join(NOT_IN_XML.sub("", text).split())


def whole_address(path: str) -> str:
    """The whole address of a path of ours, percent-encoded as RFC 3986 asks."""
    return absolute(quote(path))


def page_address(path: str, locale_id: int) -> str:
    """The whole address of a page whose path carries no language prefix."""
    return whole_address(path_prefix(locale_id) + path)
