"""The page that explains an export to somebody who has never seen Broadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadsheet.keeping.export.tables import TABLES

OPENING = """\
# {name}: an export

Everything that the newsroom of {name} ({address}) had in Broadsheet {version} on {made_at}
(UTC), in open formats. Text is UTF-8, times are ISO 8601, JSON is RFC 8259, CSV is RFC 4180 with
a line of names first. In CSV lists and objects are JSON, and a text that a spreadsheet would take
for a formula has an apostrophe before it; the JSON file has it as it is. An address that begins
with urn:uuid: is a thing's id for good: it joins the files with each other. Originals of pictures
may carry what their camera wrote, places too: look before you publish them elsewhere.

The form of this export is number {schema}; `export.json` says so, with the counts.

| file | what it is |
|---|---|
"""
FILES = {
    "`export.json`": "the number of this form, when and from what it was made, how many of each "
    "kind, files that were missing",
    "`stories.jsonl`": "every story, drafts too, one JSON object a line; see below",
    "`stories/YEAR/MONTH/SLUG-ID.html`": "the same stories as pages that a browser opens, with "
    "the pictures of this export",
    "`pictures/ID/`": "a picture's original, and ID.json: title, alternative text, caption, "
    "credit, focal point, source",
    "`files/ID/`": "a document for readers, and ID.json",
    "`recordings/ID/`": "audio or video with its still, and ID.json",
}
STORIES = """\

## A story
The names are those of the IPTC's ninjs 1 where it has them: `uri`, `url`, `language`, `headline`,
`description_text` (the standfirst), `byline`, `body_html`, `body_text`, `located` (the dateline),
`slugline`, `ednote` (the note for the desk, never public), `firstpublished`, `contentcreated` (the
date shown), `versioncreated`, `genre` (the type), `subject` (topics), `people` (names and what they
did), `associations` (the lead picture and that for social networks). `pubstatus` is `usable` for
what readers see and `withheld` for drafts and what was taken down.

`broadsheet` holds what ninjs has no name for: section, kicker, who may read it (`access`: public,
members or paid), schedule, sponsor, `body` (the blocks as the editor keeps them: a list of `type`,
`value`, `id`) and `draft` (what was written after the last publication, by the names of the
database).
"""
READERS = """\

## Readers
`readers/readers.csv`, `readers/email_addresses.csv` and `readers/consents.csv` are personal
data. Keep them encrypted, give them to nobody who need not have them, and delete them when they
have served. A consent is bound to its purpose and its words: another publisher may not use it for
others.
"""
NO_READERS = """\

## Readers
None are in this export: it was made without `--with-readers`.
"""


def readme(about: Mapping[str, Any], *, with_readers: bool) -> str:
    rows = [f"| {name} | {words} |" for name, words in FILES.items()]
    rows += [f"| `{name}.json`, `{name}.csv` | {table.about} |" for name, table in TABLES.items()]
    if with_readers:
        rows.append("| `readers/` | readers, their addresses and consents; see below |")
    opening = OPENING.format(**about)
    return opening + "\n".join(rows) + "\n" + STORIES + (READERS if with_readers else NO_READERS)
