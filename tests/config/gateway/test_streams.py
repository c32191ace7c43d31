"""Pipes and the streams that go through them, without a server."""

from __future__ import annotations

import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from broadsheet.config.gateway import streams
from broadsheet.config.gateway.limits import Limits
from broadsheet.config.gateway.streams import ClientIsGone, Pipes, Stream
from tests.config.gateway.fake import FakeExchange


def test_the_first_pipes_of_several_threads_stand_until_they_are_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = threading.Barrier(2)
    make = tempfile.TemporaryDirectory

    def slowly(*args: Any, **kwargs: Any) -> Any:
        # Waits for another thread that makes a folder, too: none comes where one is made.
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return make(*args, **kwargs)

    monkeypatch.setattr(streams.tempfile, "TemporaryDirectory", slowly)
    pipes = Pipes()
    with ThreadPoolExecutor(2) as threads:
        made = [threads.submit(pipes.new) for _thread in range(2)]
        paths = {one.result() for one in made}
    assert len(paths) == 2
    assert all(path.is_fifo() for path in paths)
    assert len({path.parent for path in paths}) == 1
    pipes.remove()


def test_a_folder_that_was_cleaned_away_is_made_again() -> None:
    pipes = Pipes()
    first = pipes.new()
    first.unlink()
    first.parent.rmdir()
    assert pipes.new().is_fifo()
    assert pipes.new().is_fifo()
    pipes.remove()


class Losing(FakeExchange):
    """Its pipe is gone when it is looked for."""

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        super().response_file(status, headers, file)
        Path(file).unlink()


@pytest.mark.parametrize(
    ("exchange", "error"), [(Losing(), FileNotFoundError), (FakeExchange(), ClientIsGone)]
)
def test_a_client_whose_pipe_is_not_opened_is_cut_off_and_does_not_wait(
    monkeypatch: pytest.MonkeyPatch, exchange: FakeExchange, error: type[Exception]
) -> None:
    monkeypatch.setattr(streams, "OPENED_WITHIN", 0.1)
    pipes, cut = Pipes(), threading.Event()
    with pytest.raises(error):
        Stream(exchange, 200, [], pipes, Limits(), cut.set)
    assert cut.is_set()
    assert len(exchange.answers) == 1
    pipes.remove()
