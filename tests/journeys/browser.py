"""Chromium as the journeys drive it, and the site that they drive it on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All that is read is on this machine; in a closed network looking for a proxy takes a minute.
    "--no-proxy-server",
]


def chromium() -> str:
    """The path of the browser; the test skips, and says how to get it, where there is none."""
    found = os.environ.get("BROADSHEET_CHROMIUM") or shutil.which("chromium")
    if not found:
        message = "No browser: install Debian's package chromium, or set BROADSHEET_CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def open_browser() -> Iterator[Browser]:
    path = chromium()
    # A busy machine takes its time; what never comes fails all the same.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
