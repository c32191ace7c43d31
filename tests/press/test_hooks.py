"""Each hook is needed: without it an edit leaves a page stale that is fresh with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from broadsheet.core.registries import slots
from broadsheet.fronts.models import EditorsPick
from broadsheet.masthead.models import MenuItem, PromoBar, SocialLink
from broadsheet.newsroom.models import CardByline, CardTopic, Story, StoryCard, Topic
from broadsheet.press import watching
from broadsheet.press.recording import Recorder, hooks
from tests.factories import locale, make_picture
from tests.press.edits import EDITS, Scene, make_scene
from tests.press.harness import PressAtWork

Remove = Callable[[pytest.MonkeyPatch], None]


def no_columns(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Recorder, "read", lambda *args: None)


def no_questions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Recorder, "ask", lambda *args: None)


def no_relations(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(hooks, "_relation_is_looked_at", lambda *args: None)


def no_cursors(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(hooks, "READS", ())


def no_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Recorder, "changes_at", lambda *args: None)


def no_insert(patch: pytest.MonkeyPatch) -> None:
    drop_triggers("I")


def no_update(patch: pytest.MonkeyPatch) -> None:
    drop_triggers("U")


def no_delete(patch: pytest.MonkeyPatch) -> None:
    drop_triggers("D")


def drop_triggers(kind: str) -> None:
    there = watching._existing(connection)
    with connection.cursor() as cursor:
        for name, table in there.items():
            if name.startswith(f"press_{kind.lower()}_"):
                cursor.execute(watching._drop(connection, name, table))


def another_picture(scene: Scene) -> None:
    StoryCard.objects.exclude(picture=None).update(picture=make_picture("Another", size=(70, 50)))


def delete_lines(scene: Scene) -> None:
    MenuItem.objects.all().delete()


def later(scene: Scene) -> None:
    """Nobody does anything: a day passes."""


CASES: list[tuple[Remove, Callable[[Scene], None]]] = [
    (no_columns, EDITS["person_name"]),
    (no_questions, EDITS["publish_new"]),
    (no_relations, another_picture),
    (no_cursors, EDITS["topic_name"]),
    (no_time, later),
    (no_insert, EDITS["menu_item_new"]),
    (no_update, EDITS["topics_bulk"]),
    (no_delete, delete_lines),
]


def count_topics(context: Any) -> str:
    """What a plugin might do: ask the database by a cursor of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(name) FROM newsroom_topic")
        return f"<p>{cursor.fetchone()[0]}</p>"


def look_at_few(at_work: PressAtWork, scene: Scene) -> None:
    """Press an address of each kind and no more."""
    shown = Story.objects.exclude(lead_picture=None).get()
    at_work.only = ["/", "/feed/", "/about/", "/harbour/", "/team/", "/author/mara-lind/"]
    at_work.only += ["/tag/ferries/", shown.public_path()]
    at_work.press_everything()


@pytest.fixture
def scene(at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(slots, "_parts", {**slots._parts, "story.end": [(1, count_topics)]})
    made = make_scene(at_work.front, 5)
    Topic.objects.create(name="Zebras", slug="zebras", locale=locale())
    PromoBar.objects.create(
        text="Soon",
        call_to_action="Join",
        starts_at=timezone.now() + timedelta(hours=12),
        locale=locale(),
    )
    return made


@pytest.mark.parametrize("is_removed", [False, True], ids=["with", "without"])
@pytest.mark.parametrize(("remove", "change"), CASES, ids=lambda item: item.__name__)
def test_a_page_is_stale_without_the_hook_alone(
    at_work: PressAtWork,
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
    remove: Remove,
    change: Callable[[Scene], None],
    is_removed: bool,
) -> None:
    with time_machine.travel(timezone.now(), tick=True) as clock:
        is_of_triggers = remove.__name__ in ("no_insert", "no_update", "no_delete")
        if is_removed and not is_of_triggers:
            remove(monkeypatch)
        look_at_few(at_work, scene)
        if is_removed and is_of_triggers:
            remove(monkeypatch)
        if change is later:
            clock.shift(timedelta(days=1))
        if change is EDITS["topic_name"]:
            Topic.objects.filter(slug="zebras").update(name="Zebus")
        else:
            change(scene)
        settled = at_work.settle(compare=True)
        assert not settled.failed
        assert bool(settled.stale) == is_removed


#: Rows that pages show, and a column of each in which raw SQL writes another text.
WRITTEN = [
    ("wagtailcore_page", "title"),
    ("newsroom_story", "standfirst"),
    ("newsroom_storycard", "headline"),
    ("newsroom_section", "description"),
    ("newsroom_topic", "name"),
    ("newsroom_person", "name"),
    ("newsroom_byline", "role"),
    ("masthead_menu", "heading"),
    ("masthead_menuitem", "label"),
    ("masthead_sitesettings", "name"),
    ("masthead_informationpage", "body"),
    ("media_picture", "caption"),
    ("media_picturerendition", "file"),
]


def test_raw_sql_on_any_table_is_found(at_work: PressAtWork) -> None:
    look_at_few(at_work, make_scene(at_work.front, 5))
    for table, column in WRITTEN:
        value = {"role": "photos", "file": "images/x.webp", "body": "[]"}.get(column, "Raw")
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE {table} SET "{column}" = %s', [value])
        assert at_work.stale(), table
        assert at_work.settle(compare=True).stale == [], table


def test_rows_that_raw_sql_deletes_are_missed_at_once(at_work: PressAtWork) -> None:
    scene = make_scene(at_work.front, 5)
    EDITS["social_link"](scene)
    look_at_few(at_work, scene)
    for model in (CardByline, CardTopic, EditorsPick, MenuItem, SocialLink):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
        assert at_work.stale(), table
        assert at_work.settle(compare=True).stale == [], table
