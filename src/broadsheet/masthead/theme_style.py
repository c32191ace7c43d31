"""The style of the site's theme: its colours, its pictures' proportion and its theme.css as one.

It stands under an address that changes with the theme, so that a browser may keep it for a year
and never shows an old one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from broadsheet.core.theme import Theme, current_theme

#: A comment, an address, or a text: the last only so that nothing in it is taken for the others.
PART = re.compile(
    r"(?P<comment>/\*.*?(?:\*/|\Z))"
    r"|url\(\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^)\"'\s]*))\s*\)"
    r"|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'",
    re.S | re.I,
)
#: Below this folder of the theme stand the files that its style may name.
FILES = "static/"


def style_of(theme: Theme) -> str:
    """The whole style; "" where the theme sets none of it."""
    rules = "".join(_rules(theme))
    declared = f"@layer theme{{{rules}}}\n" if rules else ""
    return declared + PART.sub(_with_address, theme.style).strip()


def _rules(theme: Theme) -> Iterator[str]:
    if theme.light:
        yield f":root{{{_declarations(theme.light)}}}"
    if theme.dark:
        inks = _declarations(theme.dark)
        yield f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{inks}}}}}"
        yield f":root[data-scheme=dark]{{{inks}}}"
    if theme.card_picture:
        ratio = theme.card_picture.replace(":", "/")
        yield (f".card:not(.video) .card-picture:not(.essay-pictures) img{{aspect-ratio:{ratio}}}")


def _declarations(colours: Mapping[str, str]) -> str:
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in colours.items())


def _with_address(match: re.Match[str]) -> str:
    """A file of the theme by its address, with its fingerprint; everything else as it is."""
    if match["comment"]:
        return ""
    name = address_in(match)
    found = file_named(name) if name is not None else ""
    if not found:
        return match[0]
    fragment = f"#{name.partition('#')[2]}" if name and "#" in name else ""
    return f'url("{static(found)}{fragment}")'


def address_in(match: re.Match[str]) -> str | None:
    """What stands between the brackets of a url(); None for another part."""
    return next((match[name] for name in ("double", "single", "bare") if match[name]), None)


def file_named(address: str) -> str:
    """`static/night/rope.svg` in theme.css is the static file night/rope.svg; "" for no file."""
    name = address.partition("#")[0].partition("?")[0].removeprefix("./")
    inside = name.startswith(FILES) and ".." not in PurePosixPath(name).parts
    return name.removeprefix(FILES) if inside else ""


@lru_cache(maxsize=4)
def _composed(folder: str, digest: str) -> tuple[str, str]:
    style = style_of(current_theme())
    return style, hashlib.sha256(style.encode()).hexdigest()[:10] if style else ""


def composed_style() -> tuple[str, str]:
    """The style of the theme that is worn and its fingerprint; both "" where there is none."""
    theme = current_theme()
    return _composed(str(theme.folder), theme.digest)


def style_address() -> str:
    """Where pages load the theme's style; "" where it has none."""
    _style, mark = composed_style()
    return reverse("theme_style", args=[mark]) if mark else ""


@require_safe
def serve_style(request: HttpRequest, mark: str) -> HttpResponse:
    """The style as it is now, whichever version is asked for: an old page gets the new one."""
    style, current = composed_style()
    response = HttpResponse(style, content_type="text/css; charset=utf-8")
    age = "max-age=31536000, immutable" if mark == current and mark else "max-age=60"
    response["Cache-Control"] = f"public, {age}"
    return response
