"""Makes a Ghost backup of our own with real pictures: `python -m tests.importers.make_archive OUT`.

The same every time: the pictures are drawn from their number.
"""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from tests.importers.ghost.making import Node, card, export, lexical, paragraph, post

UPLOADS = "content/images/2026/03"
SIGNS = ("MILL", "POOL / EPN", "VRA")
WORDS = [
    "river",
    "ferry",
    "council",
    "harbour",
    "clock",
    "bread",
    "winter",
    "lock",
    "keeper",
    "tide",
    "market",
    "school",
    "lantern",
    "bridge",
    "orchard",
    "postman",
    "letter",
    "meadow",
    "cellar",
    "window",
]


def picture(number: int, size: tuple[int, int] = (480, 320)) -> bytes:
    """A JPEG of shapes that no other number has."""
    chance = random.Random(number)
    image = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        box = sorted(chance.randrange(size[0]) for _ in range(2))
        rows = sorted(chance.randrange(size[1]) for _ in range(2))
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.rectangle((box[0], rows[0], box[1], rows[1]), fill=colour)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=70)
    return data.getvalue()


def picture_path(number: int) -> str:
    return f"{UPLOADS}/picture-{number}.jpg"


def story(number: int, pictures: int, words: int = 120) -> tuple[Node, Node]:
    """A post and its meta: a lead, a picture in the body, a gallery; every third has no credit."""
    chance = random.Random(f"story {number}")
    text = [" ".join(chance.choices(WORDS, k=words)).capitalize() + "." for _ in range(3)]
    credit = "" if number % 3 == 0 else f" (Mara Lind / {SIGNS[number % 3]})"
    address = f"__GHOST_URL__/{picture_path(number % pictures)}" if pictures else ""
    other = f"__GHOST_URL__/{picture_path((number * 7 + 1) % pictures)}" if pictures else ""
    cards = [
        card("image", src=other, alt=f"Alt {number}", caption=f"Caption {number}.{credit}"),
        card(
            "gallery",
            images=[{"src": address, "alt": f"One {number}"}, {"src": other, "alt": "Two"}],
            caption=f"Gallery {number}.{credit}",
        ),
    ]
    day = datetime(2016, 1, 1, 8, tzinfo=UTC) + timedelta(hours=7 * number)
    row = post(
        f"story-{number}",
        title=f"Story {number} of the {WORDS[number % len(WORDS)]}",
        lexical=lexical(
            paragraph(text[0]), *(cards if pictures else []), *map(paragraph, text[1:])
        ),
        custom_excerpt=f"What happened on day {number}.",
        feature_image=address or None,
        featured=int(number % 50 == 0),
        published_at=f"{day:%Y-%m-%d %H:%M:%S}",
        created_at=f"{day:%Y-%m-%d %H:%M:%S}",
        updated_at=f"{day:%Y-%m-%d %H:%M:%S}",
    )
    caption = f"Lead {number}.{credit}"
    meta = {
        "id": f"m{number}",
        "post_id": row["id"],
        "feature_image_alt": f"Lead alt {number}",
        "feature_image_caption": caption,
    }
    return row, meta


def document(stories: int, pictures: int, words: int = 120) -> Node:
    rows = [story(number, pictures, words) for number in range(stories)]
    people = [
        {"id": f"u{number}", "name": f"Writer {number}", "slug": f"writer-{number}"}
        | ({"profile_image": f"__GHOST_URL__/{picture_path(number)}"} if pictures else {})
        for number in range(5)
    ]
    tags = [
        {"id": f"t{number}", "name": f"Tag {number}", "slug": f"tag-{number}"}
        for number in range(12)
    ]
    posts = [row for row, _meta in rows]
    return export(
        *posts,
        posts_meta=[meta for _row, meta in rows],
        users=people,
        tags=tags,
        posts_authors=[
            {"id": f"a{n}", "post_id": row["id"], "author_id": f"u{n % 5}", "sort_order": 0}
            for n, row in enumerate(posts)
        ],
        posts_tags=[
            {
                "id": f"pt{n}-{k}",
                "post_id": row["id"],
                "tag_id": f"t{(n + k) % 12}",
                "sort_order": k,
            }
            for n, row in enumerate(posts)
            for k in range(2)
        ],
        newsletters=[{"id": "n1", "name": "River Letter", "slug": "river-letter"}],
    )


def write_backup(path: Path, stories: int = 120, pictures: int = 200) -> Path:
    """A zip as Ghost's backup makes it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/own.ghost.json", json.dumps(document(stories, pictures)))
        for number in range(pictures):
            archive.writestr(picture_path(number), picture(number))
    return path


if __name__ == "__main__":
    write_backup(Path(sys.argv[1]))
