"""What a person has of a Ghost site: its JSON export, or the zip that Ghost's backup makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.importers.errors import ExportRefused, FileRefused
from broadsheet.importers.ghost.source import Export, open_export, read_export, refused, unreadable
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.zip_files import ZipFiles

#: Bytes of a file of settings, and of a table of members.
LARGEST_SETTINGS = 4 * 1024**2
LARGEST_MEMBERS = 512 * 1024**2
_REDIRECTS = ("redirects.yaml", "redirects.yml", "redirects.json")
#: How JSON is called in a backup that is no export.
_NO_EXPORT = ("package", "config.", "redirects")
_ROUTES = ("routes.yaml", "routes.yml")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the old site's settings: its name for people, and its bytes."""

    name: str
    data: bytes


@dataclass
class Backup:
    """The parts of a Ghost site that were given."""

    export: Export
    files: ZipFiles | None = None
    redirects: Found | None = None
    routes: Found | None = None
    members: list[Found] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def open_backup(path: Path, content: Path | None = None, members: Path | None = None) -> Backup:
    """Open a JSON export or a zip; `content` is a copy of Ghost's folder, `members` its CSV.

    Raises ExportRefused.
    """
    if content is not None and not content.is_dir():
        raise refused(content, _("is no folder"), _("give --content the copy of Ghost's content/"))
    backup = _open_zip(path) if _is_zip(path) else Backup(open_export(path))
    if content is not None:
        backup.redirects = _in_folder(content, _REDIRECTS) or backup.redirects
        backup.routes = _in_folder(content, _ROUTES) or backup.routes
    if members is not None:
        backup.members = [_read(members, LARGEST_MEMBERS)]
    return backup


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        # `open_export` says what is wrong with it.
        return False


def _open_zip(path: Path) -> Backup:
    files = ZipFiles(path)
    backup = Backup(_export_in(path, files), files, problems=files.problems)
    for parts, _size in files.names():
        name = parts[-1].lower()
        if "themes" in parts:
            continue
        if name in _REDIRECTS and backup.redirects is None:
            backup.redirects = _setting(files, parts, backup)
        elif name in _ROUTES and backup.routes is None:
            backup.routes = _setting(files, parts, backup)
        elif name.startswith("members") and name.endswith(".csv"):
            found = _setting(files, parts, backup, LARGEST_MEMBERS)
            backup.members += [found] if found else []
    return backup


def _export_in(path: Path, files: ZipFiles) -> Export:
    """The export in a zip: the largest JSON that is one."""
    candidates = sorted(
        (
            (size, parts)
            for parts, size in files.names()
            if parts[-1].lower().endswith(".json")
            and not parts[-1].lower().startswith(_NO_EXPORT)
            and "themes" not in parts
        ),
        reverse=True,
    )
    fault: ExportRefused | None = None
    for _size, parts in candidates[:5]:
        inside = path / Path(*parts)
        try:
            with files.stream(parts) as file:
                return read_export(inside, file)
        except OSError as error:
            fault = fault or unreadable(inside, error)
        except ExportRefused as error:
            fault = fault or error
        except Exception as error:
            # zipfile and zlib have no common error for what is damaged.
            fault = fault or refused(
                inside, _("is damaged in the zip"), _("make the backup again with Ghost")
            )
            fault.__cause__ = error
    raise fault or refused(
        path,
        _("is a zip without Ghost's JSON export"),
        _("put the export into it, or give the JSON file and the folder as --content"),
    )


def _setting(
    files: ZipFiles, parts: tuple[str, ...], backup: Backup, limit: int = LARGEST_SETTINGS
) -> Found | None:
    try:
        return Found("/".join(parts), files.read(parts, limit))
    except FileRefused as error:
        backup.problems.append(str(error))
        return None


def _in_folder(content: Path, names: tuple[str, ...]) -> Found | None:
    for folder in ("", "data", "settings", "content/data", "content/settings", "content"):
        for name in names:
            if (content / folder / name).is_file():
                return _read(content / folder / name, LARGEST_SETTINGS)
    return None


def _read(path: Path, limit: int) -> Found:
    try:
        if path.stat().st_size > limit:
            raise refused(
                path,
                _("is larger than %(limit)d MB") % {"limit": limit // 1024**2},
                _("make sure that it is the file you mean"),
            )
        return Found(str(path), path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from error
