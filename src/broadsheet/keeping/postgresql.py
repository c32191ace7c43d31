"""PostgreSQL's own programs: found, of a fitting version, and given the password unseen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from broadsheet.keeping.errors import KeepingRefused

#: Where Debian and Ubuntu keep the programs of each version, beside what PATH names.
DEBIAN = Path("/usr/lib/postgresql")
#: libpq's environment for what may follow the ? of a database's address.
ENVIRONMENT = {
    "application_name": "PGAPPNAME",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}
#: Seconds between two looks at a program that works.
LOOK = 0.2


def environment_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """libpq's environment for Django's settings: no password stands among a program's words."""
    given = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": settings["NAME"],
        **settings["OPTIONS"],
    }
    return _named(given)


def environment_of_address(address: str) -> dict[str, str]:
    """libpq's environment for a database's address, as site.toml has it."""
    from psycopg.conninfo import conninfo_to_dict

    return _named(conninfo_to_dict(address))


def _named(given: Mapping[str, Any]) -> dict[str, str]:
    return {ENVIRONMENT[name]: str(value) for name, value in given.items() if value}


def program(name: str, server: int) -> str:
    """The path of `pg_dump` or `pg_restore` of at least the server's major version.

    Raises KeepingRefused with what to install.
    """
    found = shutil.which(name)
    beside = [str(path) for path in sorted(DEBIAN.glob(f"*/bin/{name}"), reverse=True)]
    versions = []
    for path in ([found] if found else []) + beside:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"(\d+)(?:\.\d+)?", said.stdout)
        if version and int(version[1]) >= server:
            return path
        if version:
            versions.append(version[1])
    if not versions:
        raise KeepingRefused(
            f"PostgreSQL's program {name} is not on this machine. Install the client programs of "
            f"version {server} or newer (on Debian: postgresql-client-{server})."
        )
    raise KeepingRefused(
        f"The program {name} here is of version {', '.join(versions)} and the server of version "
        f"{server}: it can't read a newer one. Install the client programs of version {server} "
        f"(on Debian: postgresql-client-{server})."
    )


def run(words: list[str], environment: Mapping[str, str], beat: Callable[[], None]) -> None:
    """Run a program to its end, calling `beat` meanwhile; it ends with us, however we end.

    Raises KeepingRefused with the first thing it said.
    """
    with subprocess.Popen(
        words,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            while True:
                try:
                    _out, said = process.communicate(timeout=LOOK)
                    break
                except subprocess.TimeoutExpired:
                    beat()
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        first = next(iter(said.strip().splitlines()), f"it ended with {process.returncode}")
        raise KeepingRefused(f"PostgreSQL's {Path(words[0]).name} failed: {first}")
