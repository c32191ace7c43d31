"""What was imported from where, so that a second import changes nothing."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """One thing of an old site and what became of it here.

    `fingerprint` is a SHA-256 of the record: another one says that the archive has changed. Of a
    member only the fingerprints are kept, and `object_id` is 0: an erased reader stays erased.
    """

    source = models.CharField(_("source"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20)
    source_id = models.CharField(_("id there"), max_length=100)
    fingerprint = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "source_id"], name="importers_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.source_id}"


class MissingFile(models.Model):
    """A picture or file that an archive names and that is not here yet; nothing of it is lost.

    `block_id` is the block that waits for it: empty for the lead picture, `SOCIAL` for the one
    that networks show. `item` is the picture's place in a gallery.
    """

    SOCIAL = "social"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    block_id = models.CharField(_("block"), max_length=36, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    item = models.PositiveSmallIntegerField(default=0)
    #: As long as it was: a picture may stand in its address itself.
    address = models.TextField(_("address"))
    alt_text = models.TextField(_("alternative text"), blank=True)
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("missing file")
        verbose_name_plural = _("missing files")
        ordering = ["page", "position"]

    def __str__(self) -> str:
        return self.address


class UncreditedPicture(models.Model):
    """A picture that an archive brought to a page without a credit: there it may stand without."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("imported picture without credit")
        verbose_name_plural = _("imported pictures without credit")
        constraints = [
            models.UniqueConstraint(fields=["page", "picture"], name="importers_uncredited_once")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.picture_id}"


class PendingCard(models.Model):
    """A card about a page of the old site, shown as a story elsewhere until that story is here."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    block_id = models.CharField(max_length=36)
    path = models.CharField(_("old address"), max_length=2000)

    class Meta:
        verbose_name = _("card that waits for its story")
        verbose_name_plural = _("cards that wait for their stories")
        constraints = [
            models.UniqueConstraint(fields=["page", "block_id"], name="importers_card_once")
        ]

    def __str__(self) -> str:
        return self.path


class PatternRedirect(models.Model):
    """A redirect of the old site by a regular expression; `broadsheet.importers.patterns` says
    which expressions are taken. `leads_to` may have groups: "$1".
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    pattern = models.CharField(_("pattern"), max_length=500)
    leads_to = models.CharField(_("leads to"), max_length=2000)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("redirect by pattern")
        verbose_name_plural = _("redirects by pattern")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "pattern"], name="importers_pattern_once")
        ]

    def __str__(self) -> str:
        return self.pattern
