"""A body as HTML that stands without the site: pictures and files are those of the export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from broadsheet.media.models import Picture
from broadsheet.newsroom.blocks.pictures import figure_of

Render = Callable[[Any, str], str]


def body_html(body: Any, up: str) -> str:
    """The blocks of a body one after another; `up` leads to the export's own folder."""
    return "\n".join(_block(block.block_type, block, up) for block in body).strip()


def _block(kind: str, block: Any, up: str) -> str:
    render = OWN.get(kind)
    # A block that shows nothing of its own but text is the same here as on the site.
    return render(block.value, up) if render else str(block.render()).strip()


def picture_path(picture: Picture) -> str:
    """Where a picture's original stands in the export."""
    name = str(picture.file.name).rpartition("/")[2]
    return f"pictures/{picture.pk}/{name}"


def figure(
    picture: Picture | None, up: str, *, alt: str = "", caption: str = "", credit: str = ""
) -> SafeString:
    if picture is None:
        return SafeString("")
    words = " ".join(part for part in (caption, f"({credit})" if credit else "") if part)
    below = format_html("<figcaption>{}</figcaption>", words) if words else ""
    return format_html(
        '<figure><img src="{}{}" alt="{}" width="{}" height="{}">{}</figure>',
        up,
        picture_path(picture),
        alt,
        picture.width,
        picture.height,
        below,
    )


def _picture(value: Mapping[str, Any], up: str) -> str:
    shown = figure_of(value)
    if shown["picture_shown"] is None:
        return ""
    return figure(
        shown["picture_shown"],
        up,
        alt=shown["alt_shown"],
        caption=shown["caption_shown"],
        credit=shown["credit_shown"],
    )


def _gallery(value: Mapping[str, Any], up: str) -> str:
    title = format_html("<h2>{}</h2>", value["title"]) if value.get("title") else ""
    return title + "\n".join(_picture(item, up) for item in value["pictures"])


def _related(value: Mapping[str, Any], up: str) -> str:
    story = value.get("story")
    if story is None or not story.live:
        return ""
    return format_html('<p><a href="{}">{}</a></p>', story.specific.url, story.title)


def _external(value: Mapping[str, Any], up: str) -> str:
    said = [value.get(name) for name in ("publication", "byline", "excerpt")]
    words = format_html_join("", "<p>{}</p>", ((text,) for text in said if text))
    return format_html(
        '<aside>{}<p><a href="{}">{}</a></p>{}</aside>',
        figure(value.get("picture"), up),
        value["url"],
        value["headline"],
        words,
    )


def _embed(value: Mapping[str, Any], up: str) -> str:
    words = " – ".join(part for part in (value.get("title"), value.get("source")) if part)
    link = format_html('<p><a href="{}">{}</a></p>', value["url"], words or value["url"])
    return figure(value.get("poster"), up) + link


def _file(value: Mapping[str, Any], up: str) -> str:
    file = value.get("file")
    if file is None:
        return ""
    name = file.file.name.rpartition("/")[2]
    words = value.get("title") or file.title
    return format_html('<p><a href="{}files/{}/{}">{}</a></p>', up, file.pk, name, words)


OWN: dict[str, Render] = {
    "picture": _picture,
    "gallery": _gallery,
    "related_story": _related,
    "external_story": _external,
    "embed": _embed,
    "file": _file,
}
