"""The prepared archive: its dates, when it serves, and that it is what a build would make."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from PIL import Image, ImageChops, ImageStat

from broadsheet.config.cli import sites
from broadsheet.config.demo import DemoMade
from broadsheet.config.demo.content import content_folder
from broadsheet.config.prepared import archive as archives
from broadsheet.config.prepared import inputs, making
from broadsheet.config.prepared.archive import NotPrepared, Prepared, archive_path
from broadsheet.config.prepared.dates import Shift, shift_database
from broadsheet.config.site_file import SiteConfig, load
from broadsheet.media.renditions import WIDTHS
from tests.config.command import broadsheet
from tests.factories import make_picture

Rows = Callable[[str], list[tuple[Any, ...]]]
LISBON = ZoneInfo("Europe/Lisbon")
#: One in the morning of a day of summer time, and an afternoon of winter time.
BASE = datetime(2026, 10, 20, 0, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
ABSENT = "The prepared archive is not made here: run `make demo-archive`."


class TestDates:
    shift = Shift(BASE, NOW, LISBON)

    def test_what_was_younger_than_a_day_keeps_its_age(self) -> None:
        for age in (timedelta(minutes=40), timedelta(hours=23, minutes=59)):
            assert NOW - self.shift(BASE - age) == age

    def test_what_was_older_keeps_its_time_of_day_across_a_change_of_clocks(self) -> None:
        morning = datetime(2026, 10, 12, 9, 40, tzinfo=LISBON)
        assert self.shift(morning) == datetime(2026, 11, 15, 9, 40, tzinfo=LISBON)

    def test_nothing_lies_in_the_future(self) -> None:
        assert self.shift(BASE + timedelta(days=3)) == NOW

    def test_nothing_overtakes_anything(self) -> None:
        times = [BASE - timedelta(minutes=17 * step) for step in range(-20, 9000)]
        for now in (NOW, BASE, BASE + timedelta(hours=5), NOW + timedelta(hours=23)):
            moved = [Shift(BASE, now, LISBON)(value) for value in times]
            assert moved == sorted(moved, reverse=True)
            assert moved[0] <= now

    def test_never_stays_never(self) -> None:
        never = datetime(9999, 1, 1, tzinfo=UTC)
        assert self.shift(never) == never

    def test_columns_and_json_of_a_database_move_alike(self, tmp_path: Path) -> None:
        path = tmp_path / "some.sqlite3"
        content = {
            "go_live_at": "2026-10-12T08:40:00Z",
            "published_at": "2026-10-19T23:20:00.250Z",
            "title": "The tables of 1998-01-01",
            "expire_at": None,
        }
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(
                'CREATE TABLE "story" ("at" datetime NULL, "title" text, '
                '"content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)))'
            )
            database.execute(
                "INSERT INTO story VALUES (?, ?, ?), (NULL, '', '{}')",
                ("2026-10-12 08:40:00", "2026-10-12 08:40:00", json.dumps(content)),
            )
        shift_database(path, self.shift)
        with closing(sqlite3.connect(path)) as database:
            first, second = database.execute("SELECT * FROM story").fetchall()
        assert first[0] == "2026-11-15 09:40:00"
        assert first[1] == "2026-10-12 08:40:00"
        assert second[0] is None
        assert json.loads(first[2]) == {
            "go_live_at": "2026-11-15T09:40:00.000Z",
            "published_at": "2026-11-23T14:50:00.250Z",
            "title": "The tables of 1998-01-01",
            "expire_at": None,
        }


@pytest.fixture
def config(tmp_path: Path) -> SiteConfig:
    folder = tmp_path / "site"
    (folder / "data").mkdir(parents=True)
    (folder / "site.toml").write_text("schema = 1\n", encoding="utf-8")
    return load(folder)


def write_archive(path: Path, **changed: Any) -> Path:
    """An archive of an empty table, whose manifest fits but for what is `changed`."""
    database = path.with_suffix(".sqlite3")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute('CREATE TABLE "story" ("at" datetime)')
        connection.execute("INSERT INTO story VALUES ('2026-10-12 08:40:00')")
    manifest = {
        "form": archives.FORM,
        "migrations": inputs.digest_of_migrations(),
        "demo": inputs.digest_of_demo(),
        "site": ["/{slug}/", ["en"]],
        "base": BASE.isoformat(),
        "zone": "Europe/Lisbon",
        "name": "The Kestermouth Leadsman",
        "stories": 70,
        "people": 12,
        "copies": {"originals/original_images/logo.toml": "newspaper.toml"},
        **changed,
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(archives.MANIFEST, json.dumps(manifest))
        archive.writestr(archives.DEMO, database.read_bytes())
        archive.writestr("files/media/images/quay.webp", b"a picture")
    return path


class TestUnpacking:
    @pytest.mark.django_db
    def test_database_files_and_dates_are_in_their_place(
        self, tmp_path: Path, config: SiteConfig
    ) -> None:
        Prepared.open(write_archive(tmp_path / "a.zip")).unpack_demo(config, NOW)
        with closing(sqlite3.connect(archives.database_path(config))) as database:
            assert database.execute("SELECT at FROM story").fetchall() == [("2026-11-15 09:40:00",)]
        assert (config.data / "media/images/quay.webp").read_bytes() == b"a picture"
        copied = config.data / "originals/original_images/logo.toml"
        assert copied.read_bytes() == (inputs.content_folder() / "newspaper.toml").read_bytes()

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"demo": "of another day"}, "not of these texts"),
            ({"migrations": "others"}, "made for other migrations"),
            ({"site": ["/{year}/{slug}/", ["en"]]}, "other addresses"),
            ({"site": ["/{slug}/", ["uk"]]}, "another language"),
            ({"form": 0}, "form of another version"),
        ],
    )
    def test_what_is_stale_is_refused_and_leaves_nothing(
        self, tmp_path: Path, config: SiteConfig, changed: dict[str, Any], reason: str
    ) -> None:
        path = write_archive(tmp_path / "a.zip", **changed)
        with pytest.raises(NotPrepared, match=reason):
            Prepared.open(path).unpack_demo(config, NOW)
        assert list(config.data.iterdir()) == []

    def test_postgresql_is_built(self, tmp_path: Path, config: SiteConfig) -> None:
        import dataclasses

        other = dataclasses.replace(config, database="postgresql://news@127.0.0.1/news")
        with pytest.raises(NotPrepared, match="SQLite"):
            Prepared.open(write_archive(tmp_path / "a.zip")).unpack_demo(other, NOW)

    @pytest.mark.parametrize("size", [0, 40, 900])
    def test_an_archive_cut_short_is_refused(self, tmp_path: Path, size: int) -> None:
        path = write_archive(tmp_path / "a.zip")
        path.write_bytes(path.read_bytes()[:size])
        with pytest.raises(NotPrepared, match="can't be read"):
            Prepared.open(path)

    def test_a_damaged_member_is_refused(self, tmp_path: Path) -> None:
        path = write_archive(tmp_path / "a.zip")
        path.write_bytes(path.read_bytes().replace(b"a picture", b"a pitcher"))
        with pytest.raises(NotPrepared, match="damaged"):
            Prepared.open(path)

    def test_a_file_never_leaves_the_site(self, tmp_path: Path, config: SiteConfig) -> None:
        path = write_archive(tmp_path / "a.zip", copies={"../../outside": "newspaper.toml"})
        with pytest.raises(ValueError, match="leads out of the site"):
            Prepared.open(path).unpack_demo(config, NOW)
        assert not (config.folder.parent / "outside").exists()


class TestWithoutAnArchive:
    @pytest.fixture
    def steps(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What is done instead, noted and not done."""
        done: list[str] = []

        def build() -> DemoMade:
            done.append("build")
            return DemoMade("The Kestermouth Leadsman", 70, 12)

        monkeypatch.setattr("broadsheet.config.demo.make_demo", build)
        monkeypatch.setattr(sites, "migrate", lambda: done.append("migrate"))
        return done

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            (None, "There is no prepared archive here."),
            ({"demo": "stale", "migrations": "others"}, "made for other migrations."),
        ],
    )
    def test_the_demo_is_built_and_a_sentence_says_so(
        self,
        tmp_path: Path,
        config: SiteConfig,
        steps: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        changed: dict[str, Any] | None,
        reason: str,
    ) -> None:
        path = tmp_path / "a.zip"
        if changed:
            write_archive(path, **changed)
        monkeypatch.setattr(archives, "archive_path", lambda: path)
        assert sites.make_demo_newspaper(config).stories == 70
        assert steps == ["migrate", "build"]
        assert f"{reason} Making every story and picture anew takes a" in capsys.readouterr().err

    def test_a_new_site_migrates(
        self,
        tmp_path: Path,
        config: SiteConfig,
        steps: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(archives, "archive_path", lambda: tmp_path / "none.zip")
        sites.make_database(config)
        assert steps == ["migrate"]
        assert "There is no prepared archive here. Making its tables" in capsys.readouterr().err


class TestDigests:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The demo's content without its pictures, to be changed."""
        source, folder = inputs.content_folder(), tmp_path / "demo"
        folder.mkdir()
        shutil.copy(source / "newspaper.toml", folder)
        shutil.copytree(source / "stories", folder / "stories")
        monkeypatch.setattr(inputs, "content_folder", lambda: folder)
        return folder

    def test_a_changed_story_changes_it(self, folder: Path) -> None:
        before = inputs.digest_of_demo()
        assert inputs.digest_of_demo() == before
        story = next((folder / "stories").glob("*.toml"))
        story.write_text(story.read_text() + "\n")
        assert inputs.digest_of_demo() != before

    def test_an_archive_beside_the_stories_does_not(self, folder: Path) -> None:
        before = inputs.digest_of_demo()
        (folder / archives.FILE_NAME).write_bytes(b"an archive")
        (folder / "printroom").mkdir()
        assert inputs.digest_of_demo() == before

    def test_each_pattern_of_its_code_names_a_file(self) -> None:
        for pattern in inputs.MODULES:
            assert list(inputs.PACKAGE.glob(pattern)), pattern


def chroma(picture: Image.Image, strongest: int = 2000) -> float:
    """How far the most coloured pixels are from grey, of 255."""
    pixels = picture.tobytes()
    spans = [max(rgb) - min(rgb) for rgb in zip(*(pixels[at::3] for at in range(3)), strict=True)]
    return sum(sorted(spans)[-strongest:]) / strongest


class TestPictures:
    def test_a_print_is_packed_in_few_shades_at_its_size(self) -> None:
        data = io.BytesIO()
        Image.radial_gradient("L").convert("RGB").save(data, "WEBP", quality=78)
        few = Image.open(io.BytesIO(making.in_few_shades(data.getvalue())))
        assert few.size == (256, 256)
        colours = few.convert("RGB").getcolors(maxcolors=1000)
        assert colours is not None
        assert len(colours) <= making.SHADES

    @pytest.mark.parametrize("name", ["lower-basin-map", "bakery-oven", "swing-bridge-tram"])
    def test_a_small_print_keeps_its_second_ink(self, name: str) -> None:
        picture = Image.open(content_folder() / f"pictures/{name}.webp").convert("RGB")
        picture.thumbnail((480, 480))
        data = io.BytesIO()
        picture.save(data, "WEBP", quality=78)
        few = Image.open(io.BytesIO(making.in_few_shades(data.getvalue()))).convert("RGB")
        assert chroma(few) >= 0.85 * chroma(picture)
        # And it keeps the first: as a whole it has the same colour.
        shift = ImageStat.Stat(ImageChops.difference(few, picture)).mean
        assert max(shift) < 8

    @pytest.mark.django_db
    def test_a_page_shows_the_sizes_at_hand_and_makes_none(self) -> None:
        picture = make_picture(size=(1000, 600))
        picture.renditions.exclude(filter_spec=making.PACKED).delete()
        before = picture.renditions.count()
        html = Template("{% load pictures %}{% picture picture alt='A quay' %}").render(
            Context({"picture": picture})
        )
        assert html.count(".width-480.format-webp.webp") == 2
        assert picture.renditions.count() == before == 1
        assert f"width-{WIDTHS[0]}|format-webp" == making.PACKED


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo newspaper, unpacked."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    done = broadsheet("demo", folder)
    assert done.code == 0, done.err
    assert "anew" not in done.err
    return folder


@pytest.fixture
def rows(made: Path) -> Iterator[Rows]:
    """Asks its database."""
    with closing(sqlite3.connect(made / "data" / "broadsheet.sqlite3")) as database:
        yield lambda sql: database.execute(sql).fetchall()


@pytest.mark.skipif(not archive_path().exists(), reason=ABSENT)
class TestTheArchive:
    def test_it_is_not_stale(self) -> None:
        manifest = Prepared.open().manifest
        remedy = "run `make demo-archive`, and commit demo/prepared.zip"
        assert manifest["migrations"] == inputs.digest_of_migrations(), remedy
        assert manifest["demo"] == inputs.digest_of_demo(), remedy

    def test_it_is_of_a_few_megabytes(self) -> None:
        assert archive_path().stat().st_size < 5_000_000

    def test_nothing_lies_in_the_future_and_the_newest_is_of_today(self, rows: Rows) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        dates = [
            datetime.fromisoformat(value)
            for columns in rows(
                "SELECT published_at, updated_at, changed_at FROM newsroom_storycard"
            )
            for value in columns
            if value
        ]
        assert max(dates) <= now
        assert now - max(dates) < timedelta(hours=1)
        assert now - min(dates) > timedelta(days=90)

    def test_it_holds_nobody_but_the_account_that_was_just_made(self, rows: Rows) -> None:
        assert rows("SELECT username FROM staff_user") == [("editor",)]
        assert rows("SELECT COUNT(*) FROM django_session") == [(0,)]

    def test_every_file_of_the_database_is_there(self, made: Path, rows: Rows) -> None:
        data = made / "data"
        for (name,) in rows("SELECT file FROM media_picturerendition"):
            assert (data / "media" / name).is_file(), name
        for (name,) in rows("SELECT file FROM media_picture UNION SELECT file FROM media_file"):
            assert (data / "originals" / name).is_file(), name

    def test_each_picture_waits_for_its_other_sizes(self, rows: Rows) -> None:
        waiting = rows(
            "SELECT COUNT(*) FROM django_tasks_database_dbtaskresult "
            "WHERE task_path = 'broadsheet.media.tasks.prepare_renditions' AND status = 'READY'"
        )
        assert waiting == rows("SELECT COUNT(*) FROM media_picture")

    def test_a_report_is_scheduled_for_the_next_full_hour(self, rows: Rows) -> None:
        scheduled = rows(
            "SELECT approved_go_live_at FROM wagtailcore_revision "
            "WHERE approved_go_live_at IS NOT NULL"
        )
        assert len(scheduled) == 1
        assert datetime.fromisoformat(scheduled[0][0]).minute == 0

    def test_the_doctor_finds_no_fault(self, made: Path) -> None:
        done = broadsheet("doctor", "--site", made)
        assert done.code == 0, done.err

    def test_a_site_in_another_language_begins_in_it(self, tmp_path: Path) -> None:
        folder = tmp_path / "site"
        done = broadsheet("new", folder, "--language", "uk")
        assert done.code == 0, done.err
        with closing(sqlite3.connect(folder / "data" / "broadsheet.sqlite3")) as database:
            rows = database.execute("SELECT language_code FROM wagtailcore_locale").fetchall()
        assert rows == [("uk",)]
