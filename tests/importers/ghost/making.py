"""Factories for Ghost exports and the nodes of their bodies, as Ghost itself writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

Node = dict[str, Any]


def text(words: str, format: int = 0) -> Node:
    return {
        "detail": 0,
        "format": format,
        "mode": "normal",
        "style": "",
        "text": words,
        "type": "extended-text",
        "version": 1,
    }


def element(kind: str, *children: Node | str, **fields: Any) -> Node:
    return {
        "children": [text(child) if isinstance(child, str) else child for child in children],
        "direction": "ltr",
        "format": "",
        "indent": 0,
        "type": kind,
        "version": 1,
        **fields,
    }


def paragraph(*children: Node | str) -> Node:
    return element("paragraph", *children)


def heading(words: str, tag: str = "h2") -> Node:
    return element("extended-heading", words, tag=tag)


def link(words: str, url: str) -> Node:
    return element("link", words, rel=None, target=None, title=None, url=url)


def bullets(*items: Node | str | list[Node | str], tag: str = "ul") -> Node:
    """A list; an item in a list of its own is a nested list, as Lexical keeps it."""
    nodes = [
        element(
            "listitem", bullets(*item, tag=tag) if isinstance(item, list) else item, value=value
        )
        for value, item in enumerate(items, start=1)
    ]
    kind = "bullet" if tag == "ul" else "number"
    return element("list", *nodes, listType=kind, start=1, tag=tag)


def card(kind: str, **fields: Any) -> Node:
    return {"type": kind, "version": 1, **fields}


def lexical(*nodes: Node) -> str:
    return json.dumps({"root": element("root", *nodes)}, ensure_ascii=False)


def mobiledoc(
    *sections: Any,
    markups: Iterable[Any] = (),
    atoms: Iterable[Any] = (),
    cards: Iterable[Any] = (),
) -> str:
    document = {
        "version": "0.3.1",
        "atoms": list(atoms),
        "cards": list(cards),
        "markups": list(markups),
        "sections": list(sections),
    }
    return json.dumps(document, ensure_ascii=False)


def post(slug: str, /, **fields: Any) -> Node:
    """A row of `posts` of Ghost 6."""
    return {
        "id": f"id-{slug}",
        "uuid": str(uuid5(NAMESPACE_URL, slug)),
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "mobiledoc": None,
        "lexical": None,
        "html": None,
        "plaintext": None,
        "feature_image": None,
        "featured": 0,
        "type": "post",
        "status": "published",
        "locale": None,
        "visibility": "public",
        "created_at": "2026-03-01 08:00:00",
        "updated_at": "2026-03-01 09:00:00",
        "published_at": "2026-03-01 08:30:00",
        "custom_excerpt": None,
        "codeinjection_head": None,
        "codeinjection_foot": None,
        "canonical_url": None,
        **fields,
    }


def export(*posts: Node, version: str = "6.65.0", **tables: list[Node]) -> Node:
    data = {"posts": list(posts), "settings": [], **tables}
    return {"db": [{"meta": {"exported_on": 1774000000000, "version": version}, "data": data}]}


def write(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
