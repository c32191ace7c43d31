"""How backups are called: broadsheet-HOST-20261124T033000Z.zip, the time in UTC."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import UTC, datetime
from urllib.parse import urlsplit

STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"broadsheet-(.+)-(\d{8}T\d{6}Z)(?:-(\d+))?\.zip")


def site_of(name: str) -> str:
    """The host of which a file is a backup by its name, as names have it; "" for other files."""
    found = NAME.fullmatch(name)
    return found[1] if found else ""


def stamp_of(name: str) -> tuple[str, int]:
    """Sorts by the moment, then by the number of those of one second."""
    found = NAME.fullmatch(name)
    return (found[2], int(found[3] or 1)) if found else ("", 0)


def host_in_names(address: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", urlsplit(address).netloc.lower()).strip("-.") or "site"


def name_for(address: str, moment: datetime, taken: Container[str]) -> str:
    """A name of its own for a backup of a site's moment."""
    stem = f"broadsheet-{host_in_names(address)}-{moment.astimezone(UTC):{STAMP}}"
    number, name = 1, f"{stem}.zip"
    while name in taken:
        number += 1
        name = f"{stem}-{number}.zip"
    return name
