"""People, topics and sections whose names a reader may mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Length

from broadsheet.core.stemming import stems
from broadsheet.newsroom.models import Person, Section, Topic
from broadsheet.search.asking import Question

#: Names looked at for a search, shortest first, and shown of each kind.
MOST_LOOKED_AT = 300
MOST_SHOWN = 4
MOST_WORDS = 8


@dataclass(frozen=True)
class FoundName:
    """`total` is the number of stories; None where it isn't counted."""

    name: str
    url: str
    label: str
    total: int | None = None


def names_meant(
    question: Question, locale_id: int, sections: Sequence[tuple[Section, str]]
) -> list[FoundName]:
    """Sections, people and topics whose name is in the words, or has all of the words in it."""
    wanted = set(question.stems)
    if not wanted:
        return []

    def is_meant(name: str) -> bool:
        own = set(stems(name, question.language))
        return bool(own) and (own <= wanted or wanted <= own)

    found = [
        FoundName(section.title, url, str(Section._meta.verbose_name))
        for section, url in sections
        if is_meant(section.title)
    ]
    people = Person.objects.filter(locale_id=locale_id, is_public=True)
    counted_people = people.annotate(total=Count("card_bylines__card", distinct=True))
    found += [
        FoundName(person.name, person.url, person.job_title or _kind(person), person.total)
        for person in _meant(counted_people, people, question, is_meant)
    ]
    topics = Topic.objects.filter(locale_id=locale_id)
    found += [
        FoundName(topic.name, topic.url, str(topic.get_kind_display()), topic.total)
        for topic in _meant(topics.annotate(total=Count("card_topics")), topics, question, is_meant)
        # A topic's page with nothing on it helps nobody.
        if topic.total
    ]
    return found


def _kind(person: Person) -> str:
    return str(person._meta.verbose_name)


def _meant(
    counted: Any, plain: Any, question: Question, is_meant: Callable[[str], bool]
) -> list[Any]:
    """Objects of a model whose names are meant, the shortest name first, in two queries."""
    candidates = (
        plain.filter(_holds_some(question))
        .order_by(Length("name"), "name")
        .values_list("pk", "name")[:MOST_LOOKED_AT]
    )
    keys = [pk for pk, name in candidates if is_meant(name)][:MOST_SHOWN]
    return sorted(counted.filter(pk__in=keys), key=lambda found: keys.index(found.pk))


def _holds_some(question: Question) -> Q:
    """Names that may hold a word in some form: stems need the words, the database has none."""
    return reduce(or_, (_holds(word) for word in _beginnings(question)))


def _beginnings(question: Question) -> list[str]:
    """What all forms of a word have in common: “ferr” of “ferries” and “ferry”."""
    found = []
    for word in question.words[:MOST_WORDS]:
        stem = next(iter(stems(word, question.language)), word)
        shared = stem[:-1] if len(stem) > 3 else stem
        found.append(shared if word.startswith(shared) else word)
    return found


def _holds(beginning: str) -> Q:
    # SQLite knows capitals of ASCII letters alone.
    forms = {beginning, beginning.capitalize(), beginning.upper()}
    return reduce(or_, (Q(name__icontains=form) for form in sorted(forms)))
