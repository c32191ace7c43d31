"""HTML in a body is for those who may write it; others keep what stands there as it is."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue
from wagtail.blocks.stream_block import StreamBlockAdapter

HTML = "html"
PERMISSION = "newsroom.use_html_block"


def may_write_html(user: AbstractBaseUser | AnonymousUser | None) -> bool:
    """Whether someone may write HTML into a body; no user at all is the system itself."""
    return user is None or bool(user.has_perm(PERMISSION))  # type: ignore[union-attr]


def standing_html(body: StreamValue) -> dict[str, Any]:
    """The HTML blocks of a body as they are stored, by their ids."""
    return {item["id"]: item["value"] for item in body.raw_data if item["type"] == HTML}


class BodyWithStandingHtml(StreamBlock):
    """A body in which HTML stands, for those who may not add any."""


class BodyWithStandingHtmlAdapter(StreamBlockAdapter):
    """Draws that body in the editor by a script of ours, which leaves HTML out of the menu."""

    js_constructor = "broadsheet.newsroom.BodyWithStandingHtml"

    @cached_property
    def media(self) -> Media:
        script = Media(js=[versioned_static("newsroom/admin/standing-html.js")])
        media: Media = super().media + script
        return media


register(BodyWithStandingHtmlAdapter(), BodyWithStandingHtml)


def without_new_html(block: StreamBlock, standing: int) -> StreamBlock:
    """The body's block as those see it who may not write HTML: what stands, and no more."""
    if not standing:
        offered = copy(block)
        offered.child_blocks = {
            name: child for name, child in block.child_blocks.items() if name != HTML
        }
        return offered
    offered = BodyWithStandingHtml(list(block.child_blocks.items()))
    offered.meta = copy(block.meta)
    # A copy of a standing block would be another one.
    offered.meta.block_counts = {**block.meta.block_counts, HTML: {"max_num": standing}}
    return offered


def keep_html(body: StreamValue, standing: Mapping[str, Any]) -> StreamValue:
    """Bring HTML that was touched back to what stood there; refuse what is new."""
    errors = {}
    for number, child in enumerate(body):
        if child.block_type != HTML:
            continue
        if child.id in standing:
            child.value = child.block.to_python(standing[child.id])
        else:
            errors[number] = ValidationError(
                _(
                    "Only those with the right to write HTML may add it. Remove this block, "
                    "or ask a chief editor to add it."
                )
            )
    if errors:
        raise StreamBlockValidationError(block_errors=errors)
    return body
