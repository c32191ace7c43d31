from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin

from broadsheet.masthead.models.links import LinkMixin


class MenuSlot(models.TextChoices):
    FEATURED = "featured", _("Header: Featured")
    MORE = "more", _("Header: More")
    FOOTER_FEATURED = "footer_featured", _("Footer: Featured")
    FOOTER_SECTIONS = "footer_sections", _("Footer: Sections")
    FOOTER_MORE = "footer_more", _("Footer: More")


class Menu(TranslatableMixin, ClusterableModel):
    """The ordered links of one place in the header or the footer."""

    slot = models.CharField(_("place"), max_length=20, choices=MenuSlot.choices)
    heading = models.CharField(_("heading"), max_length=60)

    panels = [
        FieldPanel("slot"),
        FieldPanel("heading"),
        InlinePanel("items", heading=_("Links"), label=_("link")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [
            models.UniqueConstraint(fields=["slot", "locale"], name="masthead_menu_slot_once")
        ]

    def __str__(self) -> str:
        return self.get_slot_display()


class MenuItem(LinkMixin, Orderable):
    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    label = models.CharField(_("label"), max_length=80)

    panels = [FieldPanel("label"), FieldPanel("address"), FieldPanel("external_url")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")

    def __str__(self) -> str:
        return self.label
