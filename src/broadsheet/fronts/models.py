from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page

from broadsheet.core.models import PublicIdMixin
from broadsheet.core.pages import AddressedPageMixin
from broadsheet.newsroom.models import Story


class FrontPage(PublicIdMixin, AddressedPageMixin, Page):
    """The front of the newspaper, at `/`: it sets itself from picks and the newest stories."""

    content_panels = [FieldPanel("title", heading=_("Name"))]
    template = "fronts/front_page.html"
    subpage_types = ["newsroom.Section", "masthead.InformationPage"]
    # Who may read a story is its own field; a page of ours is never behind a password.
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return bool(super().can_create_at(parent)) and parent.is_root()

    def is_front(self) -> bool:
        return True

    def public_path(self) -> str:
        return "/"


class EditorsPickQuerySet(models.QuerySet["EditorsPick"]):
    def standing(self, now: datetime | None = None) -> Self:
        """Those that haven't expired, in the editors' order."""
        now = now or timezone.now()
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now)).order_by(
            "position", "pk"
        )


class EditorsPick(models.Model):
    """A story that the editors want read; ordered by hand, for a time if wanted."""

    story = models.OneToOneField(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="editors_pick"
    )
    position = models.PositiveIntegerField(_("position"), default=0, db_index=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = EditorsPickQuerySet.as_manager()

    sort_order_field = "position"
    panels = [PageChooserPanel("story", "newsroom.Story"), FieldPanel("expires_at")]

    class Meta:
        verbose_name = _("editors' pick")
        verbose_name_plural = _("editors' picks")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.story.title
