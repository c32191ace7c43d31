"""The text of a source, read without converting it: what a converted body is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from broadsheet.importers import markdown
from broadsheet.importers.fields import Fields, sound
from broadsheet.importers.ghost.audience import audience_of
from broadsheet.importers.words import plain_text

#: What cards are called in mobiledoc and in exports older than Ghost 2.
ALIASES = {
    "card-markdown": "markdown",
    "code": "codeblock",
    "hr": "horizontalrule",
    "card-hr": "horizontalrule",
    "image-card": "image",
    "card-image": "image",
    "embed-card": "embed",
    "card-html": "html",
    "html-card": "html",
}
#: Nodes of Lexical that hold words, though they may be named otherwise one day.
_SPACED = frozenset({"link", "autolink", "at-link", "text", "extended-text"})

#: Which fields of a card a reader sees, in reading order: HTML where the name ends in "*".
_SEEN: dict[str, tuple[str, ...]] = {
    "image": ("caption*",),
    "gallery": ("caption*",),
    "before-after": ("caption*",),
    "embed": ("html*", "caption*"),
    "callout": ("calloutText*",),
    "toggle": ("heading*", "content*"),
    "button": ("buttonText",),
    "html": ("html*",),
    "header": ("header*", "subheader*"),
    "signup": ("header*", "subheader*", "buttonText", "disclaimer*"),
    "email": ("html*",),
}
#: Where a card that we don't know is likely to hold its words.
UNKNOWN_FIELDS = (
    *("title", "heading", "header*", "subheader*", "text*", "html*", "content*", "description*"),
    *("label", "buttonText", "caption*"),
)


def card_text(name: str, card: Fields) -> str:
    """The text of a card as a reader of the old page saw it."""
    name = ALIASES.get(name, name)
    if special := _SPECIAL.get(name):
        return " ".join(special(card)).strip()
    if name in _WORDLESS:
        return ""
    return " ".join(seen_in(card, _SEEN.get(name, UNKNOWN_FIELDS))).strip()


def seen_in(card: Fields, names: Iterable[str]) -> list[str]:
    """The text of these fields, of HTML where a name ends in "*"."""
    return [
        plain_text(card.raw(name[:-1])) if name.endswith("*") else card.text(name) for name in names
    ]


def lexical_text(root: Any) -> str:
    """The text of a Lexical tree; of its cards, what everyone saw."""
    parts: list[str] = []
    # Trees can be nested deeper than Python calls functions, so the way is kept in a list.
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        fields = Fields.of(node)
        kind, children = fields.text("type"), fields.data.get("children")
        if isinstance(children, list):
            around = "" if kind in _SPACED else " "
            waiting.append(around)
            for child in reversed(children):
                if isinstance(child, Mapping):
                    # Each child of a list is an item, whatever its kind.
                    waiting.extend((child, " ") if kind == "list" else (child,))
            waiting.append(around)
        elif isinstance(fields.data.get("text"), str):
            parts.append(fields.raw("text"))
        elif audience_of(kind, fields) == "everyone":
            parts.extend((" ", card_text(kind, fields), " "))
    return sound("".join(parts))


def mobiledoc_text(document: Any) -> str:
    """The text of a mobiledoc document (0.3)."""
    fields = Fields.of(document)
    cards, atoms = fields.data.get("cards"), fields.data.get("atoms")
    parts: list[str] = []
    for section in _list(fields.data.get("sections")):
        parts.append(" ")
        match section:
            case [1, str(), list(markers), *_]:
                parts.append(_markers_text(markers, atoms))
            case [3, str(), list(items), *_]:
                parts.extend(f" {_markers_text(_list(item), atoms)}" for item in items)
            case [10, int(index), *_]:
                match _at(cards, index):
                    case [str(name), payload, *_]:
                        card = Fields.of(payload)
                        if audience_of(name, card) == "everyone":
                            parts.append(card_text(name, card))
    return sound("".join(parts))


def _markers_text(markers: list[Any], atoms: Any) -> str:
    parts = []
    for marker in markers:
        match marker:
            case [0, _, _, str(text), *_]:
                parts.append(text)
            case [1, _, _, int(index), *_]:
                match _at(atoms, index):
                    case ["soft-return", *_]:
                        parts.append(" ")
                    case [str(), str(text), *_]:
                        parts.append(text)
    return "".join(parts)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _at(values: Any, index: int) -> Any:
    return values[index] if isinstance(values, list) and 0 <= index < len(values) else None


def _bookmark(card: Fields) -> list[str]:
    about = card.inner("metadata")
    names = ("title", "description", "publisher", "author")
    return [*(about.text(name) or card.text(name) for name in names), *seen_in(card, ("caption*",))]


def _file(card: Fields) -> list[str]:
    return [card.text("fileTitle", "fileName"), card.text("fileCaption")]


def _product(card: Fields) -> list[str]:
    seen = seen_in(card, ("productTitle*", "productDescription*"))
    return [*seen, card.text("productButton")] if card.flag("productButtonEnabled") else seen


def _header(card: Fields) -> list[str]:
    seen = seen_in(card, ("header*", "subheader*"))
    return [*seen, card.text("buttonText")] if card.flag("buttonEnabled") else seen


def _call_to_action(card: Fields) -> list[str]:
    label = ("sponsorLabel*",) if card.flag("hasSponsorLabel") else ()
    button = ("buttonText",) if card.flag("showButton") else ()
    return seen_in(card, (*label, "textValue*", *button))


def _recording(card: Fields) -> list[str]:
    """What names a film or a recording: what the desk wrote, else the file's own name."""
    named = card.text("title") or plain_text(card.raw("caption"))
    return [named or card.text("fileName") or card.text("src").rpartition("/")[2]]


def _code(card: Fields) -> list[str]:
    return [card.raw("code"), *seen_in(card, ("caption*",))]


def _email_cta(card: Fields) -> list[str]:
    return seen_in(card, ("html*", "buttonText") if card.flag("showButton") else ("html*",))


def _markdown(card: Fields) -> list[str]:
    return [plain_text(markdown.render(card.raw("markdown")))]


_WORDLESS = frozenset({"collection", "horizontalrule", "paywall", "transistor"})
_SPECIAL = {
    "bookmark": _bookmark,
    "file": _file,
    "product": _product,
    "header": _header,
    "call-to-action": _call_to_action,
    "codeblock": _code,
    "email-cta": _email_cta,
    "markdown": _markdown,
    "audio": _recording,
    "video": _recording,
}
