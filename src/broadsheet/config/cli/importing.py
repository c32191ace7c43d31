from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.config.cli.app import (
    HERE,
    SiteOption,
    app,
    check_database,
    open_site,
    pending_migrations,
    say,
)
from broadsheet.config.site_file import SiteFileError

if TYPE_CHECKING:
    from broadsheet.importers.ghost.archive import GhostArchive
    from broadsheet.importers.report import ImportReport
    from broadsheet.importers.writer import ImportOptions

importing = typer.Typer(
    help="Move an archive in from another system.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(importing, name="import")


@importing.command()
def ghost(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ghost's JSON export, or the zip of its backup.")
    ],
    site: SiteOption = HERE,
    content: Annotated[
        Path | None, typer.Option(help="A copy of Ghost's content/: pictures, files, redirects.")
    ] = None,
    fetch: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Fetch what is missing from the old site's host."),
    ] = "",
    members: Annotated[
        Path | None, typer.Option(metavar="CSV", help="The members as Ghost exports them.")
    ] = None,
    section: Annotated[
        str, typer.Option(help="The section that takes the posts; made if it isn't there.")
    ] = "Stories",
    open_restricted: Annotated[
        bool,
        typer.Option("--open-restricted", help="Let everyone read members' and paid posts."),
    ] = False,
    old_address: Annotated[
        str,
        typer.Option(help="The old site's address: links to it become links of this site."),
    ] = "",
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Where the archive has changed, write it over what stands here."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Import a Ghost site: posts, pages, tags, authors, pictures, members, addresses.

    Doing it twice changes nothing; after a break the same command goes on.
    """
    config = open_site(site)
    check_database(config)
    if pending_migrations():
        raise SiteFileError(
            f"The database is not up to date. Run `broadsheet doctor --site {site}`."
        )
    from broadsheet.importers.errors import ExportRefused, ImportRefused
    from broadsheet.importers.ghost.archive import GhostArchive
    from broadsheet.importers.writer import ImportOptions

    try:
        archive = GhostArchive.open(source, old_address or fetch, content=content, members=members)
        options = ImportOptions(
            "ghost", section=section, open_restricted=open_restricted, overwrite=overwrite
        )
        report = _run(archive, options, content, fetch, dry_run=dry_run)
    except (ExportRefused, ImportRefused) as refused:
        say.print(f"broadsheet: {refused}", markup=False)
        raise typer.Exit(1) from refused
    except KeyboardInterrupt:
        say.print("Stopped. What was imported stays; the same command goes on from there.")
        raise typer.Exit(130) from None
    if as_json:
        typer.echo(json.dumps(report.as_dict(), indent=2, ensure_ascii=False, default=str))
    else:
        from broadsheet.config.cli.import_report import print_report

        print_report(report)


def _run(
    archive: GhostArchive,
    options: ImportOptions,
    content: Path | None,
    fetch: str,
    *,
    dry_run: bool,
) -> ImportReport:
    """Bring in stories, then members, then pictures and files, each with its own bar."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from broadsheet.importers.fetching import FetchedFiles
    from broadsheet.importers.file_sources import FileSource, FolderFiles, SeveralSources
    from broadsheet.importers.members_here import bring_members
    from broadsheet.importers.receiving import Receiver
    from broadsheet.importers.rehearsal import rehearse
    from broadsheet.importers.writer import ArchiveWriter

    places: list[FileSource] = [FolderFiles(content)] if content else []
    places += [archive.backup.files] if archive.backup.files else []
    places += [FetchedFiles(fetch)] if fetch else []
    files = SeveralSources(places)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=say,
        transient=True,
    ) as bar:

        def follow(name: str) -> Callable[[int, int], None]:
            job = bar.add_task(name, total=None)
            return lambda done, total: bar.update(job, completed=done, total=total)

        total = len(archive)
        if dry_run:
            report = rehearse(
                archive.header, archive, options, files, total=total, progress=follow("Reading")
            )
            report.members["in the archive"] = len(archive.members)
        else:
            writer = ArchiveWriter(archive.header, options)
            writer.write(archive, total=total, progress=follow("Stories"))
            bring_members(
                archive.members,
                options.source,
                writer.report,
                total=len(archive.members),
                progress=follow("Members"),
            )
            receiver = Receiver(files, options.source, writer.report)
            report = writer.bring_files(receiver, follow("Pictures and files"))
        # Members are read as they come in: their table's faults are known only now.
        report.problems += map(str, archive.members.problems)
        report.problems += archive.backup.problems
    return report
