from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from broadsheet.newsroom.actions import settle_stories
from broadsheet.newsroom.models import Story


class Command(BaseCommand):
    help = (
        "Bring the addresses and cards of all stories in line with the stories; needed after the "
        "key permalink of site.toml was changed. Old addresses become redirects."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = settle_stories(Story.objects.order_by("pk").iterator(chunk_size=200))
        self.stdout.write(f"{count} stories settled.")
