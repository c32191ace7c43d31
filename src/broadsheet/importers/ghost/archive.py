"""A Ghost export as a neutral archive, whole or one story after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.ghost.backup import Backup, open_backup
from broadsheet.importers.ghost.glance import posts_of
from broadsheet.importers.ghost.members import Members
from broadsheet.importers.ghost.people import names_of, people_of, tags_of
from broadsheet.importers.ghost.posts import StoryReader
from broadsheet.importers.ghost.redirects import redirects_of
from broadsheet.importers.ghost.routes import routes_of
from broadsheet.importers.records import LEAST_LISTED, Archive, Problem, StoryRecord

#: Called after each story with how many are read and how many there are.
Progress = Callable[[int, int], None]


class GhostArchive:
    """An opened export: its site, people and tags are read, its stories as they are asked for.

    `site_address` is the old site's public address where it is known: links to it become our own.
    """

    def __init__(self, backup: Backup, site_address: str = "") -> None:
        export = backup.export
        site = OldSite(site_address, placeholders=("__GHOST_URL__",))
        problems: list[Problem] = []
        settings = export.settings()
        people = people_of(export, site, problems)
        tags = tags_of(export, site, problems)
        timezone = _first(settings, "timezone", "active_timezone", "activeTimezone", dashed=False)
        routes = routes_of(backup.routes, timezone, problems)
        #: What was given beside the export.
        self.backup = backup
        self.members = Members(backup)
        self._posts = posts_of(export, problems)
        self._reader = StoryReader(
            export,
            site,
            people={person.source_id: person.slug for person in people},
            tags={tag.source_id: tag.slug for tag in tags},
            routes=routes,
        )
        #: The archive without its stories.
        self.header = Archive(
            title=settings.get("title", ""),
            description=settings.get("description", ""),
            language=_first(settings, "locale", "lang", "default_locale", "defaultLang"),
            timezone=timezone,
            address=site_address,
            people=people,
            tags=tags,
            tiers=tuple(names_of(export, "products")),
            newsletters=tuple(names_of(export, "newsletters")),
            logo=site.file(settings.get("logo", "")),
            redirects=redirects_of(backup.redirects, site, problems),
            tag_path=routes.tag,
            author_path=routes.author,
            lists=routes.lists,
            list_size=_list_size(settings),
            problems=problems,
        )

    @classmethod
    def open(
        cls,
        path: Path | str,
        site_address: str = "",
        *,
        content: Path | None = None,
        members: Path | None = None,
    ) -> GhostArchive:
        """Open a Ghost JSON export or backup. Raises ExportRefused."""
        return cls(open_backup(Path(path), content, members), site_address)

    def __len__(self) -> int:
        """How many stories and pages there are."""
        return len(self._posts)

    def __iter__(self) -> Iterator[StoryRecord]:
        """Stories and pages in the file's order, each read when its turn comes."""
        return self._reader.stories(self._posts)


def read_archive(
    path: Path | str, *, site_address: str = "", progress: Progress | None = None
) -> Archive:
    """All of a Ghost JSON export. Raises ExportRefused."""
    source = GhostArchive.open(path, site_address)
    records: list[StoryRecord] = []
    for record in source:
        records.append(record)
        if progress:
            progress(len(records), len(source))
    return replace(
        source.header,
        stories=tuple(record for record in records if record.kind == "post"),
        pages=tuple(record for record in records if record.kind == "page"),
        problems=[
            *source.header.problems,
            *(problem for record in records for problem in record.problems),
        ],
    )


def _list_size(settings: dict[str, str]) -> int:
    """Posts on a page: old Ghosts have it here, later ones in their theme, 5 where nobody says."""
    given = _first(settings, "posts_per_page", "postsPerPage")
    return int(given) if given.isdecimal() and 0 < int(given) < 1_000 else LEAST_LISTED


def _first(settings: dict[str, str], *names: str, dashed: bool = True) -> str:
    found = next((settings[name] for name in names if settings.get(name)), "")
    return found.replace("_", "-") if dashed else found
