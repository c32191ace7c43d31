"""A damaged or hostile archive is refused, and nothing of it is written."""

from __future__ import annotations

import hashlib
import random
import stat
import zipfile
from pathlib import Path

import pytest

from broadsheet.keeping.errors import BackupDamaged, KeepingRefused
from broadsheet.keeping.known import Known
from broadsheet.keeping.manifest import NAME, Member
from broadsheet.keeping.restoring import require_known
from broadsheet.keeping.verifying import opened, read_manifest
from tests.keeping.archives import SOUND, made_by_hand, make_archive, make_manifest, nothing


def refusal(path: Path) -> str:
    with pytest.raises(KeepingRefused) as refused, opened(path, nothing) as backup:
        backup.check(nothing)
    return str(refused.value)


def test_what_was_kept_comes_back_byte_for_byte(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip")
    target = tmp_path / "out"
    target.mkdir()
    with opened(path, nothing) as backup:
        backup.check(nothing)
        backup.unpack(target, nothing)
    assert (target / "data/originals/quay.jpg").read_bytes() == SOUND["originals/quay.jpg"]
    assert (target / "data/broadsheet.sqlite3").read_bytes() == SOUND["database.sqlite3"]
    assert (target / "theme/style.css").read_bytes() == SOUND["theme/style.css"]
    assert (target / "site.toml").read_bytes() == SOUND["site.toml"]


def test_anybody_can_read_it_as_a_zip(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {*SOUND, NAME} == set(archive.namelist())
        # Pictures are not compressed a second time, texts are.
        kinds = {info.filename: info.compress_type for info in archive.infolist()}
    assert kinds["originals/quay.jpg"] == zipfile.ZIP_STORED
    assert kinds["theme/style.css"] == zipfile.ZIP_DEFLATED


def test_every_single_changed_byte_is_noticed(tmp_path: Path) -> None:
    content = make_archive(tmp_path / "a.zip").read_bytes()
    damaged = tmp_path / "damaged.zip"
    places = random.Random(7).sample(range(len(content)), 150)
    for place in [0, len(content) - 1, *places]:
        changed = bytearray(content)
        changed[place] ^= 0x20
        damaged.write_bytes(changed)
        assert "can't be trusted" in refusal(damaged), place


@pytest.mark.parametrize("left", [0, 10, 0.5, 0.99])
def test_one_that_is_cut_off_is_refused(tmp_path: Path, left: float) -> None:
    content = make_archive(tmp_path / "a.zip").read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(content[: int(left if left >= 1 else len(content) * left)])
    assert "can't be trusted" in refusal(cut)
    assert read_manifest(cut) is None


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("beach.jpg", b"sand")
    assert "no backup" in refusal(tmp_path / "holiday.zip")
    assert "There is no backup" in refusal(tmp_path / "nothing.zip")


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "originals/../../outside.txt",
        "/etc/cron.d/job",
        "originals//x",
        "originals/./x",
        "originals/",
        "run.lock",
        "data/secret_key",
        "originals",
        "database.pgdump",
    ],
)
def test_a_name_that_has_no_place_in_a_site_is_refused(tmp_path: Path, name: str) -> None:
    path = make_archive(tmp_path / "a.zip", {**SOUND, name: b"x"})
    assert "which has no place in a site" in refusal(path)


def listed(**members: bytes) -> list[Member]:
    return [
        Member(name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in members.items()
    ]


def test_a_link_is_refused(tmp_path: Path) -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        for name, content in SOUND.items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("originals/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
        members = {**SOUND, "originals/link": b"/etc/passwd"}
        archive.writestr(NAME, make_manifest(members=listed(**members)).as_json())

    assert "no place" in refusal(made_by_hand(tmp_path / "a.zip", fill))


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({**SOUND, "originals/more.jpg": b"x"}, "does not name what is in it"),
        ({key: value for key, value in SOUND.items() if key != "site.toml"}, "does not name"),
        ({**SOUND, "site.toml": b"schema = 12345\n"}, "has another size"),
        ({**SOUND, "site.toml": b"schema = 2\n"}, "is not what was kept"),
    ],
    ids=["too much", "too little", "size", "checksum"],
)
def test_what_the_manifest_does_not_say_is_refused(
    tmp_path: Path, members: dict[str, bytes], reason: str
) -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr(NAME, make_manifest(members=listed(**SOUND)).as_json())

    assert reason in refusal(made_by_hand(tmp_path / "a.zip", fill))


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    big = b"\0" * 200_000

    def fill(archive: zipfile.ZipFile) -> None:
        for name, content in SOUND.items():
            archive.writestr(name, content)
        archive.writestr("originals/0.jpg", big)
        members = {**SOUND, "originals/0.jpg": big}
        first = archive.getinfo("originals/0.jpg")
        for number in range(1, 50):
            name = f"originals/{number}.jpg"
            again = zipfile.ZipInfo(name)
            for part in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(again, part, getattr(first, part))
            archive.filelist.append(again)
            archive.NameToInfo[name] = again
            members[name] = big
        archive.writestr(NAME, make_manifest(members=listed(**members)).as_json())

    assert "overlap" in refusal(made_by_hand(tmp_path / "bomb.zip", fill))


def test_one_that_does_not_fit_on_the_disk_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_archive(tmp_path / "a.zip")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 100})())
    target = tmp_path / "out"
    target.mkdir()
    with opened(path, nothing) as backup, pytest.raises(KeepingRefused, match="Make room"):
        backup.unpack(target, nothing)
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"null", b'{"form": 1}', b"\xff", b"[" * 9999])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: bytes) -> None:
    path = made_by_hand(tmp_path / "a.zip", lambda archive: archive.writestr(NAME, text))
    assert "manifest can't be read" in refusal(path)


def test_a_newer_form_is_refused_with_what_to_install(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "a.zip", manifest=make_manifest(form=2))
    said = refusal(path)
    assert "has form 2" in said
    assert "a newer one" in said


KNOWN = Known(
    frozenset({"core.0001_initial", "core.0003_more"}), frozenset({"core.0002_old"}), "0.2.0"
)


@pytest.mark.parametrize(
    ("name", "version", "is_newer"),
    [
        ("core.0001_initial", "0.2.0", False),
        ("core.0002_old", "0.1.0", False),
        ("core.0002_gone_since", "0.1.0", False),
        ("core.0004_to_come", "0.2.0", True),
        ("store.0001_initial", "0.3.0", True),
        ("left_out.0001_initial", "0.1.9", False),
    ],
)
def test_only_changes_of_the_database_that_are_to_come_are_refused(
    name: str, version: str, is_newer: bool
) -> None:
    manifest = make_manifest(migrations=["core.0001_initial", name], version=version)
    if is_newer:
        with pytest.raises(KeepingRefused, match=f"such as {name}"):
            require_known(manifest, KNOWN)
    else:
        assert "core.0003_more" in require_known(manifest, KNOWN)


def test_a_damaged_backup_is_a_kind_of_refusal() -> None:
    assert issubclass(BackupDamaged, KeepingRefused)
