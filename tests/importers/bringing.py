"""Brings an archive in as the command does: stories, members, then files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from broadsheet.importers.fetching import FetchedFiles
from broadsheet.importers.file_sources import FileSource, FolderFiles, SeveralSources
from broadsheet.importers.ghost.archive import GhostArchive
from broadsheet.importers.members_here import bring_members
from broadsheet.importers.receiving import Receiver
from broadsheet.importers.report import ImportReport
from broadsheet.importers.writer import ArchiveWriter, ImportOptions


def bring(
    path: Path,
    *,
    content: Path | None = None,
    members: Path | None = None,
    fetch: str = "",
    address: str = "",
    **options: Any,
) -> ImportReport:
    archive = GhostArchive.open(path, address, content=content, members=members)
    writer = ArchiveWriter(archive.header, ImportOptions("ghost", **options))
    writer.write(archive, total=len(archive))
    bring_members(archive.members, "ghost", writer.report, total=len(archive.members))
    sources: list[FileSource] = [FolderFiles(content)] if content else []
    sources += [archive.backup.files] if archive.backup.files else []
    sources += [FetchedFiles(fetch)] if fetch else []
    report = writer.bring_files(Receiver(SeveralSources(sources), "ghost", writer.report))
    report.problems += [*map(str, archive.members.problems), *archive.backup.problems]
    return report
