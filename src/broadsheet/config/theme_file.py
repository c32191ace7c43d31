"""`theme/theme.toml`: what a theme may set, typed, and refused loudly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from broadsheet.config.site_keys import Key, SiteFileError
from broadsheet.core.theme import Theme, digest_of

FILE_NAME = "theme.toml"
STYLE_NAME = "theme.css"
SCHEMA = 1
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
FONT = re.compile(r"[A-Za-z0-9_\-./]+\.woff2")
LONGEST_TEXT = 120
MOST_ROWS = 12
MOST_FONTS = 4
#: The kinds of a section's row on the front.
ROW_KINDS = ("spread", "tiles", "stack", "turned", "columns")
PROPORTIONS = ("3:2", "4:3", "1:1", "4:5", "16:9")

KEYS: dict[str, Key] = {
    "schema": Key(int, "schema = 1", "The version of this file's form."),
    "name": Key(str, 'name = "Lamplight"', "What the theme is called."),
    "version": Key(str, 'version = "1.0"', "Its author's own number."),
    "author": Key(str, 'author = "Ines Tarrow"', "Who made it."),
    "card_picture": Key(
        str, 'card_picture = "4:3"', "Proportion of the pictures in lists, videos apart."
    ),
    "rows": Key(
        list, 'rows = ["columns", "spread", "tiles"]', "The rows that sections take on the front."
    ),
    "preload": Key(
        list,
        'preload = ["broadsheet/fonts/vollkorn-latin.woff2"]',
        "Fonts (woff2) fetched at once, in place of those that Broadsheet fetches.",
    ),
    "light": Key(dict, 'light = { paper = "#eef3f1" }', "Colours of the light scheme."),
    "dark": Key(dict, 'dark = { paper = "#17111a" }', "Colours of the dark scheme."),
}
#: What may stand in `light` and `dark`, in the words of docs/developers/design.md.
COLOURS: dict[str, str] = {
    "paper": "the page",
    "ink": "text and thick rules",
    "soft": "captions, times, summaries",
    "tint": "fact boxes, heads of analyses",
    "rule": "thin rules",
    "line": "edges of controls",
    "band": "promo bar, picture band, video stage",
    "on_band": "text on the band",
    "soft_on_band": "softer text on the band",
    "accent": "kickers, links' underlines, buttons, until the site chooses its own",
    "on_accent": "text on the accent",
    "focus": "the ring around what the keyboard has reached",
}


class ThemeFileError(SiteFileError):
    """The theme can't be used; the message is a sentence with the key, the reason, an example."""


def refused(name: str, reason: str) -> ThemeFileError:
    """The refusal of a key's value: which key, why, and a line that would work."""
    key = KEYS[name.partition(".")[0]]
    return ThemeFileError(
        f"The key {name} of theme/{FILE_NAME} can't be used: {reason}. For example: {key.example}"
    )


def load_theme(folder: Path) -> Theme:
    """Read and check a theme's folder; without one, or with an empty one, nothing is set.

    Raises ThemeFileError for a file that is no TOML, an unknown key, a value that can't work, or
    a file that stands elsewhere.
    """
    values = _read_values(folder)
    style = _read(folder, STYLE_NAME)
    values.pop("schema", None)
    values["rows"] = tuple(values.get("rows", ()))
    values["preload"] = tuple(values["preload"]) if "preload" in values else None
    return Theme(folder, **values, style=style or "", digest=digest_of(folder))


def _read(folder: Path, name: str) -> str | None:
    """The text of a file of the theme; None where there is none."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ThemeFileError(f"{path} leads out of the theme. Put a copy in its place.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ThemeFileError(f"{path} is not UTF-8. Save it again as UTF-8.") from error
    except OSError as error:
        raise ThemeFileError(
            f"{path} can't be read: {error.strerror}. Give this account the right to read it."
        ) from error


def _read_values(folder: Path) -> dict[str, Any]:
    text = _read(folder, FILE_NAME)
    if text is None:
        return {}
    path = folder / FILE_NAME
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ThemeFileError(
            f"{path} is not valid TOML: {error}. A line looks like this: {KEYS['name'].example}"
        ) from error
    for name in values:
        if name not in KEYS:
            raise ThemeFileError(_unknown(path, name, KEYS))
    if values.get("schema") != SCHEMA or isinstance(values["schema"], bool):
        given = f"not {values['schema']!r:.40}" if "schema" in values else "and it is missing"
        raise refused("schema", f"this Broadsheet knows version {SCHEMA}, {given}")
    for name, value in values.items():
        _check_kind(name, value)
    _check_values(values, path)
    return values


def _unknown(path: Path, name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."
    return f"{path} has a key that Broadsheet does not know: {name}. {hint}"


def _check_kind(name: str, value: object) -> None:
    kind = KEYS[name].kind
    words = {str: "a text", int: "a whole number", list: "a list of texts", dict: "a table"}
    right = isinstance(value, kind)
    if isinstance(value, list):
        right = right and all(isinstance(item, str) for item in value)
    if not right:
        raise refused(name, f"it must be {words[kind]} and is {value!r:.80}")


def _check_values(values: Mapping[str, Any], path: Path) -> None:
    for name in ("name", "version", "author"):
        text = values.get(name, "")
        if len(text) > LONGEST_TEXT or not text.isprintable():
            raise refused(name, f"it is not one line of at most {LONGEST_TEXT} characters")
    if "card_picture" in values and values["card_picture"] not in PROPORTIONS:
        raise refused(
            "card_picture", f"“{values['card_picture']:.40}” is none of {', '.join(PROPORTIONS)}"
        )
    if "rows" in values:
        _check_rows(values["rows"])
    _check_fonts(values.get("preload", []))
    for scheme in ("light", "dark"):
        for name, colour in values.get(scheme, {}).items():
            if name not in COLOURS:
                raise ThemeFileError(_unknown(path, f"{scheme}.{name}", _dotted(scheme)))
            if not isinstance(colour, str) or not COLOUR.fullmatch(colour):
                raise refused(
                    f"{scheme}.{name}", f"{colour!r:.40} is not # and six hexadecimal digits"
                )


def _dotted(scheme: str) -> dict[str, str]:
    return {f"{scheme}.{name}": about for name, about in COLOURS.items()}


def _check_rows(rows: list[str]) -> None:
    if not 1 <= len(rows) <= MOST_ROWS:
        raise refused("rows", f"it has {len(rows)} kinds and may have 1 to {MOST_ROWS}")
    for kind in rows:
        if kind not in ROW_KINDS:
            raise refused("rows", f"“{kind:.40}” is none of {', '.join(ROW_KINDS)}")


def _check_fonts(fonts: list[str]) -> None:
    if len(fonts) > MOST_FONTS:
        raise refused("preload", f"more than {MOST_FONTS} fonts at once hold the page up")
    for name in fonts:
        if not FONT.fullmatch(name) or name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise refused(
                "preload", f"“{name:.80}” is no .woff2 below static/, written without a first slash"
            )
