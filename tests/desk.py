"""Who signs in to the newsroom, and what the forms of its screens send."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from broadsheet.newsroom.models import Story
from broadsheet.staff.models import User

_numbers = itertools.count(1)


def make_account(role: str | None = None, **fields: Any) -> User:
    """An account in the group of a role; a superuser where no role is given."""
    number = next(_numbers)
    accounts = get_user_model().objects
    make = accounts.create_user if role else accounts.create_superuser
    username = fields.pop("username", f"account{number}")
    user = make(username, f"{username}@example.org", "secret", **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def desk(client: Client, role: str | None = None, **fields: Any) -> Client:
    """The client, signed in with a role."""
    client.force_login(make_account(role, **fields))
    return client


def story_form(headline: str = "A crane moves", **fields: Any) -> dict[str, str]:
    """What the story's editor sends; `body` as pairs of block name and value."""
    values: dict[str, Any] = {
        "title": headline,
        "slug": "a-crane-moves",
        "kicker": "",
        "standfirst": "",
        "story_type": "news",
        "access": "public",
        "bylines": inline_formset(fields.pop("bylines", [])),
        "story_topics": inline_formset(fields.pop("topics", [])),
        "body": streamfield(fields.pop("body", [])),
    }
    return nested_form_data({**values, **fields})


def written(html: str) -> tuple[str, str]:
    """A text block as the editor sends it."""
    from broadsheet.newsroom.blocks.text import TEXT_FEATURES

    return ("text", rich_text(html, features=TEXT_FEATURES))


def picture_block(picture_id: int, **fields: Any) -> tuple[str, dict[str, Any]]:
    values = {"alt_text": "", "caption": "", "credit": "", "layout": "column", **fields}
    return ("picture", {"picture": str(picture_id), **values})


def add_url(section: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["newsroom", "story", section.pk])


def edit_url(story: Story | Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def messages_of(response: Any) -> str:
    """The sentences above the next page, joined."""
    return " ".join(str(message) for message in response.context["messages"])
