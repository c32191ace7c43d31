"""From what a prepared archive was made: while the digests agree, it is what a build would make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from django.apps import apps

from broadsheet.config.demo.content import content_folder

PACKAGE = Path(__file__).parents[2]
#: The demo's own files; what draws its pictures is not among them, for the pictures are.
CONTENT = ("*.toml", "stories/*", "drawer/*", "pictures/*", "people/*", "graphics/*", "files/*")
#: The modules that decide what the demo's rows say.
MODULES = (
    "config/demo/*.py",
    "config/publication.py",
    "config/roles.py",
    "core/stemming.py",
    "media/renditions.py",
    "newsroom/actions.py",
    "newsroom/excerpts.py",
    "newsroom/reading_time.py",
    "newsroom/search_text.py",
)


def digest_of_migrations() -> str:
    """Of each app's migrations: the names, and of our own also the text."""
    found: list[tuple[str, bytes]] = []
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        for path in sorted(folder.glob("[0-9a-z]*.py")):
            ours = app.name.startswith("broadsheet.")
            found.append((f"{app.label}.{path.stem}", path.read_bytes() if ours else b""))
    return _digest(found)


def digest_of_demo() -> str:
    """Of the demo's texts and pictures, and of the code that makes a newspaper of them."""
    content = content_folder()
    return _digest([*_files(content, CONTENT, "content"), *_files(PACKAGE, MODULES, "broadsheet")])


def content_files() -> Iterator[Path]:
    """The demo's own files, of which a prepared newspaper needs no second copy."""
    for pattern in CONTENT:
        yield from sorted(path for path in content_folder().glob(pattern) if path.is_file())


def _files(folder: Path, patterns: Iterable[str], label: str) -> Iterator[tuple[str, bytes]]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                yield f"{label}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _digest(items: Iterable[tuple[str, bytes]]) -> str:
    total = sha256()
    for name, data in sorted(items):
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()
