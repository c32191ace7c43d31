"""Makes the small exports in `data/`: run it after a change here, and commit what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importers.ghost.making import (
    Node,
    export,
    mobiledoc,
    post,
)
from tests.importers.small_cards import PICTURES
from tests.importers.small_stories import PAGES, PEOPLE, STORIES, TAGS

DATA = Path(__file__).parent / "data"


def ghost_6() -> Node:
    posts, meta, authors, tags = [], [], [], []
    for number, (slug, title, standfirst, tagged, written, body, fields) in enumerate(STORIES):
        day = f"2026-{3 if number < 20 else 2:02}-{1 + number % 20:02}"
        more = {name: value for name, value in fields.items() if name != "meta"}
        row = post(
            slug,
            title=title,
            custom_excerpt=standfirst or None,
            lexical=body,
            **{"published_at": f"{day} 06:30:00", "created_at": f"{day} 06:00:00", **more},
        )
        posts.append(row)
        if extra := fields.get("meta"):
            meta.append({"id": f"meta-{slug}", "post_id": row["id"], "email_only": 0, **extra})
        authors += _relation(row, "author_id", written)
        tags += _relation(row, "tag_id", tagged)
    for slug, title, body in PAGES:
        row = post(slug, title=title, lexical=body, type="page")
        posts.append(row)
        authors += _relation(row, "author_id", "odile-marsh")
    return export(
        *posts,
        posts_meta=meta,
        posts_authors=authors,
        posts_tags=tags,
        users=[
            {
                "id": slug,
                "name": name,
                "slug": slug,
                "email": f"{slug}@example.org",
                "bio": bio,
                "profile_image": f"{PICTURES}/{slug}.jpg" if bio else None,
                "cover_image": None,
                "website": "https://example.org/wen" if slug == "wen-achterberg" else None,
                "location": "Verlow",
                "twitter": "@odile" if slug == "odile-marsh" else None,
                "mastodon": None,
            }
            for slug, (name, bio) in PEOPLE.items()
        ],
        tags=[
            {
                "id": slug,
                "name": name,
                "slug": slug,
                "description": description,
                "feature_image": None,
                "visibility": "internal" if name.startswith("#") else "public",
            }
            for slug, (name, description) in TAGS.items()
        ],
        products=[{"id": "t1", "name": "Free"}, {"id": "t2", "name": "Supporters"}],
        newsletters=[{"id": "n1", "name": "River Letter", "slug": "river-letter"}],
        settings=_settings(
            title="The Verlow Lantern",
            description="News from a small river town.",
            locale="en",
            timezone="Europe/Vienna",
        ),
    )


def ghost_1() -> Node:
    """An export as Ghost 1 wrote it: one author, `page`, meta in posts, ISO dates, mobiledoc."""
    first = mobiledoc(
        [1, "p", [[0, [], 0, "The ferry "], [0, [0], 1, "Anna"], [0, [], 0, " is for sale,"]]],
        [1, "p", [[0, [1], 1, "the town says"], [1, [], 0, 0], [0, [], 0, "in a notice."]]],
        [1, "h1", [[0, [], 0, "One owner"]]],
        [3, "ul", [[[0, [], 0, "Built in 1961"]], [[0, [], 0, "Leaks a little"]]]],
        [1, "blockquote", [[0, [], 0, "She knows the way."]]],
        [10, 0],
        [10, 1],
        [10, 2],
        [1, "p", []],
        markups=[["em"], ["a", ["href", "/notice/"]]],
        atoms=[["soft-return", "", {}]],
        cards=[
            ["image", {"src": "/content/images/2018/02/anna.jpg", "caption": "At her pier."}],
            ["hr", {}],
            ["html", {"html": "<p onclick='x()'>Offers in writing.</p>"}],
        ],
    )
    second = mobiledoc(
        [10, 0],
        cards=[
            [
                "card-markdown",
                {
                    "cardName": "card-markdown",
                    "markdown": "#Ice\n\nThe pond *holds*. [^1]\n\n[^1]: So far.",
                },
            ]
        ],
    )
    common = {
        "author_id": "1",
        "amp": None,
        "published_at": "2018-02-03T09:00:00.000Z",
        "created_at": "2018-02-03T08:00:00.000Z",
        "updated_at": "2018-02-04T08:00:00.000Z",
        "type": None,
    }
    return export(
        post("ferry-for-sale", title="A ferry for sale", mobiledoc=first, page=0, **common),
        post("ice", title="Ice", mobiledoc=second, page=0, meta_title="The ice holds", **common),
        post("imprint", title="Imprint", html="<p>Printed in Verlow.</p>", page=1, **common),
        version="1.26.0",
        users=[{"id": "1", "name": "Ilja Brook", "slug": "ilja", "image": "/content/images/i.jpg"}],
        tags=[{"id": "7", "name": "Boats", "slug": "boats", "description": None}],
        posts_tags=[{"id": "1", "post_id": "id-ferry-for-sale", "tag_id": "7", "sort_order": 0}],
        settings=_settings(
            title="The Old Lantern", default_locale="en", active_timezone="Europe/Vienna"
        ),
    )


def _relation(row: Node, column: str, others: str) -> list[Node]:
    return [
        {"id": f"{row['slug']}-{other}", "post_id": row["id"], column: other, "sort_order": order}
        for order, other in enumerate(others.split())
    ]


def _settings(**values: str) -> list[Node]:
    return [{"id": key, "key": key, "value": value} for key, value in values.items()]


def as_json(document: Node) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


EXPORTS = {"ghost-6-small.json": ghost_6, "ghost-1-small.json": ghost_1}

if __name__ == "__main__":
    for name, make in EXPORTS.items():
        (DATA / name).write_text(as_json(make()), encoding="utf-8")
