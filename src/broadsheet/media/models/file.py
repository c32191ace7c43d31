from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from broadsheet.core.models import PublicIdMixin
from broadsheet.media.storage import originals_storage


class File(PublicIdMixin, AbstractDocument):
    """A document that readers may download with a story."""

    file = models.FileField(
        upload_to="documents", verbose_name=_("file"), storage=originals_storage
    )

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_document", "Can choose file")]
