from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadsheet.core.models import Address, AddressState


class LinkMixin(models.Model):
    """A link to an address of ours, which follows its moves, or to another site."""

    address = models.ForeignKey(
        Address,
        verbose_name=_("page of ours"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    external_url = models.URLField(_("or an address elsewhere"), blank=True)

    class Meta:
        abstract = True

    #: Whether a link must be there at all.
    link_required = True

    def clean(self) -> None:
        super().clean()
        if self.address_id and self.external_url:
            raise ValidationError(
                {"external_url": _("Choose a page of ours or give an address, not both.")}
            )
        if self.link_required and not self.address_id and not self.external_url:
            raise ValidationError({"address": _("Choose a page of ours or give an address.")})

    @property
    def url(self) -> str:
        """Where it leads, or "" when its page is not live."""
        if self.external_url:
            return self.external_url
        if self.address is None or self.address.state != AddressState.LIVE:
            return ""
        return self.address.url
