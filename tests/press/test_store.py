"""What the press's file is told when a page is pressed again, and what it forgets."""

from __future__ import annotations

import json

import pytest

from broadsheet.newsroom.models import Section
from broadsheet.press.store import queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE, clear_unused
from tests.factories import make_section, make_story, make_topic
from tests.press.harness import PressAtWork

LIST = "/harbour/"


@pytest.fixture
def written() -> list[str]:
    """The statements that the store was given, from now on."""
    statements: list[str] = []
    store().connection.set_trace_callback(statements.append)
    return statements


def press_again(at_work: PressAtWork, path: str) -> None:
    found = store()
    with found.writing():
        queue.add(found, PAGE, path, Priority.OWN, json.dumps(["R"]))
    assert at_work.settle().pressed == [path]


def pressed_list(at_work: PressAtWork) -> Section:
    """A section with a dozen stories, its list pressed."""
    harbour = make_section(at_work.front)
    for number in range(12):
        make_story(harbour, f"Ferry number {number}")
    at_work.only = [LIST]
    at_work.press_everything()
    return harbour


def of(statements: list[str], table: str) -> list[str]:
    """What was written of the list into a table."""
    (number,) = store().connection.execute("SELECT id FROM pressing WHERE name = ?", [LIST])
    of_list = (
        f"INSERT OR REPLACE INTO {table} (pressing_id",
        f"DELETE FROM {table} WHERE pressing_id = {number[0]} ",
    )
    return [
        sql
        for sql in statements
        if sql.startswith(of_list) and ("DELETE" in sql or f"VALUES ({number[0]}, " in sql)
    ]


def kept() -> list[tuple[object, ...]]:
    """What the list depends on."""
    return [
        row
        for table in ("row_read", "asked")
        for row in store().connection.execute(
            f"SELECT {table}.* FROM {table} JOIN pressing ON pressing.id = pressing_id "
            "WHERE name = ? ORDER BY 1, 2, 3",
            [LIST],
        )
    ]


def test_a_page_that_reads_what_it_read_before_writes_none_of_it_again(
    at_work: PressAtWork, written: list[str]
) -> None:
    pressed_list(at_work)
    assert len(of(written, "row_read")) > 12
    # Now what a process keeps in memory is known, such as the content types.
    press_again(at_work, LIST)
    before = kept()
    written.clear()
    press_again(at_work, LIST)
    assert of(written, "row_read") == []
    assert of(written, "asked") == []
    assert kept() == before


def test_of_a_list_with_a_new_story_the_difference_is_written(
    at_work: PressAtWork, written: list[str]
) -> None:
    harbour = pressed_list(at_work)
    whole = len(of(written, "row_read"))
    make_story(harbour, "The newest ferry")
    written.clear()
    assert LIST in at_work.settle().pressed
    assert 0 < len(of(written, "row_read")) < whole / 2
    # What is kept is what a press that begins anew would keep.
    before = kept()
    found = store()
    with found.writing():
        found.connection.execute("DELETE FROM row_read")
        found.connection.execute("DELETE FROM asked")
    press_again(at_work, LIST)
    assert kept() == before


def test_questions_that_no_page_asks_any_more_are_forgotten(at_work: PressAtWork) -> None:
    found = store()

    def questions() -> set[int]:
        return {number for (number,) in found.connection.execute("SELECT id FROM question")}

    topic = make_topic("Wrecks")
    story = make_story(make_section(at_work.front), "The wreck", topics=[topic])
    at_work.only = [story.public_path()]
    at_work.press_everything()
    # All are asked: nothing goes, the first time or later.
    assert clear_unused(found) == 0
    before = questions()
    story.story_topics.all().delete()
    story.save_revision().publish()
    at_work.settle()
    unused = {
        number
        for (number,) in found.connection.execute(
            "SELECT id FROM question WHERE id NOT IN (SELECT question_id FROM asked)"
        )
    }
    assert unused
    assert clear_unused(found) == len(unused)
    assert questions() & before == before - unused
    assert not found.connection.execute(
        "SELECT 1 FROM question_key WHERE question_id NOT IN (SELECT id FROM question)"
    ).fetchone()
    assert clear_unused(found) == 0


def test_a_press_that_begins_looks_for_all_that_is_unused(at_work: PressAtWork) -> None:
    make_section(at_work.front)
    at_work.only = [LIST]
    at_work.press_everything()
    found = store()
    with found.writing():
        found.connection.execute("DELETE FROM asked")
        found.connection.execute("DELETE FROM row_read")
    assert found.let_go is None
    assert clear_unused(found) > 0
    for table in ("question", "question_key", "columns"):
        assert not found.connection.execute(f"SELECT 1 FROM {table}").fetchone()
    # Numbers that went are not taken for known.
    press_again(at_work, LIST)
    assert kept()
