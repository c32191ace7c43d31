"""Keeps a pressing with all that it depends on, and forgets it."""

from __future__ import annotations

import hashlib
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from broadsheet.press.pack.joining import packed, shift_of
from broadsheet.press.recording.recorder import Question, Recorder
from broadsheet.press.recording.values import digest_of
from broadsheet.press.store.opening import REMEMBERED, Store

PAGE, FRAGMENT = "page", "fragment"


@dataclass(frozen=True)
class Hole:
    """The place of a fragment in a text; `without` is the story that it must not show there."""

    fragment: str
    without: int = 0


@dataclass
class Text:
    """A pressing's text: pieces of bytes, and holes for fragments."""

    pieces: list[bytes | Hole] = field(default_factory=list)

    @classmethod
    def divided(cls, content: bytes, kept: Recorder) -> Text:
        """The text divided at the marks of its fragments."""
        text, rest = cls(), content
        for number, (name, without) in enumerate(kept.fragments):
            mark = f"<!--press {kept.nonce} {number}-->".encode()
            before, found, behind = rest.partition(mark)
            if not found:
                # A template asked for it and did not show it.
                continue
            text.pieces += [before, Hole(name, without)]
            rest = behind
        text.pieces.append(rest)
        return text

    def holes(self) -> list[Hole]:
        return [piece for piece in self.pieces if isinstance(piece, Hole)]


@dataclass
class Pressing:
    """A page or a fragment as it is kept. `texts` are by the story that each is without."""

    kind: str
    name: str
    texts: Mapping[int, Text]
    headers: list[tuple[str, str]]
    kept: Recorder
    reason: str
    seconds: float
    #: The waiting changes that its snapshot held, by their numbers.
    holds: Sequence[int] = ()
    address_id: int = 0
    subject: str = ""


def keep(store: Store, pressing: Pressing) -> bool:
    """Keep a pressing in the place of an older one; whether readers see a difference.

    The caller has begun a transaction.
    """
    connection = store.connection
    before = _what_is_seen(store, pressing.kind, pressing.name)
    due = pressing.kept.due_at.timestamp() if pressing.kept.due_at else None
    pressing_id = int(
        connection.execute(
            "INSERT INTO pressing (kind, name, address_id, subject, headers, pressed_at, seconds, "
            "reason, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (kind, name) DO UPDATE "
            "SET address_id = excluded.address_id, subject = excluded.subject, "
            "headers = excluded.headers, pressed_at = excluded.pressed_at, "
            "seconds = excluded.seconds, reason = excluded.reason, due_at = excluded.due_at, "
            "times = times + 1 RETURNING id",
            [
                pressing.kind,
                pressing.name,
                pressing.address_id,
                pressing.subject,
                json.dumps(pressing.headers),
                time.time(),
                pressing.seconds,
                pressing.reason,
                due,
            ],
        ).fetchone()[0]
    )
    _keep_texts(store, pressing_id, pressing)
    _keep_rows(store, pressing_id, pressing.kept)
    _keep_questions(store, pressing_id, pressing.kept.questions)
    _keep_held_changes(store, pressing_id, pressing.holds)
    is_changed = _what_is_seen(store, pressing.kind, pressing.name) != before
    if is_changed:
        connection.execute(
            "UPDATE pressing SET serial = ? WHERE id = ?", [store.next_serial(), pressing_id]
        )
    return is_changed


def _what_is_seen(store: Store, kind: str, name: str) -> list[Any]:
    return store.connection.execute(
        "SELECT headers, without, digest FROM pressing JOIN body ON pressing_id = pressing.id "
        "WHERE kind = ? AND name = ? ORDER BY without",
        [kind, name],
    ).fetchall()


def _keep_texts(store: Store, pressing_id: int, pressing: Pressing) -> None:
    connection = store.connection
    holes = {hole.fragment for text in pressing.texts.values() for hole in text.holes()}
    connection.execute("DELETE FROM body WHERE pressing_id = ?", [pressing_id])
    connection.execute("DELETE FROM held WHERE pressing_id = ?", [pressing_id])
    fragments = {name: fragment_id(store, name) for name in holes}
    connection.executemany(
        "INSERT INTO held (fragment_id, pressing_id) VALUES (?, ?)",
        [(found, pressing_id) for found in fragments.values()],
    )
    for without, text in pressing.texts.items():
        layout: list[list[int]] = []
        squeezed: list[bytes] = []
        whole = hashlib.sha256()
        for piece in text.pieces:
            if isinstance(piece, Hole):
                layout.append([fragments[piece.fragment], piece.without])
            elif piece:
                small = packed(piece)
                layout.append([len(piece), len(small), zlib.crc32(piece), shift_of(len(piece))])
                squeezed.append(small)
                whole.update(piece)
        whole.update(json.dumps(layout).encode())
        connection.execute(
            "INSERT INTO body VALUES (?, ?, ?, ?, ?)",
            [pressing_id, without, json.dumps(layout), b"".join(squeezed), whole.hexdigest()[:24]],
        )


def fragment_id(store: Store, name: str) -> int:
    """The number of a fragment; one that was never pressed is waited for."""
    connection = store.connection
    found = connection.execute(
        "SELECT id FROM pressing WHERE kind = ? AND name = ?", [FRAGMENT, name]
    ).fetchone()
    if found:
        return int(found[0])
    return int(
        connection.execute(
            "INSERT INTO pressing (kind, name, headers, pressed_at, seconds, reason, times) "
            "VALUES (?, ?, '[]', 0, 0, '', 0) RETURNING id",
            [FRAGMENT, name],
        ).fetchone()[0]
    )


def _keep_rows(store: Store, pressing_id: int, kept: Recorder) -> None:
    read = {
        (_columns_id(store, table, names := sorted(found)), row): digest_of(
            found[name] for name in names
        )
        for (table, row), found in kept.rows.items()
    }
    _keep_differences(store, "row_read", ("columns_id", "row"), pressing_id, read)


def _keep_differences(
    store: Store,
    table: str,
    key: tuple[str, ...],
    pressing_id: int,
    wanted: Mapping[tuple[Any, ...], int],
) -> list[tuple[Any, ...]]:
    """Let a table hold these digests for a pressing, and write only what differs; what is gone.

    A page that is pressed again reads nearly all that it read before, and each row of these tables
    stands in an index at another place: in a large store, on another page of the disk.
    """
    connection = store.connection
    columns = ", ".join(key)
    known = {
        tuple(row[:-1]): row[-1]
        for row in connection.execute(
            f"SELECT {columns}, digest FROM {table} WHERE pressing_id = ?",  # noqa: S608
            [pressing_id],
        )
    }
    is_key = " AND ".join(f"{name} = ?" for name in key)
    let_go = [row for row in known if row not in wanted]
    connection.executemany(
        f"DELETE FROM {table} WHERE pressing_id = ? AND {is_key}",  # noqa: S608
        [(pressing_id, *row) for row in let_go],
    )
    connection.executemany(
        f"INSERT OR REPLACE INTO {table} (pressing_id, {columns}, digest) "  # noqa: S608
        f"VALUES (?, {', '.join('?' * len(key))}, ?)",
        [(pressing_id, *row, digest) for row, digest in wanted.items() if known.get(row) != digest],
    )
    return let_go


def _columns_id(store: Store, table: str, names: list[str]) -> int:
    known = store.columns_known
    wanted = (table, " ".join(names))
    if wanted not in known:
        connection = store.connection
        connection.execute(
            "INSERT OR IGNORE INTO columns (table_name, names) VALUES (?, ?)", wanted
        )
        known[wanted] = int(
            connection.execute(
                "SELECT id FROM columns WHERE table_name = ? AND names = ?", wanted
            ).fetchone()[0]
        )
    return known[wanted]


def _keep_questions(store: Store, pressing_id: int, questions: Iterable[Question]) -> None:
    asked: dict[tuple[Any, ...], int] = {}
    for question in questions:
        key = (_question_id(store, question),)
        digest = question.digest if question.arguments else 0
        # Asked twice in one snapshot it has one answer; by a cursor of its own, none.
        asked[key] = min(asked.get(key, digest), digest)
    let_go = _keep_differences(store, "asked", ("question_id",), pressing_id, asked)
    if store.let_go is not None:
        store.let_go.update(number for (number,) in let_go)


def _keep_held_changes(store: Store, pressing_id: int, holds: Sequence[int]) -> None:
    connection = store.connection
    connection.execute("DELETE FROM held_change WHERE pressing_id = ?", [pressing_id])
    connection.executemany(
        "INSERT INTO held_change VALUES (?, ?)", [(change, pressing_id) for change in holds]
    )


def held_changes(store: Store) -> dict[int, set[int]]:
    """The waiting changes that pressings were made with, by the pressing's number."""
    found: dict[int, set[int]] = {}
    for change, pressing in store.connection.execute(
        "SELECT change_id, pressing_id FROM held_change"
    ):
        found.setdefault(pressing, set()).add(change)
    return found


def forget_held_changes(store: Store, changes: Iterable[int] | None = None) -> None:
    """Forget who held some changes, or any, once they are looked at.

    The caller has begun a transaction.
    """
    if changes is None:
        store.connection.execute("DELETE FROM held_change")
        return
    store.connection.executemany(
        "DELETE FROM held_change WHERE change_id = ?", [(change,) for change in changes]
    )


def _question_id(store: Store, question: Question) -> int:
    connection = store.connection
    shape_id = _interned(store, "shape", "form", question.shape.form())
    statement_id = _interned(store, "statement", "sql", question.sql)
    conditions = json.dumps(question.conditions, separators=(",", ":"))
    boundary = "" if question.boundary is None else json.dumps(question.boundary)
    key = [statement_id, question.arguments, shape_id]
    found = connection.execute(
        "SELECT id, boundary FROM question "
        "WHERE statement_id = ? AND arguments = ? AND shape_id = ?",
        key,
    ).fetchone()
    if found:
        if found[1] != boundary:
            connection.execute(
                "UPDATE question SET boundary = ? WHERE id = ?", [boundary, found[0]]
            )
        return int(found[0])
    question_id = int(
        connection.execute(
            "INSERT INTO question (statement_id, arguments, shape_id, conditions, boundary) "
            "VALUES (?, ?, ?, ?, ?) RETURNING id",
            [*key, conditions, boundary],
        ).fetchone()[0]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO question_key VALUES (?, ?, ?, ?)",
        [
            (shape_id, number, value, question_id)
            for number, source in enumerate(question.shape.sources)
            for value in key_values(source.key, question.conditions.get(number, {}))
        ],
    )
    return question_id


def key_values(key: str, conditions: Mapping[str, list[tuple[str, Any]]]) -> list[str]:
    """The values by which a change finds a question; the empty text where all must be looked at."""
    wanted = next((value for lookup, value in conditions.get(key, ()) if lookup == "in"), None)
    return [""] if wanted is None else [f"={value}" for value in wanted]


def _interned(store: Store, table: str, column: str, text: str) -> int:
    known = store.texts_known
    if (table, text) not in known:
        connection = store.connection
        connection.execute(f"INSERT OR IGNORE INTO {table} ({column}) VALUES (?)", [text])  # noqa: S608
        known[table, text] = int(
            connection.execute(
                f"SELECT id FROM {table} WHERE {column} = ?",  # noqa: S608
                [text],
            ).fetchone()[0]
        )
    return known[table, text]


def drop(store: Store, pressing_ids: Iterable[int]) -> None:
    """Forget pressings at once; their addresses are answered by Django from now on."""
    for pressing_id in pressing_ids:
        row = store.connection.execute(
            "SELECT kind, name FROM pressing WHERE id = ?", [pressing_id]
        ).fetchone()
        if row is not None:
            serial = store.next_serial()
            store.connection.execute(
                "INSERT INTO gone VALUES (?, ?, ?, ?)", [serial, pressing_id, *row]
            )
            store.connection.execute("DELETE FROM gone WHERE serial < ?", [serial - REMEMBERED])
        for table in ("body", "row_read", "asked", "held", "held_change"):
            store.connection.execute(
                f"DELETE FROM {table} WHERE pressing_id = ?",  # noqa: S608
                [pressing_id],
            )
        store.connection.execute("DELETE FROM pressing WHERE id = ?", [pressing_id])


def clear_unused(store: Store) -> int:
    """Forget questions that no pressing asks any more, and columns that none reads; how many.

    The first time all are looked at, which takes a second in a store of 30,000 pages; from then on
    what this process let go of.
    """
    connection = store.connection
    no_longer = "NOT EXISTS (SELECT 1 FROM asked WHERE question_id = question.id)"
    columns: list[int] = []
    if store.let_go is None:
        columns = _numbers(
            store, "SELECT id FROM columns WHERE id NOT IN (SELECT columns_id FROM row_read)"
        )
        unused = _numbers(store, f"SELECT id FROM question WHERE {no_longer}")  # noqa: S608
    else:
        unused = [
            number
            for part in _parts(store.let_go)
            for number in _numbers(
                store,
                f"SELECT id FROM question WHERE id IN ({_marks(part)}) AND {no_longer}",  # noqa: S608
                part,
            )
        ]
    store.let_go = set()
    with store.writing():
        for part in _parts(columns):
            connection.execute(f"DELETE FROM columns WHERE id IN ({_marks(part)})", part)  # noqa: S608
        for part in _parts(unused):
            marks = _marks(part)
            connection.execute(f"DELETE FROM question_key WHERE question_id IN ({marks})", part)  # noqa: S608
            connection.execute(f"DELETE FROM question WHERE id IN ({marks})", part)  # noqa: S608
    if columns:
        store.columns_known.clear()
    return len(unused) + len(columns)


def _numbers(store: Store, sql: str, given: Sequence[int] = ()) -> list[int]:
    return [int(number) for (number,) in store.connection.execute(sql, given)]


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """As many as one statement takes."""
    rest = iter(numbers)
    while part := list(islice(rest, 500)):
        yield part


def _marks(part: Sequence[int]) -> str:
    return ",".join("?" * len(part))
