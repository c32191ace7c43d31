"""Translation for modules that also work where Django isn't set up."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as django_gettext


def gettext(message: str) -> str:
    """Translate a message into the language in use; without settings it stays as written."""
    # Django's own gettext raises when no settings are there, which a converter doesn't need.
    return django_gettext(message) if settings.configured else message
