"""Why something was pressed, in a sentence for people."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from broadsheet.press.recording.shapes import model_tables


def reason_words(reason: str) -> str:
    """The sentence of a reason as the queue keeps it."""
    try:
        code, *rest = json.loads(reason)
    except ValueError:
        return reason
    if code in ("I", "U", "D"):
        return _change_words(code, *rest)
    if code == "M":
        return _("So much changed at once that everything is pressed.")
    return {
        "D": _("Its page was taken down."),
        "E": _("Everything is pressed anew after a change of the database itself."),
        "F": _("A page began to show it."),
        "N": _("It was read for the first time."),
        "R": _("Somebody asked for everything to be pressed."),
        "T": _("Its time had come."),
        "V": _("The program, its settings or the theme changed."),
    }.get(code, _("Something changed."))


def _change_words(
    code: str, table: str = "", row: str = "", columns: str = "", touched: str = ""
) -> str:
    if not table:
        return _("Its page was taken down.")
    if table not in model_tables():
        return _("Everything is pressed anew after a change of the database itself.")
    what = {"kind": name_of_table(table), "number": row, "columns": ", ".join(columns.split())}
    if code == "I":
        return _("New: %(kind)s %(number)s.") % what
    if code == "D":
        return _("Gone: %(kind)s %(number)s.") % what
    return _("Changed: %(kind)s %(number)s (%(columns)s).") % what


def name_of_table(table: str) -> str:
    """A table's rows in people's words, such as “story”."""
    model = model_tables().get(table)
    return str(model._meta.verbose_name) if model is not None else table
