"""The small newspaper that random edits are made to, and the list of their kinds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadsheet.core.models import Address
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.masthead.models import (
    InformationPage,
    Menu,
    MenuItem,
    MenuSlot,
)
from broadsheet.newsroom.models import (
    Story,
)
from tests.factories import (
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
