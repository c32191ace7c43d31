"""Which values of site.toml can work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlsplit

from django.conf.global_settings import LANGUAGES

from broadsheet.config.site_keys import hidden, refused
from broadsheet.edge.cdn.plan import KINDS, WITH_SERVICE
from broadsheet.keeping.destinations.naming import check_destination
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.plan import INTERVALS

if TYPE_CHECKING:
    from broadsheet.config.site_file import SiteConfig

SCHEMA = 1
ADDRESS = re.compile(r"https?://([a-zA-Z0-9_.\-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")
HOST = re.compile(r"\*|\.?[a-zA-Z0-9_\-]+(\.[a-zA-Z0-9_\-]+)*|\[[0-9a-fA-F:]+\]")
MAILBOX = re.compile(r"(?:[^<>\r\n]*<)?[^@\s<>]+@[^@\s<>]+>?")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PERMALINK = re.compile(r"/(?:[\w\-{}]+/)+")
#: What may follow the ? of a PostgreSQL address (libpq's own names).
POSTGRESQL_OPTIONS = (
    "application_name",
    "connect_timeout",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "target_session_attrs",
)
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
#: What may stand in a header as it is: RFC 9110, 5.5, without spaces.
TOKEN = re.compile(r"[!-~]+")
#: Characters of a secret key.
LEAST_SECRET = 32
#: Roles by the names that site.toml gives them.
ROLE_NAMES = (
    "administrator",
    "chief-editor",
    "contributor",
    "editor",
    "newsletter-editor",
    "photo-editor",
    "publisher",
    "reporter",
    "section-editor",
)
EVERYBODY = "everybody"
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("plain", "json")


def check_values(config: SiteConfig) -> None:
    """Raise SiteFileError for the first value that can't work."""
    if config.schema != SCHEMA:
        raise refused("schema", f"this Broadsheet knows version {SCHEMA}, not {config.schema}")
    if not ADDRESS.fullmatch(config.address):
        raise refused(
            "address",
            f"“{config.address}” is not http:// or https:// with a host name, without a path or a "
            "slash at its end (a host name of other letters is written in its xn-- form)",
        )
    _split("address", config.address)
    for host in config.hosts:
        if not HOST.fullmatch(host):
            raise refused("hosts", f"“{host}” is no host name, without http:// and a port")
    if not config.host or config.host.split() != [config.host]:
        raise refused("host", f"“{config.host}” is no network address")
    if not MAILBOX.fullmatch(config.mail_from):
        raise refused("mail_from", f"“{config.mail_from}” is no e-mail address")
    _check_languages(config.languages)
    _check_permalink(config.permalink)
    _check_urls(config)
    _check_sign_in(config)
    for name, least, most in (
        ("port", 1, 65535),
        ("web_processes", 0, 256),
        ("web_threads", 1, 256),
        ("upload_megabytes", 1, 2048),
        ("backup_keep", 1, 10_000),
        ("cdn_seconds", 60, 31_536_000),
    ):
        value = getattr(config, name)
        if not least <= value <= most:
            raise refused(name, f"{value} is not between {least} and {most}")
    if config.log_level not in LOG_LEVELS:
        raise refused("log_level", f"“{config.log_level}” is none of {', '.join(LOG_LEVELS)}")
    if config.log_format not in LOG_FORMATS:
        raise refused("log_format", f"“{config.log_format}” is none of {', '.join(LOG_FORMATS)}")
    _check_backup(config)
    _check_cdn(config)
    if config.secret_key and len(config.secret_key) < LEAST_SECRET:
        raise refused("secret_key", f"it has fewer than {LEAST_SECRET} characters")


def _check_backup(config: SiteConfig) -> None:
    if config.backup_every not in ("", *INTERVALS):
        raise refused("backup_every", f"“{config.backup_every}” is none of {', '.join(INTERVALS)}")
    if not TIME.fullmatch(config.backup_at):
        raise refused("backup_at", f"“{config.backup_at}” is no time of day from 00:00 to 23:59")
    if config.backup_every and not config.backup_to:
        raise refused("backup_to", "it is missing, and backup.every asks for backups")
    if config.backup_to:
        try:
            check_destination(config.backup_to, config.folder)
        except KeepingRefused as error:
            raise refused("backup_to", str(error).rstrip(".")) from error


def _check_cdn(config: SiteConfig) -> None:
    kind = config.cdn_kind
    if kind not in ("", *KINDS):
        raise refused("cdn_kind", f"“{kind}” is none of {', '.join(KINDS)}")
    if kind in WITH_SERVICE and not config.cdn_service.strip():
        raise refused("cdn_service", f"it is empty, and {kind} needs it")
    if kind == "http" and not config.cdn_url:
        raise refused("cdn_url", "it is missing, and http needs it")
    if config.cdn_url:
        url = _split("cdn_url", config.cdn_url)
        if url.scheme not in ("http", "https") or not url.hostname or url.username:
            raise refused(
                "cdn_url", f"“{hidden(config.cdn_url)}” is no http:// or https:// address"
            )
    if config.cdn_token and not TOKEN.fullmatch(config.cdn_token):
        raise refused("cdn_token", "it holds spaces or letters that no header may hold")


def _check_sign_in(config: SiteConfig) -> None:
    for name in config.second_factor:
        if name not in (*ROLE_NAMES, EVERYBODY):
            raise refused(
                "second_factor",
                f"“{name}” is no role; the roles are {', '.join(ROLE_NAMES)}, and {EVERYBODY}",
            )
    if not config.oidc_server:
        return
    server = _split("oidc_server", config.oidc_server)
    local = server.hostname in ("127.0.0.1", "localhost", "::1")
    if not server.hostname or not (server.scheme == "https" or (server.scheme == "http" and local)):
        raise refused("oidc_server", f"“{config.oidc_server}” is no https:// address")
    for name in ("oidc_client", "oidc_secret", "oidc_name"):
        if not getattr(config, name).strip():
            raise refused(name, "it is empty, and oidc_server needs it")


def _check_languages(languages: list[str]) -> None:
    if not languages:
        raise refused("languages", "it is empty")
    known = dict(LANGUAGES)
    for code in languages:
        if code not in known:
            raise refused(
                "languages",
                f"“{code}” is no language code that Django knows, such as en, uk, pt-br, zh-hans",
            )
    if len(set(languages)) < len(languages):
        raise refused("languages", "a language stands in it twice")


def _check_permalink(pattern: str) -> None:
    known = {"slug", "year", "month", "day", "section"}
    unknown = set(PLACEHOLDER.findall(pattern)) - known
    if unknown:
        raise refused("permalink", f"it has no placeholder {{{unknown.pop()}}}")
    if not PERMALINK.fullmatch(pattern):
        raise refused(
            "permalink",
            f"“{pattern}” is not made of letters, digits, hyphens and placeholders between slashes",
        )
    if set("{}") & set(PLACEHOLDER.sub("", pattern)):
        raise refused("permalink", f"“{pattern}” has a brace without its other half")
    if "{slug}" not in pattern:
        raise refused("permalink", "without {slug} several stories would share an address")


def _check_urls(config: SiteConfig) -> None:
    if config.database != "sqlite":
        _check_database(config.database)
    if config.cache != "none":
        cache = _split("cache", config.cache)
        if cache.scheme not in ("redis", "rediss") or not cache.hostname:
            raise refused("cache", f"“{hidden(config.cache)}” is neither none nor redis://")
    if config.mail != "log":
        mail = _split("mail", config.mail)
        if mail.scheme not in ("smtp", "smtp+tls", "smtps") or not mail.hostname:
            raise refused("mail", f"“{hidden(config.mail)}” is neither log nor smtp://")


def _check_database(url: str) -> None:
    parts = _split("database", url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise refused(
            "database",
            f"“{hidden(url)}” is neither sqlite nor postgresql:// with the name of a database",
        )
    unknown = {name for name, _value in parse_qsl(parts.query)} - set(POSTGRESQL_OPTIONS)
    if unknown:
        raise refused(
            "database",
            f"its part after the ? may hold {', '.join(POSTGRESQL_OPTIONS)}, not {min(unknown)}",
        )


def _split(name: str, url: str) -> SplitResult:
    """The parts of an address. Raises SiteFileError for one that has no sound parts."""
    try:
        parts = urlsplit(url)
        # Asking for the port checks it.
        _ = parts.port
    except ValueError as error:
        raise refused(
            name,
            "its host or port can't be read; in a password write %40 for @, %2F for /, %3A for :, "
            "%23 for #, %3F for ?",
        ) from error
    return parts
