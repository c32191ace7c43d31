import json
from pathlib import Path

import pytest

from broadsheet.importers.errors import ExportRefused
from broadsheet.importers.ghost.source import open_export
from tests.importers.ghost.making import export, post, write


def refusal(path: Path) -> str:
    with pytest.raises(ExportRefused) as raised:
        open_export(path)
    sentence = str(raised.value)
    assert sentence.startswith(f"The file {path} ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b'{"db": [{"data": {"posts": [\n{"id": "1", "title": "cu', "ends too early (line 2)"),
        (b'{"db": [', "ends too early (line 1)"),
        (b'{"db": [\n{"data" "posts"}]}', "is not valid JSON (line 2, column 9)"),
        (b"posts;title\n1;x", "is not valid JSON (line 1, column 1)"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "is not valid JSON"),
        ('{"title": "Größe"}'.encode("latin-1"), "is not UTF-8 text (line 1)"),
        (json.dumps({"db": []}).encode("utf-16"), "is not UTF-8 text (line 1)"),
        (b"[" * 200_000, "is nested too deeply"),
        (b'{"asdadas": [{"data": {"posts": []}}]}', "is JSON but not a Ghost export"),
        (b'{"db": []}', "is JSON but not a Ghost export"),
        (b"[1, 2]", "is JSON but not a Ghost export"),
        (b'"posts"', "is JSON but not a Ghost export"),
        (b'{"data": {"posts": {"id": 1}}}', "is JSON but not a Ghost export"),
        (b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/">', "WordPress"),
        (b"<!DOCTYPE html><html></html>", "is a web page or XML"),
        (b"\x1f\x8b\x08\x00", "is a gzip file"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(tmp_path, content, said):
    path = tmp_path / "export.json"
    path.write_bytes(content)
    assert said in refusal(path)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    assert "does not exist" in refusal(tmp_path / "gone.json")
    assert "is a folder" in refusal(tmp_path)


def test_a_row_too_long_to_be_held_is_refused_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr("broadsheet.importers.json_rows.CHUNK", 1000)
    monkeypatch.setattr("broadsheet.importers.json_rows.LONGEST_ROW", 5000)
    path = tmp_path / "export.json"
    path.write_text('{"data": {"posts": [\n{"title": "' + "x" * 200_000)
    assert "has a row of more than 64 million characters at line 2" in refusal(path)


def test_rows_are_read_whole_however_they_are_cut(tmp_path, monkeypatch):
    document = export(*(post(f"größe-{number}", title="ї" * number) for number in range(40)))
    path = write(tmp_path / "export.json", document)
    for size in (1, 7, 64):
        monkeypatch.setattr("broadsheet.importers.json_rows.CHUNK", size)
        rows = [row.text("title") for row in open_export(path).rows("posts")]
        assert rows == [row["title"] for row in document["db"][0]["data"]["posts"]]


@pytest.mark.parametrize("inner", ["[" * 100_000, '{"a":' * 100_000])
def test_a_row_nested_too_deeply_is_refused(tmp_path, inner):
    path = tmp_path / "export.json"
    path.write_text('{"data": {"posts": [{"lexical": ' + inner)
    assert "is nested too deeply" in refusal(path)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda inner: {"db": [inner]},
        lambda inner: {"db": inner},
        lambda inner: inner,
        lambda inner: {"data": inner["data"]},
        lambda inner: {"images": [], "data": inner},
    ],
    ids=["db list", "db", "bare", "data alone", "unpacked zip"],
)
def test_every_form_of_an_export_is_read(tmp_path, wrap):
    inner = export(post("a"), users=[{"id": "1"}])["db"][0]
    read = open_export(write(tmp_path / "export.json", wrap(inner)))
    assert [row.text("slug") for row in read.rows("posts")] == ["a"]
    assert [row.text("id") for row in read.rows("users")] == ["1"]


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export()), encoding="utf-8-sig")
    assert list(open_export(path).rows("posts")) == []


def test_rows_that_are_no_rows_are_passed_over(tmp_path):
    document = export(post("a"), users=[None, "x", {"id": "1"}], tags={"id": "1"})
    document["db"][0]["data"]["posts"].append(7)
    read = open_export(write(tmp_path / "export.json", document))
    assert len(list(read.rows("posts"))) == len(list(read.rows("users"))) == 1
    assert list(read.rows("tags")) == list(read.rows("nothing")) == []
