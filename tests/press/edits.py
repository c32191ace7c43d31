"""Edits of every kind that a newsroom makes, for the property that no page is ever stale."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Site

from broadsheet.core.models import Address
from broadsheet.core.redirects import add_redirect
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.masthead.models import (
    InformationPage,
    Menu,
    MenuItem,
    MenuSlot,
    Panel,
    PromoBar,
    SiteSettings,
    SocialLink,
)
from broadsheet.media.models import Picture, PictureRendition
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.corrections.actions import correct, take_back, withdraw
from broadsheet.newsroom.enums import Access, BylineRole, CorrectionKind, StoryType
from broadsheet.newsroom.models import (
    Byline,
    Correction,
    Department,
    Person,
    Section,
    Story,
    StoryTopic,
    Topic,
)
from broadsheet.newsroom.schedule import keep_schedule
from tests.factories import (
    image_file,
    locale,
    make_person,
    make_picture,
    make_section,
    make_story,
    make_topic,
    text,
)


@dataclass
class Scene:
    """A small newspaper that edits are made to; `chance` is the seed's."""

    front: FrontPage
    chance: random.Random
    count: int = 0
    kinds: dict[str, Callable[[Scene], None]] = field(default_factory=dict)

    def word(self) -> str:
        self.count += 1
        return f"word {self.count}"

    def story(self, *, live: bool = True) -> Story | None:
        found = list(Story.objects.filter(live=live).order_by("pk"))
        return self.chance.choice(found) if found else None

    def one(self, model: type[Any], **wanted: Any) -> Any:
        found = list(model.objects.filter(**wanted).order_by("pk"))
        return self.chance.choice(found) if found else None


EDITS: dict[str, Callable[[Scene], None]] = {}
#: Edits after which no page may be pressed.
SILENT = {"autosave", "save_draft", "lock", "save_same"}


def edit(function: Callable[[Scene], None]) -> Callable[[Scene], None]:
    EDITS[function.__name__] = function
    return function


def make_scene(front: FrontPage, seed: int) -> Scene:
    scene = Scene(front, random.Random(seed))
    harbour, city = make_section(front), make_section(front, "City")
    topics = [make_topic("Ferries"), make_topic("Anna Berg")]
    people = [make_person("Mara Lind"), make_person("Sol Marin", is_public=False)]
    picture = make_picture()
    for number in range(5):
        make_story(
            harbour if number % 2 else city,
            topics=topics[: number % 3],
            authors=people[: number % 3],
            lead_picture=picture if number == 1 else None,
            published_at=timezone.now() - timedelta(days=number + 1),
        )
    menu = Menu.objects.create(slot=MenuSlot.FEATURED, heading="Featured", locale=locale())
    MenuItem.objects.create(menu=menu, label="Harbour", address=Address.objects.of(harbour).get())
    page = InformationPage(title="About", slug="about", body=[text("<p>About us.</p>")])
    front.add_child(instance=page)
    page.save_revision().publish()
    EditorsPick.objects.create(story=scene.story(), position=1)
    return scene


def publish(story: Story) -> None:
    story.save_revision().publish()


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
    if story := scene.story():
        scene.chance.choice(list(story.revisions.order_by("pk"))).publish()


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


@edit
def person_name(scene: Scene) -> None:
    person = scene.one(Person)
    person.name = f"Name {scene.word()}"
    person.save()


@edit
def person_public(scene: Scene) -> None:
    person = scene.one(Person)
    person.is_public = not person.is_public
    person.save()


@edit
def person_bio(scene: Scene) -> None:
    person = scene.one(Person)
    person.short_bio = f"Bio {scene.word()}"
    person.save()


@edit
def person_photo(scene: Scene) -> None:
    person = scene.one(Person)
    person.photo = scene.one(Picture)
    person.save()


@edit
def person_update(scene: Scene) -> None:
    Person.objects.filter(pk=scene.one(Person).pk).update(job_title=f"Job {scene.word()}")


@edit
def person_new(scene: Scene) -> None:
    if Person.objects.count() < 5:
        word = scene.word()
        make_person(f"New {word}", slug=f"new-{word}".replace(" ", "-"))


@edit
def department(scene: Scene) -> None:
    made = Department.objects.create(name=f"Desk {scene.word()}", position=0, locale=locale())
    Person.objects.filter(pk=scene.one(Person).pk).update(department=made)


@edit
def topic_name(scene: Scene) -> None:
    if topic := scene.one(Topic):
        topic.name = f"Topic {scene.word()}"
        topic.save()


@edit
def topic_slug(scene: Scene) -> None:
    if topic := scene.one(Topic):
        topic.slug = f"topic-{scene.word()}".replace(" ", "-")
        topic.save()


@edit
def topic_new(scene: Scene) -> None:
    if Topic.objects.count() < 4:
        make_topic(f"Topic {scene.word()}")


@edit
def topics_bulk(scene: Scene) -> None:
    topics = list(Topic.objects.all())
    for topic in topics:
        topic.description = f"About {scene.word()}"
    if topics:
        Topic.objects.bulk_update(topics, ["description"])


@edit
def topic_delete(scene: Scene) -> None:
    if Topic.objects.count() > 2:
        scene.one(Topic).delete()


@edit
def section_title(scene: Scene) -> None:
    section = scene.one(Section)
    section.title = f"Section {scene.word()}"
    section.save_revision().publish()


@edit
def section_raw_sql(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE newsroom_section SET description = %s WHERE page_ptr_id = %s",
            [f"Raw {scene.word()}", scene.one(Section).pk],
        )


@edit
def section_slug(scene: Scene) -> None:
    section = scene.one(Section)
    section.slug = f"section-{scene.word()}".replace(" ", "-")
    section.save_revision().publish()


@edit
def stories_bulk(scene: Scene) -> None:
    if Story.objects.count() > 8:
        return
    word = scene.word()
    slug = f"bulk-{word}".replace(" ", "-")
    story = Story(title=f"Bulk {word}", slug=slug, live=True, body=[text("<p>Much.</p>")])
    write_stories(scene.one(Section), [NewStory(story)], action="wagtail.publish")


@edit
def picture_caption(scene: Scene) -> None:
    picture = scene.one(Picture)
    picture.caption = f"Shows {scene.word()}"
    picture.save()


@edit
def picture_credit(scene: Scene) -> None:
    Picture.objects.filter(pk=scene.one(Picture).pk).update(photographer=f"By {scene.word()}")


@edit
def picture_new(scene: Scene) -> None:
    if Picture.objects.count() < 3:
        make_picture(f"Picture {scene.word()}")


@edit
def picture_file(scene: Scene) -> None:
    picture = scene.one(Picture)
    picture.file = image_file(f"{scene.word()}.jpg".replace(" ", "-"), size=(80, 60))
    picture.save()


@edit
def rendition_lost(scene: Scene) -> None:
    if rendition := scene.one(PictureRendition):
        PictureRendition.objects.filter(pk=rendition.pk).delete()


@edit
def menu_item_new(scene: Scene) -> None:
    if MenuItem.objects.count() < 4:
        address = scene.one(Address, state="live")
        MenuItem.objects.create(menu=Menu.objects.get(), label=scene.word(), address=address)


@edit
def menu_item_label(scene: Scene) -> None:
    if item := scene.one(MenuItem):
        item.label = f"Label {scene.word()}"
        item.save()


@edit
def menu_item_delete(scene: Scene) -> None:
    if item := scene.one(MenuItem):
        item.delete()


@edit
def panel(scene: Scene) -> None:
    Panel.objects.all().delete()
    Panel.objects.create(
        title=f"Panel {scene.word()}",
        call_to_action="Go",
        external_url="https://example.org/",
        picture=scene.one(Picture),
        locale=locale(),
    )


@edit
def promo_bar(scene: Scene) -> None:
    PromoBar.objects.all().delete()
    if scene.chance.random() < 0.7:
        bar = PromoBar.objects.create(
            text=f"Bar {scene.word()}", call_to_action="Join", locale=locale()
        )
        if scene.chance.random() < 0.5:
            bar.sections.set([Address.objects.of(scene.one(Section)).live().get()])
            bar.save()


@edit
def promo_bar_time(scene: Scene) -> None:
    PromoBar.objects.update(
        starts_at=timezone.now() + timedelta(days=scene.chance.choice([-1, 1])),
        text=f"Timed {scene.word()}",
    )


def _change_settings(name: str, value: Callable[[Scene], Any]) -> None:
    def change(scene: Scene) -> None:
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        setattr(settings, name, value(scene))
        settings.save()

    change.__name__ = f"settings_{name}"
    edit(change)


_change_settings("name", lambda scene: f"The {scene.word()} Post")
_change_settings("tagline", lambda scene: f"Tagline {scene.word()}")
_change_settings("date_style", lambda scene: scene.chance.choice(["F j, Y", "Y-m-d"]))
_change_settings("time_zone", lambda scene: scene.chance.choice(["UTC", "Asia/Tokyo"]))
_change_settings("accent", lambda scene: scene.chance.choice(["#9d2a1f", "#1f4f9d"]))
_change_settings("publisher", lambda scene: f"Publisher {scene.word()}")
_change_settings("news_feed_types", lambda scene: scene.chance.choice(["sponsored", "opinion"]))


@edit
def social_link(scene: Scene) -> None:
    SocialLink.objects.all().delete()
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    SocialLink.objects.create(settings=settings, label=scene.word(), url="https://example.org/")


@edit
def pick_new(scene: Scene) -> None:
    story = scene.story()
    if story and not EditorsPick.objects.filter(story=story).exists():
        EditorsPick.objects.create(story=story, position=scene.chance.randrange(5))


@edit
def pick_order(scene: Scene) -> None:
    if pick := scene.one(EditorsPick):
        pick.position = scene.chance.randrange(9)
        pick.save()


@edit
def pick_expiry(scene: Scene) -> None:
    if pick := scene.one(EditorsPick):
        pick.expires_at = timezone.now() + timedelta(days=scene.chance.choice([-1, 1]))
        pick.save()


@edit
def pick_raw_delete(scene: Scene) -> None:
    if pick := scene.one(EditorsPick):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM fronts_editorspick WHERE id = %s", [pick.pk])


@edit
def information_page(scene: Scene) -> None:
    page = InformationPage.objects.get()
    page.body = [text(f"<p>About {scene.word()}.</p>")]
    page.save_revision().publish()


@edit
def redirect(scene: Scene) -> None:
    add_redirect(
        f"/old-{scene.word()}/".replace(" ", "-"),
        site=Site.objects.get(is_default_site=True),
        locale=locale(),
        url="https://example.org/",
    )
