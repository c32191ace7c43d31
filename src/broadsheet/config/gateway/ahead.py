"""Answers where a request comes in, before granian has given it to the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from granian import _futures

from broadsheet.config.gateway.interface import Answering, Scope


class Watcher(Protocol):
    """A request that granian has taken in."""

    @property
    def scope(self) -> Scope: ...

    @property
    def proto(self) -> Answering: ...


#: Answers a request, or says False.
Answer = Callable[[Scope, Answering], bool]
Schedule = Callable[[Watcher], None]


def answer_ahead(answer: Answer) -> None:
    """Have `answer` asked for each request of this process, in the thread that takes them in.

    Granian has no place for this: it gives a request from its own thread to one for Python, which
    writes it to the event loop, where a task begins; that takes several times as long as to
    find a pressed page. One thread takes in all requests, one after the other.
    """
    given: Callable[[Any, Any, Any], Schedule] = _futures._cbsched_aioschedule

    def scheduling(loop: Any, context: Any, callback: Any) -> Schedule:
        schedule = given(loop, context, callback)

        def ahead(watcher: Watcher) -> None:
            # Whatever is raised here granian would not see, and the request wait for ever.
            if not answer(watcher.scope, watcher.proto):
                schedule(watcher)

        return ahead

    _futures._cbsched_aioschedule = scheduling
