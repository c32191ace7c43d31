"""Requests' bodies, and what is refused of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from broadsheet.config.gateway.bodies import Bodies
from broadsheet.config.gateway.limits import Limits
from broadsheet.config.gateway.refusals import Refused
from tests.config.gateway.fake import FakeExchange, FakeScope

LIMITS = Limits(
    body_bytes=10_000,
    memory_bytes=100,
    bodies_bytes=15_000,
    idle_seconds=0.2,
    patience_seconds=0.4,
    least_rate=10_000,
    discard_seconds=0.5,
)
#: How RSGI ends a body.
END = b""


def scope(length: int | None) -> FakeScope:
    said = ("transfer-encoding", "chunked") if length is None else ("content-length", str(length))
    return FakeScope(method="POST", pairs=[("host", "a"), said])


def take(
    length: int | None,
    pieces: Sequence[bytes | None],
    limits: Limits = LIMITS,
    bodies: Bodies | None = None,
) -> bytes:
    bodies = bodies or Bodies(limits)

    async def taken() -> bytes:
        body = await bodies.take(scope(length), FakeExchange([*pieces]))
        try:
            whole = body.file.read()
            assert len(whole) == body.length
            return whole
        finally:
            bodies.give_back(body)

    whole = asyncio.run(taken())
    assert bodies._held == 0
    return whole


@pytest.mark.parametrize("length", [0, 5, 5_000])
def test_a_body_arrives_whole(length: int) -> None:
    text = b"x" * length
    assert take(length, [text[:3], text[3:], END]) == text
    assert take(None, [text[:3], text[3:], END] if length else [END]) == text


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read() -> None:
    exchange = FakeExchange([b"x" * 20_000, END])
    with pytest.raises(Refused, match="larger than the 0 MB"):
        asyncio.run(Bodies(LIMITS).take(scope(20_000), exchange))
    assert exchange.read == 0


def test_a_body_that_turns_out_too_large_is_refused_and_read_on_in_vain() -> None:
    bodies = Bodies(LIMITS)
    exchange = FakeExchange([b"x" * 6_000] * 5 + [END])

    async def refused() -> None:
        with pytest.raises(Refused) as refusal:
            await bodies.take(scope(None), exchange)
        assert refusal.value.status == 413
        assert exchange.read == 2
        await bodies.discard(exchange)

    asyncio.run(refused())
    assert exchange.read == 6
    assert bodies._held == 0


@pytest.mark.parametrize(
    ("length", "pieces"),
    [
        (5_000, [b"x" * 4_000, END]),
        (5_000, [b"x" * 4_000, END, END, END]),
        (None, [b"x" * 10, END, END]),
    ],
)
def test_a_body_that_was_cut_short_is_refused(length: int | None, pieces: list[bytes]) -> None:
    with pytest.raises(Refused, match="cut short") as refused:
        take(length, pieces)
    assert refused.value.status == 400


@pytest.mark.parametrize("length", [50, 5_000, None])
def test_a_body_that_stops_coming_is_refused(length: int | None) -> None:
    with pytest.raises(Refused, match="too slowly") as refused:
        take(length, [b"x", None])
    assert refused.value.status == 408


def test_a_body_that_drips_is_refused() -> None:
    class Dripping(FakeExchange):
        async def __anext__(self) -> bytes:
            await asyncio.sleep(0.05)
            return b"x"

    with pytest.raises(Refused, match="too slowly"):
        asyncio.run(Bodies(LIMITS).take(scope(None), Dripping()))


def test_all_bodies_together_have_a_limit() -> None:
    bodies = Bodies(replace(LIMITS, bodies_bytes=9_000))

    async def both() -> None:
        held = await bodies.take(scope(6_000), FakeExchange([b"x" * 6_000, END]))
        with pytest.raises(Refused, match="busier") as refused:
            await bodies.take(scope(6_000), FakeExchange([b"x" * 6_000, END]))
        assert refused.value.status == 503
        with pytest.raises(Refused, match="busier"):
            await bodies.take(scope(None), FakeExchange([b"x" * 6_000, END]))
        bodies.give_back(held)
        bodies.give_back(await bodies.take(scope(6_000), FakeExchange([b"x" * 6_000, END])))

    asyncio.run(both())
    assert bodies._held == 0
