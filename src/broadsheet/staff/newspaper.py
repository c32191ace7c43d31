"""What the newspaper is called in mail to its own people."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Site


def newspaper_name() -> str:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return str(site.root_page.title if site else settings.WAGTAIL_SITE_NAME)
