"""A zip that someone else made: what it claims, hides and hopes for."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from broadsheet.importers.errors import ExportRefused, FileRefused
from broadsheet.importers.ghost.archive import GhostArchive
from broadsheet.importers.zip_files import ZipFiles
from tests.importers.ghost.making import export, post

EXPORT = json.dumps(export(post("quay")))


def make(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/site.ghost.json", EXPORT)
        for name, data in members:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return path


def info(name: str, mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = mode << 16
    return member


def read(files: ZipFiles, address: str) -> bytes | None:
    found = files.open(address)
    if found is None:
        return None
    with found.file:
        return found.file.read()


@pytest.mark.parametrize("folder", ["content/images", "images"])
def test_pictures_are_found_wherever_the_backup_puts_them(tmp_path: Path, folder: str) -> None:
    path = make(tmp_path / "b.zip", (f"{folder}/2026/03/a.jpg", b"a"))
    assert read(ZipFiles(path), "/content/images/2026/03/a.jpg") == b"a"
    assert len(GhostArchive.open(path)) == 1


def test_names_in_utf8_are_read_whether_the_zip_says_so_or_not(tmp_path: Path) -> None:
    path = make(tmp_path / "b.zip", ("content/images/größe.jpg", b"a"))
    # What a program writes that leaves the flag out.
    data = path.read_bytes().replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    path.write_bytes(data)
    assert read(ZipFiles(path), "/content/images/gr%C3%B6%C3%9Fe.jpg") == b"a"


@pytest.mark.parametrize(
    "name", ["../secret.jpg", "/etc/passwd", "content/../../x.jpg", "content\\images\\..\\x.jpg"]
)
def test_names_that_lead_out_are_left_out_and_named(tmp_path: Path, name: str) -> None:
    member = zipfile.ZipInfo("x")
    member.filename = name
    files = ZipFiles(make(tmp_path / "b.zip", (member, b"x")))
    if name.startswith("content\\"):
        # zipfile itself writes slashes; such a name leads nowhere but out.
        assert read(files, "/content/images/x.jpg") is None
        return
    assert len(files.problems) == 1
    assert "leads out of the zip" in files.problems[0]
    assert {parts for parts, _size in files.names()} == {("data", "site.ghost.json")}


def test_links_and_devices_are_left_out_and_named(tmp_path: Path) -> None:
    link = info("content/images/link.jpg", stat.S_IFLNK | 0o777)
    files = ZipFiles(make(tmp_path / "b.zip", (link, b"/etc/passwd")))
    assert read(files, "/content/images/link.jpg") is None
    assert "is a link or a device" in files.problems[0]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = make(tmp_path / "b.zip", ("content/images/bomb.jpg", b"\0" * 30_000_000))
    with pytest.raises(FileRefused, match="more than a hundred times"):
        ZipFiles(path).open("/content/images/bomb.jpg")


def test_an_export_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.json", b" " * 30_000_000 + b"{}")
    with pytest.raises(ExportRefused, match="more than a hundred times"):
        GhostArchive.open(path)


def test_a_member_larger_than_it_claims_is_stopped(tmp_path: Path) -> None:
    path = make(tmp_path / "b.zip", ("content/images/liar.jpg", b"ab" * 50_000))
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", 100_000)
    assert size in data
    path.write_bytes(data.replace(size, struct.pack("<I", 10)))
    with pytest.raises(FileRefused):
        ZipFiles(path).open("/content/images/liar.jpg")


def test_encrypted_members_are_left_out_and_named(tmp_path: Path) -> None:
    path = make(tmp_path / "b.zip", ("content/images/locked.jpg", b"x"))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    assert "is encrypted" in ZipFiles(path).problems[0]


@pytest.mark.parametrize("cut", [30, 200])
def test_a_zip_that_ends_too_early_is_refused(tmp_path: Path, cut: int) -> None:
    path = make(tmp_path / "b.zip", ("content/images/a.jpg", bytes(range(256)) * 40))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(ExportRefused, match=r"ends too early|is a damaged zip"):
        GhostArchive.open(path)


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = make(
        tmp_path / "b.zip",
        ("content/images/a.jpg", bytes(range(256)) * 40),
        ("content/images/b.jpg", b"b"),
    )
    data = bytearray(path.read_bytes())
    at = data.find(b"content/images/a.jpg") + 60
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(data)
    files = ZipFiles(path)
    with pytest.raises(FileRefused, match="is damaged in the zip"):
        files.open("/content/images/a.jpg")
    assert read(files, "/content/images/b.jpg") == b"b"


def test_a_table_of_contents_too_large_to_be_held_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "b.zip")
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 300 * 1024**2)
    path.write_bytes(data)
    with pytest.raises(ExportRefused, match="more names than can be held"):
        GhostArchive.open(path)
