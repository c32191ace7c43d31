"""A new story begins with a place to write and the name of the one who begins it."""

from __future__ import annotations

import re
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from broadsheet.newsroom.enums import BylineRole

TEXT = "text"
TAG = re.compile(r"<(?!hr|embed)[^>]*>|&nbsp;|\s")


def begin_story(sender: Any, page: Any, **kwargs: Any) -> None:
    """Answers Wagtail's `init_new_page`: a text block to type in, and the person's byline."""
    from broadsheet.newsroom.models import Byline, Person, Story

    if not isinstance(page, Story):
        return
    page.body = [(TEXT, RichText(""))]
    person = Person.objects.filter(account_id=page.owner_id).first() if page.owner_id else None
    if person is not None:
        page.bylines = [  # type: ignore[misc]
            Byline(person=person, role=BylineRole.AUTHOR, sort_order=0)
        ]


def without_blank_text(body: StreamValue) -> StreamValue:
    """A body without the text blocks in which nobody wrote."""
    for number in reversed(range(len(body))):
        if body[number].block_type == TEXT and is_blank(body[number].value.source):
            del body[number]
    return body


def is_blank(html: str) -> bool:
    """Whether nobody wrote anything in a rich text: the editor stores an empty paragraph."""
    return not TAG.sub("", html)
