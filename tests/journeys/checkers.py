"""Where axe-core and the W3C's checker are, or the sentence that says how to get them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

PROJECT = Path(__file__).parents[2]
AXE = PROJECT / "node_modules/axe-core/axe.min.js"
VNU = PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar"


def missing(sentence: str) -> NoReturn:
    """Skip the test; in continuous integration, where everything must be there, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


def find_axe() -> str:
    if not AXE.is_file():
        missing("axe-core is not here: run `npm ci` in the project's folder.")
    return AXE.read_text(encoding="utf-8")


def find_html_checker() -> list[str]:
    java = shutil.which("java")
    if java is None:
        missing("There is no Java for the W3C's checker: install it (apt install default-jre).")
    if not VNU.is_file():
        missing("The W3C's checker is not here: run `npm ci` in the project's folder.")
    return [java, "-jar", str(VNU)]
