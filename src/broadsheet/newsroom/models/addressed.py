from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site, TranslatableMixin
from wagtail.search import index

from broadsheet.core.actions import assign_address, find_rival, taken, withdraw_address
from broadsheet.core.languages import default_locale, path_prefix
from broadsheet.core.models import PublicIdMixin


class AddressedSnippet(PublicIdMixin, TranslatableMixin, index.Indexed, models.Model):
    """A named thing outside the page tree with an address of its own: a topic, a person."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("slug"), max_length=200, allow_unicode=True)

    #: The segment before the slug.
    path_base = ""

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("slug"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def public_path(self) -> str:
        return f"/{self.path_base}/{self.slug}/"

    def has_address(self) -> bool:
        """Whether readers may see a page of it."""
        return True

    @property
    def url(self) -> str:
        """Its address for readers, or "" where it has none."""
        if not self.has_address():
            return ""
        return path_prefix(self.locale_id or default_locale().pk) + self.public_path()

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Its address goes with it: neither a kill nor the press comes between the two.
        with transaction.atomic():
            super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not self.has_address() or not self.slug:
            return
        locale = self.locale if self.locale_id else default_locale()
        for site in Site.objects.all():
            rival = find_rival(self.public_path(), site=site, locale=locale, target=self)
            if rival is not None:
                raise ValidationError({"slug": taken(rival).messages})

    def keep_address(self) -> None:
        """Make the address what the object now says: live at its path, or gone."""
        if not self.has_address():
            withdraw_address(self)
            return
        for site in Site.objects.all():
            assign_address(
                self,
                self.public_path(),
                title=self.name,
                site=site,
                locale=self.locale,
                within_reserved=True,
            )
