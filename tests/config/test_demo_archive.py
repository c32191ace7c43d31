"""The made-up archive of a demo newspaper: credible, whole, the same each time."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ReferenceIndex

from broadsheet.config.demo.made import phrases, words, write_archive
from broadsheet.config.demo.made.archive import DAYS, FRESH_DAYS, LONGEST, SHORTEST
from broadsheet.config.demo.made.fillings import PHRASES
from broadsheet.config.demo.made.prose import LISTS, MADE_AFRESH, SLOT, Writer
from broadsheet.core.models import Address
from broadsheet.newsroom.models import CardTopic, Story, StoryCard, Topic
from broadsheet.newsroom.reading_time import count_words, texts_of
from broadsheet.press.models import Change
from broadsheet.press.watching import watch
from tests.newspaper import Newspaper
from tests.newsroom.conftest import paper, standing
from tests.reading import read

__all__ = ["paper", "standing"]


def test_every_slot_of_the_grammar_can_be_filled() -> None:
    named = {"matter", "place", "body", "other_body", "a", "a_name", "a_full"}
    named |= {"b", "b_name", "b_full"}
    lists = [value for value in vars(phrases).values() if isinstance(value, tuple)]
    for line in [line for lines in [*lists, *PHRASES.values()] for line in lines]:
        for name in SLOT.findall(line):
            assert name.lower() in {*named, *LISTS, *MADE_AFRESH}, line


def test_its_prose_repeats_no_sentence_everywhere() -> None:
    writer = Writer(random.Random(1))
    seen: Counter[str] = Counter()
    for section in list(words.MATTERS) * 50:
        writer.begin(section)
        for paragraph in writer.paragraphs(600):
            assert "{" not in paragraph
            assert paragraph[0] == "“" or paragraph[0].isupper() or paragraph[0].isdecimal()
            seen.update(line for line in paragraph.split(". ") if line.count(" ") > 5)
    assert len(seen) > 9000
    # Of 300 stories a sentence stands in two or three at most.
    assert seen.most_common(1)[0][1] <= 6


@pytest.fixture
def archive(paper: Newspaper) -> set[int]:
    before = set(Story.objects.values_list("pk", flat=True))
    assert write_archive(130) == 130
    return set(Story.objects.exclude(pk__in=before).values_list("pk", flat=True))


def test_its_stories_are_whole(archive: set[int]) -> None:
    stories = Story.objects.filter(pk__in=archive)
    assert stories.live().count() == StoryCard.objects.filter(pk__in=archive).count() == 130
    assert Address.objects.live().filter(object_id__in=archive, title__gt="").count() >= 130
    oldest = timezone.now() - timedelta(days=DAYS + FRESH_DAYS + 2)
    lengths = []
    for story in stories.prefetch_related("bylines", "story_topics"):
        assert oldest < story.shown_at < timezone.now() - timedelta(days=FRESH_DAYS - 1)
        assert story.standfirst
        assert story.bylines.all()
        assert story.story_topics.all()
        texts = [
            text
            for block in story.body.raw_data
            for text in texts_of(block["type"], block["value"])
        ]
        lengths.append(sum(count_words(text) for text in texts))
    assert min(lengths) > SHORTEST * 0.9
    assert max(lengths) < LONGEST * 1.2
    assert ReferenceIndex.objects.filter(object_id__in=map(str, archive)).exists()


def test_its_stories_can_be_read_and_found(archive: set[int]) -> None:
    card = StoryCard.objects.filter(pk__in=archive).newest().first()
    assert card is not None
    assert read(card.url).one("h1").get_text(strip=True)
    rare = card.headline.split()[-1].strip("“”.,:")
    assert card.headline in read(f"/search/?q={rare}+{card.bylines.all()[0].name}").words("main")
    # The first topics have most stories, and new ones have come.
    counts = Counter(CardTopic.objects.filter(card__in=archive).values_list("topic", flat=True))
    assert counts.most_common(1)[0][1] > 130 / 10
    assert Topic.objects.filter(pk__in=counts).count() > 2


def test_its_making_is_one_change_for_the_press(paper: Newspaper) -> None:
    watch()
    Change.objects.all().delete()
    write_archive(3)
    assert list(Change.objects.values_list("kind", flat=True)) == ["E"]


def test_broken_off_it_keeps_what_was_written_whole(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.config.demo.made.archive.CHUNK", 5)
    told: list[int] = []

    def break_off(done: int, total: int) -> None:
        told.append(done)
        if done == 10:
            raise KeyboardInterrupt

    before = StoryCard.objects.count()
    assert write_archive(20, break_off) == 10
    assert told == [5, 10]
    assert StoryCard.objects.count() == before + 10
