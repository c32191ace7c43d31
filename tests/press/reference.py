"""The story by which rendering is measured: 3 bylines, 8 topics, 6 pictures, 2 cards."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.models import Story
from tests.factories import make_person, make_picture, make_section, make_story, make_topic, text

PARAGRAPH = "<p>" + " ".join(["The sluice was opened before noon."] * 12) + "</p>"


def make_reference_story(front: FrontPage) -> Story:
    """The story, and two more that it shows as cards."""
    harbour = make_section(front)
    people = [make_person(f"Person {number}") for number in range(3)]
    topics = [make_topic(f"Topic {number}") for number in range(8)]
    pictures = [make_picture(f"Picture {number}", size=(1800, 1200)) for number in range(6)]
    prepare_at_once(pictures)
    others = [
        make_story(harbour, slug=f"other-{number}", lead_picture=pictures[number])
        for number in range(2)
    ]
    body = [text(PARAGRAPH) for _number in range(8)]
    body[2:2] = [
        {"type": "picture", "value": {"picture": picture.pk, "layout": "column"}}
        for picture in pictures[1:5]
    ]
    body += [{"type": "related_story", "value": {"story": other.pk}} for other in others]
    return make_story(
        harbour,
        "The last ferry to Sallay Bar sails on Sunday",
        slug="reference",
        authors=people,
        topics=topics,
        lead_picture=pictures[0],
        social_picture=pictures[5],
        body=body,
        published_at=timezone.now() - timedelta(hours=1),
    )
