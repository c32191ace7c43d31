"""Pictures, files and recordings of an export: each in a folder with its description beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from broadsheet.keeping.export.writing import as_json
from broadsheet.media.models import File, Picture, Recording

Row = dict[str, Any]


def write_media(folder: Path, told: Callable[[int], None]) -> tuple[dict[str, int], list[str]]:
    """Write every original with its sidecar; returns how many, and which are not on the disk."""
    missing: list[str] = []
    counts = {}
    for kind, rows in (("pictures", _pictures), ("files", _files), ("recordings", _recordings)):
        counts[kind] = 0
        for key, originals, about in rows():
            target = folder / kind / str(key)
            target.mkdir(parents=True)
            for original in originals:
                if not _copied(original, target):
                    missing.append(f"{kind}/{key}/{_name(original)}")
            (target / f"{key}.json").write_text(as_json(about) + "\n", encoding="utf-8")
            counts[kind] += 1
            told(1)
    return counts, missing


def _name(original: Any) -> str:
    return str(original.name.rpartition("/")[2])


def _copied(original: Any, folder: Path) -> bool:
    try:
        with (
            original.storage.open(original.name) as source,
            (folder / _name(original)).open("xb") as target,
        ):
            shutil.copyfileobj(source, target, 1 << 20)
    except FileNotFoundError:
        return False
    return True


def _common(item: Any) -> Row:
    return {
        "uri": f"urn:uuid:{item.public_id}",
        "id": item.pk,
        "file": _name(item.file),
        "title": item.title,
        "created_at": item.created_at,
        "collection": item.collection.name,
        "tags": [tag.name for tag in item.tags.all()],
    }


def _pictures() -> Iterator[tuple[int, list[Any], Row]]:
    found = Picture.objects.select_related("collection").prefetch_related("tags").order_by("pk")
    for picture in found.iterator(chunk_size=200):
        about = {
            **_common(picture),
            "width": picture.width,
            "height": picture.height,
            "alt_text": picture.description,
            "caption": picture.caption,
            "photographer": picture.photographer,
            "agencies": picture.agencies,
            "credit": picture.credit,
            "source_address": picture.source_address,
            "focal_point": {
                "x": picture.focal_point_x,
                "y": picture.focal_point_y,
                "width": picture.focal_point_width,
                "height": picture.focal_point_height,
            },
        }
        yield picture.pk, [picture.file], about


def _files() -> Iterator[tuple[int, list[Any], Row]]:
    found = File.objects.select_related("collection").prefetch_related("tags").order_by("pk")
    for file in found.iterator(chunk_size=200):
        yield file.pk, [file.file], _common(file)


def _recordings() -> Iterator[tuple[int, list[Any], Row]]:
    found = Recording.objects.select_related("collection").prefetch_related("tags").order_by("pk")
    for recording in found.iterator(chunk_size=200):
        about = {
            **_common(recording),
            "kind": recording.type,
            "seconds": recording.duration,
            "width": recording.width,
            "height": recording.height,
            "thumbnail": _name(recording.thumbnail) if recording.thumbnail else "",
        }
        originals = [recording.file]
        if recording.thumbnail and _name(recording.thumbnail) != _name(recording.file):
            originals.append(recording.thumbnail)
        yield recording.pk, originals, about
