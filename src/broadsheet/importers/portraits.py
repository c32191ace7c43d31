"""Portraits of people and the masthead's logo, each put in once where none is."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Site

from broadsheet.importers.errors import FileRefused
from broadsheet.importers.ledger import Ledger
from broadsheet.importers.models import ImportedItem
from broadsheet.importers.naming import Names
from broadsheet.importers.receiving import Receiver
from broadsheet.importers.records import Archive
from broadsheet.importers.report import ImportReport
from broadsheet.masthead.models import SiteSettings

PORTRAIT, LOGO = "portrait", "logo"


def settle_portraits(
    archive: Archive, names: Names, site: Site, receiver: Receiver, report: ImportReport
) -> None:
    """Give people their portraits and the masthead its logo.

    What was given once is not given again: an editor may have taken it away.
    """
    ledger = names.ledger
    for record in archive.people:
        person = names.people.get(record.source_id)
        if person is not None and record.picture:
            _put(
                PORTRAIT, record.source_id, record.picture, record.name, person, "photo",
                ledger, receiver, report,
            )  # fmt: skip
    if archive.logo:
        settings = SiteSettings.for_site(site)
        _put(LOGO, "logo", archive.logo, archive.title, settings, "logo", ledger, receiver, report)


def _put(
    kind: str,
    source_id: str,
    address: str,
    title: str,
    owner: Any,
    field: str,
    ledger: Ledger,
    receiver: Receiver,
    report: ImportReport,
) -> None:
    if ImportedItem.objects.filter(
        source=ledger.source, kind=kind, source_id=source_id[:100]
    ).exists():
        return
    try:
        picture = receiver.picture(address, title=title)
    except FileRefused as refused:
        report.problems.append(f"“{title}”: {refused}")
        return
    if picture is None:
        report.problems.append(
            f"The picture {address[:200]} of “{title}” was not found. "
            "Choose another, or import again with its file."
        )
        return
    with transaction.atomic():
        # What stands here now: the run itself or the desk may have changed it since it was read.
        owner = type(owner)._default_manager.select_for_update().get(pk=owner.pk)
        if getattr(owner, f"{field}_id") is None:
            setattr(owner, field, picture)
            owner.save()
        ledger.item(kind, source_id, "", picture).save()
