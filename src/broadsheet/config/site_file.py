"""`site.toml`, the one file that the operator writes: typed, and refused loudly.

Every key may also come from the environment as BROADSHEET_ and its name in capitals; the
environment wins, so that secrets need not stand in a file.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from broadsheet.config.site_keys import (
    FILE_NAME,
    KEYS,
    PRIVATE,
    TABLES,
    SiteFileError,
    refused,
    spelled,
)
from broadsheet.config.site_values import LEAST_SECRET, SCHEMA, check_values

__all__ = ["FILE_NAME", "KEYS", "SiteConfig", "SiteFileError", "load", "new_text"]

#: What the environment may give for a number.
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True)
class SiteConfig:
    """A site folder and what its site.toml says, checked."""

    folder: Path
    schema: int = SCHEMA
    address: str = "http://127.0.0.1:8000"
    hosts: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=lambda: ["en"])
    permalink: str = "/{slug}/"
    database: str = "sqlite"
    cache: str = "none"
    mail: str = "log"
    mail_from: str = "newsroom@localhost"
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 0
    web_threads: int = 4
    press: bool = True
    press_files: bool = False
    behind_proxy: bool = False
    upload_megabytes: int = 40
    log_level: str = "info"
    log_format: str = "plain"
    backup_to: str = ""
    backup_every: str = ""
    backup_at: str = "03:30"
    backup_keep: int = 14
    cdn_kind: str = ""
    cdn_service: str = ""
    cdn_token: str = ""
    cdn_url: str = ""
    cdn_seconds: int = 86_400
    second_factor: list[str] = field(default_factory=list)
    sign_in_mail: bool = True
    oidc_server: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    oidc_name: str = "Company account"
    demo: bool = False
    secret_key: str = ""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def theme(self) -> Path:
        return self.folder / "theme"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the site's address."""
        return (urlsplit(self.address).hostname or "") in ("127.0.0.1", "localhost", "::1")

    @property
    def processes(self) -> int:
        return self.web_processes or os.cpu_count() or 1

    def find_secret_key(self) -> str:
        """The key given, or that of data/secret_key, which is made when it is not there."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "secret_key"
        try:
            if not path.exists():
                self._make_secret_key(path)
            key = path.read_text(encoding="ascii").strip()
        except OSError as error:
            raise SiteFileError(
                f"The site's secret key can't be kept in {path}: {error.strerror}. "
                "Give this account the right to write there."
            ) from error
        except UnicodeDecodeError:
            key = ""
        if len(key) < LEAST_SECRET:
            raise SiteFileError(
                f"{path} holds no secret key of at least {LEAST_SECRET} characters. "
                "Remove it, and the next start makes a new one; everybody signs in again."
            )
        return key

    def _make_secret_key(self, path: Path) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        try:
            # Only the account that runs the site may read it.
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            # Another process of the site was faster.
            return
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50) + "\n")


def load(folder: Path, environ: Mapping[str, str] | None = None) -> SiteConfig:
    """Read and check a site folder's site.toml.

    Raises SiteFileError for a folder that is none, a file that is no TOML, an unknown key or a
    value of the wrong kind.
    """
    folder = folder.resolve()
    path = folder / FILE_NAME
    try:
        # Some editors on Windows begin a UTF-8 file with a mark.
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SiteFileError(
            f"There is no site in {folder}: {FILE_NAME} is not there. "
            f"Make one with `broadsheet new {folder}`, or name its folder with --site."
        ) from error
    except UnicodeDecodeError as error:
        raise SiteFileError(f"{path} is not UTF-8. Save it again as UTF-8.") from error
    except OSError as error:
        raise SiteFileError(
            f"{path} can't be read: {error.strerror}. Give this account the right to read it."
        ) from error
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # A ValueError that is no TOMLDecodeError is a number of thousands of digits.
        raise SiteFileError(
            f"{path} is not valid TOML: {error}. A line looks like this: {KEYS['address'].example}"
        ) from error
    values = _without_tables(values)
    for name in values:
        if name not in KEYS:
            raise SiteFileError(_unknown(path, name))
    values |= _from_environment(os.environ if environ is None else environ)
    if "schema" not in values:
        raise refused("schema", "it is missing")
    for name, value in values.items():
        _check_kind(name, value)
    config = SiteConfig(folder=folder, **values)
    check_values(config)
    return config


def _without_tables(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with those of a table by the table's name before their own: `backup_to`.

    A key written so in the file itself is refused as unknown.
    """
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if name in TABLES and isinstance(value, dict):
            flat |= {f"{name}_{key}": held for key, held in value.items()}
        else:
            flat[spelled(name)] = value
    return flat


def _unknown(path: Path, name: str) -> str:
    from difflib import get_close_matches

    known = {spelled(key): key for key in KEYS}
    close = get_close_matches(spelled(name), known, n=1)
    example = KEYS[known[close[0]]].example if close else ""
    hint = f" Did you mean {close[0]}? For example: {example}" if close else ""
    return f"{path} has a key that Broadsheet does not know: {spelled(name)}.{hint}" + (
        "" if hint else f" The keys are: {', '.join(known)}."
    )


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, key in KEYS.items():
        text = environ.get(f"BROADSHEET_{name.upper()}")
        if text is None:
            continue
        if key.kind is int:
            if not WHOLE_NUMBER.fullmatch(text):
                raise refused(name, f"the environment gives “{text}”, which is no whole number")
            found[name] = int(text)
        elif key.kind is bool:
            if text.lower() not in ("true", "false", "1", "0"):
                raise refused(name, f"the environment gives “{text}”, which is no true or false")
            found[name] = text.lower() in ("true", "1")
        elif key.kind is list:
            found[name] = [part.strip() for part in text.split(",") if part.strip()]
        else:
            found[name] = text
    return found


def _check_kind(name: str, value: object) -> None:
    kind = KEYS[name].kind
    words = {str: "a text", int: "a whole number", bool: "true or false", list: "a list of texts"}
    # True is an int to Python, and no number to a person.
    right = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    if right and kind is list:
        assert isinstance(value, list)
        right = all(isinstance(item, str) for item in value)
    if not right:
        given = "" if name in PRIVATE else f" and is {value!r:.80}"
        raise refused(name, f"it must be {words[kind]}{given}")


def new_text(*, address: str, language: str, database: str, demo: bool = False) -> str:
    """The site.toml of a new site."""
    # A JSON text is a TOML text, quotes and backslashes too.
    values = {"address": address, "language": language, "database": database}
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    text = (TEMPLATE if database == "sqlite" else TEMPLATE_POSTGRESQL).format(**quoted)
    return text + TEMPLATE_DEMO if demo else text


TEMPLATE = """\
# The settings of this site that its operator makes. Every key: docs/operators/site-toml.md
schema = 1
address = {address}
languages = [{language}]

# One line moves the site to PostgreSQL:
# database = "postgresql://broadsheet@localhost/broadsheet"
"""

TEMPLATE_POSTGRESQL = """\
# The settings of this site that its operator makes. Every key: docs/operators/site-toml.md
schema = 1
address = {address}
languages = [{language}]
database = {database}
"""

TEMPLATE_DEMO = """
# A short report appears by itself every hour.
demo = true
"""
