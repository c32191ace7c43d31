"""Themes for tests: the one of the documentation, and small ones made on the spot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.template import engines
from django.test import override_settings

from broadsheet.config.static_files import fingerprint
from broadsheet.config.theme_file import load_theme
from broadsheet.core.theme import Theme

DOCS = Path(__file__).parents[1] / "docs" / "developers"
#: The second look that docs/developers/themes.md makes step by step.
LAMPLIGHT = DOCS / "examples" / "lamplight"


def install(folder: Path, look: Path = LAMPLIGHT) -> Path:
    """Put a look into a site's theme folder, as the documentation has it done."""
    return Path(shutil.copytree(look, folder, dirs_exist_ok=True))


def make_theme(folder: Path, files: dict[str, str]) -> Path:
    """A theme of these texts by their paths; theme.toml gets its schema."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"schema = 1\n{text}" if name == "theme.toml" else text, encoding="utf-8")
    return folder


@contextmanager
def wearing(folder: Path) -> Iterator[Theme]:
    """The pages with a theme, as a site has them that was started with it."""
    theme = load_theme(folder)
    with override_settings(BROADSHEET_THEME=theme):
        forget()
        yield theme
    forget()


def forget() -> None:
    """What a process keeps of templates and files goes, as it does when a site starts."""
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    fingerprint.cache_clear()
