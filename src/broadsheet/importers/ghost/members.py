"""Ghost's members: from the export where it has them, and from the CSV that Ghost exports."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from broadsheet.importers.fields import Fields, moment, sound
from broadsheet.importers.ghost.backup import Backup, Found
from broadsheet.importers.records import MemberRecord, Problem
from broadsheet.importers.wording import gettext as _

Standing = Literal["active", "unsubscribed", "bounced", "complained"]
#: Characters of one cell: a note may be long, a whole file in quotes is a mistake.
LONGEST_CELL = 1024 * 1024
#: What Ghost and its mail service call a refusal, and what it is to us.
_REASONS: dict[str, Standing] = {
    "bounce": "bounced",
    "bounced": "bounced",
    "fail": "bounced",
    "failed": "bounced",
    "spam": "complained",
    "complaint": "complained",
    "complained": "complained",
    "unsubscribe": "unsubscribed",
    "unsubscribed": "unsubscribed",
}


class Members:
    """Every member once, by address; the export knows more and comes before the CSV."""

    def __init__(self, backup: Backup) -> None:
        self._export = backup.export
        self._tables = backup.members
        #: What was wrong with a table, known when it has been read.
        self.problems: list[Problem] = []
        self._newsletters = {
            row.text("id"): row.text("name", "slug") for row in self._export.rows("newsletters")
        }
        #: Newsletters that one takes who signs up, for sources that say no more than “subscribed”.
        self._usual = tuple(
            row.text("name", "slug")
            for row in self._export.rows("newsletters")
            if row.flag("subscribe_on_signup", default=True)
            and row.text("status") in ("", "active")
        )
        self._labels = {row.text("id"): row.text("name") for row in self._export.rows("labels")}
        self._tiers = {row.text("id"): row.text("name") for row in self._export.rows("products")}
        self._suppressed: dict[str, Standing] = {
            row.text("email").casefold(): _REASONS.get(row.text("reason").lower(), "bounced")
            for row in self._export.rows("suppressions")
        }

    def __len__(self) -> int:
        """How many rows there are to read, at least."""
        return self._export.count("members") + sum(
            found.data.count(b"\n") for found in self._tables
        )

    def __iter__(self) -> Iterator[MemberRecord]:
        for row in self._export.rows("members"):
            yield self._of_row(row)
        for found in self._tables:
            yield from self._of_table(found)

    def _of_row(self, row: Fields) -> MemberRecord:
        source_id, email = row.text("id", "uuid"), row.text("email")

        def named(table: str, column: str, names: dict[str, str]) -> tuple[str, ...]:
            rows = self._export.keyed(table, source_id)
            return tuple(name for item in rows if (name := names.get(item.text(column), "")))

        newsletters = named("members_newsletters", "newsletter_id", self._newsletters)
        standing: Standing = "active"
        if row.flag("email_disabled"):
            standing = "bounced"
        elif not newsletters and not row.flag("subscribed"):
            standing = "unsubscribed"
        return MemberRecord(
            source_id=source_id or _made_id(email),
            email=email,
            name=row.text("name"),
            note=row.text("note"),
            labels=named("members_labels", "label_id", self._labels),
            newsletters=newsletters or (self._usual if standing == "active" else ()),
            tiers=named("members_products", "product_id", self._tiers),
            standing=self._suppressed.get(email.casefold(), standing),
            created_at=_moment(row.data.get("created_at")),
        )

    def _of_table(self, found: Found) -> Iterator[MemberRecord]:
        text = self._decoded(found)
        if text is None:
            return
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
        names = {str(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        if "email" not in names:
            self._report(found, _("has no column “email”"), _("Export the members from Ghost."))
            return
        try:
            for cells in reader:
                row = Fields({key: cells.get(name) or "" for key, name in names.items()})
                yield self._of_cells(row)
        except csv.Error as error:
            self._report(
                found,
                _("can't be read on from line %(line)d (%(reason)s)")
                % {"line": reader.line_num, "reason": error},
                _("Mend that line and import again."),
            )

    def _of_cells(self, row: Fields) -> MemberRecord:
        email = row.text("email")
        subscribed = row.flag("subscribed_to_emails", default="subscribed_to_emails" not in row)
        standing: Standing = "active" if subscribed else "unsubscribed"
        if row.text("deleted_at"):
            standing = "unsubscribed"
        if row.flag("email_disabled"):
            standing = "bounced"
        named = _list(row.text("newsletters"))
        return MemberRecord(
            source_id=row.text("id") or _made_id(email),
            email=email,
            name=row.text("name"),
            note=row.text("note"),
            labels=_list(row.text("labels")),
            newsletters=(named or self._usual) if standing == "active" else (),
            tiers=_list(row.text("tiers")),
            standing=self._suppressed.get(email.casefold(), standing),
            created_at=_moment(row.text("created_at")),
        )

    def _decoded(self, found: Found) -> str | None:
        try:
            return sound(found.data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = found.data.count(b"\n", 0, error.start) + 1
            self._report(
                found,
                _("is not UTF-8 text (line %(line)d)") % {"line": line},
                _("Save it as UTF-8 and import again."),
            )
            return None

    def _report(self, found: Found, fault: str, next_step: str) -> None:
        item = _("The table of members %(name)s") % {"name": found.name}
        self.problems.append(Problem("members", item, fault, next_step))


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def _moment(value: object) -> datetime | None:
    try:
        return moment(value)
    except ValueError:
        return None


def _made_id(email: str) -> str:
    """An id for who has none; it says nothing of the address."""
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()
