"""Where Django finds templates: the theme's first, then those that the packages ship."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader
from django.template.loaders.filesystem import Loader as FilesystemLoader

from broadsheet.core.theme import ORIGINAL, current_theme, for_readers


class ThemeLoader(FilesystemLoader):
    """Templates of the theme's folder, for readers' pages alone."""

    def get_dirs(self) -> list[Path]:  # type: ignore[override]
        return [current_theme().templates]

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        if not for_readers(template_name):
            return
        for origin in super().get_template_sources(template_name):
            # Django keeps `..` out; a link could still lead elsewhere.
            if current_theme().holds(Path(str(origin.name))):
                yield origin


class OriginalLoader(AppDirectoriesLoader):
    """`original/NAME` is the shipped template, for a theme that extends or includes it."""

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        if template_name.startswith(ORIGINAL):
            for origin in super().get_template_sources(template_name.removeprefix(ORIGINAL)):
                yield Origin(name=origin.name, template_name=template_name, loader=self)
