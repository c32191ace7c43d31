"""What is known of a table's columns before anything is asked of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Field, Model

from broadsheet.press.recording.values import kind_of


@cache
def kinds_of(model: type[Model]) -> dict[str, str]:
    """How the values of each of a table's columns are compared."""
    return {str(item.column): kind_of(item) for item in model._meta.local_concrete_fields}


@cache
def sharing_of(model: type[Model]) -> dict[str, int]:
    """How many rows of a table share a value of each column, guessed: the fewest have the least.

    Of what is unique together, such as site and path, it is the text that tells rows apart.
    """
    options = model._meta
    together = {
        name for constraint in options.total_unique_constraints for name in constraint.fields
    }
    together.update(*options.unique_together)

    def sharing(item: Field[Any, Any]) -> int:
        kind = kind_of(item)
        if item.primary_key:
            return 0
        if item.unique:
            return 1
        if kind == "uuid" or (kind == "text" and item.name in together and not item.choices):
            return 2
        return {"number": 3, "moment": 4, "text": 5, "truth": 6}.get(kind, 5)

    return {str(item.column): sharing(item) for item in options.local_concrete_fields}
