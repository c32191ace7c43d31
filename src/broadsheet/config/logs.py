"""Logs that a person can read in a terminal, or JSON lines for a machine."""

from __future__ import annotations

import logging.config
from typing import Any

import structlog
from structlog.typing import Processor

from broadsheet.config.site_file import SiteConfig

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
]
SHARED_JSON: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(site: SiteConfig) -> dict[str, Any]:
    """A logging configuration (PEP 391) for the site."""
    plain = site.log_format == "plain"
    renderer = (
        structlog.dev.ConsoleRenderer(
            colors=False,
            pad_event_to=0,
            pad_level=False,
            # No values of variables: they may be a reader's data.
            exception_formatter=structlog.dev.plain_traceback,
        )
        if plain
        else structlog.processors.JSONRenderer()
    )
    level = site.log_level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "site": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
                "foreign_pre_chain": SHARED if plain else SHARED_JSON,
            }
        },
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "site"}},
        "root": {"handlers": ["terminal"], "level": "WARNING"},
        "loggers": {
            "broadsheet": {"level": level},
            "granian": {"level": "WARNING"},
            "_granian": {"level": "WARNING"},
            "wagtail": {"level": "DEBUG" if level == "DEBUG" else "WARNING"},
            # Every task's start and end is for those who look for them.
            "django_tasks": {"level": "DEBUG" if level == "DEBUG" else "WARNING"},
            # Its warnings say that it was asked to stop.
            "django_tasks_db": {"level": "DEBUG" if level == "DEBUG" else "ERROR"},
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "ERROR"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: set up logging and structlog alike."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
