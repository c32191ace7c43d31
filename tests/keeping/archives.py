"""Makes archives, sound and hostile ones, without a site."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.keeping.archive import COMMENT, COMMENT_LENGTH, ArchiveWriter, seal
from broadsheet.keeping.manifest import Manifest


def nothing(_count: int) -> None:
    return


def make_manifest(**fields: Any) -> Manifest:
    values: dict[str, Any] = {
        "version": "0.1.0",
        "made_at": datetime(2026, 11, 24, 3, 30, tzinfo=UTC),
        "site": {"address": "https://news.example.org", "name": "The Test Post"},
        "database": "sqlite",
        "migrations": ["core.0001_initial"],
        "counts": {},
    }
    return Manifest(**{**values, **fields})


SOUND = {
    "database.sqlite3": b"not looked into here",
    "site.toml": b"schema = 1\n",
    "originals/quay.jpg": b"\xff\xd8 a picture" * 50,
    "theme/style.css": b"body { color: black }\n" * 50,
}


def make_archive(
    path: Path, members: Mapping[str, bytes] = SOUND, manifest: Manifest | None = None
) -> Path:
    with path.open("w+b") as file:
        archive = ArchiveWriter(file, nothing)
        for name, content in members.items():
            archive.add_bytes(name, content)
        archive.finish(manifest or make_manifest())
        seal(file, nothing)
    return path


def made_by_hand(path: Path, fill: Callable[[zipfile.ZipFile], None]) -> Path:
    """An archive that somebody else wrote, sealed as ours are."""
    with path.open("w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:
            fill(archive)
            archive.comment = COMMENT + b"0" * (COMMENT_LENGTH - len(COMMENT))
        seal(file, nothing)
    return path
