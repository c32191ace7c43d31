"""The old site's redirects, its forms of addresses for tags and authors, and its lists."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import resolve
from wagtail.models import Locale, Site

from broadsheet.core.actions import end_path, redirect_path
from broadsheet.core.models import Address
from broadsheet.core.models.address import MAX_PATH_LENGTH
from broadsheet.core.views import serve_address
from broadsheet.importers.models import PatternRedirect
from broadsheet.importers.naming import Names
from broadsheet.importers.records import Archive, ListRecord, RedirectRecord
from broadsheet.importers.report import ImportReport
from broadsheet.newsroom.models import Section

BATCH = 200


def write_redirects(
    archive: Archive, names: Names, site: Site, locale: Locale, report: ImportReport
) -> None:
    """Write every redirect; where a page of ours lives, it stays and the report says so."""
    rows = list(archive.redirects)
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            for place, record in enumerate(rows[start : start + BATCH], start=start):
                if record.is_pattern:
                    PatternRedirect.objects.update_or_create(
                        site=site,
                        pattern=record.source,
                        defaults={"leads_to": record.leads_to, "position": place},
                    )
                else:
                    _write(record, site, locale, report)
    temporary = sum(not record.permanent for record in rows)
    if temporary:
        report.problems.append(
            f"{temporary} of the redirects were temporary on the old site and are permanent here. "
            "Look them over under Redirects."
        )
    _lead_to_names(archive, names, site, locale)


def may_stand(path: str) -> bool:
    """Whether readers who come by the path reach the table of addresses at all."""
    return bool(resolve(path).func is serve_address)


def write_lists(
    archive: Archive, names: Names, section: Section, site: Site, locale: Locale
) -> None:
    """Lead the old site's other lists to ours; what only its theme made is gone."""
    topics = {record.slug: names.topics.get(record.source_id) for record in archive.tags}
    people = {record.slug: names.people.get(record.source_id) for record in archive.people}
    with transaction.atomic():
        for record in archive.lists:
            path = record.path
            if len(path) > MAX_PATH_LENGTH or not may_stand(path):
                continue
            target = _shown_by(record, topics, people, section, site, locale)
            if target is not None:
                redirect_path(path, site=site, locale=locale, to=target)
            else:
                end_path(path, site=site, locale=locale)


def _shown_by(
    record: ListRecord,
    topics: dict[str, Any],
    people: dict[str, Any],
    section: Section,
    site: Site,
    locale: Locale,
) -> Any:
    if record.shows == "stories":
        return section
    if record.shows in ("tag", "author"):
        return (topics if record.shows == "tag" else people).get(record.slug) or section
    if record.shows == "page":
        path = f"/{record.slug}/"
        row = Address.objects.live().filter(site=site, locale=locale, path=path).first()
        return row.target if row else None
    return None


def path_of_redirect(record: RedirectRecord) -> str:
    """The path at which a plain redirect stands here: with its ending slash."""
    path = record.source
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def _write(record: RedirectRecord, site: Site, locale: Locale, report: ImportReport) -> None:
    path = path_of_redirect(record)
    if len(path) > MAX_PATH_LENGTH or path == "/" or path == record.leads_to:
        fault = "can't be one of ours"
    elif not may_stand(path):
        fault = "stands at an address of the site itself"
    elif redirect_path(path, site=site, locale=locale, url=record.leads_to).made:
        return
    else:
        fault = "stands where a page lives here"
    report.problems.append(
        f"The redirect from “{path[:200]}” to “{record.leads_to[:200]}” {fault} and was left out. "
        "Look whether readers need it."
    )


def _lead_to_names(archive: Archive, names: Names, site: Site, locale: Locale) -> None:
    """Lead the old addresses of tags and authors to ours, where those are others."""
    with transaction.atomic():
        wanted: list[tuple[str, str, Any]] = [
            (archive.tag_path, record.slug, names.topics.get(record.source_id))
            for record in archive.tags
        ]
        wanted += [
            (archive.author_path, record.slug, names.people.get(record.source_id))
            for record in archive.people
        ]
        for form, slug, thing in wanted:
            if thing is None:
                continue
            path = form.replace("{slug}", slug)
            path = path if path.endswith("/") else f"{path}/"
            if len(path) <= MAX_PATH_LENGTH and path != f"/{thing.path_base}/{thing.slug}/":
                redirect_path(path, site=site, locale=locale, to=thing)
