from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, WagtailImageField
from wagtail.search import index

from broadsheet.core.models import PublicIdMixin
from broadsheet.media.carrying import carried, rights_packet
from broadsheet.media.credits import credit_line
from broadsheet.media.enums import MADE_BY_AI, SourceType
from broadsheet.media.storage import WITHHELD, originals_storage

if TYPE_CHECKING:
    from django.core.files import File

    from broadsheet.media.facts import PictureFacts

#: The fields that public files carry.
CARRIED = ("photographer", "agencies", "copyright_notice", "source_type")
#: The fields that a file's own metadata fills.
FACTS = (
    *("caption", "photographer", "agencies", "copyright_notice", "source_type"),
    *("usage_terms", "territory", "expires_at", "taken_at"),
)


def originals_path(picture: Picture, filename: str) -> str:
    return str(picture.get_upload_to(filename))


class Picture(PublicIdMixin, AbstractImage):
    """A photograph or drawing with what must be printed with it.

    `photographer` and `agencies` are the parts of the credit: "Mara Lind" and "POOL / EPN" print
    as "(Mara Lind / POOL / EPN)".
    """

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=originals_path,
        width_field="width",
        height_field="height",
        storage=originals_storage,
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("What the picture shows, where and when.")
    )
    photographer = models.CharField(
        _("photographer"), max_length=255, blank=True, help_text=_("Who made the picture.")
    )
    agencies = models.CharField(
        _("agency"),
        max_length=255,
        blank=True,
        help_text=_("The agency, or a chain of them: POOL / EPN."),
    )
    copyright_notice = models.CharField(
        _("copyright"), max_length=255, blank=True, help_text=_("As its owner writes it.")
    )
    source_type = models.CharField(
        _("how it was made"),
        max_length=60,
        blank=True,
        choices=SourceType.choices,
        help_text=_("Readers are told where AI made or changed the picture."),
    )
    usage_terms = models.TextField(
        _("terms of use"), blank=True, help_text=_("What the owner allows and asks for.")
    )
    territory = models.CharField(
        _("territory"),
        max_length=255,
        blank=True,
        help_text=_("Where it may be shown, or not: GERMANY OUT. Whoever publishes it is asked."),
    )
    expires_at = models.DateTimeField(
        _("rights end"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("At this minute it leaves every page by itself, and its public files go."),
    )
    taken_off_at = models.DateTimeField(
        _("taken off pages"), null=True, editable=False, db_index=True
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    source_address = models.CharField(
        _("came from"), max_length=2000, blank=True, help_text=_("Where an import found it.")
    )

    admin_form_fields = (
        "file",
        "title",
        "description",
        "caption",
        "photographer",
        "agencies",
        "copyright_notice",
        "source_type",
        "usage_terms",
        "territory",
        "expires_at",
        "taken_at",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields: list[Any] = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("photographer"),
        index.SearchField("agencies"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose picture")]

    @property
    def credit(self) -> str:
        """The credit as it is printed, without its parentheses; empty where there is none."""
        return credit_line(self.photographer, self.agencies)

    @property
    def is_expired(self) -> bool:
        """Whether the right to show it has ended."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_made_by_ai(self) -> bool:
        return self.source_type in MADE_BY_AI

    def take_facts(self, facts: PictureFacts, *, kept: Collection[str] = ()) -> None:
        """Fill in what the file says, but for the fields that a person has filled in."""
        for name in FACTS:
            if name not in kept and (found := getattr(facts, name)):
                setattr(self, name, found)
        if "description" not in kept and facts.alt_text:
            self.description = facts.alt_text

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> File[Any]:
        """A size of the picture, with creator, credit, copyright and source type in it."""
        with carried(rights_packet(self)):
            return super().generate_rendition_file(filter, source=source)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        """Where readers get it; of a picture whose rights have ended, where the newsroom does."""
        name = str(super().get_upload_to(filename))
        return WITHHELD + name if self.image.is_expired else name

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="media_rendition_once",
            )
        ]
