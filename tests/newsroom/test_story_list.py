from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Section, Story
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests.desk import desk, make_account
from tests.factories import make_person, make_section, make_story, make_topic


def listed(client: Client, **query: object) -> list[str]:
    """The headlines that the list shows for a query, in its order."""
    response = client.get(reverse("stories:index"), query)
    assert response.status_code == 200
    return [story.draft_title for story in response.context["object_list"]]


def test_the_list_shows_what_an_editor_looks_for(front: FrontPage, client: Client) -> None:
    section = make_section(front, "Harbour")
    person = make_person("Mara Lind")
    story = make_story(
        section, "A crane", authors=[person, "a reader"], story_type=StoryType.ANALYSIS
    )
    html = desk(client).get(reverse("stories:index")).content.decode()
    for shown in ("A crane", "Harbour", "Analysis", "Mara Lind, a reader", "live"):
        assert shown in html
    assert reverse("wagtailadmin_pages:edit", args=[story.pk]) in html


def test_a_draft_is_listed_by_its_newest_headline(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), "Old words")
    story.title = "New words"
    story.save_revision()
    assert listed(desk(client)) == ["New words"]


def test_the_latest_change_comes_first(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    first = make_story(section, "First")
    make_story(section, "Second")
    assert listed(desk(client)) == ["Second", "First"]
    first.save_revision()
    assert listed(client) == ["First", "Second"]
    assert listed(client, ordering="title") == ["First", "Second"]
    assert listed(client, ordering="-title") == ["Second", "First"]
    assert listed(client, ordering="nonsense; drop") == ["First", "Second"]


@pytest.fixture
def stories_of_every_status(front: FrontPage) -> Section:
    section = make_section(front)
    make_story(section, "Draft", live=False)
    make_story(section, "Live")
    changed = make_story(section, "Changed")
    changed.save_revision()
    scheduled = make_story(section, "Scheduled", live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    make_story(section, "Withdrawn").unpublish()
    return section


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (["draft"], {"Draft"}),
        (["live"], {"Live", "Changed"}),
        (["live_with_draft"], {"Changed"}),
        (["scheduled"], {"Scheduled"}),
        (["withdrawn"], {"Withdrawn"}),
        (["draft", "withdrawn"], {"Draft", "Withdrawn"}),
    ],
)
def test_stories_are_found_by_status(
    stories_of_every_status: Section, client: Client, status: list[str], found: set[str]
) -> None:
    assert set(listed(desk(client), status=status)) == found


def test_stories_are_found_by_section_type_byline_and_topic(
    front: FrontPage, client: Client
) -> None:
    harbour, town = make_section(front, "Harbour"), make_section(front, "Town")
    ferries = make_topic("Ferries")
    make_story(
        harbour,
        "One",
        authors=[make_person("Mara Lind"), "Mara's friend"],
        topics=[ferries],
        story_type=StoryType.OPINION,
    )
    make_story(town, "Two", authors=["a correspondent in Rivne"])
    desk(client)
    assert listed(client, section=[town.pk]) == ["Two"]
    assert set(listed(client, section=[town.pk, harbour.pk])) == {"One", "Two"}
    assert listed(client, story_type=["opinion"]) == ["One"]
    assert listed(client, byline="mara") == ["One"]
    assert listed(client, byline="rivne correspondent") == ["Two"]
    assert listed(client, topic="ferr") == ["One"]
    assert listed(client, topic="trams") == []


def test_stories_are_found_by_the_days_of_publication(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    make_story(section, "March", published_at=datetime(2025, 3, 9, 22, 0, tzinfo=UTC))
    make_story(section, "April", published_at=datetime(2025, 4, 6, 12, 0, tzinfo=UTC))
    desk(client)
    assert listed(client, shown_from="2025-04-01", shown_to="2025-04-06") == ["April"]
    assert listed(client, shown_to="2025-03-09") == ["March"]


def test_mine_are_those_i_began_and_those_that_name_me(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    account = make_account()
    make_story(section, "Began it", owner=account)
    make_story(section, "Wrote it", authors=[make_person(account=account)])
    make_story(section, "Another's", authors=["Somebody"])
    client.force_login(account)
    assert set(listed(client, mine="mine")) == {"Began it", "Wrote it"}
    assert len(listed(client)) == 3


@pytest.mark.parametrize("words", ["кран", "КРАН", "Кран порту", "desk-word", "port"])
def test_search_finds_words_in_any_case_at_once(
    front: FrontPage, client: Client, words: str
) -> None:
    section = make_section(front)
    make_story(section, "Кран у порту", slug="kran-port", slugline="desk-word", live=False)
    make_story(section, "A ferry")
    assert listed(desk(client), q=words) == ["Кран у порту"]


def test_search_and_filters_hold_together(stories_of_every_status: Section, client: Client) -> None:
    assert listed(desk(client), q="live", status=["draft"]) == []
    assert listed(client, q="draft", status=["draft"]) == ["Draft"]


def test_results_come_without_the_page_around_them(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), "A crane")
    url = reverse("stories:index_results")
    html = desk(client).get(url, {"status": ["live"], "_w_filter_fragment": 1}).content.decode()
    assert "A crane" in html
    assert "<html" not in html


def queries_of_the_list(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("stories:index"))
    return len(queries)


@pytest.mark.parametrize("role", [None, EDITOR, REPORTER])
def test_the_list_asks_as_much_for_30_stories_as_for_5(
    front: FrontPage, client: Client, role: str | None
) -> None:
    section = make_section(front)
    people = [make_person(f"Person {number}") for number in range(3)]
    topic = make_topic()
    account = make_account(role)
    client.force_login(account)

    def more(count: int) -> None:
        for number in range(count):
            make_story(section, authors=people, topics=[topic], live=number % 3 != 0, owner=account)

    more(5)
    queries_of_the_list(client)
    few = queries_of_the_list(client)
    more(25)
    assert queries_of_the_list(client) == few


@pytest.mark.parametrize("role", [None, EDITOR, REPORTER, CHIEF_EDITOR])
def test_the_list_knows_what_may_be_deleted_as_wagtail_does(
    front: FrontPage, client: Client, role: str | None
) -> None:
    section = make_section(front)
    account = make_account(role)
    for owner in (account, None):
        for live in (True, False):
            make_story(section, live=live, owner=owner)
    client.force_login(account)
    response = client.get(reverse("stories:index"))
    for listed_story in response.context["object_list"]:
        plain = Story.objects.get(pk=listed_story.pk)
        assert (
            listed_story.permissions_for_user(account).can_delete()
            == plain.permissions_for_user(account).can_delete()
        )


def test_one_section_leads_straight_to_its_form(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    response = desk(client).get(reverse("stories:choose_parent"))
    assert response["Location"] == reverse(
        "wagtailadmin_pages:add", args=["newsroom", "story", section.pk]
    )


def test_several_sections_are_a_choice_with_the_first_in_focus(
    front: FrontPage, client: Client
) -> None:
    sections = [make_section(front, title) for title in ("Harbour", "Town")]
    html = desk(client).get(reverse("stories:choose_parent")).content.decode()
    links = [
        reverse("wagtailadmin_pages:add", args=["newsroom", "story", section.pk])
        for section in sections
    ]
    assert html.index(links[0]) < html.index("autofocus") < html.index(links[1])


def test_only_sections_where_one_may_write_are_offered(front: FrontPage, client: Client) -> None:
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    harbour = make_section(front, "Harbour")
    make_section(front, "Town")
    group = Group.objects.create(name="Harbour desk")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=harbour,
        permission=Permission.objects.get(
            content_type__app_label="wagtailcore", codename="add_page"
        ),
    )
    response = desk(client, "Harbour desk").get(reverse("stories:choose_parent"))
    assert response["Location"] == reverse(
        "wagtailadmin_pages:add", args=["newsroom", "story", harbour.pk]
    )


def test_without_a_section_the_way_on_is_said(front: FrontPage, client: Client) -> None:
    url = reverse("stories:choose_parent")
    assert "Ask a chief editor" in desk(client, REPORTER).get(url).content.decode()
    assert "New section" in desk(client, CHIEF_EDITOR).get(url).content.decode()


def test_both_are_one_step_from_every_screen(front: FrontPage, client: Client) -> None:
    home = desk(client, REPORTER).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("stories:index") in home
    assert reverse("stories:choose_parent") in home


def test_one_without_rights_on_pages_does_not_see_the_list(
    front: FrontPage, client: Client
) -> None:
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Visitors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    response = desk(client, "Visitors").get(reverse("stories:index"))
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")


def test_readers_are_asked_to_sign_in(front: FrontPage, client: Client) -> None:
    for name in ("stories:index", "stories:choose_parent", "redirects:index", "redirects:add"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_the_dashboard_counts_stories_and_finds_them(
    stories_of_every_status: Section, client: Client
) -> None:
    html = desk(client, REPORTER).get(reverse("wagtailadmin_home")).content.decode()
    for line in ("Live: 2", "Draft: 1", "Scheduled: 1"):
        assert line in html
    assert f'action="{reverse("stories:index")}"' in html
