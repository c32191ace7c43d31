from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from broadsheet.core.models import PublicIdMixin


class Recording(PublicIdMixin, AbstractMedia):
    """Audio or video of our own."""

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
