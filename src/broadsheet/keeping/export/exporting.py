"""Writes an export into a folder of its own, which has its name once it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from broadsheet import __version__
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.export.media import write_media
from broadsheet.keeping.export.readers import write_readers
from broadsheet.keeping.export.readme import readme
from broadsheet.keeping.export.stories import write_stories
from broadsheet.keeping.export.tables import TABLES
from broadsheet.keeping.export.writing import as_json, write_both
from broadsheet.masthead.models import SiteSettings
from broadsheet.media.models import File, Picture, Recording
from broadsheet.newsroom.models import Story

#: The number of the export's form; it changes when a file or a name does.
SCHEMA = 1
UNFINISHED = ".unfinished"


def export(
    folder: Path, tell: Callable[[str, int, int], None], *, with_readers: bool = False
) -> dict[str, Any]:
    """Write everything; returns what `export.json` says. Raises KeepingRefused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KeepingRefused(f"{folder} is not empty. Give a folder that is new or empty.")
    making = folder.with_name(folder.name + UNFINISHED)
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        # The names of types and states come in the newspaper's own language.
        with translation.override(settings.LANGUAGE_CODE):
            about = _write(making, tell, with_readers=with_readers)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    except OSError as error:
        raise KeepingRefused(
            f"The export can't be written to {folder}: {error.strerror}. Nothing of it is kept."
        ) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return about


def _write(
    folder: Path, tell: Callable[[str, int, int], None], *, with_readers: bool
) -> dict[str, Any]:
    about: dict[str, Any] = {
        "schema": SCHEMA,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "version": __version__,
        "name": getattr(SiteSettings.objects.order_by("pk").first(), "name", ""),
        "address": settings.BROADSHEET_ADDRESS,
    }
    counts = {"stories": write_stories(folder, _counted(tell, "stories", Story.objects.count()))}
    for name, table in TABLES.items():
        counts[name] = write_both(folder, name, table.fields, table.rows())
    total = sum(model.objects.count() for model in (Picture, File, Recording))
    media, missing = write_media(folder, _counted(tell, "media", total))
    counts |= media
    if with_readers:
        counts |= write_readers(folder)
    about |= {"counts": counts, "missing": missing}
    (folder / "export.json").write_text(as_json(about) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(readme(about, with_readers=with_readers), encoding="utf-8")
    return about


def _counted(
    tell: Callable[[str, int, int], None], stage: str, total: int
) -> Callable[[int], None]:
    done = 0

    def add(count: int) -> None:
        nonlocal done
        done += count
        tell(stage, done, total)

    return add
