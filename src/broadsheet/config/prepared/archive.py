"""Unpacks the prepared archive: an empty database, and the demo newspaper as it was made."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import connections

from broadsheet.config.demo.content import content_folder
from broadsheet.config.prepared.dates import Shift, shift_database
from broadsheet.config.prepared.inputs import digest_of_demo, digest_of_migrations
from broadsheet.config.site_file import SiteConfig

#: Beside the demo's content, in a checkout as in an installed package.
FILE_NAME = "prepared.zip"
MANIFEST = "manifest.json"
EMPTY = "empty.sqlite3"
DEMO = "demo.sqlite3"
FORM = 1
#: What a damaged archive raises while it is read.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError)


class NotPrepared(Exception):
    """What was asked for must be made from nothing; the message says why."""


def archive_path() -> Path:
    return content_folder() / FILE_NAME


class Prepared:
    """An archive at hand, and what its manifest says of it."""

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        self.path = path
        self.manifest = manifest

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Raises NotPrepared where there is no archive or none that this version can read."""
        path = path or archive_path()
        try:
            with zipfile.ZipFile(path) as archive:
                if archive.testzip() is not None:
                    raise NotPrepared("The prepared archive is damaged.")
                manifest = json.loads(archive.read(MANIFEST))
                if manifest["form"] != FORM:
                    raise NotPrepared("The prepared archive has the form of another version.")
        except FileNotFoundError as error:
            raise NotPrepared("There is no prepared archive here.") from error
        except (OSError, *DAMAGED) as error:
            raise NotPrepared("The prepared archive can't be read.") from error
        return cls(path, manifest)

    def unpack_empty(self, config: SiteConfig) -> None:
        """Put the empty database of a new site in its place. Raises NotPrepared."""
        self._require_sqlite(config)
        self._unpack_database(EMPTY, config)
        from django.conf import settings
        from wagtail.models import Locale

        # The migrations made their one locale in the language of the site that was prepared.
        Locale.objects.update(language_code=settings.LANGUAGE_CODE)

    def unpack_demo(self, config: SiteConfig, now: datetime) -> None:
        """Put the demo newspaper in its place, its dates as if made `now`. Raises NotPrepared."""
        self._require_sqlite(config)
        if self.manifest["demo"] != digest_of_demo():
            raise NotPrepared("The prepared newspaper is not of these texts or this version.")
        if [config.permalink, config.languages] != self.manifest["site"]:
            raise NotPrepared("The prepared newspaper has other addresses or another language.")
        self._unpack_files(config)
        self._unpack_database(DEMO, config)
        shift = Shift(
            base=datetime.fromisoformat(self.manifest["base"]),
            now=now,
            zone=ZoneInfo(self.manifest["zone"]),
        )
        shift_database(database_path(config), shift)
        from broadsheet.newsroom.history.chain import seal_anew
        from broadsheet.newsroom.models import Story

        for story in Story.objects.filter(public_versions__isnull=False).distinct():
            # The seals cover the dates that have just moved.
            seal_anew(story)

    def _require_sqlite(self, config: SiteConfig) -> None:
        if config.database != "sqlite":
            raise NotPrepared("What is prepared is a SQLite database.")
        if self.manifest["migrations"] != digest_of_migrations():
            raise NotPrepared("The prepared database was made for other migrations.")

    def _unpack_database(self, name: str, config: SiteConfig) -> None:
        # Looking whether the database is empty has made a file of it.
        connections.close_all()
        target = database_path(config)
        for path in target.parent.glob(f"{target.name}*"):
            path.unlink()
        with (
            zipfile.ZipFile(self.path) as archive,
            archive.open(name) as source,
            target.open("wb") as file,
        ):
            shutil.copyfileobj(source, file, 1 << 20)

    def _unpack_files(self, config: SiteConfig) -> None:
        with zipfile.ZipFile(self.path) as archive:
            for name in archive.namelist():
                if name.startswith("files/"):
                    _place(config, name.removeprefix("files/")).write_bytes(archive.read(name))
        for name, source in self.manifest["copies"].items():
            shutil.copyfile(content_folder() / source, _place(config, name))


def database_path(config: SiteConfig) -> Path:
    return config.data / "broadsheet.sqlite3"


def _place(config: SiteConfig, name: str) -> Path:
    """Where a file of the archive goes. Raises ValueError for a name that leads out of the site."""
    path = (config.data / name).resolve()
    if not path.is_relative_to(config.data.resolve()):
        raise ValueError(f"{name} leads out of the site.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
