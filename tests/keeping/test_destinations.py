"""Folders and buckets: what is kept has its name only when it is whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.keeping.destinations.choosing import destination_for, source_for
from broadsheet.keeping.destinations.folder import UNFINISHED
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.making import remove_old
from broadsheet.keeping.naming import host_in_names, name_for, site_of, stamp_of
from broadsheet.keeping.verifying import opened
from tests.keeping.archives import make_archive, make_manifest, nothing
from tests.keeping.bucket import Bucket, bucket

MOMENT = make_manifest().made_at
HOST = "testserver"


def name(day: int, host: str = HOST, number: str = "") -> str:
    return f"broadsheet-{host}-202611{day:02}T033000Z{number}.zip"


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    pytest.importorskip("boto3")
    with bucket() as server:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
        yield server


class TestNames:
    def test_a_name_says_whose_and_when(self) -> None:
        made = name_for("https://news.example.org:8443", MOMENT, set())
        assert made == "broadsheet-news.example.org-8443-20261124T033000Z.zip"
        assert site_of(made) == host_in_names("https://news.example.org:8443")

    def test_two_of_one_second_have_names_of_their_own_and_their_order(self) -> None:
        first = name_for("http://testserver", MOMENT, set())
        second = name_for("http://testserver", MOMENT, {first})
        tenth = name_for(
            "http://testserver",
            MOMENT,
            {name(24), *(name(24, number=f"-{n}") for n in range(2, 10))},
        )
        assert sorted([tenth, second, first], key=stamp_of) == [first, second, tenth]

    def test_other_files_are_of_no_site(self) -> None:
        assert site_of("holiday.zip") == ""


class TestFolder:
    def test_what_is_put_is_whole_private_and_alone(self, tmp_path: Path) -> None:
        place = destination_for(str(tmp_path / "kept"), None)
        with place.staging() as folder:
            made = make_archive(folder / "backup.zip")
            assert [kept.name for kept in place.kept()] == []
            place.put(made, name(1), nothing)
        assert [path.name for path in (tmp_path / "kept").iterdir()] == [name(1)]
        assert (tmp_path / "kept" / name(1)).stat().st_mode & 0o777 == 0o600

    def test_what_a_crash_left_goes_with_the_next_one(self, tmp_path: Path) -> None:
        (tmp_path / f"{UNFINISHED}x").mkdir()
        (tmp_path / f"{UNFINISHED}x" / "backup.zip").write_bytes(b"half")
        with destination_for(str(tmp_path), None).staging():
            assert len(list(tmp_path.glob(f"{UNFINISHED}*"))) == 1
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("part", ["data", "data/backups", "theme", "x/../data"])
    def test_a_place_that_a_restore_replaces_is_refused(self, tmp_path: Path, part: str) -> None:
        with pytest.raises(KeepingRefused, match="which a restore replaces"):
            destination_for(part, tmp_path)

    @pytest.mark.parametrize("words", ["s3://", "ftp://host/x", "https://host/x"])
    def test_other_places_are_refused(self, words: str) -> None:
        with pytest.raises(KeepingRefused, match="s3://bucket/prefix"):
            destination_for(words, None)

    def test_the_newest_whole_one_is_taken(self, tmp_path: Path) -> None:
        for day in (3, 9):
            make_archive(tmp_path / name(day))
        (tmp_path / name(12)).write_bytes(b"half of one")
        place, found = source_for(str(tmp_path))
        assert found == name(9)
        with place.fetched(found, nothing) as path, opened(path, nothing) as backup:
            assert backup.manifest.site["name"] == "The Test Post"

    def test_of_several_sites_a_person_must_choose(self, tmp_path: Path) -> None:
        for host in ("one.example", "two.example"):
            make_archive(tmp_path / name(3, host))
        with pytest.raises(KeepingRefused, match=r"one\.example, two\.example"):
            source_for(str(tmp_path))

    def test_an_empty_place_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(KeepingRefused, match="There is no backup in"):
            source_for(str(tmp_path))


class TestRetention:
    def test_the_newest_stay_and_the_old_go(self, tmp_path: Path) -> None:
        for day in range(1, 6):
            make_archive(tmp_path / name(day))
        gone = remove_old(destination_for(str(tmp_path), None), 2, name(5))
        assert gone == [name(1), name(2), name(3)]
        assert sorted(path.name for path in tmp_path.iterdir()) == [name(4), name(5)]

    def test_a_damaged_one_is_neither_counted_nor_deleted(self, tmp_path: Path) -> None:
        for day in (1, 2):
            make_archive(tmp_path / name(day))
        for day in (3, 4):
            (tmp_path / name(day)).write_bytes(b"half of one")
        assert remove_old(destination_for(str(tmp_path), None), 2, name(2)) == []
        assert remove_old(destination_for(str(tmp_path), None), 1, name(2)) == [name(1)]
        assert len(list(tmp_path.iterdir())) == 3

    def test_other_sites_and_other_files_stay(self, tmp_path: Path) -> None:
        for host in (HOST, "testserver-8000", "other.example"):
            make_archive(tmp_path / name(1, host))
        make_archive(tmp_path / "holiday.zip")
        make_archive(tmp_path / name(2))
        assert remove_old(destination_for(str(tmp_path), None), 1, name(2)) == [name(1)]

    def test_the_one_just_made_stays_though_the_clock_went_back(self, tmp_path: Path) -> None:
        for day in (1, 8, 9):
            make_archive(tmp_path / name(day))
        assert name(1) not in remove_old(destination_for(str(tmp_path), None), 1, name(1))
        assert (tmp_path / name(1)).exists()


class TestBucket:
    def test_an_archive_goes_there_and_comes_back(self, papers: Bucket, tmp_path: Path) -> None:
        place = destination_for("s3://papers/ledger", None)
        content = {
            "database.sqlite3": bytes(range(256)) * 50_000,
            "site.toml": b"schema = 1\n",
            "originals/p.jpg": bytes(12_000_000),
        }
        with place.staging() as folder:
            made = make_archive(folder / "backup.zip", content)
            whole = made.read_bytes()
            place.put(made, name(1), nothing)
        # More than eight megabytes go in parts.
        assert papers.parts
        assert papers.objects == {f"ledger/{name(1)}": whole}
        found_place, found = source_for("s3://papers/ledger")
        assert found == name(1)
        with found_place.fetched(found, nothing) as path, opened(path, nothing) as backup:
            backup.check(nothing)
        with source_for(f"s3://papers/ledger/{name(1)}")[0].fetched(name(1), nothing) as path:
            assert path.read_bytes() == whole

    def test_old_ones_go_there_too(self, papers: Bucket) -> None:
        for day in (1, 2, 3):
            papers.objects[f"ledger/{name(day)}"] = b"x"
        papers.objects["ledger/elsewhere/x.zip"] = b"x"
        papers.objects[f"ledger-2/{name(1)}"] = b"x"
        gone = remove_old(destination_for("s3://papers/ledger", None), 1, name(3))
        assert gone == [name(1), name(2)]
        assert len(papers.objects) == 3

    def test_a_bucket_that_refuses_is_named_before_the_work_begins(self, papers: Bucket) -> None:
        papers.refusing = True
        place = destination_for("s3://papers/ledger", None)
        with (
            pytest.raises(KeepingRefused, match="s3://papers/ledger can't be used") as refused,
            place.staging(),
        ):
            pass
        assert "AWS_ACCESS_KEY_ID" in str(refused.value)

    def test_one_that_is_not_there_is_refused(self, papers: Bucket) -> None:
        place, found = source_for("s3://papers/ledger/no.zip")
        with pytest.raises(KeepingRefused, match="can't be used"), place.fetched(found, nothing):
            pass

    def test_without_the_driver_it_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "boto3", None)
        with pytest.raises(KeepingRefused, match=r"broadsheet\[s3\]"):
            destination_for("s3://papers/ledger", None)
