"""The command line as an operator meets it: help, sentences, exit codes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import typer

from broadsheet.config import cli
from broadsheet.config.cli.app import app
from tests.config.command import Ended, broadsheet


def commands(group: Any, words: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every command by its words, with the first line of its help."""
    found = {words: str(group.help or "").splitlines()[0]}
    for name, command in getattr(group, "commands", {}).items():
        found |= commands(command, (*words, name))
    return found


def every_command() -> dict[tuple[str, ...], str]:
    with mock.patch.object(cli, "app"):
        # Each module adds its commands when it is imported.
        cli.main()
    return commands(typer.main.get_command(app))


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Runs a command in this process, for what ends before Django is set up."""

    def run(*words: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["broadsheet", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "100")
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, said.out, said.err)

    return run


def assert_refused(done: Ended, *words: str) -> None:
    """A sentence for the person, exit code 2 for the script, and no traceback."""
    assert done.code == 2, done.err
    assert done.err.startswith("broadsheet: ")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


class TestHelp:
    @pytest.mark.parametrize("words", sorted(every_command()), ids=" ".join)
    def test_every_command_explains_itself(self, call, words: tuple[str, ...]) -> None:
        done = call(*words, "--help")
        assert done.code == 0
        about = every_command()[words]
        assert len(about.split()) >= 4
        assert about.rstrip(".") in re.sub(r"[\s│]+", " ", done.out)

    @pytest.mark.parametrize("words", sorted(every_command()), ids=" ".join)
    def test_every_option_is_explained(self, words: tuple[str, ...]) -> None:
        command: Any = typer.main.get_command(app)
        for word in words:
            command = command.commands[word]
        for option in command.params:
            assert getattr(option, "help", ""), f"{' '.join(words)}: {option.name}"

    def test_the_short_form_works_too(self, call) -> None:
        assert call("run", "-h").code == 0

    def test_no_words_at_all_list_the_commands(self, call) -> None:
        done = call()
        for words in every_command():
            assert not words or words[0] in done.out + done.err

    def test_an_unknown_command_is_refused(self, call) -> None:
        done = call("publish")
        assert done.code == 2
        assert "No such command 'publish'" in done.err


class TestNoSite:
    @pytest.mark.parametrize(
        "words",
        [
            ("run",),
            ("web",),
            ("worker",),
            ("doctor",),
            ("manage", "check"),
            ("import", "ghost", "export.json"),
        ],
        ids=" ".join,
    )
    def test_a_folder_without_a_site_is_refused(
        self, call, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        done = call(*words, "--site", tmp_path)
        assert_refused(done, f"There is no site in {tmp_path}", "broadsheet new", "--site")

    def test_a_wrong_key_is_refused_before_anything_starts(self, call, tmp_path: Path) -> None:
        (tmp_path / "site.toml").write_text("schema = 1\nprot = 8000\n")
        assert_refused(call("run", "--site", tmp_path), "prot", "Did you mean port?")

    def test_a_port_that_is_none_is_refused(self, call, tmp_path: Path) -> None:
        assert call("run", "--site", tmp_path, "--port", "99999").code == 2


class TestNew:
    def test_it_says_how_to_sign_in_and_how_to_start(self, new_site: Path) -> None:
        words = (new_site / "words-of-new.txt").read_text()
        assert f"The Test Post is ready in {new_site}." in words
        assert re.search(r"Sign in at http://127.0.0.1:8000/admin/ as editor with \S{12}\n", words)
        assert f"broadsheet run --site {new_site}" in words

    def test_it_makes_the_folders_that_an_operator_looks_for(self, new_site: Path) -> None:
        for part in ("site.toml", "theme/templates", "theme/static", "data/broadsheet.sqlite3"):
            assert (new_site / part).exists()
        assert not (new_site / "data" / ".making").exists()

    def test_a_second_time_is_refused_and_changes_nothing(self, call, site: Path) -> None:
        before = (site / "site.toml").read_bytes()
        assert_refused(call("new", site), "There is a site in", "broadsheet run --site")
        assert (site / "site.toml").read_bytes() == before
        assert (site / "data" / "broadsheet.sqlite3").exists()

    def test_a_folder_with_something_in_it_is_refused_and_keeps_it(
        self, call, tmp_path: Path
    ) -> None:
        (tmp_path / "novel.txt").write_text("Chapter one")
        assert_refused(call("new", tmp_path), "is not empty")
        assert [path.name for path in tmp_path.iterdir()] == ["novel.txt"]

    def test_a_file_in_its_place_is_refused_and_stays(self, call, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("a file")
        assert_refused(call("new", tmp_path / "site"), "is not empty")
        assert (tmp_path / "site").read_text() == "a file"

    def test_a_place_below_a_file_is_refused(self, call, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("a file")
        assert_refused(call("new", tmp_path / "file" / "site"), "can't be made in")

    @pytest.mark.parametrize(
        ("option", "value", "reason"),
        [
            ("--time-zone", "Kyiv", "“Kyiv” is no time zone. Give one such as Europe/Kyiv"),
            ("--address", "news.example.org", "The key address"),
            ("--language", "english", "The key languages"),
            ("--database", "mysql://localhost/news", "The key database"),
            ("--name", "", "Give --name"),
            ("--name", "n" * 121, "1 to 120 characters"),
            ("--email", "nobody", "is no e-mail address"),
        ],
    )
    def test_what_cannot_work_is_refused_and_leaves_nothing(
        self, call, tmp_path: Path, option: str, value: str, reason: str
    ) -> None:
        folder = tmp_path / "site"
        assert_refused(call("new", folder, option, value), reason)
        assert not folder.exists()

    def test_an_empty_folder_that_was_there_stays_and_stays_empty(
        self, call, tmp_path: Path
    ) -> None:
        assert_refused(call("new", tmp_path, "--language", "english"), "languages")
        assert list(tmp_path.iterdir()) == []

    def test_a_database_that_does_not_answer_leaves_nothing(self, tmp_path: Path) -> None:
        folder = tmp_path / "site"
        url = "postgresql://news:correct-horse@127.0.0.1:1/news"
        done = broadsheet("new", folder, "--database", url)
        assert_refused(done, "postgresql://news:…@127.0.0.1:1/news does not answer", "Start it")
        assert "correct-horse" not in done.err + done.out
        assert not folder.exists()


class TestDemo:
    def test_a_public_address_is_refused_and_leaves_nothing(self, tmp_path: Path) -> None:
        folder = tmp_path / "site"
        done = broadsheet("demo", folder, BROADSHEET_ADDRESS="https://news.example.org")
        assert_refused(done, "https://news.example.org is a public address", "broadsheet new")
        assert not folder.exists()

    def test_a_site_that_is_there_is_left_alone_if_only_missing_ones_are_wanted(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = (site / "site.toml").read_bytes()
        monkeypatch.setattr(sys, "argv", ["broadsheet", "demo", str(site), "--if-missing"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
        assert (site / "site.toml").read_bytes() == before

    def test_a_site_that_is_there_is_refused_otherwise(self, call, site: Path) -> None:
        assert_refused(call("demo", site), "There is a site in")

    @pytest.mark.parametrize("words", [("demo",), ("demo", "--if-missing")], ids=" ".join)
    def test_a_making_that_was_killed_is_named(
        self, call, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / ".making").touch()
        (tmp_path / "site.toml").write_text("schema = 1\n")
        assert_refused(call(*words, tmp_path), "was broken off. Remove that folder")


class TestDoctor:
    def test_a_new_site_is_sound(self, site: Path) -> None:
        done = broadsheet("doctor", "--site", site)
        assert done.code == 0, done.err
        assert "FAULT" not in done.err
        assert "Database changes: all there" in done.err
        assert "It has no section yet" in done.err

    def test_its_json_has_a_finding_for_every_line(self, site: Path) -> None:
        done = broadsheet("doctor", "--json", cwd=site)
        assert done.code == 0
        findings = json.loads(done.out)
        assert all(set(finding) == {"name", "level", "message"} for finding in findings)
        assert all(finding["level"] in ("ok", "warning") for finding in findings)
        assert "Database" in [finding["name"] for finding in findings]

    def test_a_dead_database_is_a_fault_and_exit_code_1(self, site: Path) -> None:
        done = broadsheet(
            "doctor", "--json", "--site", site, BROADSHEET_DATABASE="postgresql://a:b@127.0.0.1:1/x"
        )
        assert done.code == 1, done.err
        last = json.loads(done.out)[-1]
        assert (last["name"], last["level"]) == ("Database", "fault")
        assert "a:…@127.0.0.1:1" in last["message"]


class TestManage:
    def test_check_finds_nothing_to_complain_about(self, site: Path) -> None:
        done = broadsheet("manage", "check", "--fail-level", "WARNING", "--site", site)
        assert done.code == 0, done.err
        assert "no issues" in done.out

    def test_a_commands_own_help_is_its_own(self, site: Path) -> None:
        done = broadsheet("manage", "--site", site, "migrate", "--help")
        assert done.code == 0
        assert "usage: broadsheet manage migrate" in done.out

    def test_an_unknown_command_says_so(self, site: Path) -> None:
        done = broadsheet("manage", "--site", site, "migrat")
        assert done.code == 1
        assert "Unknown command: 'migrat'. Did you mean migrate?" in done.err


class TestImport:
    def test_a_file_that_is_no_export_is_refused_in_a_sentence(
        self, site: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "letter.json").write_text('{"dear": "reader"}')
        done = broadsheet("import", "ghost", tmp_path / "letter.json", "--site", site)
        assert done.code == 1
        assert done.err.startswith("broadsheet: ")
        assert "letter.json" in done.err
        assert "Traceback" not in done.err


class TestWorker:
    def test_once_does_what_waits_and_ends(self, site: Path) -> None:
        done = broadsheet("worker", "--once", "--site", site)
        assert done.code == 0, done.err
