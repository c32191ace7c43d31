"""Writes entries of the search index anew that an older version wrote in another form."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.conf import get_app_config
from wagtail.search.backends import get_search_backend

from broadsheet.newsroom.models import StoryCard

BATCH = 500


def renew_entries() -> int:
    """Index those cards again whose headline stands in the body of their entry; how many."""
    if connection.vendor != "sqlite":
        return 0
    entries = get_app_config().get_model("IndexEntry").objects
    content_type = ContentType.objects.get_for_model(StoryCard)
    old = entries.filter(content_type=content_type, title="")
    keys = [int(key) for key in old.values_list("object_id", flat=True)]
    index = get_search_backend().get_index_for_model(StoryCard)
    for start in range(0, len(keys), BATCH):
        cards = StoryCard.get_indexed_objects().filter(pk__in=keys[start : start + BATCH])
        index.add_items(StoryCard, list(cards))
    return len(keys)
