"""The audit log as a spreadsheet: what the screen shows, and what each entry knows besides."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.coreutils import multigetattr

#: The columns after Wagtail's own.
COLUMNS: dict[str, str | Promise] = {
    "details": _("Details"),
    "comment": _("Comment"),
    "network_address": _("Network address"),
    "before": _("Before"),
    "after": _("After"),
    "version": _("Version"),
    "data": _("All that was noted"),
}
#: How entries name what was and what is: Wagtail's and ours.
PAIRS = (("old", "new"), ("before", "after"), ("source", "destination"))
WRONG, RIGHT = "wrong_words", "right_words"


def details_of(entry: Any) -> dict[str, str]:
    """The further columns of a log entry; "" where the entry doesn't say."""
    data = entry.data if isinstance(entry.data, dict) else {}
    pairs = list(_pairs(data))
    return {
        "details": _plain(entry.message),
        "comment": _plain(entry.comment),
        "network_address": str(data.get("ip") or ""),
        "before": "; ".join(before for before, _after in pairs if before),
        "after": "; ".join(after for _before, after in pairs if after),
        "version": str(getattr(entry, "revision_id", None) or ""),
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True) if data else "",
    }


def _pairs(data: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    for old, new in PAIRS:
        if old in data and new in data:
            yield _named(name, data[old]), _named(name, data[new])
    if data.get(WRONG) or data.get(RIGHT):
        yield str(data.get(WRONG) or ""), str(data.get(RIGHT) or "")
    for key, value in data.items():
        if isinstance(value, dict) and not any(key in pair for pair in PAIRS):
            yield from _pairs(value, key)


def _named(name: str, value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("title") or json.dumps(value, ensure_ascii=False, sort_keys=True)
    shown = "" if value is None else str(value)
    return f"{name}: {shown}" if name and shown else shown


def _plain(text: Any) -> str:
    return " ".join(strip_tags(str(text or "")).split())


def export_details() -> None:
    """Give the export of *Reports → Site history* the further columns."""
    if "details" in LogEntriesView.list_export:
        return
    own = list(LogEntriesView.list_export)
    LogEntriesView.list_export = [*own, *COLUMNS]
    LogEntriesView.export_headings = {**LogEntriesView.export_headings, **COLUMNS}

    def to_row_dict(self: LogEntriesView, item: Any) -> OrderedDict[str, Any]:
        row = OrderedDict((name, multigetattr(item, name)) for name in own)
        row.update(details_of(item))
        return row

    LogEntriesView.to_row_dict = to_row_dict
