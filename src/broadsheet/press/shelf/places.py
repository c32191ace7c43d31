"""Where a page's file stands, and how it is taken away.

    pressed/nginx.conf                  what nginx includes: the folder, and the pages' headers
    pressed/<headers>/current           leads to the generation that is read
    pressed/<headers>/<number>/…        a generation: a file for each page

A file is named by its page's path, `/a/b/` → `a/b.html.gz`, and the front page's `.html.gz`: the
pages of one month or section need one folder. It holds one gzip stream, which nginx sends as it is,
or unpacked to who takes none.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from django.conf import settings

Headers = Sequence[tuple[str, str]]

#: What a file's name ends in, and no folder's: neither can stand in the other's place.
ENDING = ".html.gz"
CURRENT, CONFIGURATION = "current", "nginx.conf"
#: What a file system takes as one name, in bytes.
LONGEST_NAME = 255
#: Headers that nginx makes by itself.
BY_NGINX = frozenset({"content-type", "content-length", "content-encoding", "etag", "vary"})


def shelf_folder() -> Path:
    return Path(settings.BROADSHEET_PRESS_STORE).with_name("pressed")


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process changes files at a time, so that none comes back that was withdrawn.

    Who waits holds the door: whoever makes many files one hold after another can't take the lock
    again before a takedown that waits for it.
    """
    with (folder / "lock").open("a") as lock:
        with (folder / "door").open("a") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def place_of(path: str) -> str | None:
    """A page's file below its generation; None for a path that has none."""
    if not path.startswith("/") or not path.endswith("/") or "\0" in path or "//" in path:
        return None
    *above, last = path[1:-1].split("/")
    if path != "/":
        for part in (*above, last):
            if part in ("", ".", ".."):
                return None
    for part in above:
        if part.endswith(ENDING) or len(os.fsencode(part)) > LONGEST_NAME:
            return None
    if len(os.fsencode(last)) + len(ENDING) > LONGEST_NAME:
        return None
    return f"{path[1:-1]}{ENDING}"


def generations(folder: Path) -> list[Path]:
    """All of them, of all sets of headers, the unfinished and the old ones too."""
    return [
        generation
        for headers in _folders(folder)
        for generation in _folders(headers)
        if not generation.is_symlink()
    ]


def _folders(folder: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(folder) if entry.is_dir()]
    except FileNotFoundError:
        return []


def withdraw(paths: Collection[str]) -> None:
    """Remove pages' files. When this returns, nginx finds none of them.

    The pack must not hold the pages any more: whoever makes files asks it under the same lock.
    """
    folder = shelf_folder()
    if not folder.exists():
        return
    with locked(folder):
        for generation in generations(folder):
            for path in paths:
                place = place_of(path)
                if place is not None:
                    (generation / place).unlink(missing_ok=True)


def clear_shelf(folder: Path | None = None) -> None:
    """Remove every file, of all generations."""
    folder = folder or shelf_folder()
    if folder.exists():
        with locked(folder):
            for generation in generations(folder):
                shutil.rmtree(generation)


def name_of_headers(headers: Headers) -> str:
    return hashlib.sha256(json.dumps(list(headers)).encode()).hexdigest()[:16]


def configuration(folder: Path, headers: Headers) -> str | None:
    """What nginx includes to serve pages with these headers; None where it can't say them."""
    lines = [f'root "{folder / name_of_headers(headers) / CURRENT}";']
    for name, value in headers:
        if name.lower() in BY_NGINX:
            continue
        if any(sign in name + value for sign in '"$\\\n\r'):
            # nginx would read a variable, or the end of the text.
            return None
        lines.append(f'add_header {name} "{value}";')
    return "".join(f"{line}\n" for line in lines)
