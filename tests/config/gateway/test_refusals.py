"""What the gateway answers by itself is said in a language of the site."""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path
from typing import Any

import pytest

from broadsheet.config import gateway
from broadsheet.config.gateway import Gateway
from broadsheet.config.gateway.refusals import BUSY, FAILED, busy, too_large
from broadsheet.config.gateway_words import language_for, say
from tests.config.gateway.fake import FakeExchange, FakeScope


@pytest.fixture
def in_two_languages(settings: Any) -> None:
    """An Arabic site with a Ukrainian edition."""
    settings.LANGUAGE_CODE = "ar"
    settings.WAGTAIL_CONTENT_LANGUAGES = [("ar", "العربية"), ("uk", "Українська")]


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/", "", "ar"),
        ("/", "uk", "uk"),
        ("/admin/", "en;q=0.9, uk-UA;q=0.5", "uk"),
        # The site has no French edition, and nobody wants what is worth nothing.
        ("/", "fr", "ar"),
        ("/", "uk;q=0", "ar"),
        ("/", "\x00,,;;q=x" + "uk," * 500, "ar"),
        # What stands in the address comes first.
        ("/uk/harbour/", "ar", "uk"),
        ("/\ufffd", "uk", "uk"),
    ],
)
def test_the_language_is_one_of_the_site(
    in_two_languages: None, path: str, accepted: str, language: str
) -> None:
    assert language_for(path, accepted) == language


def test_a_site_in_one_language_speaks_that(settings: Any) -> None:
    settings.LANGUAGE_CODE = "uk"
    settings.WAGTAIL_CONTENT_LANGUAGES = [("uk", "Українська")]
    assert language_for("/", "en, ar") == "uk"


def test_a_refusal_says_its_numbers_and_its_language(in_two_languages: None) -> None:
    scope = FakeScope(pairs=[("host", "a"), ("accept-language", "uk")])
    status, headers, body = too_large(12 * 1024**2).answer_to(scope, say)
    assert status == 413
    assert dict(headers)["Content-Language"] == "uk"
    assert "12 МБ" in body.decode()
    _status, headers, body = busy().answer_to(FakeScope(), say)
    assert dict(headers)["Content-Language"] == "ar"
    assert body.decode().strip() not in ("", BUSY)


@pytest.mark.parametrize("limit", [0, 1])
def test_the_gateway_answers_so(in_two_languages: None, limit: int) -> None:
    """Too many at once, and an application that failed."""

    def fails(environ: Any, start_response: Any) -> Any:
        raise ValueError

    async def asked() -> FakeExchange:
        made = Gateway(fails, threads=limit, port=1, say=say)
        made._pool._most = limit
        made._pool.start(asyncio.get_running_loop())
        exchange = FakeExchange()
        await made.__rsgi__(FakeScope(path="/uk/"), exchange)
        made._pool.stop(1)
        return exchange

    status, headers, body = asyncio.run(asked()).answer
    assert status == (500 if limit else 503)
    assert headers["content-language"] == "uk"
    assert body.decode().strip() == say("/uk/", "", FAILED if limit else BUSY)[1]
    assert body.decode().strip() not in (FAILED, BUSY)


def test_every_sentence_of_the_gateway_is_translated(in_two_languages: None) -> None:
    sentences = [
        ast.literal_eval(node.args[0])
        for path in Path(gateway.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "gettext_noop"
    ]
    assert len(sentences) == 10
    for path in ("/", "/uk/"):
        assert not [sentence for sentence in sentences if say(path, "", sentence)[1] == sentence]
