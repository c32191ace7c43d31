"""Rows that wait on disk: found by their key as fast among many as among few."""

from __future__ import annotations

import pytest

from broadsheet.importers.spool import Spool


def filled(rows: int) -> Spool:
    spool = Spool()
    spool.begin("db", "empty")
    for number in range(rows):
        spool.add("db", "posts_tags", f"post-{number // 2}", f'{{"id": "{number}"}}')
    spool.finish()
    return spool


def test_rows_are_found_by_table_number_and_key() -> None:
    spool = filled(8)
    assert spool.count("db", "posts_tags") == 8
    assert [row.text("id") for row in spool.keyed("db", "posts_tags", "post-1")] == ["2", "3"]
    assert [row.text("id") for row in spool.rows("db", "posts_tags")] == list("01234567")
    assert spool.row("db", "posts_tags", 8).text("id") == "7"
    assert not spool.row("db", "posts_tags", 9).data
    assert ("db", "empty") in spool
    assert ("db", "posts") not in spool


@pytest.mark.parametrize("key", ["post-3", "nobody"])
def test_finding_rows_by_key_costs_the_same_among_many(key: str) -> None:
    def steps(spool: Spool) -> int:
        counted = 0

        def count() -> None:
            nonlocal counted
            counted += 1

        # SQLite calls it after each of its instructions.
        spool._database.set_progress_handler(count, 1)
        list(spool.keyed("db", "posts_tags", key))
        spool._database.set_progress_handler(None, 1)
        return counted

    few, many = steps(filled(20)), steps(filled(5_000))
    assert 0 < many <= few + 5
