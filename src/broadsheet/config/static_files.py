from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.contrib.staticfiles.utils import matches_patterns
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

from broadsheet.core.theme import current_theme, for_readers, theme_files


class FingerprintStorage(StaticFilesStorage):
    """Adds a file's fingerprint to its address, so that a browser never keeps an old one."""

    def url(self, name: str | None, *args: object, **kwargs: object) -> str:
        plain = super().url(name or "")
        mark = fingerprint(name or "")
        return f"{plain}?v={mark}" if mark and "?" not in plain else plain


@cache
def fingerprint(name: str) -> str:
    """Ten characters of the SHA-256 of a static file; "" when there is no such file."""
    found = finders.find(name)
    if not isinstance(found, str):
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]


class ThemeFinder(BaseFinder):
    """Files of `theme/static/`, for readers' pages alone; no link leads out of the theme."""

    def check(self, **kwargs: object) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:
        theme = current_theme()
        try:
            found = Path(safe_join(theme.static, path))
        except SuspiciousFileOperation:
            found = None
        if found is None or not for_readers(path) or not found.is_file() or not theme.holds(found):
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        theme = current_theme()
        storage = FileSystemStorage(location=theme.static)
        ignored = [*(ignore_patterns or ())]
        # Asked of the whole theme: where static/ itself leads elsewhere, nothing of it is served.
        for path in theme_files(theme.folder):
            if not path.is_relative_to(theme.static):
                continue
            name = path.relative_to(theme.static).as_posix()
            if for_readers(name) and not matches_patterns(name, ignored):
                yield name, storage
