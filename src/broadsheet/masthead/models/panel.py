from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from broadsheet.masthead.models.links import LinkMixin


class Panel(LinkMixin, TranslatableMixin, models.Model):
    """A promo panel in the header's menu: picture, title, call to action."""

    title = models.CharField(_("title"), max_length=80)
    text = models.CharField(_("text"), max_length=200, blank=True)
    call_to_action = models.CharField(_("call to action"), max_length=40)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Decorative: it is not read aloud."),
    )
    position = models.PositiveIntegerField(_("position"), default=0, db_index=True)

    sort_order_field = "position"
    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("call_to_action"),
        FieldPanel("address"),
        FieldPanel("external_url"),
        FieldPanel("picture"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu panel")
        verbose_name_plural = _("menu panels")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
