"""A version that somebody saved says which links are to be asked."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from broadsheet.newsroom.models import CheckedLink, Story
from broadsheet.newsroom.other_sites.checking import want
from broadsheet.newsroom.readiness.findings import level_of, rules_for
from broadsheet.newsroom.readiness.links import ELSEWHERE, links_elsewhere
from broadsheet.newsroom.readiness.registry import Level, checks
from broadsheet.newsroom.tasks import ask_other_sites


def want_links_of(sender: Any, instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    """Note the links of a version that a person saved; an import's are nobody's question."""
    if raw or instance.user_id is None or "body" not in instance.content:
        return
    if instance.content_type_id != ContentType.objects.get_for_model(Story).pk:
        return
    urls = links_elsewhere(_body_of(instance.content["body"]))
    if not urls:
        return
    story = Story.objects.filter(pk=instance.object_id).first()
    if story is None:
        return
    check = checks.get(ELSEWHERE)
    if check is None or level_of(ELSEWHERE, check, rules_for(story)) is Level.IGNORE:
        return
    if want(urls):
        transaction.on_commit(partial(ask_other_sites.enqueue))


def _body_of(content: Any) -> list[dict[str, Any]]:
    try:
        found = json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def ask_again() -> None:
    """Let the worker ask what is due by now: after a pause, or left by one that was stopped."""
    if CheckedLink.objects.due().exists():
        ask_other_sites.enqueue()
