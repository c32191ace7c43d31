"""Outbound acts: they wait once, survive their sender, and are tried again with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from broadsheet.core.models import OutboundAct, OutboundLane, OutboundState
from broadsheet.core.outbound import kinds
from broadsheet.core.outbound.actions import NewAct, ask, claim, clear_old, failed
from broadsheet.core.outbound.kinds import OutboundFailed, OutboundKind, outbound_kinds
from broadsheet.core.outbound.problems import failing_acts
from broadsheet.core.outbound.sending import send_batch, send_due
from broadsheet.fronts.models import FrontPage
from broadsheet.staff.roles import ADMINISTRATOR, EDITOR
from tests.desk import desk, make_account, messages_of

KIND = "telegram"
SCREEN = "outbound:index"


class Post:
    """What was sent, and whether the next sending fails."""

    def __init__(self) -> None:
        self.sent: list[list[str]] = []
        self.fault: Exception | None = None

    def send(self, acts: Sequence[OutboundAct]) -> None:
        if self.fault is not None:
            raise self.fault
        self.sent.append([act.key for act in acts])


@pytest.fixture
def post(db: None, monkeypatch: pytest.MonkeyPatch) -> Post:
    found = Post()
    kind = OutboundKind("Telegram", found.send, most=3, is_alone=True, patience=60)
    monkeypatch.setitem(outbound_kinds._items, KIND, kind)
    assert kinds.outbound_kinds is outbound_kinds
    return found


def wants(*keys: str, **values: Any) -> None:
    ask(KIND, [NewAct(key=key, title=f"Telegram {key}") for key in keys], **values)


def kind() -> OutboundKind:
    found = outbound_kinds.get(KIND)
    assert found is not None
    return found


def states() -> dict[str, str]:
    return dict(OutboundAct.objects.values_list("key", "state"))


def due_again() -> None:
    OutboundAct.objects.waiting().update(not_before=timezone.now())


def test_what_waits_is_sent_in_batches_in_its_order_urgent_first(post: Post) -> None:
    wants("a", "b", "c", "d")
    wants("z", urgent=True)
    while send_due():
        pass
    assert post.sent == [["z", "a", "b"], ["c", "d"]]
    assert set(states().values()) == {OutboundState.DONE}


def test_the_same_thing_waits_once_and_an_urgent_one_lifts_it(post: Post) -> None:
    wants("a", "b")
    wants("b", "a")
    wants("b", urgent=True)
    assert OutboundAct.objects.count() == 2
    send_due()
    assert post.sent == [["b", "a"]]


def test_without_a_key_each_goes_for_itself(post: Post) -> None:
    wants("", "")
    send_due()
    assert post.sent == [["", ""]]


def test_nothing_is_sent_where_the_cause_was_rolled_back(post: Post) -> None:
    with transaction.atomic():
        wants("a")
        transaction.set_rollback(True)
    assert send_due() == 0


def test_what_fails_waits_longer_each_time_and_says_why(post: Post) -> None:
    wants("a")
    delays = []
    for _turn in range(4):
        post.fault = OutboundFailed("The office is closed. Try later.")
        due_again()
        assert send_due() == 1
        act = OutboundAct.objects.get()
        delays.append(round((act.not_before - timezone.now()).total_seconds()))
        assert send_due() == 0
    assert delays == [5, 10, 20, 40]
    assert (act.attempts, act.last_error) == (4, "The office is closed. Try later.")
    post.fault = None
    due_again()
    send_due()
    act.refresh_from_db()
    assert (act.state, act.last_error) == (OutboundState.DONE, "")


def test_the_other_machine_may_ask_for_more_patience(post: Post) -> None:
    wants("a")
    post.fault = OutboundFailed("Too many.", retry_after=300)
    send_due()
    assert OutboundAct.objects.get().not_before > timezone.now() + timedelta(seconds=250)


def test_a_broken_sender_loses_nothing(post: Post) -> None:
    wants("a")
    post.fault = RuntimeError("a mistake in the program")
    send_due()
    assert "RuntimeError: a mistake in the program" in OutboundAct.objects.get().last_error


def test_a_sender_that_died_is_followed_by_another(post: Post) -> None:
    wants("a", "b")
    assert len(claim(KIND, kind())) == 2
    assert send_batch(KIND) == 0
    OutboundAct.objects.update(claimed_at=timezone.now() - timedelta(seconds=61))
    OutboundLane.objects.update(held_until=timezone.now())
    assert send_batch(KIND) == 2
    assert post.sent == [["a", "b"]]


def test_one_batch_is_on_its_way_at_a_time(post: Post) -> None:
    wants("a", "b", "c", "d")
    assert claim(KIND, kind())
    # A rival, on this machine or another one.
    assert claim(KIND, kind()) == []


def test_a_late_sender_overwrites_nothing(post: Post) -> None:
    wants("a")
    late = claim(KIND, kind())
    OutboundAct.objects.update(claimed_at=timezone.now() - timedelta(seconds=61))
    OutboundLane.objects.update(held_until=timezone.now())
    send_batch(KIND)
    failed(kind(), late, "It took too long.")
    assert states() == {"a": OutboundState.DONE}


def test_what_is_asked_for_while_it_is_sent_waits_for_another_turn(post: Post) -> None:
    wants("a")
    first = claim(KIND, kind())
    wants("a")
    assert OutboundAct.objects.count() == 2
    failed(kind(), first, "The office is closed.")
    act = OutboundAct.objects.get()
    assert (act.state, act.attempts, act.last_error) == ("waiting", 1, "The office is closed.")


def test_what_is_done_is_cleared_when_it_is_old(post: Post) -> None:
    wants("a", "b")
    send_due()
    wants("c")
    OutboundAct.objects.filter(key="a").update(done_at=timezone.now() - timedelta(days=8))
    OutboundAct.objects.filter(key="c").update(asked_at=timezone.now() - timedelta(days=80))
    assert clear_old() == 1
    assert states() == {"b": OutboundState.DONE, "c": OutboundState.WAITING}


class TestTheScreen:
    @pytest.fixture
    def failing(self, front: FrontPage, post: Post) -> Post:
        ask(KIND, [NewAct(key="a", title="<b>The crane</b>")])
        post.fault = OutboundFailed("The office said <script>no</script>.")
        send_due()
        wants("b", not_before=timezone.now() + timedelta(hours=1))
        return post

    def test_it_says_what_failed_and_why(self, failing: Post, client: Client) -> None:
        text = desk(client).get(reverse(SCREEN)).content.decode()
        assert "What was not taken" in text
        assert "&lt;b&gt;The crane&lt;/b&gt;" in text
        assert "The office said &lt;script&gt;no&lt;/script&gt;." in text
        assert "<script>no" not in text
        assert "<b>The crane" not in text
        assert "Telegram b" in text

    def test_one_is_tried_again_at_once(self, failing: Post, client: Client) -> None:
        failing.fault = None
        assert send_due() == 0
        act = OutboundAct.objects.get(key="a")
        response = desk(client).post(reverse("outbound:again"), {"act": act.pk}, follow=True)
        assert "It is tried again now." in messages_of(response)
        send_due()
        assert failing.sent == [["a"]]
        response = client.post(reverse("outbound:again"), {"act": act.pk}, follow=True)
        assert "Nothing failed and waits" in messages_of(response)
        assert "Sent lately" in response.content.decode()

    def test_only_who_runs_the_newspaper_comes_here(self, failing: Post, client: Client) -> None:
        act = OutboundAct.objects.get(key="a")
        for role, opens in ((EDITOR, False), (ADMINISTRATOR, True)):
            desk(client, role)
            assert (client.get(reverse(SCREEN)).status_code == 200) is opens
            client.post(reverse("outbound:again"), {"act": act.pk})
            act.refresh_from_db()
            assert (act.not_before <= timezone.now()) is opens
            menu = client.get("/admin/").content.decode()
            assert ("/admin/outbound/" in menu) is opens

    def test_many_rows_cost_no_more_questions(
        self, failing: Post, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        wants(*(f"n{number}" for number in range(60)))
        desk(client).get(reverse(SCREEN))
        with django_assert_max_num_queries(14):
            client.get(reverse(SCREEN))

    def test_the_desk_is_told_after_the_third_try(
        self, failing: Post, rf: RequestFactory, django_assert_num_queries: Any
    ) -> None:
        request = rf.get("/admin/")
        request.user = make_account()
        assert failing_acts(request) is None
        OutboundAct.objects.filter(key="a").update(attempts=3)
        with django_assert_num_queries(1):
            problem = failing_acts(request)
        assert problem is not None
        assert (problem.total, problem.examples[0].title) == (1, "<b>The crane</b>")
        assert problem.all_url == reverse(SCREEN)
        request.user = make_account(EDITOR)
        assert failing_acts(request) is None
