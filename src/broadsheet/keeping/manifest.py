"""What a backup says of itself: the first thing that is read of it, the last that is written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from broadsheet.keeping.errors import BackupDamaged, KeepingRefused

#: The version of a backup's form; an older Broadsheet refuses a newer one.
FORM = 1
NAME = "manifest.json"
#: The members beside folders.
SQLITE = "database.sqlite3"
POSTGRESQL = "database.pgdump"
SITE_TOML = "site.toml"
SECRET_KEY = "secret_key"  # noqa: S105
FILES = (SQLITE, POSTGRESQL, SITE_TOML, SECRET_KEY)
#: Folders, and where each stands in a site.
FOLDERS = {"originals": "data/originals", "media": "data/media", "theme": "theme"}


@dataclass(frozen=True)
class Member:
    """A file of the backup: its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass
class Manifest:
    """What is in a backup and of which moment; times are in UTC."""

    version: str
    #: The moment of the database: what was committed before it is in the backup.
    made_at: datetime
    site: dict[str, str]
    database: str
    migrations: list[str]
    counts: dict[str, int]
    form: int = FORM
    members: list[Member] = field(default_factory=list)
    #: Files that the database names and that were deleted, or missing, when they were to be kept.
    missing: list[str] = field(default_factory=list)

    @property
    def database_member(self) -> str:
        return SQLITE if self.database == "sqlite" else POSTGRESQL

    @property
    def has_secret_key(self) -> bool:
        return any(member.name == SECRET_KEY for member in self.members)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "made_at": self.made_at.isoformat()}

    def as_json(self) -> bytes:
        return json.dumps(self.as_dict(), indent=1, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Raises BackupDamaged for what is no manifest, KeepingRefused for one of a newer form."""
        try:
            found = json.loads(text)
            form = found.pop("form")
            if isinstance(form, int) and form > FORM:
                raise KeepingRefused(
                    f"The backup has form {form}, and this Broadsheet reads up to {FORM}. "
                    "Install the version that made it, or a newer one."
                )
            members = [Member(**member) for member in found.pop("members")]
            manifest = cls(
                **{**found, "made_at": datetime.fromisoformat(found["made_at"])},
                form=form,
                members=members,
            )
            manifest._check()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BackupDamaged(
                "The backup's manifest can't be read: it is damaged, or it is none of Broadsheet's."
            ) from error
        return manifest

    def _check(self) -> None:
        kinds = [
            isinstance(self.form, int),
            isinstance(self.version, str),
            self.database in ("sqlite", "postgresql"),
            all(isinstance(name, str) for name in (*self.migrations, *self.missing)),
            all(isinstance(count, int) for count in self.counts.values()),
            all(isinstance(text, str) for text in self.site.values()),
            all(
                isinstance(member.name, str)
                and isinstance(member.size, int)
                and member.size >= 0
                and isinstance(member.sha256, str)
                for member in self.members
            ),
        ]
        if not all(kinds):
            raise ValueError("A value is of the wrong kind.")
