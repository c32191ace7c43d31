"""What the program needs to know of the database, cache, mail, CDN and backups of site.toml."""

from __future__ import annotations

from datetime import time
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from broadsheet.config.site_file import SiteConfig
from broadsheet.edge.cdn.plan import CdnPlan
from broadsheet.keeping.plan import BackupPlan


def database_settings(config: SiteConfig) -> dict[str, Any]:
    """Django's DATABASES["default"] for the site."""
    if config.database == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(config.data / "broadsheet.sqlite3"),
            # Readers go on while one writes (WAL); a writer waits for its turn at the beginning
            # of its transaction, where waiting is possible, and not in the middle, where it isn't.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; "
                    "PRAGMA journal_size_limit=67108864;"
                ),
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(config.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def mail_settings(config: SiteConfig) -> dict[str, Any]:
    """Django's EMAIL_… settings for the site."""
    if config.mail == "log":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(config.mail)
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit else 587 if "tls" in parts.scheme else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def cache_settings(config: SiteConfig) -> dict[str, Any]:
    """Django's CACHES["default"] for the site."""
    if config.cache == "none":
        # Several processes serve a site: a cache in one's own memory would go stale in the others.
        # Only what guards the sign-in is kept, where all of them see it.
        return {"BACKEND": "broadsheet.staff.sign_in_cache.SignInCache", "LOCATION": "staff_kept"}
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": config.cache}


def backup_plan(config: SiteConfig) -> BackupPlan | None:
    """Where and when backups are made; None where the site says nothing of it."""
    if not config.backup_to:
        return None
    return BackupPlan(
        to=config.backup_to,
        every=config.backup_every,
        at=time.fromisoformat(config.backup_at),
        keep=config.backup_keep,
    )


def cdn_plan(config: SiteConfig) -> CdnPlan | None:
    """The CDN in front; None where the site says nothing of one."""
    if not config.cdn_kind:
        return None
    parts = urlsplit(config.address)
    hosts = [host for host in config.hosts if "*" not in host and not host.startswith(".")]
    return CdnPlan(
        kind=config.cdn_kind,
        service=config.cdn_service.strip(),
        token=config.cdn_token,
        url=config.cdn_url,
        seconds=config.cdn_seconds,
        site=(config.address, *(f"{parts.scheme}://{host}" for host in hosts)),
    )
