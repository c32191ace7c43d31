from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField
from wagtail.search import index

from broadsheet.core.models import PublicIdMixin
from broadsheet.media.credits import credit_line
from broadsheet.media.storage import originals_storage


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


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="media_rendition_once",
            )
        ]
