from typing import Any

from broadsheet.media.models import Picture
from broadsheet.media.tasks import prepare_renditions


def prepare_renditions_on_save(
    sender: Any, instance: Picture, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        prepare_renditions.enqueue(instance.pk)
