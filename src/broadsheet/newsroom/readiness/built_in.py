"""The checks that come with Broadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, PublishingRules, Story
from broadsheet.newsroom.publishing import Fault, excused, picture_uses
from broadsheet.newsroom.readiness.links import broken_links, broken_links_elsewhere
from broadsheet.newsroom.readiness.registry import Check, Level, checks
from broadsheet.newsroom.readiness.texts import Word, texts_with_places


def without_credit(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    bare = [use for use in picture_uses(story) if not (use.credit.strip() or use.picture.credit)]
    excused_here = excused(story) if bare else set()
    for use in bare:
        if use.picture.pk not in excused_here:
            yield Fault(
                use.field,
                _(
                    "The picture “%(title)s” has no credit. Give the photographer or the agency in "
                    "the picture itself, or a credit here, then publish again."
                )
                % {"title": use.picture.title},
                use.where,
            )


def without_alt_text(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    for use in picture_uses(story):
        if use.decorative or use.alt_text.strip() or use.picture.description.strip():
            continue
        where = (*use.where[:-1], "alt_text") if use.where else ()
        yield Fault(
            "body" if where else "lead_alt_text",
            _(
                "Say what the picture “%(title)s” shows, for those who don't see it, or tick "
                "“Decorative”."
            )
            % {"title": use.picture.title},
            where,
        )


def without_caption(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    for use in picture_uses(story):
        if use.decorative or use.caption.strip() or use.picture.caption.strip():
            continue
        where = (*use.where[:-1], "caption") if use.where else ()
        yield Fault(
            "body" if where else "lead_caption",
            _("The picture “%(title)s” has no caption.") % {"title": use.picture.title},
            where,
        )


def with_ended_rights(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    for use in picture_uses(story):
        if use.picture.is_expired:
            yield Fault(
                use.field,
                _(
                    "The rights of the picture “%(title)s” have ended, so readers would not see "
                    "it. Choose another picture, or prolong the rights in the picture itself."
                )
                % {"title": use.picture.title},
                use.where and (*use.where[:-1], "picture"),
            )


def with_a_territory(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    """Whether this publication's readers live there is for a person to say."""
    for use in picture_uses(story):
        if use.picture.territory.strip():
            sentence = _("The picture “%(title)s” may not be shown everywhere: %(territory)s.")
            where = use.where and (*use.where[:-1], "picture")
            names = {"title": use.picture.title, "territory": use.picture.territory.strip(" .")}
            yield Fault(use.field, sentence % names, where)


def made_by_ai(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    for use in picture_uses(story):
        if use.picture.is_made_by_ai:
            sentence = _(
                "The file of the picture “%(title)s” says: %(made)s. Readers will be told so "
                "under it."
            )
            names = {"title": use.picture.title, "made": use.picture.get_source_type_display()}
            where = use.where and (*use.where[:-1], "picture")
            yield Fault(use.field, sentence % names, where)


def without_topics(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    given = story.topics_in_form
    if not (story.story_topics.all() if given is None else given):
        yield Fault("", _("The story has no topic: give it one on the tab “Placement”."))


def without_standfirst(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    if not story.standfirst.strip():
        yield Fault("standfirst", _("The story has no standfirst."))


def with_a_used_headline(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    """Another live story of the language with the same headline: readers can't tell them apart."""
    headline = story.title.strip()
    others = Story.objects.live().filter(title__iexact=headline, locale_id=story.locale_id)
    if story.pk:
        others = others.exclude(pk=story.pk)
    if headline and others.exists():
        yield Fault(
            "title",
            _("Another live story has this headline. Readers can't tell them apart in a list."),
        )


def with_words_of_the_house_list(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    words = [Word.from_line(line) for line in rules.house_words.splitlines() if line.strip()]
    for text in texts_with_places(story) if words else ():
        for word in words:
            if word.is_in(text.text):
                yield Fault(text.field, word.sentence, text.where)


def with_corrected_words(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    """Words that were publicly put right stand in the story again."""
    if story.pk is None:
        return
    put_right = (
        Correction.objects.filter(story_id=story.pk)
        .standing()
        .exclude(wrong_words="")
        .exclude(kind=CorrectionKind.WITHDRAWAL)
    )
    words = [Word(item.wrong_words, item.right_words) for item in put_right]
    for text in texts_with_places(story) if words else ():
        for word in words:
            if word.is_in(text.text):
                sentence = _("“%(wrong)s” was publicly corrected and stands here again.")
                yield Fault(text.field, sentence % {"wrong": word.wrong}, text.where)


def register() -> None:
    for name, label, find, level in (
        ("credit", gettext_lazy("A picture without credit"), without_credit, Level.BLOCK),
        (
            "alt_text",
            gettext_lazy("A picture without alternative text that is not decorative"),
            without_alt_text,
            Level.IGNORE,
        ),
        ("caption", gettext_lazy("A picture without caption"), without_caption, Level.IGNORE),
        (
            "rights",
            gettext_lazy("A picture whose rights have ended"),
            with_ended_rights,
            Level.BLOCK,
        ),
        (
            "territory",
            gettext_lazy("A picture that may not be shown everywhere"),
            with_a_territory,
            Level.WARN,
        ),
        ("ai", gettext_lazy("A picture that AI made or changed"), made_by_ai, Level.WARN),
        ("topics", gettext_lazy("No topic"), without_topics, Level.IGNORE),
        ("standfirst", gettext_lazy("No standfirst"), without_standfirst, Level.IGNORE),
        (
            "links",
            gettext_lazy("A link that leads nowhere, or to what is not public"),
            broken_links,
            Level.WARN,
        ),
        (
            "links_elsewhere",
            gettext_lazy("A link to another site that leads nowhere"),
            broken_links_elsewhere,
            Level.WARN,
        ),
        (
            "headline",
            gettext_lazy("The headline of another live story"),
            with_a_used_headline,
            Level.WARN,
        ),
        (
            "house_words",
            gettext_lazy("A word of the house list"),
            with_words_of_the_house_list,
            Level.WARN,
        ),
        (
            "corrected_words",
            gettext_lazy("Words that a correction put right"),
            with_corrected_words,
            Level.WARN,
        ),
    ):
        checks.register(name, Check(label, find, level))
