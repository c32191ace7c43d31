"""Puts an archive's pictures and files where its stories and pages wait for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import transaction
from wagtail.models import Page, ReferenceIndex, Revision

from broadsheet.importers.errors import FileRefused
from broadsheet.importers.models import MissingFile, UncreditedPicture
from broadsheet.importers.receiving import Receiver
from broadsheet.importers.report import ImportReport
from broadsheet.media.models import File, Picture, Recording
from broadsheet.newsroom.actions import write_card
from broadsheet.newsroom.models import Story

#: Pages asked for at once.
BATCH = 100
Progress = Callable[[int, int], None]
#: The key of each block that takes what an archive names.
KEYS = {"picture": "picture", "embed": "poster", "external_story": "picture", "file": "file"}
COLUMNS = {"": "lead_picture", MissingFile.SOCIAL: "social_picture"}


@dataclass(frozen=True, slots=True)
class Settled:
    """A place of a page, and what it is to show."""

    row: MissingFile
    thing: Any


def settle_files(
    receiver: Receiver, report: ImportReport, progress: Progress | None = None
) -> None:
    """Bring in every file that a page waits for; what can't be found goes on waiting.

    Each page is its own short transaction, so a break loses nothing and readers don't wait.
    """
    total, done = MissingFile.objects.count(), 0
    for pk in _waiting_pages():
        page = Page.objects.filter(pk=pk).specific().first()
        rows = list(MissingFile.objects.filter(page=pk).order_by("position", "pk"))
        if page is not None:
            _settle_page(page, rows, receiver, report)
        done += len(rows)
        if progress:
            progress(done, total)


def _waiting_pages() -> Iterator[int]:
    last = 0
    while pages := list(
        MissingFile.objects.filter(page__gt=last)
        .order_by("page")
        .values_list("page", flat=True)
        .distinct()[:BATCH]
    ):
        yield from pages
        last = pages[-1]


def _settle_page(
    page: Any, rows: list[MissingFile], receiver: Receiver, report: ImportReport
) -> None:
    kinds = {block["id"]: block["type"] for block in page.body.raw_data if "id" in block}
    found: list[Settled] = []
    for row in rows:
        try:
            thing = _receive(row, kinds.get(row.block_id, ""), receiver)
        except FileRefused as refused:
            report.problems.append(f"“{page.title}”: {refused}")
            continue
        if thing is not None:
            found.append(Settled(row, thing))
    if found:
        put_in(page, found)


def _receive(row: MissingFile, kind: str, receiver: Receiver) -> Any:
    if row.block_id in COLUMNS or kind in ("picture", "gallery", "embed", "external_story"):
        return receiver.picture(
            row.address, title=row.caption, description=row.alt_text, credit=row.credit
        )
    if kind == "file":
        return receiver.file(row.address, title=row.caption)
    return receiver.anything(row.address)


@transaction.atomic
def put_in(page: Any, found: list[Settled]) -> None:
    """Fill the places that are still empty, in the page and in its versions yet to come."""
    page = type(page).objects.select_for_update().get(pk=page.pk)
    changed = change_bodies(page, lambda body: _fill_body(body, found))
    values: dict[str, Any] = {}
    for item in found:
        column = COLUMNS.get(item.row.block_id)
        if column and isinstance(page, Story) and getattr(page, f"{column}_id") is None:
            setattr(page, column, item.thing)
            values[column] = item.thing
    if values:
        type(page).objects.filter(pk=page.pk).update(**values)
    for revision in _versions(page):
        _fill_columns(revision, found)
    _excuse(page, found)
    MissingFile.objects.filter(pk__in=[item.row.pk for item in found]).delete()
    if changed or values:
        ReferenceIndex.create_or_update_for_object(page)
        if isinstance(page, Story) and page.live:
            write_card(page)


def change_bodies(page: Any, change: Callable[[list[dict[str, Any]]], bool]) -> bool:
    """Let `change` alter a page's body, and those of its versions that may still go out.

    `change` says whether it altered anything; so does this of the page's own body.
    """
    body = _copy(page.body.raw_data)
    changed = change(body)
    if changed:
        page.body = body
        # Page.save would validate the story and walk the tree for a change of one column.
        type(page).objects.filter(pk=page.pk).update(body=page.body)
    for revision in _versions(page):
        content = dict(revision.content)
        blocks = json.loads(content.get("body") or "[]")
        if change(blocks):
            content["body"] = json.dumps(blocks)
            Revision.objects.filter(pk=revision.pk).update(content=content)
    return changed


def _versions(page: Any) -> list[Revision]:
    """The versions that an editor or the clock goes on with."""
    wanted = {page.latest_revision_id, page.live_revision_id} - {None}
    own = Revision.page_revisions.filter(object_id=str(page.pk))
    return list(own.filter(pk__in=wanted) | own.filter(approved_go_live_at__isnull=False))


def _fill_columns(revision: Revision, found: list[Settled]) -> None:
    content = dict(revision.content)
    empty = {
        column: item.thing.pk
        for item in found
        if (column := COLUMNS.get(item.row.block_id))
        and column in content
        and content[column] is None
    }
    if empty:
        Revision.objects.filter(pk=revision.pk).update(content=content | empty)


def _fill_body(body: list[dict[str, Any]], found: list[Settled]) -> bool:
    blocks = {block.get("id"): block for block in body}
    changed = False
    for item in found:
        block = blocks.get(item.row.block_id)
        if block is None:
            continue
        if block["type"] == "html" and isinstance(item.thing, Recording):
            changed |= _fill_player(block["value"], item)
            continue
        if block["type"] == "gallery":
            changed |= _fill_gallery(block["value"], item)
            continue
        key = KEYS.get(block["type"])
        if key and block["value"].get(key) is None and _fits(block["type"], item.thing):
            block["value"][key] = item.thing.pk
            changed = True
    return changed


def _fill_player(value: dict[str, Any], item: Settled) -> bool:
    """Let a player play the recording that is here; only one of our own is shown to readers."""
    old = re.escape(escape(item.row.address))
    player = re.compile(rf'(<(?:audio|video)\b[^>]*\ssrc="){old}(?=")')
    url = escape(item.thing.file.url)
    html, changed = player.subn(lambda found: found[1] + url, value["html"])
    value["html"] = html
    return changed > 0


def _fill_gallery(value: dict[str, Any], item: Settled) -> bool:
    """Fill the picture's place, which an editor may have moved: its words tell it."""
    row = item.row
    pictures = [entry.get("value", entry) for entry in value.get("pictures", [])]
    wanted = (row.alt_text, row.caption, row.credit)
    empty = [
        (abs(place - row.item), picture)
        for place, picture in enumerate(pictures)
        if picture.get("picture") is None
        and tuple(picture.get(name) or "" for name in ("alt_text", "caption", "credit")) == wanted
    ]
    if not empty or not isinstance(item.thing, Picture):
        return False
    min(empty, key=lambda entry: entry[0])[1]["picture"] = item.thing.pk
    return True


def _fits(kind: str, thing: Any) -> bool:
    return isinstance(thing, File if kind == "file" else Picture)


def _excuse(page: Any, found: list[Settled]) -> None:
    """Note the pictures that came without a credit: the rule binds those added here."""
    bare = {
        item.thing.pk
        for item in found
        if isinstance(item.thing, Picture) and not (item.row.credit or item.thing.credit)
    }
    UncreditedPicture.objects.bulk_create(
        (UncreditedPicture(page_id=page.pk, picture_id=pk) for pk in sorted(bare)),
        ignore_conflicts=True,
    )


def _copy(blocks: Any) -> list[dict[str, Any]]:
    copied: list[dict[str, Any]] = json.loads(json.dumps([dict(block) for block in blocks]))
    return copied
