"""An export holds everything, says what each file is, and opens without Broadsheet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.core.models import Address, AddressState
from broadsheet.core.registries import body_blocks
from broadsheet.fronts.models import FrontPage
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.export.body import OWN
from broadsheet.keeping.export.exporting import export
from broadsheet.keeping.export.tables import TABLES
from broadsheet.media.models import File
from broadsheet.newsroom.models import Story
from broadsheet.readers.actions import give_consent, register_reader
from tests.factories import (
    make_person,
    make_picture,
    make_section,
    make_story,
    make_topic,
    text,
)
from tests.newspaper import make_newspaper


def silent(_stage: str, _done: int, _total: int) -> None:
    return


def stories_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_of_every_kind_of_page_and_block_is_whole_and_explained(
    front: FrontPage, tmp_path: Path
) -> None:
    make_newspaper(front)
    whole = tmp_path / "out"
    export(whole, silent)
    check_that_nothing_public_is_missing(whole)
    check_that_no_page_needs_the_site_for_pictures(whole)
    check_that_the_readme_explains_every_file(whole)
    check_that_lists_are_the_same_in_json_and_csv(whole)
    check_that_what_it_says_of_itself_is_so(whole)


def check_that_nothing_public_is_missing(whole: Path) -> None:
    stories = stories_of(whole)
    assert {item["uri"] for item in stories} == {
        f"urn:uuid:{story.public_id}" for story in Story.objects.all()
    }
    live = {address.url for address in Address.objects.live()}
    assert {row["path"] for row in table(whole, "addresses")} == live
    urls = {item["url"].removeprefix("http://testserver") for item in stories}
    for name in ("sections", "topics", "people", "pages"):
        urls |= {row["url"].removeprefix("http://testserver") for row in table(whole, name)}
    # What has no row of its own is a fixed page, such as the search.
    fixed = {row["path"] for row in table(whole, "addresses") if row["kind"] == "fixed page"}
    assert live <= urls | fixed


def check_that_no_page_needs_the_site_for_pictures(whole: Path) -> None:
    pages = list(whole.glob("stories/*/*/*.html"))
    assert len(pages) == Story.objects.count()
    shown = 0
    for path in pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        for image in page.find_all("img"):
            assert (path.parent / str(image["src"])).is_file(), image
            shown += 1
        for source in page.find_all(["source", "video", "audio"]):
            assert "/media/" not in str(source)
    assert shown


def check_that_the_readme_explains_every_file(whole: Path) -> None:
    words = (whole / "README.md").read_text(encoding="utf-8")
    for path in whole.iterdir():
        if path.name != "README.md":
            named = f"`{path.name}/" if path.is_dir() else f"`{path.name}`"
            assert named in words, path.name
    for name in stories_of(whole)[0]:
        assert f"`{name}`" in words or name == "type", name


def check_that_lists_are_the_same_in_json_and_csv(whole: Path) -> None:
    for name, about in TABLES.items():
        rows = table(whole, name)
        assert len(csv_rows(whole / f"{name}.csv")) == len(rows), name
        for row in rows:
            assert set(row) == set(about.fields), name


def check_that_what_it_says_of_itself_is_so(whole: Path) -> None:
    about = json.loads((whole / "export.json").read_text(encoding="utf-8"))
    assert about["schema"] == 1
    assert about["missing"] == []
    assert about["counts"]["stories"] == len(stories_of(whole))
    assert about["counts"]["pictures"] == len(list(whole.glob("pictures/*/*.json")))
    assert "readers" not in about["counts"]
    assert not (whole / "readers").exists()


def test_every_block_that_shows_a_file_is_written_for_the_export() -> None:
    known = {name for name, _factory in body_blocks}
    assert set(OWN) <= known
    assert {"picture", "gallery", "embed", "file", "external_story"} <= set(OWN)


def test_a_story_has_its_fields_by_their_standard_names(front: FrontPage, tmp_path: Path) -> None:
    mara, topic = make_person(), make_topic()
    picture = make_picture(caption="At the quay.")
    story = make_story(
        make_section(front),
        "Cranes & “quays” <move>",
        slug="cranes",
        standfirst="A <b>crane</b>.",
        kicker="Harbour",
        desk_note="Ask Mara.",
        authors=[mara, "a correspondent in Rivne"],
        topics=[topic],
        lead_picture=picture,
        body=[text("<p>It moved at <b>noon</b>.</p>")],
    )
    export(tmp_path / "out", silent)
    [item] = stories_of(tmp_path / "out")
    assert item["headline"] == "Cranes & “quays” <move>"
    assert item["byline"] == "Mara Lind, a correspondent in Rivne"
    assert item["people"][0]["uri"] == f"urn:uuid:{mara.public_id}"
    assert item["subject"] == [{"name": "Ferries", "uri": f"urn:uuid:{topic.public_id}"}]
    assert item["pubstatus"] == "usable"
    assert item["url"] == "http://testserver/cranes/"
    assert item["body_text"] == "It moved at noon ."
    assert "<b>noon</b>" in item["body_html"]
    assert item["ednote"] == "Ask Mara."
    assert item["associations"]["lead"]["description_text"] == "At the quay."
    assert (tmp_path / "out" / item["associations"]["lead"]["href"]).is_file()
    assert item["broadsheet"]["body"][0]["type"] == "text"
    assert item["broadsheet"]["draft"] is None
    page = (tmp_path / "out" / item["broadsheet"]["file"]).read_text(encoding="utf-8")
    assert "<h1>Cranes &amp; “quays” &lt;move&gt;</h1>" in page
    assert "A &lt;b&gt;crane&lt;/b&gt;." in page
    assert "Ask Mara" not in page
    assert f"{story.pk}.html" in item["broadsheet"]["file"]


def test_drafts_are_in_it_and_said_to_be_withheld(front: FrontPage, tmp_path: Path) -> None:
    section = make_section(front)
    make_story(section, "Not yet", live=False)
    changed = make_story(section, "Out")
    changed.title = "Out, and changed since"
    changed.save_revision()
    export(tmp_path / "out", silent)
    draft, live = stories_of(tmp_path / "out")
    assert (draft["headline"], draft["pubstatus"], draft["url"]) == ("Not yet", "withheld", "")
    assert (live["headline"], live["pubstatus"]) == ("Out", "usable")
    assert live["broadsheet"]["draft"]["title"] == "Out, and changed since"


def test_old_addresses_say_where_they_lead(front: FrontPage, tmp_path: Path) -> None:
    story = make_story(make_section(front), slug="old-name")
    story.slug = "new-name"
    story.save_revision().publish()
    gone = make_story(make_section(front, "Town"), slug="gone-now")
    gone.unpublish()
    export(tmp_path / "out", silent)
    rows = {row["path"]: row for row in csv_rows(tmp_path / "out" / "redirects.csv")}
    assert (rows["/old-name/"]["status"], rows["/old-name/"]["leads_to"]) == ("301", "/new-name/")
    assert rows["/gone-now/"]["status"] == "410"
    assert Address.objects.filter(state=AddressState.LIVE, path="/new-name/").exists()


def test_pictures_come_with_what_is_known_of_them(front: FrontPage, tmp_path: Path) -> None:
    picture = make_picture("Quay", caption="A quay.", agencies="POOL / EPN")
    picture.tags.add("harbour")
    missing = make_picture("Lost")
    missing.file.storage.delete(missing.file.name)
    File.objects.create(title="Minutes", file=ContentFile(b"%PDF-1.4", "minutes.pdf"))
    about = export(tmp_path / "out", silent)
    folder = tmp_path / "out" / "pictures" / str(picture.pk)
    known = json.loads((folder / f"{picture.pk}.json").read_text(encoding="utf-8"))
    assert known["credit"] == "Mara Lind / POOL / EPN"
    assert known["tags"] == ["harbour"]
    with picture.file.open() as original:
        assert (folder / known["file"]).read_bytes() == original.read()
    assert [name.partition("/lost")[0] for name in about["missing"]] == [
        f"pictures/{missing.pk}/{missing.file.name.rpartition('/')[2]}"
    ]
    assert next((tmp_path / "out").glob("files/*/minutes.pdf")).read_bytes() == b"%PDF-1.4"


class TestReaders:
    @pytest.fixture
    def readers(self, front: FrontPage) -> None:
        reader = register_reader("mara@example.org", name="=HYPERLINK(x)").reader
        give_consent(reader, "newsletter:weekly", wording="Send me, please, the “letter”.")

    @pytest.mark.usefixtures("readers")
    def test_nothing_of_them_is_in_it_unless_asked_for(self, tmp_path: Path) -> None:
        export(tmp_path / "out", silent)
        for path in (tmp_path / "out").rglob("*"):
            if path.is_file():
                assert b"mara@example.org" not in path.read_bytes()
        assert "without `--with-readers`" in (tmp_path / "out" / "README.md").read_text()

    @pytest.mark.usefixtures("readers")
    def test_asked_for_they_come_with_their_consents_and_a_warning(self, tmp_path: Path) -> None:
        export(tmp_path / "out", silent, with_readers=True)
        folder = tmp_path / "out" / "readers"
        assert folder.stat().st_mode & 0o777 == 0o700
        [reader] = csv_rows(folder / "readers.csv")
        # A spreadsheet must not run what a reader typed.
        assert reader["name"] == "'=HYPERLINK(x)"
        [address] = csv_rows(folder / "email_addresses.csv")
        assert (address["reader"], address["email"]) == (reader["id"], "mara@example.org")
        [consent] = csv_rows(folder / "consents.csv")
        assert consent["wording"] == "Send me, please, the “letter”."
        assert "personal" in (tmp_path / "out" / "README.md").read_text()


class TestTheFolder:
    def test_one_that_is_not_empty_is_refused(self, front: FrontPage, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine")
        with pytest.raises(KeepingRefused, match="is not empty"):
            export(tmp_path, silent)
        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

    def test_broken_off_nothing_is_left(
        self, front: FrontPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_story(make_section(front))

        def interrupted(_stage: str, _done: int, _total: int) -> None:
            raise KeyboardInterrupt

        (tmp_path / "at").mkdir()
        with pytest.raises(KeyboardInterrupt):
            export(tmp_path / "at" / "out", interrupted)
        assert list((tmp_path / "at").iterdir()) == []


def test_it_asks_the_same_questions_for_more_stories_of_one_batch(
    front: FrontPage, tmp_path: Path
) -> None:
    section, mara, topic = make_section(front), make_person(), make_topic()
    picture = make_picture()

    def add() -> None:
        make_story(
            section,
            authors=[mara],
            topics=[topic],
            lead_picture=picture,
            published_at=timezone.now(),
            body=[{"type": "pull_quote", "value": {"quote": "It moved.", "name": "Mara"}}],
        )

    def questions(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            export(tmp_path / name, silent)
        return len(asked)

    add()
    questions("warm")
    few = questions("few")
    for _number in range(5):
        add()
    assert questions("many") == few
