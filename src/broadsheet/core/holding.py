"""One writer at a time for a page: what is read of it still holds when it is written."""

from __future__ import annotations

from wagtail.models import Page

#: What says where a page stands, as opposed to what stands in it.
STATE = (
    "live",
    "expired",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision_id",
    "latest_revision_id",
    "latest_revision_created_at",
    "draft_title",
    "locked",
    "locked_at",
    "locked_by_id",
    "path",
    "depth",
    "numchild",
    "url_path",
)


def hold(page_id: int) -> dict[str, object] | None:
    """Keep a page from others until the transaction ends; returns its state, None if it is gone.

    Wagtail's editor reads a page, and half a second later writes the whole of it: an autosave that
    began before a publication would take the story down again. SQLite lets one writer in from the
    start of a transaction, PostgreSQL waits here for the row.
    """
    return Page.objects.select_for_update().filter(pk=page_id).values(*STATE).first()


def hold_and_refresh(page: Page) -> None:
    """`hold`, and bring the page's state in memory to what the database says now."""
    for name, value in (hold(page.pk) or {}).items():
        setattr(page, name, value)
