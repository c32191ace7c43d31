"""The site's own theme: what it set, which of its files count, and its version.

The room at the top reads `theme/theme.toml` and puts the result into Django's settings; this is
what the rooms below know of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.template import Node, Origin, Template

#: Templates as Broadsheet ships them, whatever a theme puts in their place.
ORIGINAL = "original/"
#: Characters of a theme's version.
VERSION_LENGTH = 12


@dataclass(frozen=True)
class Theme:
    """What a theme says. An empty value leaves to Broadsheet what it would do without a theme.

    `light` and `dark` hold colours by their names, such as `{"on_accent": "#ffffff"}`; `preload`
    is None where the theme does not choose its fonts; `style` is the text of theme.css.
    """

    folder: Path
    name: str = ""
    version: str = ""
    author: str = ""
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    card_picture: str = ""
    rows: tuple[str, ...] = ()
    preload: tuple[str, ...] | None = None
    style: str = ""
    #: Changes with every file of the theme; "" where there is none.
    digest: str = ""

    @property
    def sets_accent(self) -> bool:
        return "accent" in self.light or "accent" in self.dark

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    @property
    def static(self) -> Path:
        return self.folder / "static"

    def holds(self, path: Path) -> bool:
        """Whether a path stands in the theme's folder, with every link in it followed."""
        return path.resolve().is_relative_to(self.folder.resolve())


def current_theme() -> Theme:
    """The theme that this process started with."""
    return settings.BROADSHEET_THEME


def theme_version() -> str:
    """Twelve characters that change with any file of the theme; "" for a site without one.

    What is kept of a rendered page is out of date when this has changed.
    """
    return current_theme().digest


def for_readers(name: str) -> bool:
    """Whether a theme may replace the template or static file of this name.

    The newsroom's own screens are no theme's: a broken one must not lock the desk out.
    """
    parts = name.replace("\\", "/").split("/")
    return not (
        parts[0].startswith("wagtail")
        or parts[0] in ("django", "original", "registration", "typed_table_block")
        or parts[0] in ("account", "allauth", "mfa", "socialaccount", "staff", "usersessions")
        or "admin" in parts
    )


def theme_files(folder: Path) -> Iterator[Path]:
    """Every file of a theme's folder in a steady order, without hidden ones.

    A link that leads out of the theme is left out.
    """
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.resolve().is_relative_to(root) and path.is_file():
            yield path


def digest_of(folder: Path) -> str:
    """The version of a theme's folder: its files' names and contents."""
    whole = hashlib.sha256()
    empty = True
    for path in theme_files(folder):
        empty = False
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return "" if empty else whole.hexdigest()[:VERSION_LENGTH]


@dataclass(frozen=True)
class Fault:
    """Where a theme's template failed; `line` is 0 where nobody knows it."""

    path: Path
    line: int
    reason: str


def fault_of(error: BaseException) -> Fault | None:
    """The place in a theme's template that raised an error; None for an error elsewhere.

    Django names a template's line only in its debug mode; the nodes on the way down know it.
    """
    theme, found = current_theme(), _deepest_template(error)
    path = Path(str(found[0].name)) if found else None
    if found is None or path is None or not path.is_relative_to(theme.templates):
        # Django raises some errors anew on the way up.
        return fault_of(error.__cause__) if error.__cause__ is not None else None
    line = found[1]
    # Where a template could not be read, the error knows the tag that was wrong.
    line = getattr(getattr(error, "token", None), "lineno", None) or line
    reason = getattr(error, "raw_error_message", None) or str(error) or type(error).__name__
    return Fault(path.relative_to(theme.folder.parent), line, str(reason))


def _deepest_template(error: BaseException) -> tuple[Origin, int] | None:
    """The template that was read or rendered when an error was raised, and the line in it."""
    found: tuple[Origin, int] | None = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        part = trace.tb_frame.f_locals.get("self")
        origin = getattr(part, "origin", None) if isinstance(part, Node | Template) else None
        if isinstance(origin, Origin):
            found = origin, getattr(getattr(part, "token", None), "lineno", None) or 0
        trace = trace.tb_next
    return found
