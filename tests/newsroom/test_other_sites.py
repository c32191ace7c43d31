"""Links to other sites: asked in the background, bounded, never inwards, shown in the checks."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import CheckedLink, LinkState, PublishingRules, Story
from broadsheet.newsroom.other_sites import asking, checking
from broadsheet.newsroom.other_sites.asking import Answer, ask, is_public
from broadsheet.newsroom.other_sites.checking import ask_due, forget_links, want
from broadsheet.newsroom.other_sites.signals import ask_again
from broadsheet.newsroom.publishing import PublishingRefused, require_publishable
from broadsheet.newsroom.readiness.findings import findings
from broadsheet.staff.roles import CHIEF_EDITOR, REPORTER
from tests.desk import add_url, desk, edit_url, story_form, written
from tests.factories import make_section, make_story, text

FINE, GONE, SILENT = LinkState.FINE, LinkState.GONE, LinkState.SILENT


class Other(http.server.BaseHTTPRequestHandler):
    """Another site: its paths say what it answers."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        kind = self.path.partition("?")[0]
        if kind == "/drip":
            for _byte in range(200):
                self.wfile.write(b"X")
                self.wfile.flush()
                time.sleep(0.05)
            return
        if kind == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        leads_to = {
            "/moved": "/fine",
            "/moved-to-nothing": "/404",
            "/round": "/round",
            "/inwards": "http://127.0.0.2:9/secret",
            "/inwards-by-name": "http://inner.example/secret",
            "/to-file": "file:///etc/passwd",
        }
        if kind in leads_to:
            self.send_response(302)
            self.send_header("Location", leads_to[kind])
        elif kind.strip("/").isdecimal():
            self.send_response(int(kind.strip("/")))
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Elsewhere:
    """The other site's address, what it was asked, and the names that are known."""

    def __init__(self, port: int) -> None:
        self.url = f"http://other.example:{port}"
        self.asked: list[str] = []
        self.names = {"other.example": ["127.0.0.1"], "inner.example": ["10.0.0.7"]}
        self.is_dead = False

    def resolve(self, host: str, port: int) -> list[str]:
        if self.is_dead:
            raise socket.gaierror(socket.EAI_AGAIN, "dead")
        if host not in self.names and not host[0].isdigit():
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return self.names.get(host, [host])


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """A real server, which the rule of addresses lets us ask here, and nothing else within."""
    handler = type("Handler", (Other,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found = Elsewhere(server.server_port)
    found.asked = handler.asked
    monkeypatch.setattr(asking, "resolve", found.resolve)
    rule = asking.is_public
    monkeypatch.setattr(asking, "is_public", lambda ip: ip == "127.0.0.1" or rule(ip))
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


class TestAsking:
    @pytest.mark.parametrize(
        ("path", "answer"),
        [
            ("/fine", Answer(FINE, 200)),
            ("/moved?utm=1#part", Answer(FINE, 200)),
            ("/endless", Answer(FINE, 200)),
            ("/404", Answer(GONE, 404)),
            ("/410", Answer(GONE, 410)),
            ("/moved-to-nothing", Answer(GONE, 404)),
            ("/round", Answer(GONE, 302)),
            # There is something, though not for us.
            ("/401", Answer(FINE, 401)),
            ("/403", Answer(FINE, 403)),
            ("/405", Answer(FINE, 405)),
            ("/429", Answer(SILENT, 429)),
            ("/503", Answer(SILENT, 503)),
            ("/inwards", Answer(LinkState.PRIVATE)),
            ("/inwards-by-name", Answer(LinkState.UNKNOWN)),
            ("/to-file", Answer(LinkState.UNUSABLE)),
        ],
    )
    def test_what_the_other_site_says(
        self, elsewhere: Elsewhere, path: str, answer: Answer
    ) -> None:
        assert ask(elsewhere.url + path) == answer
        assert len(elsewhere.asked) <= asking.HOPS + 1

    def test_who_sends_a_byte_now_and_then_is_left_in_time(self, elsewhere: Elsewhere) -> None:
        began = time.monotonic()
        assert ask(elsewhere.url + "/drip", seconds=0.4) == Answer(SILENT)
        assert time.monotonic() - began < 4

    def test_the_connection_goes_to_the_address_that_was_looked_at(
        self, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name that leads outwards first and inwards when asked again gains nothing."""
        calls: list[Any] = []

        def connect(address: Any, timeout: float) -> Any:
            calls.append(address)
            raise OSError

        monkeypatch.setattr(asking.socket, "create_connection", connect)
        elsewhere.names["twofold.example"] = ["93.184.216.34"]
        assert ask("http://twofold.example/") == Answer(SILENT)
        assert calls == [("93.184.216.34", 80)]
        # One inner address among them is enough to ask none.
        elsewhere.names["twofold.example"] = ["93.184.216.34", "192.168.1.1"]
        assert ask("http://twofold.example/") == Answer(LinkState.UNKNOWN)
        assert len(calls) == 1

    @pytest.mark.parametrize(
        "url",
        [
            "http://10.0.0.1/",
            "http://127.0.0.2/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
        ],
    )
    def test_an_inner_address_is_never_asked(self, elsewhere: Elsewhere, url: str) -> None:
        elsewhere.names |= {
            host: [host] for host in ("::1", "fe80::1", "::ffff:10.0.0.1", "169.254.169.254")
        }
        assert ask(url) == Answer(LinkState.PRIVATE)

    @pytest.mark.parametrize(
        "url", ["ftp://other.example/", "http:///path", "http://other.example:99999/", "gopher:x"]
    )
    def test_what_is_no_address_is_said_to_be_none(self, elsewhere: Elsewhere, url: str) -> None:
        assert ask(url) == Answer(LinkState.UNUSABLE)
        assert elsewhere.asked == []

    def test_a_password_is_never_sent(self, elsewhere: Elsewhere) -> None:
        assert ask(elsewhere.url.replace("//", "//me:secret@")) == Answer(LinkState.UNKNOWN)
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_the_rule_of_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.fixture
def story(front: FrontPage, elsewhere: Elsewhere) -> Story:
    body = [
        text(f'<p>See <a href="{elsewhere.url}/fine">this</a>.</p>'),
        text(f'<p>And <a href="{elsewhere.url}/404#part">that</a>.</p>'),
        {
            "type": "external_story",
            "value": {"url": f"{elsewhere.url}/410", "headline": "Elsewhere"},
        },
    ]
    return make_story(make_section(front), "Ferries", body=body)


def found(story: Story) -> list[tuple[str, tuple[Any, ...]]]:
    items = findings(Story.objects.get(pk=story.pk))
    return [(item.level, item.fault.where) for item in items if item.check == "links_elsewhere"]


def saved_by_somebody(story: Story) -> None:
    from tests.desk import make_account

    story.save_revision(user=make_account(REPORTER))


def test_a_save_asks_nobody_and_the_worker_then_asks_once(
    story: Story, elsewhere: Elsewhere, django_capture_on_commit_callbacks: Any
) -> None:
    assert not CheckedLink.objects.exists(), "an import's version is nobody's question"
    with django_capture_on_commit_callbacks() as waiting:
        saved_by_somebody(story)
    assert elsewhere.asked == []
    assert found(story) == []
    assert len([run for run in waiting if "ask_other_sites" in repr(run)]) == 1
    for run in waiting:
        run()
    assert sorted(elsewhere.asked) == ["/404", "/410", "/fine"]
    assert found(story) == [("warn", (1,)), ("warn", (2,))]
    # The answers hold: the next save asks nobody.
    with django_capture_on_commit_callbacks(execute=True):
        saved_by_somebody(story)
    assert len(elsewhere.asked) == 3


def test_what_is_broken_is_asked_again_soon_and_what_is_fine_after_days(
    story: Story, elsewhere: Elsewhere, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        saved_by_somebody(story)
    for hours, again in ((1, ["/404", "/410"]), (24 * 8, ["/404", "/410", "/fine"])):
        del elsewhere.asked[:]
        earlier = timezone.now() - timedelta(hours=hours)
        CheckedLink.objects.update(answered_at=earlier)
        with django_capture_on_commit_callbacks(execute=True):
            saved_by_somebody(story)
        assert sorted(elsewhere.asked) == again


@pytest.mark.parametrize("level", ["block", "warn", "ignore"])
def test_the_site_chooses_how_strict_it_is(
    story: Story, elsewhere: Elsewhere, level: str, django_capture_on_commit_callbacks: Any
) -> None:
    rules = PublishingRules.for_site(Site.objects.get())
    rules.levels = {"links_elsewhere": level}
    rules.save()
    with django_capture_on_commit_callbacks(execute=True):
        saved_by_somebody(story)
    if level == "ignore":
        assert elsewhere.asked == []
        assert found(story) == []
    elif level == "warn":
        assert found(story) == [("warn", (1,)), ("warn", (2,))]
        require_publishable(Story.objects.get(pk=story.pk))
    else:
        with pytest.raises(PublishingRefused, match="where the other site has nothing"):
            require_publishable(Story.objects.get(pk=story.pk))


def test_a_dead_network_blocks_nobody(
    story: Story, elsewhere: Elsewhere, django_capture_on_commit_callbacks: Any
) -> None:
    rules = PublishingRules.for_site(Site.objects.get())
    rules.levels = {"links_elsewhere": "block"}
    rules.save()
    elsewhere.is_dead = True
    for _day in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            saved_by_somebody(story)
        CheckedLink.objects.update(due_at=timezone.now(), answered_at=None)
        ask_due()
    assert elsewhere.asked == []
    require_publishable(Story.objects.get(pk=story.pk))
    # Nor do names that nobody knows, while nobody at all answers.
    elsewhere.is_dead = False
    elsewhere.names.clear()
    for _time in range(5):
        CheckedLink.objects.update(due_at=timezone.now())
        ask_due()
    require_publishable(Story.objects.get(pk=story.pk))


def test_a_site_that_is_silent_is_named_after_the_third_time(
    front: FrontPage, elsewhere: Elsewhere
) -> None:
    story = make_story(
        make_section(front),
        "Ferries",
        body=[
            text(f'<p><a href="{elsewhere.url}/503">x</a> <a href="http://no.example/">y</a></p>')
        ],
    )
    want([f"{elsewhere.url}/503", "http://no.example/"])
    for time_asked in range(3):
        assert found(story) == [], time_asked
        assert CheckedLink.objects.due().count() == 2
        ask_due()
        # Not at once again, and then by the clock.
        assert not CheckedLink.objects.due().exists()
        CheckedLink.objects.filter(due_at__gt=timezone.now()).update(due_at=timezone.now())
    assert found(story) == [("warn", (0,)), ("warn", (0,))]
    said = {item.fault.message for item in findings(Story.objects.get(pk=story.pk))}
    assert any("did not answer several times" in sentence for sentence in said)
    assert any("there is no site no.example" in sentence for sentence in said)


def test_the_worker_asks_a_few_at_once_and_goes_on(front: FrontPage, elsewhere: Elsewhere) -> None:
    urls = [f"{elsewhere.url}/{number}x" for number in range(150)]
    assert want(urls)
    assert CheckedLink.objects.count() == checking.MOST_OF_STORY
    assert ask_due() is True
    assert len(elsewhere.asked) == checking.MOST_AT_ONCE
    ask_again()
    assert len(elsewhere.asked) == checking.MOST_OF_STORY
    assert not CheckedLink.objects.exclude(state=FINE).exists()
    assert ask_due() is False


def test_two_workers_ask_a_link_once(
    front: FrontPage, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    want([f"{elsewhere.url}/fine"])
    due = CheckedLink.objects.due()
    first = list(due)
    assert checking._claim(timezone.now()) == first
    monkeypatch.setattr(CheckedLink.objects.__class__, "due", lambda self: first)
    assert checking._claim(timezone.now()) == []


def test_what_nobody_links_to_is_forgotten(front: FrontPage, elsewhere: Elsewhere) -> None:
    want([f"{elsewhere.url}/fine"])
    assert forget_links() == 0
    CheckedLink.objects.update(wanted_at=timezone.now() - timedelta(days=100))
    assert forget_links() == 1


def test_the_checks_say_that_answers_are_awaited_until_they_are_there(
    story: Story, elsewhere: Elsewhere, client: Client
) -> None:
    desk(client, CHIEF_EDITOR)
    url = reverse("readiness:findings", args=[story.pk])

    def is_awaited() -> bool:
        return "data-awaited" in client.get(url).content.decode()

    assert not is_awaited()
    saved_by_somebody(story)
    assert is_awaited()
    assert "data-awaited" in client.get(edit_url(story)).content.decode()
    # While the worker holds them nobody else has the answer either.
    held = list(CheckedLink.objects.due())
    assert checking._claim(timezone.now()) == held
    assert is_awaited()
    CheckedLink.objects.update(due_at=timezone.now())
    while ask_due():
        pass
    assert not is_awaited()
    # A site that was silent is asked again much later: nobody sits and waits for that.
    CheckedLink.objects.update(due_at=timezone.now() + checking.PAUSE)
    assert not is_awaited()
    CheckedLink.objects.update(due_at=timezone.now())
    rules = PublishingRules.for_site(Site.objects.get())
    rules.levels = {"links_elsewhere": "ignore"}
    rules.save()
    assert not is_awaited()


def test_the_editor_reads_it_in_the_checks(
    front: FrontPage,
    elsewhere: Elsewhere,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    section = make_section(front)
    desk(client, CHIEF_EDITOR)
    sent = story_form(body=[written(f'<p>See <a href="{elsewhere.url}/404">that</a>.</p>')])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(add_url(section), sent).status_code == 302
    assert elsewhere.asked == ["/404"]
    story = Story.objects.get()
    sentence = f"A link here leads to {elsewhere.url}/404, where the other site has nothing."
    for url in (edit_url(story), reverse("readiness:findings", args=[story.pk])):
        assert sentence in client.get(url).content.decode()
    # It asks why, and goes out with a reason.
    publish = {**sent, "action-publish": "action-publish"}
    assert client.post(edit_url(story), publish).status_code == 200
    assert not Story.objects.get().live
