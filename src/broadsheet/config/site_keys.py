"""The keys of site.toml: what each may hold, and the sentence that refuses a wrong value."""

from __future__ import annotations

import re
from dataclasses import dataclass

FILE_NAME = "site.toml"
#: Keys whose values may hold a password: no message repeats them whole.
PRIVATE = ("database", "cache", "mail", "cdn_token", "oidc_secret", "secret_key")
#: From the first colon after the name to the last @: a password may hold any character, and a name
#: may be a mailbox.
PASSWORD = re.compile(r"(?<=//)([^:/]*):.*(?=@)", re.S)


class SiteFileError(Exception):
    """The site can't be opened; the message is a sentence with the key, the reason, an example."""


@dataclass(frozen=True)
class Key:
    """What a key of site.toml may hold, for its check, its documentation and its messages."""

    kind: type
    example: str
    about: str


KEYS: dict[str, Key] = {
    "schema": Key(int, "schema = 1", "The version of this file's form."),
    "address": Key(
        str, 'address = "https://news.example.org"', "Where readers find the site; no path."
    ),
    "hosts": Key(list, 'hosts = ["www.example.org"]', "Other host names that it answers to."),
    "languages": Key(
        list, 'languages = ["en", "uk"]', "Languages of the content; the first has no prefix."
    ),
    "permalink": Key(
        str,
        'permalink = "/{year}/{month}/{slug}/"',
        "The form of story addresses: {slug}, {year}, {month}, {day}, {section}.",
    ),
    "database": Key(
        str,
        'database = "postgresql://broadsheet@localhost/broadsheet"',
        "`sqlite` (a file in data/) or a PostgreSQL address.",
    ),
    "cache": Key(
        str,
        'cache = "redis://localhost:6379/1"',
        "`none`, or the address of Redis or Valkey, which needs the Python package `redis`.",
    ),
    "mail": Key(
        str,
        'mail = "smtp+tls://user:password@mail.example.org:587"',
        "`log` writes mail to the log; or smtp://, smtp+tls:// (STARTTLS), smtps://.",
    ),
    "mail_from": Key(
        str, 'mail_from = "desk@example.org"', "The sender of mail to the newsroom's own people."
    ),
    "host": Key(str, 'host = "127.0.0.1"', "The network address that `run` and `web` listen on."),
    "port": Key(int, "port = 8000", "The port that they listen on."),
    "web_processes": Key(int, "web_processes = 2", "Web processes; 0 means one a core."),
    "web_threads": Key(int, "web_threads = 4", "Threads of each web process."),
    "press": Key(
        bool,
        "press = false",
        "Whether pages are pressed when they change; false renders each when it is read.",
    ),
    "press_files": Key(
        bool,
        "press_files = true",
        "Whether pressed pages are kept as files too, in data/pressed, for nginx to read.",
    ),
    "behind_proxy": Key(
        bool,
        "behind_proxy = true",
        "Whether a proxy of yours stands in front and sets X-Forwarded-Proto and -For.",
    ),
    "upload_megabytes": Key(int, "upload_megabytes = 40", "The largest picture or file."),
    "log_level": Key(str, 'log_level = "info"', "debug, info, warning or error."),
    "log_format": Key(str, 'log_format = "plain"', "`plain` for people, `json` for machines."),
    "backup_to": Key(
        str,
        'backup.to = "/srv/backups"',
        "Where backups are kept: a folder (best on another disk), or s3://bucket/prefix.",
    ),
    "backup_every": Key(
        str,
        'backup.every = "day"',
        "How often one is made by itself: `hour`, `day`, or `week` (on Sundays).",
    ),
    "backup_at": Key(
        str, 'backup.at = "03:30"', "When, by the newspaper's own clock; of an hour the minutes."
    ),
    "backup_keep": Key(
        int, "backup.keep = 14", "How many are kept; older ones go when a new one is whole."
    ),
    "cdn_kind": Key(
        str,
        'cdn.kind = "fastly"',
        "The CDN in front: `bunny`, `cloudflare`, `cloudfront`, `fastly`, or `http` (a cache of "
        "your own that takes PURGE requests).",
    ),
    "cdn_service": Key(
        str,
        'cdn.service = "SU1Z0isxPaozGVKXdv0eY"',
        "What it calls the site: its service, zone, pull zone or distribution.",
    ),
    "cdn_token": Key(
        str,
        'cdn.token = "what-the-cdn-gave"',
        "The token that may purge there. Best set in the environment.",
    ),
    "cdn_url": Key(
        str,
        'cdn.url = "http://127.0.0.1:6081"',
        "Where `http` is told; by default each of the others is told at its own address.",
    ),
    "cdn_seconds": Key(
        int, "cdn.seconds = 86400", "How long the CDN may keep a page that nobody purges."
    ),
    "second_factor": Key(
        list,
        'second_factor = ["administrator", "chief-editor"]',
        "Roles that must have a second factor to sign in; `everybody` means all of them.",
    ),
    "sign_in_mail": Key(
        bool,
        "sign_in_mail = false",
        "Whether a sign-in from a new browser or network is mailed to the account's owner.",
    ),
    "oidc_server": Key(
        str,
        'oidc_server = "https://login.example.org/realms/news"',
        "An OpenID Connect server by which the newsroom may sign in as well.",
    ),
    "oidc_client": Key(str, 'oidc_client = "broadsheet"', "The name that it knows this site by."),
    "oidc_secret": Key(
        str, 'oidc_secret = "what-the-server-gave"', "Its secret. Best set in the environment."
    ),
    "oidc_name": Key(str, 'oidc_name = "Company account"', "What the button says it is."),
    "demo": Key(
        bool,
        "demo = true",
        "Whether it is the demo newspaper, whose short reports appear by themselves every hour.",
    ),
    "secret_key": Key(
        str,
        'secret_key = "fifty-random-characters-that-nobody-else-knows"',
        "Signs sessions; by default it stands in data/secret_key. Best set in the environment.",
    ),
}


#: The tables of the file, by how their keys begin here and in the environment.
TABLES = ("backup", "cdn")


def spelled(name: str) -> str:
    """A key as it stands in the file: the `to` of its table `backup` is `backup.to`."""
    table, _line, rest = name.partition("_")
    return f"{table}.{rest}" if table in TABLES and rest else name


def refused(name: str, reason: str) -> SiteFileError:
    """The refusal of a key's value: which key, why, and a line that would work."""
    return SiteFileError(
        f"The key {spelled(name)} of {FILE_NAME} can't be used: {reason}. "
        f"For example: {KEYS[name].example}"
    )


def hidden(url: str) -> str:
    """An address without its password, for messages and logs."""
    return PASSWORD.sub(r"\1:…", url)
