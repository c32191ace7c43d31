"""The demo's body blocks as the body field stores them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files import File as DjangoFile

from broadsheet.config.demo.content import inline, rich_text
from broadsheet.media.models import File, Picture

FindPicture = Callable[[str], Picture]


def blocks(
    items: list[dict[str, Any]],
    *,
    folder: Path,
    picture: FindPicture,
    story_ids: dict[str, int],
) -> list[dict[str, Any]]:
    """`story_ids` gives the page of each demo story by its slug; related cards need it."""
    return [block(item, folder, picture, story_ids) for item in items]


def block(
    item: dict[str, Any], folder: Path, picture: FindPicture, story_ids: dict[str, int]
) -> dict[str, Any]:
    kind: str = item["type"]
    value: Any
    match kind:
        case "text":
            value = rich_text(item["text"])
        case "picture":
            value = picture_value(item, picture)
        case "gallery":
            value = {
                "title": item.get("title", ""),
                "pictures": [picture_value(one, picture) for one in item["pictures"]],
            }
        case "pull_quote":
            value = {"quote": item["quote"], "attribution": item.get("attribution", "")}
        case "fact_box":
            value = {"title": item.get("title", ""), "body": rich_text(item["text"])}
        case "list":
            value = {
                "style": item.get("style", "bullets"),
                "items": [f"<p>{inline(line)}</p>" for line in item["items"]],
            }
        case "table":
            value = {"table": table_value(item), "source": item.get("source", "")}
        case "related_story":
            value = {"story": story_ids.get(item["story"])}
        case "embed":
            poster = item.get("poster")
            value = {
                "url": item["url"],
                "title": item["title"],
                "source": item.get("source", ""),
                "poster": picture(poster).pk if poster else None,
            }
        case "question_answer":
            value = {"question": item["question"], "answer": rich_text(item["answer"])}
        case "chart":
            value = chart_value(item)
        case "graphic":
            value = {
                "file": file_of(folder / item["file"], item["title"]).pk,
                "title": item["title"],
                "alt_text": item["alt"],
                "caption": item.get("caption", ""),
                "credit": item.get("credit", ""),
            }
        case "file":
            value = {"file": file_of(folder / item["file"], item["title"]).pk, "title": ""}
        case "external_story":
            keys = ("url", "headline", "excerpt", "publication", "byline")
            value = {key: item.get(key, "") for key in keys} | {"picture": None}
        case _:
            raise ValueError(f"The demo has a block of an unknown type: {kind}")
    return {"type": kind, "value": value}


def picture_value(item: dict[str, Any], picture: FindPicture) -> dict[str, Any]:
    return {
        "picture": picture(item["file"]).pk,
        "alt_text": item.get("alt", ""),
        "decorative": False,
        "caption": item.get("caption", ""),
        "credit": "",
        "layout": item.get("layout", "column"),
    }


def table_value(item: dict[str, Any]) -> dict[str, Any]:
    """Wagtail's typed table: columns with a type, rows of plain values."""
    numeric = item.get("numeric") or [False] * len(item["columns"])
    return {
        "caption": item.get("caption", ""),
        "columns": [
            {"type": "number" if is_number else "text", "heading": heading}
            for heading, is_number in zip(item["columns"], numeric, strict=True)
        ],
        "rows": [{"values": [str(cell) for cell in row]} for row in item["rows"]],
    }


def chart_value(item: dict[str, Any]) -> dict[str, Any]:
    """A chart's figures as a reporter types them: the names of the series first, if they have any.

    Raises ValueError where a series has not one value for each label.
    """
    names = [series.get("name", "") for series in item["series"]]
    columns = [series["values"] for series in item["series"]]
    lines = ["; ".join(["", *names])] if any(names) else []
    lines += [
        "; ".join([label, *(str(value) for value in values)])
        for label, *values in zip(item["labels"], *columns, strict=True)
    ]
    return {
        "kind": item["kind"],
        "title": item["title"],
        "unit": item.get("unit", ""),
        "data": "\n".join(lines),
        "source": item.get("source", ""),
    }


def file_of(path: Path, title: str) -> File:
    with path.open("rb") as data:
        return File.objects.create(title=title, file=DjangoFile(data, name=path.name))
