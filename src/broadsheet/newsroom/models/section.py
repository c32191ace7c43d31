from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from broadsheet.core.models import PublicIdMixin
from broadsheet.core.pages import AddressedPageMixin


class Section(PublicIdMixin, AddressedPageMixin, Page):
    """A part of the newspaper; the pages below it are its stories."""

    description = models.TextField(
        _("description"), blank=True, help_text=_("A sentence below the section's name.")
    )

    content_panels = [FieldPanel("title", heading=_("Name")), FieldPanel("description")]
    template = "newsroom/section.html"
    subpage_types = ["newsroom.Story"]
    # Who may read a story is its own field; a page of ours is never behind a password.
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        # Sections stand directly below a site's front, never within each other.
        return bool(super().can_create_at(parent)) and not isinstance(parent.specific, Section)

    def get_admin_display_title(self) -> Any:
        return self.draft_title or self.title
