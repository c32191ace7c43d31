"""Puts a site back from a backup: verified first, unpacked aside, then changed places with.

Nothing of Django is set up on the site that is restored: it may not be there yet, or be broken.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.keeping.archive import Progress
from broadsheet.keeping.errors import BackupDamaged, KeepingRefused
from broadsheet.keeping.known import Known
from broadsheet.keeping.manifest import SECRET_KEY, SITE_TOML, Manifest
from broadsheet.keeping.restored_database import PostgresqlRestore, settle_sqlite
from broadsheet.keeping.site_toml import given_back, private_values, with_values
from broadsheet.keeping.verifying import Backup

#: What of a site's folder a backup holds, in the order in which it changes places.
PARTS = ("data", "theme", SITE_TOML)
STAGED, FORMER = ".restoring", ".before-restore"


def require_known(manifest: Manifest, known: Known) -> list[str]:
    """The migrations that the program has more than the backup.

    Raises KeepingRefused where the backup has newer ones than the program: no version can take
    its database back.
    """
    newer = sorted(name for name in manifest.migrations if known.is_newer(name, manifest.version))
    if newer:
        raise KeepingRefused(
            f"The backup was made by Broadsheet {manifest.version} with changes of the database "
            f"that this version does not know, such as {newer[0]}. Install that version or a "
            "newer one, then restore. Nothing was changed."
        )
    return sorted(known.names - set(manifest.migrations))


def require_kind(manifest: Manifest, database: str) -> None:
    """Raises KeepingRefused where the backup's database is of another kind than the site's."""
    kind = "sqlite" if database == "sqlite" else "postgresql"
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if manifest.database != kind:
        give = (
            "give --database sqlite"
            if manifest.database == "sqlite"
            else "give --database postgresql://… with an empty database"
        )
        raise KeepingRefused(
            f"The backup holds a {names[manifest.database]} database, and the site is to stand on "
            f"{names[kind]}. A backup returns to its own kind only: {give}. `broadsheet export` "
            "writes open formats, and there is no import of them into another database yet."
        )


def require_room(site: Path, *, replace: bool) -> None:
    """Raises KeepingRefused where something stands in the site's folder that must not go."""
    if (site / FORMER).exists():
        raise KeepingRefused(
            f"A restore was broken off in {site}: what stood there before is in {site / FORMER}. "
            "Put back what is missing, or remove that folder, then restore."
        )
    if replace or not site.exists():
        return
    if not site.is_dir():
        raise KeepingRefused(f"{site} is no folder. Give another one with --site.")
    if any((site / part).exists() for part in (SITE_TOML, "data")):
        raise KeepingRefused(
            f"There is a site in {site} already. Give another folder with --site, or replace that "
            "one with --replace: it is kept aside until the restored one stands."
        )
    if any(site.iterdir()):
        raise KeepingRefused(
            f"{site} is not empty. Give a folder that is new or empty with --site."
        )


def site_toml_of(folder: Path) -> str:
    """The text of the backup's site.toml, as it was unpacked. Raises BackupDamaged."""
    try:
        text = (folder / SITE_TOML).read_text(encoding="utf-8-sig")
        tomllib.loads(text)
    except (UnicodeDecodeError, ValueError) as error:
        raise BackupDamaged("The backup's site.toml can't be read. Take another backup.") from error
    return text


@contextmanager
def staged(backup: Backup, site: Path, progress: Progress) -> Iterator[Path]:
    """The whole backup unpacked into a folder beside what stands in the site."""
    site.mkdir(parents=True, exist_ok=True)
    folder = site / STAGED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        backup.unpack(folder, progress)
        for part in ("data/originals", "data/media", "theme"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def completed_toml(text: str, former: str | None, database: str | None) -> tuple[str, list[str]]:
    """The site.toml to stand: with the passwords of the one that it replaces, and the new address
    of the database. Returns the keys, too, whose password is in neither.
    """
    values = tomllib.loads(text)
    known: dict[str, object] = {}
    if former is not None:
        # What stands there is replaced, and not the database of the site that was backed up.
        database = database or tomllib.loads(former).get("database", "sqlite")
        known = given_back(former, values)
    if database is not None and values.get("database", "sqlite") != database:
        known["database"] = database
    text = with_values(text, known) if known else text
    found = tomllib.loads(text)
    lacking = [
        key
        for key, value in found.items()
        if key in ("mail", "cache") and isinstance(value, str) and _wants_password(value)
    ]
    if found.get("oidc_server") and not found.get("oidc_secret"):
        lacking.append("oidc_secret")
    return text, lacking


def _wants_password(address: str) -> bool:
    """Whether an address names an account and no password."""
    parts = urlsplit(address)
    return bool(parts.username) and not parts.password


def check_sqlite(folder: Path, manifest: Manifest, tables: dict[str, str]) -> None:
    """Look an unpacked database over: sound pages, and as many rows as were counted."""
    path = folder / "data" / "broadsheet.sqlite3"
    try:
        with closing(sqlite3.connect(path)) as database:
            said = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            found = {
                name: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
                for name, table in tables.items()
                if name in manifest.counts
            }
    except sqlite3.Error as error:
        raise BackupDamaged(f"The backup's database can't be opened: {error}.") from error
    if said != "ok" or any(manifest.counts[name] != count for name, count in found.items()):
        raise BackupDamaged("The backup's database is not what was kept. Take another backup.")


def stand(
    folder: Path,
    site: Path,
    manifest: Manifest,
    archive_name: str,
    text: str,
    database: PostgresqlRestore | None,
    *,
    beat: Callable[[], None],
) -> None:
    """Let the unpacked site and what stands there change places; all goes back if one step fails.

    `database` restores a PostgreSQL database; an SQLite file is in the folder already.
    """
    toml = folder / SITE_TOML
    toml.write_text(text, encoding="utf-8")
    toml.chmod(0o600 if private_values(text) else 0o644)
    if database is None:
        settle_sqlite(folder / "data" / "broadsheet.sqlite3", archive_name)
    _carry_over(folder, site)
    _onto_disk(folder)
    former = site / FORMER
    former.mkdir(mode=0o700)
    moved: list[tuple[Path, Path]] = []
    try:
        if database is not None:
            dump = folder / "data" / manifest.database_member
            database.put_aside()
            database.restore(dump, manifest, archive_name, beat)
            dump.unlink()
        for part in PARTS:
            for source, target in ((site / part, former / part), (folder / part, site / part)):
                if source.exists() or source.is_symlink():
                    source.rename(target)
                    moved.append((source, target))
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        if database is not None:
            database.take_back()
        shutil.rmtree(former, ignore_errors=True)
        raise
    if database is not None:
        database.drop_former()
    shutil.rmtree(former, ignore_errors=True)


def _carry_over(folder: Path, site: Path) -> None:
    """What was not in the backup and would end everybody's session stays as it is."""
    key = site / "data" / SECRET_KEY
    target = folder / "data" / SECRET_KEY
    if key.is_file() and not target.exists():
        shutil.copyfile(key, target)
    if target.exists():
        target.chmod(0o600)


def _onto_disk(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
