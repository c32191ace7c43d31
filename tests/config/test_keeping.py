"""Backup, restore and upgrade as an operator types them, on sites of their own."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.command import COMMAND, broadsheet, environment
from tests.config.running import LOCKS, run, wait_for
from tests.running_site import postgresql_database

SECRET = "smtp://desk:horse-battery@mail.example:25"

#: Whole sites are kept and brought back, for minutes; `tests/keeping` tests the parts every day.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def paper(new_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a picture, a theme's file and a password in its site.toml; not to be changed."""
    folder = tmp_path_factory.mktemp("paper") / "site"
    shutil.copytree(new_site, folder)
    originals = folder / "data" / "originals" / "original_images"
    originals.mkdir(parents=True)
    (originals / "quay.jpg").write_bytes(b"\xff\xd8 not looked into")
    (folder / "data" / "sign-in.txt").write_text("editor\npassword-of-the-demo\n")
    (folder / "theme" / "static" / "own.css").write_text("body {}\n")
    with (folder / "site.toml").open("a") as file:
        file.write(f'mail = "{SECRET}"\n')
    ask(folder, SIGN_IN)
    return folder


@pytest.fixture(scope="module")
def kept(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    folder = tmp_path_factory.mktemp("kept")
    done = broadsheet("backup", folder, "--site", paper, "--json")
    assert done.code == 0, done.err
    return folder / str(json.loads(done.out)["name"])


#: Somebody is signed in; whoever knows the key is, too.
SESSION = "a-living-session-of-the-editor"
SIGN_IN = (
    "INSERT INTO django_session (session_key, session_data, expire_date) "
    f"VALUES ('{SESSION}', 'x', '2099-01-01')"
)
SESSIONS = "SELECT count(*) FROM django_session"


def ask(site: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(site / "data" / "broadsheet.sqlite3")) as database:
        found = database.execute(sql, values).fetchall()
        database.commit()
        return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class TestBackup:
    def test_it_says_what_it_kept(self, paper: Path, tmp_path: Path) -> None:
        done = broadsheet("backup", tmp_path / "kept", "--site", paper, "--json")
        assert done.code == 0, done.err
        report = json.loads(done.out)
        assert report["database"] == "sqlite"
        assert report["counts"]["stories"] == 0
        assert report["missing"] == []
        [archive] = (tmp_path / "kept").iterdir()
        assert archive.name == report["name"]
        assert re.fullmatch(r"broadsheet-127\.0\.0\.1-8000-\d{8}T\d{6}Z\.zip", archive.name)
        assert archive.stat().st_size == report["size"]

    def test_no_secret_and_no_password_is_in_it(self, paper: Path, kept: Path) -> None:
        with zipfile.ZipFile(kept) as archive:
            names = ("site.toml", "manifest.json")
            content = "".join(archive.read(name).decode() for name in names)
        assert "horse-battery" not in content
        assert "smtp://desk@mail.example:25" in content
        assert "secret_key" not in content
        assert "sign-in" not in content

    def test_nobody_is_signed_in_by_what_is_in_it(self, kept: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(kept) as archive:
            assert SESSION.encode() not in archive.read("database.sqlite3")
        assert broadsheet("restore", kept, "--site", tmp_path / "new").code == 0
        assert ask(tmp_path / "new", SESSIONS) == [(0,)]

    def test_where_to_must_be_known(self, paper: Path) -> None:
        done = broadsheet("backup", "--site", paper)
        assert done.code == 1
        assert "Where to?" in done.err

    def test_site_toml_may_say_where_to(self, paper: Path, tmp_path: Path) -> None:
        place = str(tmp_path / "by-settings")
        done = broadsheet("backup", "--site", paper, BROADSHEET_BACKUP_TO=place)
        assert done.code == 0, done.err
        assert len(list((tmp_path / "by-settings").iterdir())) == 1

    def test_a_folder_that_cannot_be_written_is_named(self, paper: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        done = broadsheet("backup", tmp_path / "file" / "x", "--site", paper)
        assert done.code == 1
        assert "Nothing can be written to" in done.err
        last = ask(paper, "SELECT state, reason FROM keeping_backup ORDER BY id DESC")[0]
        assert last[0] == "failed"
        assert "Nothing can be written to" in str(last[1])

    def test_old_ones_go_when_a_new_one_is_whole(self, paper: Path, tmp_path: Path) -> None:
        for _turn in range(2):
            assert broadsheet("backup", tmp_path, "--site", paper, "--keep", "1").code == 0
        assert len(list(tmp_path.glob("*.zip"))) == 1

    def test_ctrl_c_leaves_nothing_that_looks_whole(self, paper: Path, tmp_path: Path) -> None:
        big = paper / "data" / "originals" / "big.jpg"
        with big.open("wb") as file:
            file.truncate(3_000_000_000)
        process = subprocess.Popen(
            [*COMMAND, "backup", str(tmp_path), "--site", str(paper)],
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert wait_for(lambda: list(tmp_path.glob(".unfinished*/backup.zip")), 30)
            process.send_signal(signal.SIGINT)
            _out, said = process.communicate(timeout=30)
        finally:
            process.kill()
            big.unlink()
        assert process.returncode == 130
        assert "nothing of it is kept" in said
        assert list(tmp_path.iterdir()) == []
        [(state, reason)] = ask(
            paper, "SELECT state, reason FROM keeping_backup ORDER BY id DESC LIMIT 1"
        )
        assert (state, reason) == ("failed", "It was broken off.")


class TestRestore:
    def test_an_empty_machine_gets_the_whole_site(
        self, paper: Path, kept: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "srv" / "paper"
        done = broadsheet("restore", kept, "--site", target)
        assert done.code == 0, done.err
        assert "everybody signs in again" in done.err
        assert "The password in mail of site.toml is not in the backup" in done.err
        for part in ("data/originals", "theme"):
            assert files(target / part) == files(paper / part)
        assert not list(target.glob(".*"))
        rows = "SELECT name, state FROM keeping_backup"
        assert (kept.name, "done") in ask(target, rows)
        pages = "SELECT title, url_path FROM wagtailcore_page ORDER BY path"
        assert ask(target, pages) == ask(paper, pages)
        assert broadsheet("doctor", "--site", target).code == 0

    def test_check_writes_nothing(self, kept: Path, tmp_path: Path) -> None:
        done = broadsheet("restore", kept.parent, "--check", "--json", cwd=tmp_path)
        assert done.code == 0, done.err
        report = json.loads(done.out)
        assert report["restored"] is False
        assert report["name"] == kept.name
        assert list(tmp_path.iterdir()) == []

    def test_a_site_that_stands_there_is_refused(self, paper: Path, kept: Path) -> None:
        before = files(paper)
        done = broadsheet("restore", kept, "--site", paper)
        assert done.code == 1
        assert "--replace" in done.err
        assert files(paper) == before

    def test_a_folder_with_something_else_is_refused(self, kept: Path, tmp_path: Path) -> None:
        (tmp_path / "thesis.odt").write_text("years of work")
        done = broadsheet("restore", kept, "--site", tmp_path)
        assert done.code == 1
        assert "is not empty" in done.err
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]

    def test_a_damaged_one_is_refused_before_anything_is_touched(
        self, paper: Path, kept: Path, tmp_path: Path
    ) -> None:
        content = bytearray(kept.read_bytes())
        content[len(content) // 2] ^= 1
        damaged = tmp_path / kept.name
        damaged.write_bytes(content)
        before = files(paper)
        done = broadsheet("restore", damaged, "--site", paper, "--replace")
        assert done.code == 1
        assert "can't be trusted" in done.err
        assert files(paper) == before
        assert broadsheet("restore", damaged, "--site", tmp_path / "new").code == 1
        assert not (tmp_path / "new").exists()

    def test_replacing_keeps_the_secrets_that_were_there(
        self, paper: Path, kept: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "site"
        shutil.copytree(paper, target)
        ask(target, "UPDATE wagtailcore_page SET title = 'Spoilt'")
        (target / "data" / "originals" / "later.jpg").write_bytes(b"x")
        (target / "notes.txt").write_text("the operator's own")
        done = broadsheet("restore", kept, "--site", target, "--replace")
        assert done.code == 0, done.err
        assert ask(target, "SELECT count(*) FROM wagtailcore_page WHERE title = 'Spoilt'") == [(0,)]
        assert not (target / "data" / "originals" / "later.jpg").exists()
        key = target / "data" / "secret_key"
        assert key.read_bytes() == (paper / "data" / "secret_key").read_bytes()
        assert SECRET in (target / "site.toml").read_text()
        assert sorted(path.name for path in target.iterdir()) == [
            *("data", "notes.txt", "site.toml", "theme", "words-of-new.txt")
        ]

    def test_with_secrets_everything_is_there(self, paper: Path, tmp_path: Path) -> None:
        done = broadsheet("backup", tmp_path / "k", "--site", paper, "--with-secrets")
        assert done.code == 0, done.err
        assert broadsheet("restore", tmp_path / "k", "--site", tmp_path / "new").code == 0
        assert SECRET in (tmp_path / "new" / "site.toml").read_text()
        key = tmp_path / "new" / "data" / "secret_key"
        assert key.read_bytes() == (paper / "data" / "secret_key").read_bytes()
        assert key.stat().st_mode & 0o777 == 0o600
        assert ask(tmp_path / "new", SESSIONS) == [(1,)]

    def test_another_kind_of_database_is_refused_with_what_to_do(
        self, kept: Path, tmp_path: Path
    ) -> None:
        done = broadsheet(
            *("restore", kept, "--site", tmp_path / "new"),
            *("--database", "postgresql://nobody@127.0.0.1:9/paper"),
        )
        assert done.code == 1
        assert "its own kind only" in done.err
        assert "export" in done.err
        assert not (tmp_path / "new").exists()

    def test_while_the_site_runs_nothing_is_restored_and_nothing_upgraded(
        self, paper: Path, kept: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "site"
        shutil.copytree(paper, target)
        with run(target):
            for words in (("restore", kept, "--replace"), ("upgrade",)):
                done = broadsheet(*words, "--site", target)
                assert done.code == 1
                assert "The site runs (process" in done.err
            made = broadsheet("backup", tmp_path / "kept", "--site", target)
            assert made.code == 0, made.err

    def test_a_restore_that_was_broken_off_is_not_run_over(
        self, kept: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "site"
        (target / ".before-restore" / "data").mkdir(parents=True)
        done = broadsheet("restore", kept, "--site", target, "--replace")
        assert done.code == 1
        assert "A restore was broken off" in done.err
        assert (target / ".before-restore" / "data").is_dir()

    def test_the_former_site_comes_back_when_the_change_fails(
        self, paper: Path, kept: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "site"
        shutil.copytree(paper, target)
        before = files(target)
        code = f"""
import sys
from pathlib import Path
from broadsheet.config.cli import main
rename = Path.rename
def fails(self, target):
    if self.name == "theme" and ".restoring" in str(self):
        raise OSError(28, "No space left on device")
    return rename(self, target)
Path.rename = fails
sys.argv = ["broadsheet", "restore", {str(kept)!r}, "--site", {str(target)!r}, "--replace"]
main()
"""
        done = subprocess.run(
            [COMMAND[0], "-c", code], env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert "nothing was changed" in done.stderr
        assert files(target) == {**before, **LOCKS}
        assert not list(target.glob(".*"))


class TestUpgrade:
    @pytest.fixture
    def old(self, paper: Path, tmp_path: Path) -> Path:
        """A site of an earlier version: without this room's table."""
        target = tmp_path / "old"
        shutil.copytree(paper, target)
        ask(target, "DROP TABLE keeping_backup")
        ask(target, "DELETE FROM django_migrations WHERE app = 'keeping'")
        return target

    def test_it_backs_up_then_changes_the_database(self, old: Path) -> None:
        done = broadsheet("upgrade", "--site", old, "--json")
        assert done.code == 0, done.err
        assert "1 changes" in done.err
        report = json.loads(done.out)
        assert report["changes"] == ["keeping.0001_initial"]
        assert report["failed"] == ""
        assert "roles" in report["steps"]
        assert (old / "backups" / report["backup"]["name"]).is_file()
        assert "is up to date" in done.err
        assert len(list((old / "backups").glob("*.zip"))) == 1
        assert ask(old, "SELECT count(*) FROM keeping_backup") == [(0,)]
        assert broadsheet("doctor", "--site", old).code == 0

    def test_when_a_step_fails_it_says_the_way_back_and_that_way_works(self, old: Path) -> None:
        code = f"""
import sys
from broadsheet.config.cli import main, sites
migrate = sites.migrate
def then_print():
    from broadsheet.core.upgrading import UpgradeStep, upgrade_steps
    def fails():
        raise RuntimeError("the press has no paper")
    upgrade_steps.register("fails", UpgradeStep("Printing", fails))
    migrate()
sites.migrate = then_print
sys.argv = ["broadsheet", "upgrade", "--site", {str(old)!r}, "--json"]
main()
"""
        done = subprocess.run(
            [COMMAND[0], "-c", code], env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "Printing …" in done.stderr
        assert "The upgrade failed: the press has no paper." in done.stderr
        found = re.search(r"^  broadsheet (restore .*)$", done.stderr, re.M)
        assert found, done.stderr
        report = json.loads(done.stdout)
        assert report["failed"] == "the press has no paper"
        assert report["way_back"] == f"broadsheet {found[1]}"
        assert "fails" not in report["steps"]
        back = broadsheet(*found[1].split())
        assert back.code == 0, back.err
        tables = "SELECT count(*) FROM sqlite_master WHERE name = 'keeping_backup'"
        assert ask(old, tables) == [(0,)]

    def test_without_a_backup_nothing_is_changed(self, old: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        done = broadsheet("upgrade", "--site", old, "--to", tmp_path / "file" / "x")
        assert done.code == 1
        assert "nothing was changed" in done.err
        tables = "SELECT count(*) FROM sqlite_master WHERE name = 'keeping_backup'"
        assert ask(old, tables) == [(0,)]


@pytest.fixture(scope="class")
def server() -> str:
    address = postgresql_database("broadsheet_keeping_a")
    if address is None:
        pytest.skip("No PostgreSQL answers at BROADSHEET_TEST_POSTGRESQL.")
    return address


@pytest.fixture(scope="class")
def on_postgresql(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("postgresql") / "site"
    done = broadsheet("new", folder, "--database", server)
    assert done.code == 0, done.err
    import psycopg

    with psycopg.connect(server) as connection:
        connection.execute(SIGN_IN)
    assert broadsheet("backup", folder.parent / "kept", "--site", folder).code == 0
    return folder


def titles(address: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(address) as connection:
        return connection.execute("SELECT title FROM wagtailcore_page ORDER BY path").fetchall()


class TestPostgresql:
    def test_it_returns_to_an_empty_database_and_only_there(
        self, server: str, on_postgresql: Path, tmp_path: Path
    ) -> None:
        kept = on_postgresql.parent / "kept"
        other = postgresql_database("broadsheet_keeping_b")
        assert other is not None
        refused = broadsheet("restore", kept, "--site", tmp_path / "new")
        assert refused.code == 1
        assert "holds tables already" in refused.err
        assert not (tmp_path / "new").exists()
        done = broadsheet("restore", kept, "--site", tmp_path / "new", "--database", other)
        assert done.code == 0, done.err
        assert titles(other) == titles(server)
        assert broadsheet("doctor", "--site", tmp_path / "new").code == 0

        import psycopg

        with psycopg.connect(other) as connection:
            assert connection.execute(SESSIONS).fetchone() == (0,)
            connection.execute("UPDATE wagtailcore_page SET title = 'Spoilt'")
            connection.commit()
            busy = broadsheet("restore", kept, "--site", tmp_path / "new", "--replace")
            assert busy.code == 1
            assert "1 other connections to the database are open" in busy.err
        # What stands in the folder's own database is replaced, not the one that was backed up.
        again = broadsheet("restore", kept, "--site", tmp_path / "new", "--replace")
        assert again.code == 0, again.err
        assert titles(other) == titles(server)
        with psycopg.connect(other) as connection:
            schemas = connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'broadsheet%'"
            ).fetchall()
        assert schemas == []

    def test_a_failure_lets_the_former_tables_stand(self, server: str, on_postgresql: Path) -> None:
        before = titles(server)
        code = f"""
import sys
from broadsheet.config.cli import main
from broadsheet.keeping import postgresql
from broadsheet.keeping.errors import KeepingRefused
def fails(*words):
    raise KeepingRefused("PostgreSQL's pg_restore failed: no room.")
postgresql.run = fails
sys.argv = ["broadsheet", "restore", {str(on_postgresql.parent / "kept")!r},
            "--site", {str(on_postgresql)!r}, "--replace"]
main()
"""
        done = subprocess.run(
            [COMMAND[0], "-c", code], env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "no room" in done.stderr
        assert titles(server) == before
