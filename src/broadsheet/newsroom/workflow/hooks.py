"""Ways to the steps of a story, and what its history says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.pending import minutes_in_words
from broadsheet.newsroom.workflow import screens
from broadsheet.newsroom.workflow.approving import APPROVED, URGENT, URGENT_APPROVED
from broadsheet.newsroom.workflow.rights import (
    is_spiked,
    may_approve_afterwards,
    may_publish_urgently,
    may_spike,
)
from broadsheet.newsroom.workflow.spiking import SPIKED, UNSPIKED


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:story>/spike/", screens.SpikeView.as_view(), name="spike"),
        path("<int:story>/unspike/", screens.UnspikeView.as_view(), name="unspike"),
        path("<int:story>/urgent/", screens.UrgentView.as_view(), name="urgent"),
        path("<int:story>/approve/", screens.ApproveAfterwardsView.as_view(), name="approve"),
    ]
    return [path("steps/", include((patterns, "steps")))]


@hooks.register("register_page_header_buttons")
def lead_to_urgent_steps(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    if not isinstance(page, Story) or page.pk is None:
        return
    if may_publish_urgently(user, page) and not is_spiked(page):
        yield Button(
            _("Publish urgently…"),
            reverse("steps:urgent", args=[page.pk]),
            icon_name="warning",
            priority=6,
        )
    if page.live and may_approve_afterwards(user, page):
        yield Button(
            _("Approve afterwards…"),
            reverse("steps:approve", args=[page.pk]),
            icon_name="success",
            priority=6,
        )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def lead_to_the_spike(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    # The cheap questions first: a list asks for each of its rows.
    if not isinstance(page, Story) or page.pk is None or page.live or page.first_published_at:
        return
    if not may_spike(user, page):
        return
    if is_spiked(page):
        yield Button(
            _("Take it up again…"),
            reverse("steps:unspike", args=[page.pk]),
            icon_name="rotate",
            priority=9,
        )
    else:
        yield Button(
            _("Spike…"), reverse("steps:spike", args=[page.pk]), icon_name="bin", priority=9
        )


class WithReason(LogFormatter):
    sentence = _("Reason: %(reason)s")

    def format_message(self, log_entry: Any) -> str:
        return str(self.sentence) % {"reason": log_entry.data.get("reason", "")}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(APPROVED, _("Approve"), _("Approved, to be published later"))
    actions.register_action(
        URGENT_APPROVED, _("Approve afterwards"), _("Approved after it went out urgently")
    )

    @actions.register_action(URGENT)
    class Urgent(WithReason):
        label = _("Publish urgently")
        sentence = _("Published urgently, before approval. Reason: %(reason)s")

    @actions.register_action(SPIKED)
    class Spiked(WithReason):
        label = _("Spike")
        sentence = _("Spiked. Reason: %(reason)s")

        def format_message(self, log_entry: Any) -> str:
            said = super().format_message(log_entry)
            dropped = log_entry.data.get("no_longer_scheduled")
            if not dropped:
                return said
            return gettext("%(said)s No longer scheduled: %(minutes)s") % {
                "said": said,
                "minutes": minutes_in_words([datetime.fromisoformat(item) for item in dropped]),
            }

    @actions.register_action(UNSPIKED)
    class Unspiked(WithReason):
        label = _("Take up again")
        sentence = _("Taken up again. Reason: %(reason)s")
