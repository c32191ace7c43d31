from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from broadsheet.keeping.archive import Progress
from broadsheet.keeping.destinations.base import Kept
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.verifying import read_manifest

#: Begins the name of what is not finished; a later backup of the site removes what a crash left.
UNFINISHED = ".unfinished-backup-"


@dataclass(frozen=True)
class FolderDestination:
    folder: Path

    def __str__(self) -> str:
        return str(self.folder)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
        except OSError as error:
            raise KeepingRefused(
                f"Nothing can be written to {self.folder}: {error.strerror}. "
                "Give another folder, or this account the right to write there."
            ) from error
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _sweep(self) -> None:
        for left in self.folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)

    def put(self, path: Path, name: str, progress: Progress) -> None:
        # It holds accounts and readers: for the account that runs the site alone.
        path.chmod(0o600)
        path.rename(self.folder / name)
        # The name itself must survive a power cut, not only the bytes.
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def kept(self) -> Iterator[Kept]:
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.glob("*.zip")):
            yield Kept(path.name, path.stat().st_size, read_manifest(path) is not None)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @contextmanager
    def fetched(self, name: str, progress: Progress) -> Iterator[Path]:
        yield self.folder / name
