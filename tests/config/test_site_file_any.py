"""What Django gets of a site.toml, and that no file whatever ends in a traceback."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from broadsheet.config.backends import (
    cache_settings,
    database_settings,
    mail_settings,
)
from broadsheet.config.site_file import load
from broadsheet.config.site_keys import KEYS, SiteFileError
from tests.config.site_text import read, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


class TestWhatDjangoGets:
    def test_sqlite_waits_for_its_turn_at_the_beginning_of_a_write(self, folder: Path) -> None:
        found = database_settings(read(folder))
        assert found["NAME"] == str(folder / "data" / "broadsheet.sqlite3")
        assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]

    def test_a_postgresql_address_is_taken_apart(self, folder: Path) -> None:
        url = "postgresql://news:p%40ss%2Fw@db.example.org:5433/the%20post?sslmode=require"
        found = database_settings(read(folder, f'database = "{url}"'))
        assert found["ENGINE"] == "django.db.backends.postgresql"
        assert (found["USER"], found["PASSWORD"]) == ("news", "p@ss/w")
        assert (found["HOST"], found["PORT"], found["NAME"]) == (
            "db.example.org",
            "5433",
            "the post",
        )
        assert found["OPTIONS"] == {"sslmode": "require"}

    @pytest.mark.parametrize(
        ("url", "port", "ssl", "tls"),
        [
            ("smtp://m.example", 25, False, False),
            ("smtp+tls://m.example", 587, False, True),
            ("smtps://m.example", 465, True, False),
            ("smtps://m.example:2465", 2465, True, False),
        ],
    )
    def test_mail_has_the_port_of_its_scheme(
        self, folder: Path, url: str, port: int, ssl: bool, tls: bool
    ) -> None:
        found = mail_settings(read(folder, f'mail = "{url}"'))
        assert found["EMAIL_HOST"] == "m.example"
        assert found["EMAIL_PORT"] == port
        assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (ssl, tls)

    def test_mail_without_a_server_goes_to_the_log(self, folder: Path) -> None:
        assert "console" in mail_settings(read(folder))["EMAIL_BACKEND"]

    def test_there_is_no_cache_unless_one_is_named(self, folder: Path) -> None:
        # But for the guard of the sign-in, which every process must see: tests/staff.
        assert cache_settings(read(folder))["BACKEND"].endswith("SignInCache")
        named = cache_settings(read(folder, 'cache = "redis://localhost:6379/1"'))
        assert named["LOCATION"] == "redis://localhost:6379/1"


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = "".join(
            f"\\U{ord(c):08x}" if c in '"\\' or not c.isprintable() else c for c in value
        )
        return f'"{escaped}"'
    if isinstance(value, list):
        return f"[{', '.join(toml(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.from_regex(r"[a-z+]{0,12}://[^/]{0,12}(:[^/]{0,6})?(@[^/]{0,8})?(/[^/]{0,8})?"),
    st.from_regex(r"/(\{?[a-z]{0,6}\}?/){0,3}"),
)
VALUES = st.recursive(
    st.one_of(
        TEXTS,
        st.integers(),
        st.booleans(),
        st.floats(),
        st.dates(),
        st.times(),
        st.datetimes(min_value=datetime(1000, 1, 1)),  # noqa: DTZ001
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)
FILES = st.dictionaries(st.sampled_from([*KEYS, "x"]), VALUES, max_size=4)


@given(values=FILES)
@example(values={"database": "postgresql://u:p@[/x"})
@example(values={"address": "http://[::]:0"})
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_file_ends_in_anything_but_a_sentence(values: dict[str, Any]) -> None:
    text = "".join(f"{name} = {toml(value)}\n" for name, value in values.items())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, text, schema="schema" not in values)
        with contextlib.suppress(SiteFileError):
            config = load(folder, {})
            assert database_settings(config)
            assert mail_settings(config)
            assert cache_settings(config)


@given(values=st.dictionaries(st.sampled_from(list(KEYS)), TEXTS, max_size=4))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_environment_ends_in_anything_but_a_sentence(values: dict[str, str]) -> None:
    environ = {f"BROADSHEET_{name.upper()}": value for name, value in values.items()}
    with tempfile.TemporaryDirectory() as name, contextlib.suppress(SiteFileError):
        load(write(Path(name), ""), environ)
