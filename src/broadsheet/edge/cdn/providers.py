"""How each CDN is told what to forget: by keys where it knows them, by addresses otherwise."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from broadsheet.core.outbound.kinds import OutboundFailed
from broadsheet.edge.cdn.calling import Deadline, call, said_in
from broadsheet.edge.cdn.plan import CdnPlan


class Provider(Protocol):
    """A CDN's door. Each method raises OutboundFailed where it must be told again."""

    #: Keys or addresses that it takes in one call, or that we make calls for in one turn.
    most: int
    #: Whether it keeps to a time limit, so that a request can wait for it.
    is_quick: bool

    def purge(self, plan: CdnPlan, things: Sequence[str], deadline: Deadline) -> None:
        """Forget what bears these keys, or stands at these paths."""

    def purge_everything(self, plan: CdnPlan, deadline: Deadline) -> None: ...


class Fastly:
    #: Its batch purge by keys.
    most = 256
    is_quick = True

    def purge(self, plan: CdnPlan, things: Sequence[str], deadline: Deadline) -> None:
        self._tell(plan, "purge", deadline, {"surrogate_keys": list(things)})

    def purge_everything(self, plan: CdnPlan, deadline: Deadline) -> None:
        self._tell(plan, "purge_all", deadline, None)

    def _tell(self, plan: CdnPlan, what: str, deadline: Deadline, content: Any) -> None:
        url = f"{plan.address}/service/{quote(plan.service, safe='')}/{what}"
        call("POST", url, deadline, headers={"Fastly-Key": plan.token}, content=content)


class Cloudflare:
    #: Tags in one call, on every plan.
    most = 100
    is_quick = True

    def purge(self, plan: CdnPlan, things: Sequence[str], deadline: Deadline) -> None:
        self._tell(plan, deadline, {"tags": list(things)})

    def purge_everything(self, plan: CdnPlan, deadline: Deadline) -> None:
        self._tell(plan, deadline, {"purge_everything": True})

    def _tell(self, plan: CdnPlan, deadline: Deadline, content: Any) -> None:
        url = f"{plan.address}/client/v4/zones/{quote(plan.service, safe='')}/purge_cache"
        headers = {"Authorization": f"Bearer {plan.token}"}
        answer = call("POST", url, deadline, headers=headers, content=content)
        if not isinstance(answer, dict) or not answer.get("success"):
            raise OutboundFailed(
                f"Cloudflare did not take it: {said_in(answer) or 'it gave no reason'}. "
                "It is told again."
            )


class Bunny:
    #: One call for each: not so many that a turn takes long.
    most = 20
    is_quick = True

    def purge(self, plan: CdnPlan, things: Sequence[str], deadline: Deadline) -> None:
        for key in things:
            self._tell(plan, deadline, {"CacheTag": key})

    def purge_everything(self, plan: CdnPlan, deadline: Deadline) -> None:
        self._tell(plan, deadline, None)

    def _tell(self, plan: CdnPlan, deadline: Deadline, content: Any) -> None:
        url = f"{plan.address}/pullzone/{quote(plan.service, safe='')}/purgeCache"
        call("POST", url, deadline, headers={"AccessKey": plan.token}, content=content)


class PurgeRequests:
    """A cache of the operator's own (Varnish, Squid): one PURGE request for each address."""

    most = 50
    is_quick = True

    def purge(self, plan: CdnPlan, things: Sequence[str], deadline: Deadline) -> None:
        for path in things:
            for site in plan.site:
                headers = {"Host": urlsplit(site).netloc}
                call("PURGE", plan.address + sent_path(path), deadline, headers=headers)

    def purge_everything(self, plan: CdnPlan, deadline: Deadline) -> None:
        # A star at the end is what caches that know more than single addresses are told.
        for site in plan.site:
            call("PURGE", f"{plan.address}/*", deadline, headers={"Host": urlsplit(site).netloc})


class CloudFront:
    """By Wagtail's own backend, which signs with the keys that boto3 finds."""

    most = 1000
    is_quick = False

    def purge(self, plan: CdnPlan, things: Sequence[str], deadline: Deadline) -> None:
        self._tell(plan, [plan.site[0] + sent_path(path) for path in things])

    def purge_everything(self, plan: CdnPlan, deadline: Deadline) -> None:
        self._tell(plan, [f"{plan.site[0]}/*"])

    def _tell(self, plan: CdnPlan, urls: list[str]) -> None:
        try:
            from wagtail.contrib.frontend_cache.backends.cloudfront import CloudfrontBackend

            with _errors_heard():
                CloudfrontBackend({"DISTRIBUTION_ID": plan.service}).purge_batch(urls)
        except ImportError as error:
            raise OutboundFailed(
                "CloudFront needs the Python package boto3. Install it with "
                "`pip install 'broadsheet[s3]'`."
            ) from error
        except OutboundFailed:
            raise
        except Exception as error:
            # botocore has a tree of errors of its own: no keys, no network, no such region.
            raise OutboundFailed(f"CloudFront can't be told: {error}. It is told again.") from error


class _Ear(logging.Handler):
    """Hears what this thread is told as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._thread = threading.get_ident()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.said.append(record.getMessage())


@contextmanager
def _errors_heard() -> Iterator[None]:
    """Raise OutboundFailed for an error that Wagtail's backends log, and otherwise swallow."""
    ear, logger = _Ear(), logging.getLogger("wagtail.frontendcache")
    logger.addHandler(ear)
    try:
        yield
    finally:
        logger.removeHandler(ear)
    if ear.said:
        raise OutboundFailed(f"CloudFront did not take it. {ear.said[0][:300]}")


def sent_path(path: str) -> str:
    """A path as readers' programs send it (RFC 3986)."""
    return quote(path, safe="/:@!$&'()*+,;=~-._")


PROVIDERS: dict[str, Provider] = {
    "bunny": Bunny(),
    "cloudflare": Cloudflare(),
    "cloudfront": CloudFront(),
    "fastly": Fastly(),
    "http": PurgeRequests(),
}
