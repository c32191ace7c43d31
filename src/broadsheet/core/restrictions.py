"""Wagtail's view restrictions: our pages offer none, but code and a shell can set them."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from broadsheet.core.compiled import Compiled

_restrictions = Compiled(
    lambda paths: PageViewRestriction.objects.filter(page__path__in=paths).values_list("pk")
)


def is_private(page: Page) -> bool:
    """Whether the page or one above it is not for everybody; one question for nearly all pages."""
    step = page.steplen
    above = [page.path[:end] for end in range(step, len(page.path) + 1, step)]
    if _restrictions(above):
        return True
    return bool(page.alias_of_id) and bool(page.get_view_restrictions())


def private_pages() -> QuerySet[Page] | None:
    """The pages that are not for everybody; None where all are, known by one small question."""
    if not PageViewRestriction.objects.exists():
        return None
    found: QuerySet[Page] = Page.objects.private().order_by()
    return found
