"""What a newsroom does to all that is no story: people, topics, pictures, menus, settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from broadsheet.core.models import Address
from broadsheet.core.redirects import add_redirect
from broadsheet.fronts.models import EditorsPick
from broadsheet.masthead.models import (
    InformationPage,
    Menu,
    MenuItem,
    Panel,
    PromoBar,
    SiteSettings,
    SocialLink,
)
from broadsheet.media.models import Picture, PictureRendition
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.models import (
    Department,
    Person,
    Section,
    Story,
    Topic,
)
from tests.factories import (
    image_file,
    locale,
    make_person,
    make_picture,
    make_topic,
    text,
)
from tests.press.scene import Scene, edit


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
