"""What a newsroom does to its stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from broadsheet.media.models import Picture
from broadsheet.newsroom.corrections.actions import correct, take_back, withdraw
from broadsheet.newsroom.enums import Access, BylineRole, CorrectionKind, StoryType
from broadsheet.newsroom.models import (
    Byline,
    Correction,
    Person,
    Section,
    Story,
    StoryTopic,
    Topic,
)
from broadsheet.newsroom.schedule import keep_schedule
from tests.factories import (
    make_story,
    text,
)
from tests.press.scene import Scene, edit, publish


@edit
def publish_new(scene: Scene) -> None:
    if Story.objects.count() > 9:
        return
    make_story(
        scene.one(Section),
        topics=[scene.one(Topic)] if scene.one(Topic) else [],
        authors=[scene.one(Person)],
    )


@edit
def publish_draft(scene: Scene) -> None:
    story = scene.story(live=False)
    if story and not Correction.objects.filter(story=story).withdrawals().standing().exists():
        publish(story)


@edit
def unpublish(scene: Scene) -> None:
    if (story := scene.story()) and Story.objects.live().count() > 3:
        story.unpublish()


@edit
def delete(scene: Scene) -> None:
    if (story := scene.story()) and Story.objects.count() > 4:
        story.delete()


@edit
def delete_draft(scene: Scene) -> None:
    if story := scene.story(live=False):
        story.delete()


def _change_story(name: str, value: Callable[[Scene], Any]) -> None:
    def change(scene: Scene) -> None:
        if story := scene.story():
            setattr(story, name.partition("__")[0], value(scene))
            publish(story)

    change.__name__ = f"story_{name}"
    edit(change)


_change_story("title", lambda scene: f"Headline {scene.word()}")
_change_story("standfirst", lambda scene: f"Standfirst {scene.word()}.")
_change_story("kicker", lambda scene: f"Kicker {scene.word()}")
_change_story("dateline", lambda scene: f"Town {scene.word()}")
_change_story("body", lambda scene: [text(f"<p>Body {scene.word()}.</p>")])
_change_story("slug", lambda scene: f"slug-{scene.word()}".replace(" ", "-"))
_change_story("story_type", lambda scene: scene.chance.choice([StoryType.NEWS, StoryType.OPINION]))
_change_story("access", lambda scene: scene.chance.choice([Access.PUBLIC, Access.MEMBERS]))
_change_story("lead_picture", lambda scene: scene.one(Picture))
_change_story("lead_picture__none", lambda scene: None)
_change_story("lead_caption", lambda scene: f"Caption {scene.word()}")
_change_story("social_title", lambda scene: f"Social {scene.word()}")
_change_story("noindex", lambda scene: scene.chance.choice([True, False]))
_change_story("desk_note", lambda scene: f"Note {scene.word()}")
_change_story("search_description", lambda scene: f"Described {scene.word()}")
_change_story(
    "published_at",
    lambda scene: timezone.now() - timedelta(hours=scene.chance.randrange(1, 200)),
)


@edit
def story_related(scene: Scene) -> None:
    story, other = scene.story(), scene.story()
    if story and other:
        story.body = [{"type": "related_story", "value": {"story": other.pk}}]
        publish(story)


@edit
def story_linked(scene: Scene) -> None:
    story, other = scene.story(), scene.story()
    if story and other:
        story.body = [text(f'<p><a linktype="page" id="{other.pk}">{scene.word()}</a></p>')]
        publish(story)


@edit
def story_picture_in_body(scene: Scene) -> None:
    if story := scene.story():
        story.body = [{"type": "picture", "value": {"picture": scene.one(Picture).pk}}]
        publish(story)


@edit
def story_section(scene: Scene) -> None:
    story, section = scene.story(), scene.one(Section)
    if story and section and story.get_parent().pk != section.pk:
        story.move(section, pos="last-child")


@edit
def story_topics(scene: Scene) -> None:
    if story := scene.story():
        chosen = scene.chance.sample(list(Topic.objects.all()), k=min(1, Topic.objects.count()))
        story.story_topics = [StoryTopic(topic=topic, sort_order=0) for topic in chosen]
        publish(story)


@edit
def story_bylines(scene: Scene) -> None:
    if story := scene.story():
        role = scene.chance.choice([BylineRole.AUTHOR, BylineRole.PHOTOS])
        story.bylines = [Byline(person=scene.one(Person), role=role, sort_order=0)]
        publish(story)


@edit
def story_byline_words(scene: Scene) -> None:
    if story := scene.story():
        story.bylines = [Byline(text=f"A correspondent {scene.word()}", sort_order=0)]
        publish(story)


@edit
def autosave(scene: Scene) -> None:
    if story := scene.story():
        story.title = f"Draft {scene.word()}"
        story.save_revision()


@edit
def save_draft(scene: Scene) -> None:
    if story := scene.story(live=False):
        story.body = [text(f"<p>Draft {scene.word()}</p>")]
        story.save_revision()


@edit
def lock(scene: Scene) -> None:
    if story := scene.story():
        Page.objects.filter(pk=story.pk).update(locked=not story.locked)


@edit
def save_same(scene: Scene) -> None:
    if person := scene.one(Person):
        person.save()


@edit
def restore_revision(scene: Scene) -> None:
    # Of a story that another writer deleted meanwhile none are left.
    if (story := scene.story()) and (kept := list(story.revisions.order_by("pk"))):
        scene.chance.choice(kept).publish()


@edit
def schedule(scene: Scene) -> None:
    if story := scene.story():
        story.title = f"Scheduled {scene.word()}"
        story.go_live_at = timezone.now() + timedelta(minutes=5)
        story.save_revision().publish()
        keep_schedule(timezone.now() + timedelta(minutes=6))


@edit
def expire(scene: Scene) -> None:
    if (story := scene.story()) and Story.objects.live().count() > 3:
        Page.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        keep_schedule()


@edit
def correction(scene: Scene) -> None:
    if story := scene.story():
        correct(
            story,
            kind=CorrectionKind.CORRECTION,
            text=f"Corrected {scene.word()}.",
            reason="A mistake.",
            user=None,
        )


@edit
def correction_taken_back(scene: Scene) -> None:
    made = scene.one(Correction, taken_back_at=None, kind=CorrectionKind.CORRECTION)
    if made:
        take_back(made, reason="It was right.", user=None)


@edit
def withdrawal(scene: Scene) -> None:
    if (story := scene.story()) and Story.objects.live().count() > 3:
        withdraw(story, text=f"Withdrawn {scene.word()}.", reason="Wrong.", user=None)
