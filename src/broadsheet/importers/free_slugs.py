"""Slugs of an archive beside what the site has already."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wagtail.models import Locale, Site

from broadsheet.core.reserved import is_reserved
from broadsheet.newsroom.bulk import taken_paths


class FreeSlugs:
    """Slugs whose addresses nobody has, neither on the site nor given a moment ago."""

    def __init__(self, site: Site, locale: Locale) -> None:
        self._site = site
        self._locale = locale
        self._free: set[str] = set()
        self._given: set[str] = set()

    def look_up(self, paths: Iterable[str]) -> None:
        """Ask in one query which of these are free, so that `give` need not ask for each."""
        wanted = set(paths)
        self._free |= wanted - taken_paths(wanted, self._site, self._locale.pk)

    def give(self, slug: str, path_of: Callable[[str], str]) -> str:
        """The slug, or the first numbered one whose address nobody has."""
        candidate, number = slug, 1
        while True:
            path = path_of(candidate)
            if path not in self._given and not is_reserved(path) and self._is_free(path):
                self._given.add(path)
                return candidate
            number += 1
            candidate = f"{slug}-{number}"

    def _is_free(self, path: str) -> bool:
        return path in self._free or not taken_paths([path], self._site, self._locale.pk)
