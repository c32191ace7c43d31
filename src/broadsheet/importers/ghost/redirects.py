"""Ghost's redirects.yaml and redirects.json as redirects of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.ghost.backup import Found
from broadsheet.importers.patterns import PatternRefused, compiled, literal_of
from broadsheet.importers.records import Problem, RedirectRecord
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.yaml_files import YamlRefused, read_yaml

MOST = 20_000


def redirects_of(
    found: Found | None, site: OldSite, problems: list[Problem]
) -> tuple[RedirectRecord, ...]:
    """The redirects of a file in their order; what can't be one is a problem."""
    if found is None:
        return ()
    try:
        rows = list(_rows(found))
    except (YamlRefused, ValueError, RecursionError) as error:
        problems.append(
            Problem(
                "redirects",
                _("The file %(name)s") % {"name": found.name},
                str(error) if isinstance(error, YamlRefused) else _("is no JSON that can be read"),
                _("Its redirects were left out: mend it and import again."),
            )
        )
        return ()
    if len(rows) > MOST:
        problems.append(
            Problem(
                "redirects",
                _("The file %(name)s") % {"name": found.name},
                _("has %(count)s redirects, of which the first %(most)s were taken")
                % {"count": f"{len(rows):,}", "most": f"{MOST:,}"},
                _("Say the others by a few patterns, or add those that readers still use."),
            )
        )
    records = []
    for source, target, permanent in rows[:MOST]:
        try:
            records.append(_redirect(source, target, permanent, site))
        except PatternRefused as refused:
            problems.append(
                Problem(
                    "redirect",
                    _("The redirect from “%(source)s”") % {"source": source[:200]},
                    str(refused),
                    _("Add it by hand under Redirects if readers still come that way."),
                )
            )
    return tuple(records)


def _rows(found: Found) -> Iterator[tuple[str, str, bool]]:
    if found.name.endswith(".json"):
        document: Any = json.loads(found.data.decode("utf-8-sig"))
        for row in document if isinstance(document, list) else []:
            if isinstance(row, Mapping):
                source, target = row.get("from"), row.get("to")
                yield str(source or ""), str(target or ""), row.get("permanent") is not False
        return
    document = read_yaml(found.data)
    for status, rows in document.items() if isinstance(document, Mapping) else ():
        for source, target in rows.items() if isinstance(rows, Mapping) else ():
            yield str(source), str(target), str(status) != "302"


def _redirect(source: str, target: str, permanent: bool, site: OldSite) -> RedirectRecord:
    leads_to = site.link(target.strip())
    if not leads_to.startswith(("/", "http://", "https://")) or leads_to.startswith("//"):
        raise PatternRefused(_("leads to no address"))
    if len(leads_to) > 2000:
        raise PatternRefused(_("leads to an address of more than 2,000 characters"))
    source = source.strip()
    if literal := literal_of(source):
        return RedirectRecord(literal, leads_to, permanent=permanent)
    if "\\?" in source:
        raise PatternRefused(_("depends on what follows a question mark"))
    # Ghost takes an ending slash off and allows one; "/…/i" says that case doesn't matter.
    ignore_case = source.startswith("/^") and source.endswith("/i")
    pattern = source[1:-2] if ignore_case else source
    pattern = pattern.removesuffix("/")
    if not pattern.endswith("$"):
        pattern += "/?$"
    compiled(pattern)
    return RedirectRecord(pattern, leads_to, permanent=permanent, is_pattern=True)
