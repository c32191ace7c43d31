"""Ways to the screens of corrections, and what the desk's log says of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from broadsheet.newsroom.corrections import screens
from broadsheet.newsroom.corrections.rights import CORRECT, may_correct
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Story


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:story>/", screens.CorrectionsView.as_view(), name="story"),
        path("<int:story>/preview/", screens.PreviewView.as_view(), name="preview"),
        path("change/<int:correction>/", screens.ChangeView.as_view(), name="change"),
        path("take-back/<int:correction>/", screens.TakeBackView.as_view(), name="take_back"),
    ]
    return [path("corrections/", include((patterns, "corrections")))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def lead_to_corrections(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    """“Correct…” in the story's editor and in the list, for stories that are or were out."""
    # The cheap questions first: a list asks for each of its rows.
    if not isinstance(page, Story) or not (page.live or page.first_published_at):
        return
    if user.has_perm(CORRECT) and may_correct(user, page):
        yield Button(
            _("Correct…") if page.live else _("Corrections"),
            reverse("corrections:story", args=[page.pk]),
            icon_name="edit",
            priority=8,
        )


class SaidToReaders(LogFormatter):
    """An entry that names the kind, what readers are told and why."""

    sentence = _("%(kind)s: “%(text)s” Reason: %(reason)s")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        kind = data.get("kind", "")
        return str(self.sentence) % {
            "kind": CorrectionKind(kind).label if kind in CorrectionKind.values else kind,
            "text": data.get("text", ""),
            "reason": data.get("reason", ""),
            "former": data.get("former", ""),
        }


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action("newsroom.correct")
    class Corrected(SaidToReaders):
        label = _("Correct")

        def format_message(self, log_entry: Any) -> str:
            said = super().format_message(log_entry)
            if not log_entry.data.get("wrong_words"):
                return said
            return gettext("%(said)s “%(wrong)s” became “%(right)s”.") % {
                "said": said,
                "wrong": log_entry.data["wrong_words"],
                "right": log_entry.data.get("right_words", ""),
            }

    @actions.register_action("newsroom.withdraw")
    class Withdrawn(SaidToReaders):
        label = _("Withdraw")

        def format_message(self, log_entry: Any) -> str:
            said = super().format_message(log_entry)
            dropped = log_entry.data.get("no_longer_scheduled")
            if not dropped:
                return said
            return gettext("%(said)s No longer scheduled: %(minutes)s") % {
                "said": said,
                "minutes": ", ".join(dropped),
            }

    @actions.register_action("newsroom.reinstate")
    class Reinstated(SaidToReaders):
        label = _("Reinstate")
        sentence = _("Brought back. Reason: %(reason)s")

    @actions.register_action("newsroom.correction.change")
    class CorrectionChanged(SaidToReaders):
        label = _("Change a correction")
        sentence = _("%(kind)s: “%(former)s” became “%(text)s” Reason: %(reason)s")

    @actions.register_action("newsroom.correction.take_back")
    class CorrectionTakenBack(SaidToReaders):
        label = _("Take a correction back")
        sentence = _("%(kind)s taken back: “%(text)s” Reason: %(reason)s")
