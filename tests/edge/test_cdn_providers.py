"""How each CDN is told, word for word, and what people read where it does not take it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from broadsheet.core.outbound.kinds import OutboundFailed
from broadsheet.edge.cdn.calling import Deadline
from broadsheet.edge.cdn.providers import PROVIDERS
from tests.edge.cdn_server import FakeCdn
from tests.edge.conftest import Behind


def tell(plan: Any, *things: str, seconds: float = 5.0) -> None:
    PROVIDERS[plan.kind].purge(plan, things, Deadline(seconds))


def tell_everything(plan: Any) -> None:
    PROVIDERS[plan.kind].purge_everything(plan, Deadline(5.0))


def test_fastly(cdn: FakeCdn, behind: Behind) -> None:
    plan = behind("fastly")
    tell(plan, "p1", "f2")
    tell_everything(plan)
    first, second = cdn.told
    assert (first.method, first.path) == ("POST", "/service/the-service/purge")
    assert first.headers["Fastly-Key"] == "the-token"
    assert first.content == {"surrogate_keys": ["p1", "f2"]}
    assert (second.path, second.content) == ("/service/the-service/purge_all", None)


def test_cloudflare(cdn: FakeCdn, behind: Behind) -> None:
    plan = behind("cloudflare")
    tell(plan, "p1", "f2")
    tell_everything(plan)
    first, second = cdn.told
    assert first.path == "/client/v4/zones/the-service/purge_cache"
    assert first.headers["Authorization"] == "Bearer the-token"
    assert (first.content, second.content) == ({"tags": ["p1", "f2"]}, {"purge_everything": True})
    cdn.answers = [(200, {}, {"success": False, "errors": [{"message": "No such zone"}]})]
    with pytest.raises(OutboundFailed, match="did not take it: No such zone"):
        tell(plan, "p1")


def test_bunny(cdn: FakeCdn, behind: Behind) -> None:
    plan = behind("bunny")
    tell(plan, "p1", "f2")
    tell_everything(plan)
    assert [told.path for told in cdn.told] == ["/pullzone/the-service/purgeCache"] * 3
    assert cdn.told[0].headers["AccessKey"] == "the-token"
    assert cdn.forgot() == [["p1"], ["f2"], ["*"]]


def test_a_cache_of_ones_own_is_asked_for_each_address_and_host(
    cdn: FakeCdn, behind: Behind
) -> None:
    plan = behind("http", site=("https://news.example", "https://www.news.example"))
    tell(plan, "/кран/", "/a b/")
    assert [(told.method, told.path, told.headers["Host"]) for told in cdn.told] == [
        ("PURGE", path, host)
        for path in ("/%D0%BA%D1%80%D0%B0%D0%BD/", "/a%20b/")
        for host in ("news.example", "www.news.example")
    ]
    cdn.told.clear()
    tell_everything(plan)
    assert {told.path for told in cdn.told} == {"/*"}


class Client:
    """boto3's client of CloudFront, as far as it is used."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[dict[str, Any]] = []

    def create_invalidation(self, **asked: Any) -> None:
        if self.error is not None:
            raise self.error
        self.asked.append(asked)


def test_cloudfront_by_wagtails_backend(monkeypatch: pytest.MonkeyPatch, behind: Behind) -> None:
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed: pip install boto3")
    from botocore.exceptions import ClientError, NoCredentialsError

    plan = behind("cloudfront", token="")
    client = Client()
    monkeypatch.setattr(boto3, "client", lambda *args, **kwargs: client)
    tell(plan, "/crane/")
    tell_everything(plan)
    assert [asked["InvalidationBatch"]["Paths"]["Items"] for asked in client.asked] == [
        ["/crane/"],
        ["/*"],
    ]
    assert client.asked[0]["DistributionId"] == "the-service"
    # Wagtail's backend logs this one and goes on.
    client.error = ClientError({"Error": {"Code": "NoSuchDistribution", "Message": "none"}}, "x")
    with pytest.raises(OutboundFailed, match="NoSuchDistribution"):
        tell(plan, "/crane/")
    client.error = NoCredentialsError()
    with pytest.raises(OutboundFailed, match="can't be told: Unable to locate credentials"):
        tell(plan, "/crane/")


@pytest.mark.parametrize(
    ("status", "said", "sentence"),
    [
        (401, {"msg": "Provided credentials are missing"}, "Look at cdn.token and cdn.service"),
        (404, {}, "knows no such service"),
        (429, {}, "too much at once"),
        (503, {"Message": "Down for a while"}, "answers 503: Down for a while"),
        (302, {}, "answers 302"),
    ],
)
def test_a_refusal_is_a_sentence(
    cdn: FakeCdn, behind: Behind, status: int, said: Any, sentence: str
) -> None:
    cdn.fails(status, said, Retry_After="40", Location="http://127.0.0.1:9/")
    with pytest.raises(OutboundFailed, match=sentence) as failed:
        tell(behind("fastly"), "p1")
    assert failed.value.retry_after == 40.0
    assert "the-token" not in str(failed.value)
    assert len(cdn.told) == 1


def test_a_cdn_that_is_gone_or_slow_is_not_waited_for(cdn: FakeCdn, behind: Behind) -> None:
    with pytest.raises(OutboundFailed, match="can't be reached"):
        tell(behind("fastly", url="http://127.0.0.1:9"), "p1")
    cdn.slow = 1.0
    begun = time.monotonic()
    with pytest.raises(OutboundFailed):
        tell(behind("fastly"), "p1", seconds=0.2)
    assert time.monotonic() - begun < 0.9
