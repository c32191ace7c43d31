"""A site.toml for a test: written, read, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.config.site_file import SiteConfig, load
from broadsheet.config.site_keys import KEYS, SiteFileError, spelled

PASSWORD = "correct-horse"


def write(folder: Path, text: str, *, schema: bool = True) -> Path:
    (folder / "site.toml").write_text("schema = 1\n" * schema + text, encoding="utf-8")
    return folder


def read(folder: Path, text: str = "", **environ: str) -> SiteConfig:
    return load(write(folder, text), environ)


def refusal(folder: Path, text: str, **environ: str) -> str:
    with pytest.raises(SiteFileError) as refused:
        read(folder, text, **environ)
    return str(refused.value)


def assert_names(message: str, key: str, *reasons: str) -> None:
    """The message names the key and the reason, and shows a line that works."""
    assert message.startswith(f"The key {spelled(key)} of site.toml can't be used: ")
    assert message.endswith(f"For example: {KEYS[key].example}")
    for reason in reasons:
        assert reason in message
