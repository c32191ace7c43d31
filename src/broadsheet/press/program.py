"""The version of the program's own files: another one may render every page differently."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings

ENDINGS = frozenset({".css", ".html", ".js", ".mo", ".py", ".svg", ".woff2", ".xml"})
#: The settings that a page shows or that decide its address.
SETTINGS = (
    "ALLOWED_HOSTS",
    "BROADSHEET_ADDRESS",
    "BROADSHEET_PERMALINK",
    "INSTALLED_APPS",
    "LANGUAGE_CODE",
    "MEDIA_URL",
    "MIDDLEWARE",
    "STATIC_URL",
    "WAGTAIL_CONTENT_LANGUAGES",
)


@cache
def version_of_program() -> str:
    """A text that changes with the rooms' files, plugins', Django, Wagtail and the settings."""
    whole = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    for name in SETTINGS:
        whole.update(repr(getattr(settings, name, "")).encode())
    libraries = Path(django.__file__).parents[1]
    folders = {Path(config.path).resolve() for config in apps.get_app_configs()}
    # What is installed as a library has a version; what is developed in place has only its files.
    own = [
        path
        for path in folders
        if not path.is_relative_to(libraries) or path.is_relative_to(libraries / "broadsheet")
    ]
    for folder in sorted(own):
        for path in sorted(folder.rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                found = path.stat()
                whole.update(f"{path.name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return whole.hexdigest()[:20]
