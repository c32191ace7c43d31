from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadsheet.core.languages import default_language
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.fronts.picks import picked_cards
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import desk
from tests.factories import make_section, make_story


def picks(view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_fronts_editorspick:{view}", args=args)


def shown() -> list[str]:
    return [card.headline for card in picked_cards(default_language())]


def test_picks_are_added_last_and_put_in_order_by_hand(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    stories = [make_story(section, headline) for headline in ("One", "Two", "Three")]
    desk(client, EDITOR)
    for story in stories:
        client.post(picks("add"), {"story": str(story.pk), "expires_at": ""})
    assert shown() == ["One", "Two", "Three"]
    last = EditorsPick.objects.get(story=stories[2])
    answer = client.post(picks("reorder", last.pk) + "?position=0").json()
    assert answer == {"success": True}
    assert shown() == ["Three", "One", "Two"]


def test_a_story_is_picked_once(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front))
    desk(client, EDITOR)
    for _time in range(2):
        response = client.post(picks("add"), {"story": str(story.pk), "expires_at": ""})
    assert "story" in response.context["form"].errors
    assert EditorsPick.objects.count() == 1


def test_the_list_says_whether_readers_see_a_pick(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    for place, (headline, live, hours) in enumerate(
        [("Seen", True, None), ("Draft", False, None), ("Over", True, -1)]
    ):
        EditorsPick.objects.create(
            story=make_story(section, headline, live=live),
            position=place,
            expires_at=hours and timezone.now() + timedelta(hours=hours),
        )
    html = desk(client, EDITOR).get(picks("list")).content.decode()
    for state in ("Shown", "Waits: the story is not live", "Expired"):
        assert state in html
    assert html.index("Seen") < html.index("Draft") < html.index("Over")


def test_a_reporter_puts_no_pick_elsewhere(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    first, _second = (
        EditorsPick.objects.create(story=make_story(section, headline), position=place)
        for place, headline in enumerate(("One", "Two"))
    )
    desk(client, REPORTER)
    for url in (picks("reorder", first.pk) + "?position=1", picks("delete", first.pk)):
        assert client.post(url)["Location"] == reverse("wagtailadmin_home")
    assert shown() == ["One", "Two"]


def test_a_deleted_story_is_no_pick(front: FrontPage) -> None:
    story = make_story(make_section(front))
    EditorsPick.objects.create(story=story)
    story.delete()
    assert not EditorsPick.objects.exists()
