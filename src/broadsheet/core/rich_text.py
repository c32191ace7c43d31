"""Links to pages of ours in running text: they follow the page's address and end with it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from broadsheet.core.models import Address
from broadsheet.core.pages import AddressedPageMixin


class AddressLinkHandler(PageLinkHandler):
    """Turns stored links to pages into addresses, in one query for a whole text.

    A page that isn't live leaves its words without a link: nothing tells where it would be.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        wanted = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id")).isdecimal()}
        found = {
            str(address.object_id): address.url
            for address in Address.objects.live().filter(
                content_type__in=_page_types(), object_id__in=wanted
            )
        }
        return [
            format_html('<a href="{}">', found[key])
            if (key := str(attrs.get("id"))) in found
            else "<a>"
            for attrs in attrs_list
        ]


@cache
def _page_types() -> list[int]:
    """The keys of the content types of all pages that have addresses."""
    models = [model for model in apps.get_models() if issubclass(model, AddressedPageMixin)]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=True)
    return [content_type.pk for content_type in types.values()]
