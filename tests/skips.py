"""In continuous integration a skip that is not listed here is a failure: loaded by tests/run.sh.

A test that stops running is as bad as one that fails, and nobody reads the list of skips.
"""

from __future__ import annotations

import os

import pytest

#: Beginnings of the reasons that stand for something which no machine but ours has.
LISTED = (
    "The real files of ../shared/corpora are not here",
    "The real Ghost exports are not here (../shared/",
    "wrk is not installed",
    "The processes are looked up in Linux's /proc",
    "On SQLite alone: ",
)


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    where = report.longrepr
    text = where[2] if isinstance(where, tuple) else str(where)
    return text.removeprefix("Skipped: ")


class Skips:
    """Notes each skip that is not listed, and fails the run for them at its end."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        reason = reason_of(report) if report.skipped else ""
        if report.skipped and not hasattr(report, "wasxfail") and not reason.startswith(LISTED):
            self.found.append(f"{report.nodeid}: {reason}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.note(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.found:
            terminalreporter.section("Skips that are not listed in tests/skips.py", red=True)
            for line in self.found:
                terminalreporter.line(f"UNLISTED {line}")


def pytest_configure(config: pytest.Config) -> None:
    # Under xdist the first process hears of every report; the others need not judge them.
    if os.environ.get("CI", "").lower() == "true" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Skips(), "skips")
