"""Makes the prepared archive: builds an empty site and the demo once and packs what they are."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from broadsheet.config.demo import make_demo
from broadsheet.config.demo.content import content_folder, read_content
from broadsheet.config.prepared.archive import DEMO, EMPTY, FORM, MANIFEST, database_path
from broadsheet.config.prepared.inputs import content_files, digest_of_demo, digest_of_migrations
from broadsheet.config.site_file import SiteConfig
from broadsheet.media.models import PictureRendition
from broadsheet.media.tasks import prepare_renditions
from broadsheet.press.watching import unwatch

#: The one size that is packed: a phone's and a list's. The largest is the original itself.
PACKED = "width-480|format-webp"
#: A print in two inks needs few shades once it is made smaller.
SHADES = 16
#: The hour as of which the newspaper is made: whole days from it reach every later hour.
EARLY = 1
#: The earliest date that a ZIP file knows: the same input gives the same archive.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class Packer:
    """Packs a site in a temporary folder: first its empty database, then the demo in it."""

    def __init__(self, config: SiteConfig) -> None:
        self.config = config
        self.zone = ZoneInfo(read_content().newspaper["site"]["time_zone"])
        self.base = self._base()
        self.members: dict[str, bytes] = {}
        self.copies: dict[str, str] = {}

    def write(self, path: Path) -> int:
        """Build and pack the demo into `path`; returns the archive's size in bytes.

        The database must be migrated and empty.
        """
        # Taken first: what changes while it is built leaves the archive stale, not wrong.
        digests = {"migrations": digest_of_migrations(), "demo": digest_of_demo()}
        # A site's press begins to watch when the site is run.
        unwatch()
        self.members[EMPTY] = self._database()
        made = make_demo(self.base)
        self._finish_tasks()
        self._keep_renditions()
        self._forget()
        self.members[DEMO] = self._database()
        self._collect_files()
        self.members[MANIFEST] = json.dumps(
            {
                "form": FORM,
                **digests,
                "site": [self.config.permalink, self.config.languages],
                "base": self.base.isoformat(),
                "zone": self.zone.key,
                "name": made.name,
                "stories": made.stories,
                "people": made.people,
                "copies": self.copies,
            },
            indent=1,
            sort_keys=True,
        ).encode()
        return self._zip(path)

    def _base(self) -> datetime:
        """The last time that it was early in the morning at the newspaper's."""
        now = timezone.now().astimezone(self.zone)
        early = now.replace(hour=EARLY, minute=0, second=0, microsecond=0)
        return early if early <= now else early - timedelta(days=1)

    def _finish_tasks(self) -> None:
        """Do now what the worker would do first: search and references; pictures are left."""
        waiting = DBTaskResult.objects.ready().exclude(task_path=prepare_renditions.module_path)
        for row in list(waiting):
            row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
            row.delete()

    def _keep_renditions(self) -> None:
        """Drop what the worker can make: all but the small WebP and those like the original."""
        same = _content_by_hash()
        dropped: list[int] = []
        for rendition in PictureRendition.objects.select_related("image"):
            picture = rendition.image
            original = same.get(_hash(Path(picture.file.path).read_bytes()))
            is_webp = rendition.filter_spec.endswith("format-webp")
            whole = is_webp and original and rendition.width == picture.width
            if whole and original:
                self.copies[self._name(rendition.file.path)] = original
            elif is_webp and (rendition.filter_spec == PACKED or not original):
                self._pack_rendition(Path(rendition.file.path))
            else:
                dropped.append(rendition.pk)
        # Without Wagtail's signals, which would have the worker delete files that nobody has.
        rows = PictureRendition.objects.filter(pk__in=dropped)
        rows._raw_delete(using=rows.db)

    def _pack_rendition(self, path: Path) -> None:
        data = path.read_bytes()
        self.members[f"files/{self._name(path)}"] = min(data, in_few_shades(data), key=len)

    def _collect_files(self) -> None:
        """Originals and files: those of the demo's content by name, others themselves."""
        same = _content_by_hash()
        for path in sorted((self.config.data / "originals").rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                source = same.get(_hash(data))
                if source:
                    self.copies[self._name(path)] = source
                else:
                    self.members[f"files/{self._name(path)}"] = data

    def _forget(self) -> None:
        """What belongs to the one who packs is not packed."""
        Session.objects.all().delete()
        DBTaskResult.objects.exclude(task_path=prepare_renditions.module_path).delete()

    def _name(self, path: str | Path) -> str:
        return Path(path).relative_to(self.config.data).as_posix()

    def _database(self) -> bytes:
        """The database as one compact file."""
        connections.close_all()
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "packed.sqlite3"
            with closing(sqlite3.connect(database_path(self.config))) as database:
                database.execute("VACUUM INTO ?", (str(target),))
            return target.read_bytes()

    def _zip(self, path: Path) -> int:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name, content in sorted(self.members.items()):
                info = zipfile.ZipInfo(name, NO_DATE)
                packed = name.endswith(".webp")
                info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(info, content, compresslevel=9)
        # Whoever makes the demo meanwhile sees the old archive or the new one.
        part = path.with_name(path.name + ".part")
        part.write_bytes(data.getvalue())
        part.replace(path)
        return path.stat().st_size


def in_few_shades(data: bytes) -> bytes:
    """A WebP of few colours without loss, as a print is drawn."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    # A round of k-means brings the shades back to the print's own inks.
    few = picture.quantize(
        SHADES, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
    )
    file = io.BytesIO()
    few.convert("RGB").save(file, "WEBP", lossless=True, quality=80, method=4)
    return file.getvalue()


def _content_by_hash() -> dict[str, str]:
    """The name of each of the demo's own files by the digest of its bytes."""
    folder = content_folder()
    return {
        _hash(path.read_bytes()): path.relative_to(folder).as_posix() for path in content_files()
    }


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
