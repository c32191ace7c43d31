"""What `broadsheet doctor` looks at."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from broadsheet.config.site_file import SiteConfig
from broadsheet.config.site_keys import hidden

LEAST_FREE_BYTES = 1_000_000_000
#: A task that waits longer says that no worker runs.
TASKS_WAIT_AT_MOST = timedelta(minutes=2)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `level` is "ok", "warning" or "fault"."""

    name: str
    level: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def examine(config: SiteConfig) -> Iterator[Finding]:
    """Every finding on the site; those after a dead database are left out."""
    yield Finding("Python", "ok", sys.version.split()[0])
    yield _folder(config)
    yield from examine_theme()
    database = _database(config)
    yield database
    if database.level == "fault":
        return
    migrations = _migrations(config)
    yield migrations
    if migrations.level == "fault":
        return
    yield _publication()
    yield from _accents()
    yield _addresses()
    yield _tasks()
    yield _schedule()
    yield _backups(config)
    yield _cdn(config)
    yield _mail(config)
    yield _public(config)


def _folder(config: SiteConfig) -> Finding:
    if not os.access(config.data, os.W_OK):
        return Finding("Folder", "fault", f"{config.data} can't be written. Mend its permissions.")
    free = shutil.disk_usage(config.data).free
    if free < LEAST_FREE_BYTES:
        return Finding(
            "Folder", "warning", f"Only {free / 1e9:.1f} GB are free on its disk. Make room."
        )
    return Finding("Folder", "ok", f"{config.data}, {free / 1e9:.0f} GB free")


def examine_theme() -> Iterator[Finding]:
    """One finding for a sound theme, one for each fault of another."""
    from broadsheet.config.theme_examination import faults_of
    from broadsheet.core.theme import current_theme

    theme = current_theme()
    faults = list(faults_of(theme))
    if not faults:
        name = " ".join(part for part in (theme.name or "one of its own", theme.version) if part)
        author = f" by {theme.author}" if theme.author else ""
        words = f"{name}{author}, files {theme.digest}" if theme.digest else "none of its own"
        yield Finding("Theme", "ok", words)
    for fault in faults:
        yield Finding("Theme", "fault", fault)


def _accents() -> Iterator[Finding]:
    """The site's own accent colours on the theme's paper."""
    from wagtail.models import Site

    from broadsheet.config.theme_examination import contrast_faults
    from broadsheet.core.theme import current_theme
    from broadsheet.masthead.models import SiteSettings

    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    settings = SiteSettings.for_site(site)
    if not settings.has_own_accent:
        return
    accents = {"light": settings.accent, "dark": settings.accent_dark}
    for fault in contrast_faults(current_theme(), accents):
        yield Finding("Accent colour", "warning", f"{fault} Choose another in the site's settings.")


def _database(config: SiteConfig) -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding(
            "Database",
            "fault",
            f"{hidden(config.database)} does not answer: {str(error).splitlines()[0]}. Start it.",
        )
    if connection.vendor == "sqlite":
        return Finding("Database", "ok", f"SQLite {sqlite3.sqlite_version} in data/")
    return Finding("Database", "ok", f"PostgreSQL {connection.pg_version // 10000}")  # type: ignore[attr-defined]


def _migrations(config: SiteConfig) -> Finding:
    from broadsheet.config.cli.app import pending_migrations

    pending = pending_migrations()
    if pending:
        return Finding(
            "Database changes",
            "fault",
            f"{len(pending)} are missing. Run `broadsheet upgrade --site {config.folder}`.",
        )
    return Finding("Database changes", "ok", "all there")


def _publication() -> Finding:
    from broadsheet.fronts.models import FrontPage
    from broadsheet.newsroom.models import Section, StoryCard

    if not FrontPage.objects.live().exists():
        return Finding("Newspaper", "fault", "It has no front page. Make a site with `new`.")
    sections = Section.objects.live().count()
    if not sections:
        return Finding("Newspaper", "warning", "It has no section yet. Add one below the front.")
    return Finding("Newspaper", "ok", f"{sections} sections, {StoryCard.objects.count()} stories")


def _addresses() -> Finding:
    from broadsheet.core.models import Address
    from broadsheet.newsroom.models import StoryCard

    paths = set(Address.objects.live().values_list("locale_id", "path"))
    missing = [
        path
        for locale, path in StoryCard.objects.values_list("locale_id", "path").iterator()
        if (locale, path) not in paths
    ]
    if missing:
        return Finding(
            "Addresses",
            "fault",
            f"{len(missing)} live stories have none, such as {missing[0]}. "
            "Run `broadsheet manage settle_stories`.",
        )
    return Finding("Addresses", "ok", f"{len(paths)} live")


def _tasks() -> Finding:
    from django_tasks_db.compat import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from broadsheet.core.task_problems import somebody_works

    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    oldest = waiting.order_by("enqueued_at").first()
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    late = oldest and timezone.now() - oldest.enqueued_at > TASKS_WAIT_AT_MOST
    if oldest and late and not somebody_works():
        return Finding(
            "Worker",
            "warning",
            f"{waiting.count()} tasks wait, the oldest since {oldest.enqueued_at:%H:%M} UTC. "
            "Is `broadsheet run` or `broadsheet worker` running?",
        )
    if failed:
        return Finding("Worker", "warning", f"{failed} tasks failed in the last two weeks.")
    return Finding("Worker", "ok", "no task waits for long")


def _schedule() -> Finding:
    from wagtail.models import Revision

    late = Revision.objects.filter(
        approved_go_live_at__lt=timezone.now() - timedelta(seconds=30)
    ).count()
    if late:
        return Finding(
            "Schedule",
            "warning",
            f"{late} scheduled stories are overdue: no clock runs, or they were refused "
            "(see their history).",
        )
    return Finding("Schedule", "ok", "nothing is overdue")


def _backups(config: SiteConfig) -> Finding:
    from broadsheet.keeping.models import Backup
    from broadsheet.keeping.plan import BackupPlan

    last = Backup.objects.newest().exclude(reason="").first()
    good = Backup.objects.good().newest().first()
    made_at = good.started_at if good else None
    since = f"the last good one is of {made_at:%Y-%m-%d %H:%M} UTC" if made_at else "there is none"
    if last is not None and (good is None or last.asked_at > good.asked_at):
        return Finding("Backups", "warning", f"The last one failed: {last.reason} And {since}.")
    plan = settings.BROADSHEET_BACKUP
    allowed = (plan or BackupPlan(to="")).old_after
    if made_at is None or timezone.now() - made_at > allowed:
        advice = (
            "Is `broadsheet run` or `broadsheet worker` running?"
            if plan and plan.every
            else f"Run `broadsheet backup DEST --site {config.folder}`, or write [backup] into "
            "site.toml."
        )
        return Finding("Backups", "warning", f"{since.capitalize()}. {advice}")
    return Finding("Backups", "ok", since)


def _cdn(config: SiteConfig) -> Finding:
    from broadsheet.core.models import OutboundAct
    from broadsheet.edge.cdn.purging import PURGE

    plan = settings.BROADSHEET_CDN
    if plan is None:
        return Finding("CDN", "ok", "none")
    if plan.lacks_token:
        return Finding(
            "CDN",
            "fault",
            f"{plan.kind} keeps no page, for cdn.token is empty. Set it, or BROADSHEET_CDN_TOKEN.",
        )
    failing = OutboundAct.objects.of_kind(PURGE).failing().order_by("-attempts").first()
    if failing is not None:
        return Finding("CDN", "warning", f"A purge was not taken: {failing.last_error}")
    return Finding("CDN", "ok", plan.kind)


def _mail(config: SiteConfig) -> Finding:
    if config.mail == "log":
        return Finding(
            "Mail", "warning", "It goes to the log. Set mail in site.toml to send password resets."
        )
    return Finding("Mail", "ok", hidden(config.mail))


def _public(config: SiteConfig) -> Finding:
    if config.is_loopback:
        return Finding("Address", "ok", f"{config.address}, for this machine only")
    if not config.address.startswith("https://"):
        return Finding(
            "Address", "warning", f"{config.address} is not encrypted. Give it a certificate."
        )
    if not config.behind_proxy:
        return Finding(
            "Address",
            "warning",
            "It is https and behind_proxy is not set: signing in fails behind a proxy.",
        )
    return Finding("Address", "ok", config.address)
