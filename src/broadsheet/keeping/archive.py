"""Writes a backup's archive: a zip whose comment is the SHA-256 of all that stands before it."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from broadsheet.keeping.manifest import NAME, Manifest, Member

CHUNK = 1 << 20
#: What is compressed by its own form gains nothing from being compressed again.
COMPRESSED = (
    frozenset((".avif", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".webp"))
    | frozenset((".m4a", ".mkv", ".mov", ".mp3", ".mp4", ".ogg", ".opus", ".webm"))
    | frozenset((".docx", ".gz", ".odt", ".pdf", ".pgdump", ".woff", ".woff2", ".xlsx", ".zip"))
)
#: The comment at the end of the file, as long in every archive.
COMMENT = b"broadsheet sha256 "
COMMENT_LENGTH = len(COMMENT) + hashlib.sha256().digest_size * 2
#: Told how many more bytes are done, now and then.
Progress = Callable[[int], None]


class ArchiveWriter:
    """Adds members one by one, each read once while its checksum is taken."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self._progress = progress
        self.members: list[Member] = []

    def add_bytes(self, name: str, content: bytes) -> None:
        with self._member(name, datetime.now(tz=UTC), len(content)) as target:
            target.write(content)
        self.members.append(Member(name, len(content), hashlib.sha256(content).hexdigest()))

    def add_file(self, name: str, path: Path) -> bool:
        """Add a file as it is now; False where it is gone, or no file of its own (a link)."""
        try:
            source = open(path, "rb", opener=_no_link)  # noqa: SIM115
        except (FileNotFoundError, IsADirectoryError):
            return False
        except OSError:
            if path.is_symlink():
                return False
            raise
        with source:
            about = os.fstat(source.fileno())
            if not stat.S_ISREG(about.st_mode):
                return False
            changed = datetime.fromtimestamp(about.st_mtime, tz=UTC)
            digest, size = hashlib.sha256(), 0
            with self._member(name, changed, about.st_size) as target:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
                    size += len(chunk)
                    self._progress(len(chunk))
        self.members.append(Member(name, size, digest.hexdigest()))
        return True

    @contextmanager
    def _member(self, name: str, changed: datetime, size: int) -> Iterator[IO[bytes]]:
        # The form of zip knows no year before 1980.
        moment = max(changed, datetime(1980, 1, 1, tzinfo=UTC))
        info = zipfile.ZipInfo(name, moment.timetuple()[:6])
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        packed = Path(name).suffix.lower() in COMPRESSED
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        # A file may have grown since its size was asked for.
        with self._zip.open(info, "w", force_zip64=size > 1 << 30) as target:
            yield target

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and close the archive; its digest is put in by `seal`."""
        manifest.members = list(self.members)
        content = manifest.as_json()
        with self._member(NAME, manifest.made_at, len(content)) as target:
            target.write(content)
        self._zip.comment = COMMENT + b"0" * (COMMENT_LENGTH - len(COMMENT))
        self._zip.close()


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def digest_of(file: IO[bytes], progress: Progress) -> str:
    """The SHA-256 of an archive without the digest at its end."""
    left = file.seek(0, os.SEEK_END) - (COMMENT_LENGTH - len(COMMENT))
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
        progress(len(chunk))
    return digest.hexdigest()


def seal(file: IO[bytes], progress: Progress) -> None:
    """Put the digest of the whole archive at its end, and everything onto the disk."""
    digest = digest_of(file, progress).encode()
    file.seek(-len(digest), os.SEEK_END)
    file.write(digest)
    file.flush()
    os.fsync(file.fileno())


def sealed_digest(file: IO[bytes]) -> str | None:
    """The digest that the archive itself gives; None where it gives none."""
    if file.seek(0, os.SEEK_END) < COMMENT_LENGTH:
        return None
    file.seek(-COMMENT_LENGTH, os.SEEK_END)
    comment = file.read(COMMENT_LENGTH)
    if not comment.startswith(COMMENT):
        return None
    return comment[len(COMMENT) :].decode("ascii", "replace")
