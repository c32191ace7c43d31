"""What stands in deploy/ for operators: units, the container, its neighbours."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from broadsheet.config.cli import doctor, press, running, sites, upgrading
from broadsheet.config.cli.app import app
from broadsheet.config.site_file import KEYS

# Each adds its commands to the app.
assert all((doctor, press, running, sites, upgrading))
ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROGRAM = "/opt/broadsheet/.venv/bin/broadsheet"
#: Exposure by systemd's own count, from 0 to 10: above it a line of the hardening got lost.
MOST_EXPOSED = 2.0


def section(unit: Path, name: str) -> list[str]:
    text = unit.read_text(encoding="utf-8")
    return text.partition(f"[{name}]\n")[2].partition("\n[")[0].splitlines()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
class TestUnits:
    def test_it_starts_a_command_that_there_is(self, unit: Path) -> None:
        line = next(line for line in section(unit, "Service") if line.startswith("ExecStart="))
        program, *words = line.removeprefix("ExecStart=").split()
        assert program == PROGRAM
        command = typer.main.get_command(app)
        for word in words[: words.index("--site")]:
            command = command.commands[word]  # type: ignore[attr-defined]
        assert words[words.index("--site") :] == ["--site", "/srv/paper"]

    def test_all_are_hardened_alike(self, unit: Path) -> None:
        whole = section(DEPLOY / "systemd" / "broadsheet.service", "Service")
        start = whole.index("# What it may touch: its site, and nothing else.")
        assert whole[start:] == section(unit, "Service")[-len(whole[start:]) :]

    def test_systemd_finds_nothing_wrong(self, unit: Path, tmp_path: Path) -> None:
        program = shutil.which("systemd-analyze")
        if program is None:
            pytest.skip("systemd-analyze is not here: install Debian's package systemd.")
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, sys.executable)
        copy = tmp_path / unit.name
        copy.write_text(text, encoding="utf-8")
        found = subprocess.run(
            [program, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
        )
        about_it = [line for line in found.stderr.splitlines() if unit.stem in line]
        assert about_it == []
        assert found.returncode == 0, found.stderr
        judged = subprocess.run(
            [program, "security", "--offline=true", str(copy)],
            capture_output=True,
            text=True,
            check=False,
        )
        level = re.search(r"exposure level for \S+: ([\d.]+)", judged.stdout)
        if level is None:
            pytest.skip("This systemd-analyze can't judge a file: it takes systemd 250.")
        assert float(level[1]) <= MOST_EXPOSED


def container() -> str:
    return (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_what_the_container_copies_is_there() -> None:
    found = re.findall(r"^COPY (?!--from)(.+)$", container(), re.M)
    assert found
    for line in found:
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name


def test_the_container_runs_as_nobody_special_and_says_whether_it_is_well() -> None:
    last = container().rpartition("\nFROM ")[2]
    assert "\nUSER broadsheet\n" in last
    assert "HEALTHCHECK" in last
    assert "/readyz" in last
    for line in re.findall(r"pip install (?!--no-deps)(.+?)(?: \\)?$", container(), re.M):
        assert line.startswith("--require-hashes "), line


def test_every_variable_of_the_containers_is_a_key_of_the_site() -> None:
    text = container() + (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    names = set(re.findall(r"\bBROADSHEET_([A-Z_]+)[:=]", text)) - {"SITE"}
    assert names
    assert names <= {name.upper() for name in KEYS}


def neighbours() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_the_container_can_keep_the_database_beside_it() -> None:
    server = neighbours()["services"]["database"]["image"]
    version = re.search(r":(\d+)", server)
    assert version is not None
    assert f"apt-get download postgresql-client-{version[1]} " in container()
    last = container().rpartition("\nFROM ")[2]
    copied = re.search(r"^COPY --from=postgresql (.+) /usr/local/bin/$", last, re.M)
    assert copied is not None
    assert {Path(name).name for name in copied[1].split()} == {"pg_dump", "pg_restore"}


def test_the_container_writes_its_volumes_alone_and_no_upload_waits_in_memory() -> None:
    found = neighbours()
    site = found["services"]["site"]
    assert site["read_only"] is True
    mounted = dict(reversed(line.split(":")) for line in site["volumes"])
    assert set(mounted) == {"/site", site["environment"]["TMPDIR"]}
    assert set(mounted.values()) <= set(found["volumes"])
    # The first process of a container would not hear that it is to stop while it starts.
    assert site["init"] is True


def test_the_containers_secrets_are_in_neither_the_repository_nor_the_image() -> None:
    for name in (".gitignore", ".dockerignore"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert "deploy/.env" in {line.removeprefix("/") for line in lines}, name


def test_what_the_page_says_of_containers_can_be_typed() -> None:
    page = (ROOT / "docs" / "operators" / "serving.md").read_text(encoding="utf-8")
    part = page.partition("\n## Containers\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^    (docker .+)$", part, re.M)
    composed = [line for line in lines if line.startswith("docker compose ")]
    for line in composed:
        assert line.startswith("docker compose -f deploy/compose.yaml "), line
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    typed = re.findall(
        r"(?:run --rm site|exec site broadsheet|-v paper:/site broadsheet) (\w+)", part
    )
    assert {"new", "upgrade", "doctor"} <= set(typed)
    assert set(typed) <= set(commands)
    # A site that runs is not upgraded.
    upgrade = next(place for place, line in enumerate(composed) if " site upgrade" in line)
    assert composed[upgrade - 1].endswith(" stop site")


def test_the_neighbours_are_as_the_page_says() -> None:
    found = neighbours()
    site, database = found["services"]["site"], found["services"]["database"]
    # Only this machine reaches the site, and nobody the database.
    assert site["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in database
    assert site["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert site["build"] == {"context": "..", "dockerfile": "deploy/Containerfile"}


def test_the_limit_of_uploads_is_the_sites() -> None:
    limit = KEYS["upload_megabytes"].example.rpartition("=")[2].strip()
    assert f"may have {limit} MB" in (DEPLOY / "pages" / "too-large.html").read_text("utf-8")
    given = re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert max(map(int, given)) > int(limit)
