"""`broadsheet run`: web, press and worker processes under one terminal, begun and ended whole."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

import structlog

from broadsheet.config.process_locks import BEING_KEPT, RUN, WEB, at_work, take, who_runs
from broadsheet.config.site_file import SiteConfig, SiteFileError

if TYPE_CHECKING:
    from broadsheet.config.gateway import Gateway

logger = structlog.get_logger("broadsheet.run")

#: Seconds that the worker has to finish its task, and the press its page, when the site stops.
PATIENCE = 10.0
#: The processes beside the web's, by the commands that they run.
WORKER, PRESS = ("worker",), ("press", "run")


def check_port(config: SiteConfig) -> None:
    """Raise SiteFileError when something else listens on the site's port."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SiteFileError(
                    f"Port {config.port} of {config.host} is taken by another program. "
                    f"Stop that one, or give another port: --port {config.port + 1}"
                ) from error
            raise SiteFileError(
                f"Nothing can listen on {config.host}, port {config.port}: {error.strerror}. "
                "Give another --host or --port."
            ) from error


class Supervisor:
    """Holds the site's lock while it runs, and starts, watches and ends press and worker."""

    def __init__(self, config: SiteConfig) -> None:
        self.config = config
        self.name = "The site"
        self._lock: IO[str] | None = None
        self._children: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        self._take_lock()
        check_port(self.config)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop_children()
        if self._lock is not None:
            self._lock.close()

    def _take_lock(self) -> None:
        """Raise SiteFileError when the site runs already: two clocks on one file would fight."""
        self.config.data.mkdir(parents=True, exist_ok=True)
        self._lock = take(self.config.data, RUN, alone=True)
        if self._lock is None:
            where = who_runs(self.config.data)
            raise SiteFileError(
                f"This site runs already ({where}). Stop it there with Ctrl-C, "
                "or start another site with --site."
                if where
                else BEING_KEPT
            )
        self._lock.truncate(0)
        self._lock.write(f"process {os.getpid()}, {self.config.address}")
        self._lock.flush()

    def prepare(self) -> None:
        """Bring the database's own rows in line with site.toml."""
        from django.db import connections

        from broadsheet.config.publication import keep_locales, keep_site_row
        from broadsheet.core.actions import keep_fixed_addresses
        from broadsheet.masthead.models import SiteSettings
        from broadsheet.press.keeping_watch import keep_watch

        keep_locales()
        site = keep_site_row()
        keep_fixed_addresses(site)
        keep_watch()
        self.name = SiteSettings.for_site(site).name
        # Web processes are forked from this one: none may inherit an open connection.
        connections.close_all()

    def serve(self) -> None:
        """Serve until a signal comes; press and worker are started again whenever they end."""
        for command in (PRESS, WORKER) if self.config.press else (WORKER,):
            self._start(command)
            threading.Thread(
                target=self._watch, args=(command,), name=f"watch {command[0]}", daemon=True
            ).start()
        with at_work(self.config, WEB):
            serve_web(self.config)

    def _start(self, command: tuple[str, ...]) -> None:
        # It ends by itself when this process is gone, however it went.
        environment = os.environ | {"BROADSHEET_SUPERVISOR": str(os.getpid())}
        self._children[command] = subprocess.Popen(
            [sys.executable, "-m", "broadsheet", *command, "--site", str(self.config.folder)],
            env=environment,
            # A Ctrl-C reaches this process alone, which then ends the others in order.
            process_group=0,
        )

    def _watch(self, command: tuple[str, ...]) -> None:
        from broadsheet.config.web_processes import delay_before_restart

        delay, started = 0.0, time.monotonic()
        while not self._stopping.wait(0.2):
            child = self._children[command]
            if child.poll() is None:
                continue
            delay = delay_before_restart(delay, time.monotonic() - started, first=0.5)
            logger.error(
                f"The {command[0]} ended; it is started again",
                code=child.returncode,
                in_seconds=delay,
            )
            if self._stopping.wait(delay):
                return
            self._start(command)
            started = time.monotonic()

    def stop_children(self) -> None:
        self._stopping.set()
        running = [child for child in self._children.values() if child.poll() is None]
        for child in running:
            child.terminate()
        for child in running:
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _stop_as_by_terminal(number: int, frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def load_application(parent: int, config: SiteConfig) -> Gateway:
    """The application of a web process, which ends by itself when its parent is gone."""
    from django.conf import settings
    from django.db import connections

    from broadsheet.config.gateway import Gateway, Limits
    from broadsheet.config.gateway_words import read_words, say
    from broadsheet.config.wsgi import application
    from broadsheet.press.handler import answer

    # A terminal's Ctrl-C would reach this process a moment before its parent ends it in order, and
    # granian's processes do not survive being told twice: they hang until they are killed.
    os.setpgid(0, 0)
    threading.Thread(target=end_with, args=(parent,), name="parent", daemon=True).start()
    read_words()
    return Gateway(
        application,
        threads=config.web_threads,
        port=config.port,
        limits=Limits.for_uploads(config.upload_megabytes, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        hook=answer if config.press else None,
        at_end=connections.close_all,
        say=say,
    )


def end_with(parent: int) -> None:
    """Stop this process in order when the one that started it is gone, even by a kill -9."""
    from broadsheet.config.gateway.application import STOPS_SOON

    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), STOPS_SOON)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def serve_web(config: SiteConfig) -> None:
    """Serve the site in granian's processes until a signal comes."""
    # Loaded before the processes are forked, so that they start at once and share its memory.
    from django.urls import get_resolver

    import broadsheet.config.wsgi  # noqa: F401
    from broadsheet.config.gateway import Limits
    from broadsheet.config.web_processes import WebProcesses
    from broadsheet.core.collecting import pass_over_what_is_loaded

    # Addresses and views, which the first request would load.
    _ = get_resolver().url_patterns
    pass_over_what_is_loaded()
    server = WebProcesses.on(
        config.host,
        config.port,
        processes=config.processes,
        limits=Limits(),
        pictures=_pictures_folder(config),
    )
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        # Granian would start its processes anew where a closed terminal should end them.
        server.on_startup(lambda: signal.signal(signal.SIGHUP, _stop_as_by_terminal))
    # What granian takes for a function is an object with `__rsgi__`.
    loader: Any = partial(load_application, os.getpid(), config)
    server.serve(target_loader=loader, wrap_loader=False)


def _pictures_folder(config: SiteConfig) -> Path:
    folder = config.data / "media" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
