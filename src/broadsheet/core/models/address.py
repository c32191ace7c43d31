from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from broadsheet.core.compiled import by_key

MAX_PATH_LENGTH = 500


class AddressState(models.TextChoices):
    LIVE = "live", _("Live")
    REDIRECT = "redirect", _("Redirect")
    GONE = "gone", _("Gone")


class AddressQuerySet(models.QuerySet["Address"]):
    def live(self) -> Self:
        return self.filter(state=AddressState.LIVE)

    def of(self, target: models.Model) -> Self:
        """The rows that belong to one object: its live one, its old ones, its gone one."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(target, for_concrete_model=True),
            object_id=target.pk,
        )

    def for_paths(self, paths: Iterable[str]) -> Self:
        return self.filter(path__in=list(paths))


class Address(index.Indexed, models.Model):
    """One public address of a site in one language: live, a redirect, or gone (RFC 9110, 410).

    `path` starts and ends with a slash unless its last segment names a file (`/sitemap.xml`), and
    carries no language prefix. A live row shows either an object or, where `route` is set, a fixed
    page. A redirect row leads to the live address of its object, or to `redirect_url`.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("path"), max_length=MAX_PATH_LENGTH)
    state = models.CharField(
        _("state"), max_length=10, choices=AddressState.choices, default=AddressState.LIVE
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    route = models.CharField(_("fixed page"), max_length=64, blank=True)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    redirect_url = models.CharField(_("leads to"), max_length=2000, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    target = GenericForeignKey("content_type", "object_id", for_concrete_model=True)

    objects = AddressQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.SearchField("path"),
        index.AutocompleteField("title"),
        index.AutocompleteField("path"),
        index.FilterField("state"),
        index.FilterField("site_id"),
        index.FilterField("locale_id"),
    ]
    # The chooser of addresses matches with LIKE; a task for every address would be wasted work.
    search_auto_update = False

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "locale", "path"], name="core_address_path_once"
            ),
            # One thing has one address; its others are redirects to that one.
            models.UniqueConstraint(
                fields=["site", "locale", "content_type", "object_id"],
                condition=Q(state=AddressState.LIVE, object_id__isnull=False),
                name="core_address_live_once",
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/"), name="core_address_path_starts_with_slash"
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="core_address_target"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.path})" if self.title else self.path

    @property
    def url(self) -> str:
        """The address with its language prefix, relative to the host."""
        from broadsheet.core.languages import path_prefix

        return path_prefix(self.locale_id) + self.path

    def find_target(self) -> models.Model | None:
        """The object that it shows, as `target`, of which only the columns are read."""
        if self.content_type_id is None or self.object_id is None:
            return None
        # Django holds the content types, of which no site has many, in memory.
        model = ContentType.objects.get_for_id(self.content_type_id).model_class()
        return by_key(model).first(self.object_id) if model is not None else None

    def get_admin_display_title(self) -> str:
        return str(self)

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Any]:
        return cls.objects.none()
