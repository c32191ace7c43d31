"""What the newsroom's screens show in their pictures, made on a site of its own."""

from __future__ import annotations

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from broadsheet.core.models import OutboundAct, OutboundState
from broadsheet.edge.cdn.purging import PURGE
from broadsheet.newsroom.assigning.actions import assign
from broadsheet.newsroom.models import Section, Story
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.newsroom.notices.actions import tell
from broadsheet.staff.models import User
from tests.factories import make_story

#: Of the two blocks, which stay the same ones in both versions.
KEYS = ("3d0a5a0e-6f6e-4c0c-9d58-0d6f6f6b3a01", "3d0a5a0e-6f6e-4c0c-9d58-0d6f6f6b3a02")
BEFORE = "The crane at the north quay moved at noon. Nobody had asked it to."
AFTER = "The crane at the north quay moved at one, as two sweepers saw. Nobody had asked it to."


def fill() -> None:
    """A draft with two versions and what else is looked at; prints the addresses by name."""
    editor = User.objects.get(username="editor")
    section = Section.objects.live().first()
    assert section is not None
    live = Story.objects.live().first()
    draft = make_story(section, "A crane moves", live=False, owner=editor)
    versions = []
    for text in (BEFORE, AFTER):
        words = (f"<p>{text}</p>", "<p>So it stood.</p>")
        draft.body = json.dumps(
            [
                {"id": key, "type": "text", "value": value}
                for key, value in zip(KEYS, words, strict=True)
            ]
        )
        draft.standfirst = text.partition(".")[0]
        versions.append(draft.save_revision(user=editor).pk)
    soon = timezone.now() + timedelta(hours=3)
    row = assign(
        "Who moved the crane", section, [editor], by=None, deadline=soon, brief="Ask twice."
    )
    tell([editor], NoticeKind.SENT_BACK, story=draft, detail="Name the second sweeper.")
    for key, fields in {
        "/a-crane-moves/": {"not_before": soon},
        "/harbour/": {
            "not_before": soon,
            "attempts": 3,
            "last_error": "Nobody answers at cdn.example.org.",
        },
        "/": {"state": OutboundState.DONE, "done_at": timezone.now()},
    }.items():
        OutboundAct.objects.create(kind=PURGE, key=key, title=key, **fields)
    addresses = {
        "desk-editor": reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        "desk-compare": reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, *versions]),
        "desk-spike": reverse("steps:spike", args=[draft.pk]),
        "desk-correct": reverse("corrections:story", args=[live.pk if live else draft.pk]),
        "desk-assignment": reverse("assignments:one", args=[row.pk]),
    }
    print(json.dumps(addresses))
