"""Writes the pack after the store: whoever changes the store brings the pack up to it.

The store gives each change a serial. The pack's head says which was the last that it holds, so that
whatever a killed process left undone is done by the next one that writes.
"""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import structlog
from django.conf import settings

from broadsheet.press.pack import form
from broadsheet.press.pack.form import FIRST, DamagedPack, Entry, Head, Index, Kind, State

if TYPE_CHECKING:
    from broadsheet.press.store import Store

logger = structlog.get_logger("broadsheet.press")

#: The pack is written anew when it is twice as long as after the last time, and so much longer.
SLACK = 16 * 1024 * 1024
#: Room is taken ahead in such steps, so that readers seldom map the file again.
STEP = 8 * 1024 * 1024
#: In the store, once it has a pack.
WRITTEN = "pack"
KINDS = {"page": (Kind.PAGE, Kind.PAGE_GONE), "fragment": (Kind.FRAGMENT, Kind.FRAGMENT_GONE)}


def pack_path() -> Path:
    return Path(settings.BROADSHEET_PRESS_STORE).with_name("press.pack")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One at a time, of all processes and threads: who holds the lock file beside a path."""
    with path.with_name(f"{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bring_up(store: Store) -> None:
    """Let the pack hold what the store holds. When this returns, no reader is served older things.

    Raises OSError where the pack can be neither written nor marked as damaged, which lets every
    page be rendered.
    """
    path = store.path.with_name("press.pack")
    with locked(path):
        try:
            if not _append(path, store):
                _write_anew(path, store)
        except OSError:
            logger.exception("The pack can't be written", event_name="press.pack_unwritable")
            mark(path, State.DAMAGED)


def compact(store: Store) -> bool:
    """Write the pack anew where most of it is old; whether it was. Takedowns go on meanwhile."""
    path = store.path.with_name("press.pack")
    found = _head_in(path)
    if found is None or found.state != State.WHOLE or found.end < found.base * 2 + SLACK:
        return False
    # Not the name that another process takes, which finds the pack damaged meanwhile.
    new = path.with_name(f"{path.name}.compact")
    try:
        _copy_newest(new, path, found)
    except DamagedPack:
        mark(path, State.DAMAGED)
        return False
    with locked(path):
        if not _append(new, store):
            new.unlink(missing_ok=True)
            return False
        _put_in_place(new, path, store)
    return True


def keep_up(store: Store) -> None:
    """What the press does when it has time: mend the pack, follow the store, compact."""
    found = _head_in(store.path.with_name("press.pack"))
    if found is None or found.state != State.WHOLE or found.serial != store.serial():
        bring_up(store)
    else:
        compact(store)


def mark(path: Path, state: State) -> None:
    """Say in the file itself that nothing may be served from it. Needs no room on the disk."""
    with contextlib.suppress(FileNotFoundError), path.open("r+b") as file:
        os.pwrite(file.fileno(), form.NUMBER.pack(state), form.STATE_AT)


def remove() -> None:
    """Take the pack away: no process serves from it any more."""
    path = pack_path()
    mark(path, State.SUPERSEDED)
    path.unlink(missing_ok=True)


def _head_in(path: Path) -> Head | None:
    try:
        with path.open("rb") as file:
            found = form.head_of(file.read(FIRST))
            return found if os.fstat(file.fileno()).st_size >= found.end else None
    except (FileNotFoundError, DamagedPack):
        return None


def _append(path: Path, store: Store) -> bool:
    """Write what the store knows beyond the pack; False where the pack is not the store's."""
    found = _head_in(path)
    birth = store.birth()
    if found is None or found.state != State.WHOLE or found.birth != birth:
        return False
    with store.reading():
        serial = store.serial()
        if found.serial == serial:
            return True
        if found.serial > serial or found.serial < store.first_serial():
            # The store lost its last moments with the machine's power, or the pack fell far behind.
            return False
        records = list(_records(store, found.serial))
    data = b"".join(records)
    with path.open("r+b") as file:
        end = found.end + len(data)
        size = os.fstat(file.fileno()).st_size
        if end > size:
            os.ftruncate(file.fileno(), max(end, size + max(STEP, size // 8)))
        _write(file.fileno(), data, found.end)
        # What is said of the records is true before it is said; a kill between the two writes
        # lets the next writer add the same records again.
        os.pwrite(file.fileno(), form.NUMBER.pack(end), form.END_AT)
        os.pwrite(file.fileno(), form.NUMBER.pack(serial), form.SERIAL_AT)
    return True


def _write_anew(path: Path, store: Store) -> None:
    new = path.with_name(f"{path.name}.new")
    _write_whole(new, store)
    _put_in_place(new, path, store)
    if not store.meta(WRITTEN):
        store.set_meta(WRITTEN, "1")


def _put_in_place(new: Path, path: Path, store: Store) -> None:
    """Let readers leave the old file: first the new one stands there, then the old one says so."""
    try:
        old = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        new.replace(path)
        if store.meta(WRITTEN):
            # Whoever removed the file told no web process: they look for it themselves. Until they
            # have, all writers wait for the lock, and nobody acknowledges a takedown.
            time.sleep(form.LOOK_AGAIN * 2)
        return
    try:
        new.replace(path)
        os.pwrite(old, form.NUMBER.pack(State.SUPERSEDED), form.STATE_AT)
    finally:
        os.close(old)


def _copy_newest(new: Path, path: Path, head: Head) -> None:
    """The newest record of each name, as they stand in the file up to where its head says.

    One pass over the file, without a question to the store. Raises DamagedPack where a record is
    not whole.
    """
    new.unlink(missing_ok=True)
    with path.open("rb") as old, new.open("xb") as file:
        data = memoryview(mmap.mmap(old.fileno(), 0, prot=mmap.PROT_READ))
        newest: dict[str | int, Entry] = {}
        for entry in form.entries(data, FIRST, head.end):
            if entry.kind in (Kind.PAGE, Kind.PAGE_GONE):
                newest[entry.name] = entry
            elif entry.kind in (Kind.FRAGMENT, Kind.FRAGMENT_GONE):
                newest[entry.number] = entry

        def records() -> Iterator[memoryview]:
            for entry in newest.values():
                if entry.kind in (Kind.PAGE, Kind.FRAGMENT):
                    form.whole(data, entry.start, entry.end, entry.checksum)
                    yield data[entry.start : entry.end]

        _fill(file, records(), head.birth, head.serial)


def _write_whole(path: Path, store: Store) -> None:
    """All that the store holds in a new file, from one moment of it."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file, store.reading():
        _fill(file, _records(store, None), store.birth(), store.serial())


def _fill(file: BinaryIO, records: Iterator[Any], birth: bytes, serial: int) -> None:
    """A new file of records, one of each name, with an index behind them and the head at last."""
    file.write(bytes(FIRST))
    end, unsynced = FIRST, 0
    index = Index({}, {}, {})
    for data in records:
        entry = next(form.entries(data, 0, len(data)))
        if entry.kind == Kind.PAGE:
            index.pages[entry.name] = end
        else:
            index.fragments[entry.number] = end
            index.named[entry.name] = entry.number
        file.write(data)
        end += len(data)
        unsynced += len(data)
        if unsynced > STEP:
            # Little at a time: whoever else waits for the disk need not wait for all of it.
            file.flush()
            os.fsync(file.fileno())
            unsynced = 0
    index_at = end
    data = index.packed()
    file.write(data)
    end += len(data)
    file.flush()
    os.ftruncate(file.fileno(), end + STEP)
    # A power cut must not leave a head that speaks of records which never reached the disk.
    os.fsync(file.fileno())
    head = Head(birth, end, serial, State.WHOLE, end, index_at)
    os.pwrite(file.fileno(), head.packed(), 0)


def _write(descriptor: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, at)
        view, at = view[written:], at + written


def _records(store: Store, after: int | None) -> Iterator[bytes]:
    """The records of what came after a serial, in order; of everything for None."""
    connection = store.connection
    gone = (
        []
        if after is None
        else connection.execute(
            "SELECT serial, pressing_id, kind, name FROM gone WHERE serial > ? ORDER BY serial",
            [after],
        ).fetchall()
    )
    rows = connection.execute(
        "SELECT serial, id, kind, name, headers FROM pressing WHERE serial > ? ORDER BY serial",
        [after or 0],
    )
    for serial, number, kind, name, headers in rows:
        while gone and gone[0][0] < serial:
            yield _gone(gone.pop(0))
        bodies = connection.execute(
            "SELECT without, digest, layout, packed FROM body WHERE pressing_id = ? "
            "ORDER BY without",
            [number],
        ).fetchall()
        yield form.record(KINDS[kind][0], number, name, form.content_of(headers, bodies))
    for row in gone:
        yield _gone(row)


def _gone(row: tuple[int, int, str, str]) -> bytes:
    _serial, number, kind, name = row
    return form.record(KINDS[kind][1], number, name)
