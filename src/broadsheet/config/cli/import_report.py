"""What an import did, in the words of the person who reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from broadsheet.config.cli.app import say

if TYPE_CHECKING:
    from broadsheet.importers.report import ImportReport

#: Shown in the terminal; the JSON report has all of them.
PROBLEMS_SHOWN = 20
NAMES_SHOWN = 5
#: One and several of each kind.
KINDS = {
    "post": ("story", "stories"),
    "page": ("page", "pages"),
    "topic": ("topic", "topics"),
    "person": ("person", "people"),
    "picture": ("picture", "pictures"),
    "file": ("file", "files"),
    "recording": ("recording", "recordings"),
}
#: What readers get at an old address, in the order of the report.
ANSWERS = {
    "live": "showing what stood there",
    "redirect": "leading on for good",
    "gone": "saying that it is gone (410)",
    "taken": "showing another page of this site",
    "none": "not found (404)",
}


def print_report(report: ImportReport) -> None:
    """Say in the terminal what an import did, and what is to be done next."""
    if report.is_rehearsal:
        say.print("Nothing was changed. An import would bring:")
    for name, counter in (
        ("Imported", report.created),
        ("Already here", report.unchanged),
        ("Changed there since, left here as it is (--overwrite writes it over)", report.kept),
        ("Changed there since, written over what was here", report.overwritten),
        ("Members", report.members),
        ("Pictures and files", report.files),
    ):
        if +counter:
            _line(f"{name}: {_counted(+counter)}.")
    if report.restricted:
        _line(
            f"Not for everyone there: {_number(report.restricted, 'post')}; readers get headline, "
            "standfirst and the free part (--open-restricted opens them)."
        )
    if report.converted:
        cards = _counted(dict(report.converted.most_common()))
        _line(f"Cards kept as cleaned HTML, for there is no block of ours: {cards}.")
    if report.left_out:
        cards = _counted(dict(report.left_out.most_common()))
        _line(f"Left out of stories: {cards}.")
    if report.converted or report.left_out:
        _line("Which stories these stand in: --json, “converted_cards”.")
    for kind, names in report.left_behind.items():
        _line(f"Not carried over, {kind}: {_named(names)}.")
    _print_addresses(report)
    for name, names in (("Tiers", report.tiers), ("Newsletters", report.newsletters)):
        if names:
            _line(f"{name} there: {', '.join(names)}.")
    if report.missing_files:
        _line(
            f"Pictures and files that were not found, in {report.missing_files:,} "
            f"{'place' if report.missing_files == 1 else 'places'}: {_named(report.missing)}. Give "
            "their folder as --content or the old site as --fetch, and import again."
        )
        if any("://" in address for address in report.missing):
            _line("What lies on other hosts than the old site's is never fetched: add it by hand.")
    if report.without_credit:
        _line(
            f"Pictures without credit: {len(report.without_credit)}; they are shown, and the desk "
            "sees them among its problems."
        )
    _print_problems(report.problems)
    _line(f"Done in {report.seconds:.1f} seconds.")


def _print_addresses(report: ImportReport) -> None:
    answers = report.answers()
    if not answers:
        return
    parts = [f"{answers[answer]:,} {what}" for answer, what in ANSWERS.items() if answers[answer]]
    _line(f"Old addresses: {', '.join(parts)}.")
    lost = [old.path for old in report.addresses if old.answer == "none"]
    if lost:
        _line(
            f"Not found any more: {_named(lost)}. Add redirects where readers still come that way."
        )


def _print_problems(problems: list[str]) -> None:
    if problems:
        _line("To look at:")
    for problem in problems[:PROBLEMS_SHOWN]:
        _line(f"· {problem}")
    if len(problems) > PROBLEMS_SHOWN:
        _line(f"… and {len(problems) - PROBLEMS_SHOWN:,} more; see --json.")


def _counted(counter: Mapping[str, int]) -> str:
    return ", ".join(_number(number, kind) for kind, number in counter.items())


def _number(number: int, kind: str) -> str:
    one, several = KINDS.get(kind, (kind, kind))
    return f"{number:,} {one if number == 1 else several}"


def _named(names: Iterable[str]) -> str:
    """The first few, and how many more there are."""
    known = list(names)
    more = f" and {len(known) - NAMES_SHOWN:,} more" if len(known) > NAMES_SHOWN else ""
    return ", ".join(known[:NAMES_SHOWN]) + more


def _line(text: str) -> None:
    # Names of an archive may look like rich's own marks.
    say.print(text, markup=False)
