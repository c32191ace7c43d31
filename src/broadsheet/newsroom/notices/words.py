"""The sentence of each notice, in the language that is set."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from broadsheet.newsroom.models.notice import NoticeKind


def sentence_of(kind: NoticeKind, headline: str, by: Any | None) -> str:
    """“Mara Lind sends back “A crane moves””; without a name where nobody did it."""
    sentences = {
        NoticeKind.ASSIGNED: (
            _("%(who)s assigns you “%(headline)s”"),
            _("“%(headline)s” is yours"),
        ),
        NoticeKind.SUBMITTED: (
            _("%(who)s submits “%(headline)s” for approval"),
            _("“%(headline)s” waits for approval"),
        ),
        NoticeKind.URGENT: (
            _("%(who)s published “%(headline)s” urgently; it waits for approval"),
            _("“%(headline)s” went out urgently; it waits for approval"),
        ),
        NoticeKind.SENT_BACK: (
            _("%(who)s sends back “%(headline)s”"),
            _("“%(headline)s” is sent back"),
        ),
        NoticeKind.APPROVED: (
            _("%(who)s approves “%(headline)s”"),
            _("“%(headline)s” is approved"),
        ),
        NoticeKind.PUBLISHED: (
            _("%(who)s publishes “%(headline)s”"),
            _("“%(headline)s” is published"),
        ),
        NoticeKind.CORRECTED: (
            _("%(who)s corrects “%(headline)s”"),
            _("“%(headline)s” is corrected"),
        ),
        NoticeKind.REWORDED: (
            _("%(who)s rewords a correction of “%(headline)s”"),
            _("A correction of “%(headline)s” is reworded"),
        ),
        NoticeKind.TAKEN_BACK: (
            _("%(who)s takes back a correction of “%(headline)s”"),
            _("A correction of “%(headline)s” is taken back"),
        ),
        NoticeKind.WITHDRAWN: (
            _("%(who)s withdraws “%(headline)s”"),
            _("“%(headline)s” is withdrawn"),
        ),
        NoticeKind.REINSTATED: (
            _("%(who)s brings back “%(headline)s”"),
            _("“%(headline)s” is back"),
        ),
        NoticeKind.REFUSED: (_("“%(headline)s” could not go out at its minute"),) * 2,
        NoticeKind.TAKEN_DOWN: (
            _("%(who)s takes down “%(headline)s”"),
            _("“%(headline)s” is taken down"),
        ),
        NoticeKind.SPIKED: (
            _("%(who)s spikes “%(headline)s”"),
            _("“%(headline)s” is spiked"),
        ),
        NoticeKind.RIGHT_ENDED: (_("The right to a picture in “%(headline)s” has ended"),) * 2,
        NoticeKind.DEADLINE_NEAR: (_("The deadline of “%(headline)s” is near"),) * 2,
        NoticeKind.DEADLINE_OVER: (_("The deadline of “%(headline)s” is over"),) * 2,
    }
    named, plain = sentences[kind]
    # A headline has at most 255 letters; a name could be of any length.
    return (named if by else plain) % {"who": str(by)[:150], "headline": headline[:300]}
