"""A Ghost export as tables: the file is opened, told apart from others, and read, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from broadsheet.importers.errors import ExportRefused
from broadsheet.importers.fields import Fields, moment
from broadsheet.importers.json_rows import (
    NotJson,
    NotText,
    RowTooLong,
    TooDeep,
    read_document,
)
from broadsheet.importers.spool import Spool
from broadsheet.importers.wording import gettext as _

_BEGINNINGS = ((b"\x1f\x8b", "gzip"), (b"%PDF", "PDF"), (b"\xfd7zXZ", "xz"))
#: The tables that we read, and by which column a row is looked for.
_KEYS = {
    "posts": "",
    "posts_meta": "post_id",
    "posts_authors": "post_id",
    "posts_tags": "post_id",
    "users": "",
    "tags": "",
    "settings": "",
    "products": "",
    "newsletters": "",
    "members": "",
    "labels": "",
    "members_labels": "member_id",
    "members_newsletters": "member_id",
    "members_products": "member_id",
    "suppressions": "",
}


@dataclass(frozen=True, slots=True)
class Export:
    """A Ghost export's tables by name, each row as it stood."""

    path: Path
    version: str
    exported_at: datetime | None
    spool: Spool
    place: str

    def __contains__(self, table: str) -> bool:
        return (self.place, table) in self.spool

    def rows(self, table: str) -> Iterator[Fields]:
        """The rows of a table, without what is no row."""
        return self.spool.rows(self.place, table)

    def row(self, table: str, number: int) -> Fields:
        return self.spool.row(self.place, table, number)

    def keyed(self, table: str, key: str) -> Iterator[Fields]:
        """The rows of a table that belong to a post or a member."""
        return self.spool.keyed(self.place, table, key)

    def count(self, table: str) -> int:
        return self.spool.count(self.place, table)

    def settings(self) -> dict[str, str]:
        return {row.text("key"): row.text("value") for row in self.rows("settings")}


def open_export(path: Path) -> Export:
    """Read a Ghost JSON export of any version. Raises ExportRefused."""
    if path.is_dir():
        raise refused(
            path,
            _("is a folder"),
            _("give the JSON file that Ghost's settings export, such as my-site.ghost.json"),
        )
    if not path.exists():
        raise refused(path, _("does not exist"), _("check the name and the folder it is in"))
    if not path.is_file():
        raise refused(path, _("is no ordinary file"), _("give the JSON file of Ghost's export"))
    try:
        with path.open("rb") as file:
            return read_export(path, file)
    except OSError as error:
        raise unreadable(path, error) from error


def read_export(path: Path, file: BinaryIO) -> Export:
    """Read an export from an open file; `path` is its name for people. Raises ExportRefused."""
    begun = file.read(64 * 1024)
    while begun and not begun.strip() and (more := file.read(64 * 1024)):
        begun = more
    _check_kind(path, begun)
    tables = _Tables()
    try:
        read_document(file, tables, begun)
    except NotText as error:
        raise refused(
            path,
            _("is not UTF-8 text (line %(line)d)") % {"line": error.line},
            _("export again from Ghost, or save the file as UTF-8"),
        ) from error
    except NotJson as error:
        raise refused(path, _json_fault(error), _("export or download it again")) from error
    except TooDeep as error:
        raise refused(
            path,
            _("is nested too deeply to be a Ghost export"),
            _("export again from Ghost's settings"),
        ) from error
    except RowTooLong as error:
        raise refused(
            path,
            _("has a row of more than 64 million characters at line %(line)d")
            % {"line": error.line},
            _("make sure that it is Ghost's JSON export, which holds text alone"),
        ) from error
    return tables.export(path)


def _json_fault(error: NotJson) -> str:
    if error.cut:
        return _("ends too early (line %(line)d): it was cut off") % {"line": error.line}
    if error.reason.startswith("Exceeds"):
        return _("is not valid JSON (%(reason)s)") % {"reason": error.reason}
    return _("is not valid JSON (line %(line)d, column %(column)d)") % {
        "line": error.line,
        "column": error.column,
    }


def _check_kind(path: Path, begun: bytes) -> None:
    if not begun.strip():
        raise refused(path, _("is empty"), _("export again from Ghost's settings"))
    for beginning, kind in _BEGINNINGS:
        if begun.startswith(beginning):
            raise refused(
                path,
                _("is a %(kind)s file, which can't be read") % {"kind": kind},
                _("unpack it and give the JSON file that is inside"),
            )
    start = begun[:2000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        raise _markup(path, start)


def _markup(path: Path, start: str) -> ExportRefused:
    if "wordpress.org/export" in start or "<rss" in start:
        return refused(
            path,
            _("is XML, a WordPress export or a feed, and not a Ghost export"),
            _("give the JSON file of Ghost's settings"),
        )
    return refused(
        path,
        _("is a web page or XML and not a Ghost export"),
        _("give the JSON file of Ghost's settings"),
    )


@dataclass
class _Tables:
    """Finds the tables: in `db`, a list of one or an object, or bare; `data` may hold `data`."""

    spool: Spool = field(default_factory=Spool)
    metas: dict[str, Fields] = field(default_factory=dict)

    def enters(self, place: tuple[str, ...], opening: str) -> bool:
        if place in ((), ("db",), ("db", "0")):
            # A list is entered only where a database may be the item of one.
            return opening == "{" or place == ("db",)
        names = _without_database(place)
        if names in (("data",), ("data", "data")):
            return opening == "{"
        if opening == "[" and names and names[-1] in _KEYS:
            self.spool.begin("/".join(place[:-1]), names[-1])
            return set(names[:-1]) == {"data"}
        return False

    def row(self, place: tuple[str, ...], text: str, value: Any) -> None:
        if isinstance(value, Mapping) and place and place[-1] in _KEYS:
            key = _KEYS[place[-1]]
            found = Fields(value).text(key) if key else ""
            self.spool.add("/".join(place[:-1]), place[-1], found, text)

    def value(self, place: tuple[str, ...], value: Any) -> None:
        if place and place[-1] == "meta":
            self.metas["/".join(place[:-1])] = Fields.of(value)

    def export(self, path: Path) -> Export:
        self.spool.finish()
        for holder in ("db/0", "db", ""):
            data = f"{holder}/data".lstrip("/")
            for outer, place in ((holder, data), (data, f"{data}/data")):
                if (place, "posts") in self.spool:
                    meta = self.metas.get(outer, Fields({}))
                    return Export(path, meta.text("version"), _exported(meta), self.spool, place)
        raise refused(
            path,
            _("is JSON but not a Ghost export: it has no posts"),
            _("give the file that Ghost's settings export"),
        )


def _without_database(place: tuple[str, ...]) -> tuple[str, ...]:
    if place[:2] == ("db", "0"):
        return place[2:]
    return place[1:] if place[:1] == ("db",) else place


def _exported(meta: Fields) -> datetime | None:
    try:
        return moment(meta.data.get("exported_on"))
    except ValueError:
        return None


def unreadable(path: Path, error: OSError) -> ExportRefused:
    return refused(
        path,
        _("can't be read (%(reason)s)") % {"reason": error.strerror or str(error)},
        _("check the file and your right to read it"),
    )


def refused(path: Path, fault: str, next_step: str) -> ExportRefused:
    return ExportRefused(
        _("The file %(file)s %(fault)s; %(next_step)s.")
        % {"file": path, "fault": fault, "next_step": next_step}
    )
