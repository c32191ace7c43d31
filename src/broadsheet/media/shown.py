"""Which pictures a page has shown already, so that none stands beside itself."""

from __future__ import annotations

from django.http import HttpRequest

from broadsheet.press.fragments import belongs_to_page

ATTRIBUTE = "_pictures_of_page"
# A part that stands on many pages shows the same pictures on all of them.
belongs_to_page(ATTRIBUTE)


def pictures_shown(request: HttpRequest | None) -> set[int]:
    """The keys of the pictures on the page that answers `request`; a new set without one."""
    if request is None:
        return set()
    shown: set[int] = request.__dict__.setdefault(ATTRIBUTE, set())
    return shown
