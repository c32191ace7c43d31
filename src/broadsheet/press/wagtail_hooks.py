"""What the room adds to Wagtail's screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Page

from broadsheet.core.pages import AddressedPageMixin
from broadsheet.press.viewsets import PressViewSet


@hooks.register("register_admin_viewset")
def register_viewset() -> ViewSet:
    return PressViewSet()


@hooks.register("register_page_header_buttons")
def where_it_shows(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    is_ours = issubclass(page.specific_class or Page, AddressedPageMixin)
    if is_ours and page.live and page.permissions_for_user(user).can_edit():
        yield Button(
            gettext("Where this shows"),
            reverse("press:where", args=[page.pk]),
            icon_name="resubmit",
            priority=90,
        )
