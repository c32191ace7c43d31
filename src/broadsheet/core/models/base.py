import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicIdMixin(models.Model):
    """Gives a public object an id that feeds and exports can keep for good."""

    public_id = models.UUIDField(
        _("public id"), default=uuid.uuid4, editable=False, unique=True, db_index=True
    )

    # Wagtail must not carry the id over to a copy, a translation or an alias.
    exclude_fields_in_copy = ["public_id"]
    override_translatable_fields: list[object] = []

    class Meta:
        abstract = True
