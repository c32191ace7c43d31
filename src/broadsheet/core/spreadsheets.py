"""Keeps what people typed from being computed by the spreadsheet that opens an export."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: Any) -> Any:
    """A text that stays a text: `=2+3` comes as `'=2+3`. Numbers and moments stay as they are."""
    if isinstance(value, str) and value.lstrip(" ").startswith(BEGINNINGS):
        return f"'{value}"
    return value


def keep_formulas_out() -> None:
    """In every CSV of the newsroom's lists; in Excel files Wagtail says itself what is text."""
    plain = SpreadsheetExportMixin.preprocess_field_value
    if getattr(plain, "is_harmless", False):
        return

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        found = plain(self, field, value, export_format)
        return harmless(found) if export_format == self.FORMAT_CSV else found

    preprocess_field_value.is_harmless = True  # type: ignore[attr-defined]
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
