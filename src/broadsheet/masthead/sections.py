"""Which addresses are sections: their room lies above this one and says so."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from broadsheet.core.models import Address

_models: list[type[Model]] = []


def register_sections(model: type[Model]) -> None:
    """Name a kind of page whose addresses are sections of the newspaper."""
    if model not in _models:
        _models.append(model)


def section_addresses() -> QuerySet[Address]:
    """The live addresses of the sections, by their titles."""
    types = ContentType.objects.get_for_models(*_models).values()
    return Address.objects.live().filter(content_type__in=types).order_by("title", "locale")
