"""What an imported page leaves behind when it is deleted here."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType

from broadsheet.core.actions import end_path
from broadsheet.importers.models import ImportedItem


def end_address_by_uuid(sender: Any, instance: Any, **kwargs: Any) -> None:
    """`/p/uuid/` of an imported page that readers could open answers 410 once it is deleted."""
    site = instance.get_site()
    if site is None or instance.first_published_at is None:
        return
    kind = ContentType.objects.get_for_model(instance)
    if ImportedItem.objects.filter(content_type=kind, object_id=instance.pk).exists():
        end_path(
            f"/p/{instance.public_id}/", site=site, locale=instance.locale, title=instance.title
        )
