"""Regular expressions of an old site's redirects: only those that no path can make slow.

Python's engine tries every way to divide a path among what may repeat. So an expression is taken
only if at most two parts of it may repeat, each a single character's, and a few may be absent: the
longest path then takes milliseconds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.importers.wording import gettext as _

LONGEST_PATTERN = 500
#: Characters of a path that is looked at.
LONGEST_PATH = 300
MOST_REPEATED = 2
MOST_OPTIONAL = 4
_GROUP_REFERENCE = re.compile(r"\$(\d)")
#: So often and no other times: nothing to try.
_FIXED = re.compile(r"\{\d+\}")
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:)?(?!\?))|(?P<close>\))"
    r"|(?P<repeat>(?:[*+]|\{\d*(?:,\d*)?\})\??)|(?P<optional>\?\??)|(?P<other>[^()\[\\?*+])",
    re.DOTALL,
)
#: What stands for itself after a backslash, and what stands for a kind of character.
_PLAIN_ESCAPES = frozenset("/.-_~?+*()[]{}|^$\\ %&=#:;,!@'\"<>")
_CLASSES = frozenset("dDwWsS")


class PatternRefused(Exception):
    """The expression is not taken; the message says why, as the end of a sentence."""


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression ready for use. Raises PatternRefused."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternRefused(_("is longer than 500 characters"))
    _check(pattern)
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternRefused(_("is no regular expression")) from error


def lead_on(pattern: str, leads_to: str, path: str) -> str | None:
    """Where a path leads by this redirect, as Ghost reads it; None where it doesn't match."""
    if len(path) > LONGEST_PATH:
        return None
    try:
        match = compiled(pattern).search(path)
    except PatternRefused:
        return None
    if match is None:
        return None

    def group(reference: re.Match[str]) -> str:
        number = int(reference[1])
        return (match[number] or "") if number <= (match.re.groups or 0) else ""

    return _GROUP_REFERENCE.sub(group, leads_to)


def literal_of(pattern: str) -> str:
    """The one path that an expression means, or "" where it means several.

    A dot that nobody escaped is taken as a dot.
    """
    text = pattern.removeprefix("^").removesuffix("$")
    for ending in ("\\/?", "/?"):
        text = text.removesuffix(ending)
    path = []
    characters = iter(text)
    for character in characters:
        if character == "\\":
            character = next(characters, "")
            if character not in _PLAIN_ESCAPES or character == "?":
                return ""
        elif character in "*+?()[]{}|^$":
            return ""
        path.append(character)
    found = "".join(path)
    return found if found.startswith("/") else ""


def _check(pattern: str) -> None:
    at = repeated = optional = 0
    previous = ""
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise PatternRefused(_("uses what could make a reader wait"))
        kind = token.lastgroup or ""
        if kind == "escape" and token[0][1] not in _PLAIN_ESCAPES | _CLASSES:
            raise PatternRefused(_("refers back to itself or uses an unknown sign"))
        if kind in ("repeat", "optional"):
            if previous in ("", "open", "repeat", "optional"):
                raise PatternRefused(_("is no regular expression"))
            if kind == "repeat":
                if previous == "close":
                    raise PatternRefused(_("repeats a group, which could make a reader wait"))
                repeated += _FIXED.fullmatch(token[0]) is None
            else:
                optional += 1
        previous = kind
        at = token.end()
    if repeated > MOST_REPEATED or optional > MOST_OPTIONAL:
        raise PatternRefused(_("has too many parts that repeat, which could make a reader wait"))
