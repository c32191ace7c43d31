"""What the person who moves an archive in reads in the terminal."""

from __future__ import annotations

from collections import Counter
from typing import Any

from broadsheet.config.cli.app import say
from broadsheet.config.cli.import_report import print_report
from broadsheet.importers.records import Archive, PersonRecord, TagRecord
from broadsheet.importers.report import ImportReport, OldAddress


def printed(report: ImportReport) -> list[str]:
    with say.capture() as captured:
        print_report(report)
    # The terminal's width divides lines; a person reads sentences.
    return " ".join(captured.get().split()).split(". ")


def test_it_counts_in_words_and_names_what_is_to_be_done() -> None:
    report = ImportReport.of(
        Archive(
            tags=tuple(
                TagRecord(f"t{n}", f"t-{n}", f"[Tag {n}]", picture="/p.jpg") for n in range(7)
            ),
            people=(PersonRecord("u", "mara", "Mara", cover="/c.jpg"),),
        )
    )
    report.created = Counter(post=1_200, page=1, person=2)
    report.missing_files = 3
    report.missing = {"/content/images/a.jpg": "The quay", "https://x.example/b.jpg": "Eels"}
    report.addresses = [
        OldAddress("/a/", "post", "live"),
        OldAddress("/b/", "post", "redirect", "/c/"),
        OldAddress("/p/1/", "uuid", "none"),
    ]
    report.problems = [f"Problem {number}." for number in range(21)]
    text = printed(report)
    assert "Imported: 1,200 stories, 1 page, 2 people" in text
    named = "[Tag 0], [Tag 1], [Tag 2], [Tag 3], [Tag 4] and 2 more"
    assert f"Not carried over, picture of a tag: {named}" in text
    assert "Not carried over, cover picture of a person: Mara" in text
    answers = "1 showing what stood there, 1 leading on for good, 1 not found (404)"
    assert f"Old addresses: {answers}" in text
    assert any(sentence.startswith("Not found any more: /p/1/") for sentence in text)
    assert (
        "Pictures and files that were not found, in 3 places: /content/images/a.jpg, "
        "https://x.example/b.jpg" in text
    )
    assert any("other hosts" in sentence for sentence in text)
    assert "To look at: · Problem 0" in text
    assert any("and 1 more; see --json" in sentence for sentence in text)


def test_the_report_as_json_has_every_name_and_address() -> None:
    report: dict[str, Any] = ImportReport.of(
        Archive(tags=tuple(TagRecord(f"t{n}", f"t-{n}", f"T{n}", picture="/p") for n in range(9)))
    ).as_dict()
    assert report["left_behind"] == {"picture of a tag": [f"T{n}" for n in range(9)]}
