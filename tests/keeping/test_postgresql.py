"""PostgreSQL's own programs: which is taken, what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.keeping import postgresql
from broadsheet.keeping.errors import KeepingRefused


def make_program(folder: Path, version: str, words: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pg_dump"
    said = f'[ "$1" = --version ] && echo "pg_dump (PostgreSQL) {version}" && exit'
    path.write_text(f"#!/bin/sh\n{said}\n{words}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no such programs but those that a test makes in `path/` and `debian/`."""
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path / "debian")
    monkeypatch.setattr(
        "shutil.which",
        lambda name: str(found) if (found := tmp_path / "path" / name).exists() else None,
    )
    return tmp_path


def test_the_one_of_the_path_is_taken_where_it_is_new_enough(programs: Path) -> None:
    mine = make_program(programs / "path", "16.2")
    make_program(programs / "debian" / "17" / "bin", "17.0")
    assert postgresql.program("pg_dump", 15) == str(mine)
    assert postgresql.program("pg_dump", 16) == str(mine)


def test_a_newer_one_beside_it_helps(programs: Path) -> None:
    make_program(programs / "path", "14.9 (Debian 14.9-1)")
    newer = make_program(programs / "debian" / "17" / "bin", "17.0")
    assert postgresql.program("pg_dump", 16) == str(newer)


def test_without_any_it_says_what_to_install(programs: Path) -> None:
    with pytest.raises(KeepingRefused, match=r"not on this machine.*postgresql-client-16"):
        postgresql.program("pg_dump", 16)


def test_one_that_is_too_old_is_named_with_its_version(programs: Path) -> None:
    make_program(programs / "path", "9.6.24")
    with pytest.raises(KeepingRefused, match=r"version 9 and the server of version 16"):
        postgresql.program("pg_dump", 16)


def test_what_it_says_when_it_fails_is_passed_on(programs: Path) -> None:
    path = make_program(programs / "path", "16.2", "echo 'pg_dump: no room' >&2; exit 1")
    with pytest.raises(KeepingRefused, match="pg_dump failed: pg_dump: no room"):
        postgresql.run([str(path)], {}, lambda: None)


def test_it_ends_when_we_are_broken_off(programs: Path) -> None:
    path = make_program(programs / "path", "16.2", f"echo $$ > {programs}/pid; exec sleep 60")

    def broken_off() -> None:
        if (programs / "pid").exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        postgresql.run([str(path)], {}, broken_off)
    pid = (programs / "pid").read_text().strip()
    assert not Path(f"/proc/{pid}").exists()


def test_no_password_stands_among_the_words_but_in_the_environment() -> None:
    settings = {"HOST": "db", "PORT": "", "USER": "paper", "PASSWORD": "horse", "NAME": "p"}
    found = postgresql.environment_of({**settings, "OPTIONS": {"sslmode": "require"}})
    assert found == {
        "PGHOST": "db",
        "PGUSER": "paper",
        "PGPASSWORD": "horse",
        "PGDATABASE": "p",
        "PGSSLMODE": "require",
    }
    pytest.importorskip("psycopg")
    address = "postgresql://paper:ho%40rse@db:5433/p?sslmode=require"
    assert postgresql.environment_of_address(address) == {
        **found,
        "PGPASSWORD": "ho@rse",
        "PGPORT": "5433",
    }
