"""As many more stories as asked for, made up by rule, to try how a large archive behaves."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale

from broadsheet.newsroom.bulk import BATCH, NewStory, write_stories
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Byline, Person, Section, Story, StoryTopic, Topic

WHO = ("The harbour council", "The ferry crews", "A court", "The tram drivers", "Two bakers")
DOES = ("puts off", "agrees on", "questions", "returns to", "votes down", "pays for")
WHAT = ("the night timetable", "the eastern quay", "the school roof", "a rent cap", "the old pier")
WHEN = ("after a long evening", "in a third reading", "before the winter", "without a debate")
SEED = 20_260


def write_many(sections: list[Section], people: list[Person], count: int) -> None:
    """Write `count` stories over three years back, the same ones each time."""
    chance = random.Random(SEED)  # noqa: S311 - made-up stories need no secrecy
    topics = list(Topic.objects.all())
    now = timezone.now() - timedelta(days=13)
    locale = Locale.objects.get(pk=sections[0].locale_id)
    by_section: dict[int, list[NewStory]] = {section.pk: [] for section in sections}
    for number in range(count):
        section = sections[number % len(sections)]
        words = (chance.choice(WHO), chance.choice(DOES), chance.choice(WHAT), chance.choice(WHEN))
        headline = " ".join(words)
        story = Story(
            title=headline,
            slug=f"report-{number + 1}",
            standfirst=f"Report {number + 1} of a made-up archive: {words[2]}, {words[3]}.",
            story_type=StoryType.NEWS,
            body=[{"type": "text", "value": _text(chance, number, headline)}],
            live=True,
            first_published_at=now - timedelta(minutes=52 * number),
            locale=locale,
        )
        names = [Byline(person=person) for person in chance.sample(people, k=1 + number % 2)]
        chosen = [StoryTopic(topic=topic) for topic in chance.sample(topics, k=2)]
        by_section[section.pk].append(NewStory(story, names, chosen))
    for section in sections:
        items = by_section[section.pk]
        for start in range(0, len(items), BATCH):
            write_stories(section, items[start : start + BATCH], action="broadsheet.import")


def _text(chance: random.Random, number: int, headline: str) -> str:
    sentences = [
        f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(WHAT)} "
        f"{chance.choice(WHEN)}, case {number}-{place}."
        for place in range(24)
    ]
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, 24, 4)]
    return f"<p>{headline}.</p>" + "".join(f"<p>{text}</p>" for text in paragraphs)
