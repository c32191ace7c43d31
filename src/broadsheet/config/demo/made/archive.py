"""Makes the stories of the archive and writes them, many in one transaction."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from broadsheet.config.demo.made import phrases, words
from broadsheet.config.demo.made.fillings import PHRASES
from broadsheet.config.demo.made.prose import Writer
from broadsheet.media.models import Picture
from broadsheet.newsroom.bulk import NewStory, write_stories, write_topics
from broadsheet.newsroom.enums import Access, BylineRole, StoryType, TopicKind
from broadsheet.newsroom.models import Byline, Person, Section, Story, StoryTopic, Topic
from broadsheet.press.watching import noted_at_once

#: (done, of how many): called after each part that is there to stay.
Told = Callable[[int, int], None]

SEED = 20_260
#: Stories written in one transaction, and what memory has to hold.
CHUNK = 500
#: How long back the archive reaches, and the newest days, which are the demo's own.
DAYS = 12 * 365
FRESH_DAYS = 13
#: Words of a story: their logarithms are normally distributed around this many.
USUAL_LENGTH = 720
SPREAD = 0.45
SHORTEST, LONGEST = 300, 2500
#: A topic for each so many stories, besides the demo's own.
STORIES_A_TOPIC = 60
MOST_TOPICS = 400
KINDS: tuple[tuple[StoryType, int], ...] = (
    (StoryType.NEWS, 780),
    (StoryType.ANALYSIS, 70),
    (StoryType.OPINION, 60),
    (StoryType.FIELD_REPORT, 45),
    (StoryType.INTERVIEW, 30),
    (StoryType.COMPANY_NEWS, 8),
    (StoryType.SPONSORED, 7),
)


def write_archive(count: int, told: Told = lambda done, total: None) -> int:
    """Put `count` made-up stories behind those of a demo newspaper; returns how many are there.

    Ctrl-C ends it early, after the last part that was written whole.
    """
    if count < 1:
        return 0
    archive = Archive(timezone.now(), count)
    with noted_at_once("an archive was made"):
        try:
            archive.write(told)
        except KeyboardInterrupt:
            # What is there is whole: the newspaper is only smaller than it was to be.
            return archive.done
    return archive.done


class Archive:
    """Makes stories by rule, the same ones each time."""

    def __init__(self, now: datetime, count: int) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 - made-up stories need no secrecy
        self.now = now
        self.count = count
        self.writer = Writer(self.chance)
        self.sections = list(Section.objects.order_by("path"))
        self.people = list(Person.objects.order_by("pk"))
        used = Story.objects.exclude(lead_picture=None).values("lead_picture")
        self.pictures = list(Picture.objects.filter(pk__in=used).order_by("pk"))
        self.slugs = set(Story.objects.values_list("slug", flat=True))
        self.topics: list[Topic] = []
        self.written: list[int] = []
        self.done = 0

    def write(self, told: Told) -> None:
        """Write the stories, the oldest first; `done` says how many are there to stay."""
        self._make_topics()
        weights = list(accumulate(1 / rank for rank in range(1, len(self.topics) + 1)))
        stories = self._stories(weights)
        while part := list(islice(stories, CHUNK)):
            with transaction.atomic():
                for section in self.sections:
                    items = [item for place, item in part if place is section]
                    new = write_stories(section, items, action="broadsheet.import", at_once=True)
                    self.written += [story.pk for story in new]
            self.done += len(part)
            told(self.done, self.count)

    def _make_topics(self) -> None:
        """People, places, bodies and matters that the stories are about, behind the demo's own."""
        own = list(Topic.objects.order_by("pk"))
        taken = {topic.slug for topic in own}
        names = [(place, TopicKind.PLACE) for place in words.PLACES]
        names += [(body.removeprefix("the "), TopicKind.ORGANISATION) for body in words.BODIES]
        matters = [matter for several in words.MATTERS.values() for matter in several]
        names += [(matter.removeprefix("the "), TopicKind.SUBJECT) for matter in matters]
        self.chance.shuffle(names)
        for number in range(MOST_TOPICS):
            names.append((" ".join(words.name_of(number, number * 7)), TopicKind.PERSON))
        new: list[Topic] = []
        for name, kind in names:
            if len(new) >= min(self.count // STORIES_A_TOPIC, MOST_TOPICS):
                break
            if (slug := slugify(name)) not in taken:
                taken.add(slug)
                locale = self.sections[0].locale
                new.append(
                    Topic(name=name[:1].upper() + name[1:], slug=slug, kind=kind, locale=locale)
                )
        write_topics(new, at_once=True)
        self.topics = [*own, *new]

    def _stories(self, weights: list[float]) -> Iterator[tuple[Section, NewStory]]:
        for number in range(self.count):
            section = self.chance.choice(self.sections)
            story = self._story(section, self._time(number))
            chosen = self.chance.choices(
                self.topics, cum_weights=weights, k=self.chance.choice((1, 2, 2, 3, 4))
            )
            topics = [StoryTopic(topic=topic) for topic in dict.fromkeys(chosen)]
            yield section, NewStory(story, self._bylines(section, story), topics)

    def _time(self, number: int) -> datetime:
        """From the oldest to the newest, between six in the morning and eleven at night."""
        back = DAYS * (1 - (number + self.chance.random()) / self.count) + FRESH_DAYS
        day = (self.now - timedelta(days=math.ceil(back))).replace(hour=6, minute=0, second=0)
        return day.replace(microsecond=0) + timedelta(minutes=self.chance.randrange(17 * 60))

    def _story(self, section: Section, at: datetime) -> Story:
        chance, writer = self.chance, self.writer
        writer.begin(section.slug)
        kind = chance.choices([kind for kind, _ in KINDS], [often for _, often in KINDS])[0]
        headline = writer.line(phrases.HEADLINES)[:200]
        picture = chance.choice(self.pictures) if self.pictures and chance.random() < 0.6 else None
        length = int(chance.lognormvariate(math.log(USUAL_LENGTH), SPREAD))
        return Story(
            title=headline,
            slug=self._slug(headline),
            kicker=section.title if chance.random() < 0.1 else "",
            standfirst=writer.line(phrases.STANDFIRSTS),
            story_type=kind,
            sponsor_name=chance.choice(words.SPONSORS) if kind is StoryType.SPONSORED else "",
            access=Access.MEMBERS if chance.random() < 0.03 else Access.PUBLIC,
            dateline=writer.about["place"] if kind is StoryType.FIELD_REPORT else "",
            lead_picture=picture,
            body=self._body(kind, min(max(length, SHORTEST), LONGEST)),
            live=True,
            first_published_at=at,
            updated_at=at + timedelta(hours=5) if chance.random() < 0.08 else None,
            locale=section.locale,
        )

    def _slug(self, headline: str) -> str:
        wanted = slugify(headline)[:70].rstrip("-")
        slug, number = wanted, 2
        while slug in self.slugs:
            slug, number = f"{wanted}-{number}", number + 1
        self.slugs.add(slug)
        return slug

    def _body(self, kind: StoryType, length: int) -> list[dict[str, Any]]:
        paragraphs = self.writer.paragraphs(length)
        if kind is StoryType.INTERVIEW:
            return self._interview(paragraphs)
        half = len(paragraphs) // 2
        blocks = [_text(paragraphs[:half])]
        if extra := self._extra():
            blocks.append(extra)
        return [*blocks, _text(paragraphs[half:])]

    def _interview(self, paragraphs: Sequence[str]) -> list[dict[str, Any]]:
        questions = [
            {
                "type": "question_answer",
                "value": {
                    "question": self.writer.line(phrases.QUESTIONS),
                    "answer": f"<p>{paragraph}</p>",
                },
            }
            for paragraph in paragraphs[2:-1]
        ]
        return [_text(paragraphs[:2]), *questions, _text(paragraphs[-1:])]

    def _extra(self) -> dict[str, Any] | None:
        """What stands in the middle of some stories."""
        chance, writer = self.chance, self.writer
        what = chance.random()
        if what < 0.2 and self.pictures:
            value: dict[str, Any] = {
                "picture": chance.choice(self.pictures).pk,
                "alt_text": "",
                "decorative": False,
                "caption": "",
                "credit": "",
                "layout": "column",
            }
            return {"type": "picture", "value": value}
        if what < 0.3:
            quote = writer.line(PHRASES["quote"])
            return {
                "type": "pull_quote",
                "value": {"quote": f"{quote}.", "attribution": writer.about["a_name"]},
            }
        facts = [f"<p>{writer.line(phrases.FACTS)}</p>" for _ in range(3)]
        if what < 0.35:
            return {"type": "list", "value": {"style": "bullets", "items": facts}}
        if what < 0.42:
            title = writer.line(("{matter}",))
            return {"type": "fact_box", "value": {"title": title, "body": "".join(facts)}}
        if what < 0.5 and self.written:
            return {"type": "related_story", "value": {"story": chance.choice(self.written)}}
        return None

    def _bylines(self, section: Section, story: Story) -> list[Byline]:
        chance = self.chance
        # Each section has its own reporters, and now and then another's.
        own = self.sections.index(section) * 2
        place = own + chance.randrange(2) if chance.random() < 0.7 else chance.randrange(99)
        lines = [Byline(person=self.people[place % len(self.people)])]
        if chance.random() < 0.15:
            second = self.people[(place + 1 + chance.randrange(5)) % len(self.people)]
            if second != lines[0].person:
                lines.append(Byline(person=second))
        if story.lead_picture_id and chance.random() < 0.3:
            lines.append(Byline(person=chance.choice(self.people), role=BylineRole.PHOTOS))
        return lines


def _text(paragraphs: Sequence[str]) -> dict[str, Any]:
    return {"type": "text", "value": "".join(f"<p>{text}</p>" for text in paragraphs)}
