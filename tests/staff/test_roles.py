from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from broadsheet.config.roles import ROLES, keep_roles
from broadsheet.core.upgrading import upgrade_steps
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.models import Story, Topic
from broadsheet.staff.roles import (
    ALL_ROLES,
    CHIEF_EDITOR,
    EDITOR,
    NIGHT_DESK,
    PUBLISHER,
    REPORTER,
    SECTION_EDITOR,
    Role,
    keep_role,
    keep_role_in,
)
from tests.desk import add_url, desk, edit_url, make_account, messages_of, story_form
from tests.factories import make_picture, make_section, make_story, make_topic

HOME = "wagtailadmin_home"


def refused(client: Client, url: str) -> bool:
    """Whether the screen is closed to the one who is signed in: Wagtail sends them home."""
    response = client.get(url)
    return response.status_code == 403 or (
        response.status_code == 302 and response["Location"] == reverse(HOME)
    )


def test_a_new_newspaper_has_its_roles_and_none_of_wagtails(front: FrontPage) -> None:
    names = set(Group.objects.values_list("name", flat=True))
    # The groups of section editors are made with the first one of each section.
    assert names == set(ALL_ROLES) - {SECTION_EDITOR} | {NIGHT_DESK}


def test_an_upgrade_gives_roles_what_is_new_and_takes_nothing(front: FrontPage) -> None:
    publisher = Group.objects.get(name=PUBLISHER)
    new = Permission.objects.get(codename="change_outboundact")
    own = Permission.objects.get(codename="delete_user")
    publisher.permissions.remove(new)
    publisher.permissions.add(own)
    step = upgrade_steps.get("roles")
    assert step is not None
    step.run()
    assert {new, own} <= set(publisher.permissions.all())


def test_what_is_submitted_waits_for_an_editor(front: FrontPage) -> None:
    section = make_section(front)
    workflow = make_story(section, live=False).get_workflow()
    assert workflow is not None
    assert [task.name for task in workflow.tasks] == ["Editor's approval"]
    groups = set(workflow.tasks[0].specific.groups.values_list("name", flat=True))
    assert groups == {EDITOR, CHIEF_EDITOR}
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Editor approves"]


def test_roles_are_kept_twice_without_a_second_of_anything(front: FrontPage) -> None:
    def count() -> list[int]:
        return [
            model.objects.count()  # type: ignore[attr-defined]
            for model in (
                Group,
                Group.permissions.through,
                GroupPagePermission,
                GroupApprovalTask,
                Workflow,
                WorkflowPage,
                WorkflowTask,
            )
        ]

    before = count()
    keep_roles(front)
    assert count() == before


def test_what_an_operator_gave_a_role_and_the_workflow_stay(front: FrontPage) -> None:
    group = Group.objects.get(name=REPORTER)
    publish = GroupPagePermission.objects.filter(group__name=EDITOR).first()
    assert publish is not None
    GroupPagePermission.objects.get_or_create(
        group=group, page=front, permission=publish.permission
    )
    own = Workflow.objects.create(name="Two editors")
    WorkflowPage.objects.update(workflow=own)
    keep_roles(front)
    assert group.page_permissions.filter(permission=publish.permission).exists()
    assert WorkflowPage.objects.get(page=front).workflow == own


def test_wagtails_groups_stay_where_someone_is_in_them(front: FrontPage) -> None:
    group = Group.objects.create(name="Moderators")
    make_account().groups.add(group)
    Group.objects.create(name="Editors")
    keep_roles(front)
    assert Group.objects.filter(name="Moderators").exists()
    assert not Group.objects.filter(name="Editors").exists()


def test_a_permission_that_there_is_not_is_named(front: FrontPage) -> None:
    with pytest.raises(LookupError, match=r"newsroom\.fly"):
        keep_role(Role("Pilot", permissions=("newsroom.fly",)), front)


def test_every_role_reaches_the_desk(front: FrontPage, client: Client) -> None:
    keep_role_in(next(role for role in ROLES if role.name == SECTION_EDITOR), make_section(front))
    for name in (*(set(ALL_ROLES) - {SECTION_EDITOR}), "Section editor: Harbour"):
        assert desk(client, name).get(reverse(HOME)).status_code == 200


# Reporter ---------------------------------------------------------------------


def test_a_reporter_makes_a_draft_and_may_go_on_with_it(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    desk(client, REPORTER).post(add_url(section), story_form())
    story = Story.objects.get()
    assert not story.live
    assert client.get(edit_url(story)).status_code == 200


def test_a_reporter_who_asks_to_publish_gets_a_draft(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    desk(client, REPORTER).post(add_url(section), {**story_form(), "action-publish": "1"})
    story = Story.objects.get()
    assert not story.live
    client.post(edit_url(story), {**story_form(), "action-publish": "1"})
    story.refresh_from_db()
    assert not story.live


def test_a_reporter_submits_and_an_editor_approves(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    response = desk(client, REPORTER).post(
        add_url(section), {**story_form(), "action-submit": "1"}, follow=True
    )
    assert "submitted" in messages_of(response)
    story = Story.objects.get()
    assert story.workflow_in_progress
    state = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk])
    assert client.post(url).status_code == 302
    story.refresh_from_db()
    assert not story.live
    desk(client, EDITOR).post(url)
    story.refresh_from_db()
    assert story.live


def test_a_reporter_does_not_edit_the_live_story_of_another(
    front: FrontPage, client: Client
) -> None:
    story = make_story(make_section(front), "Untouched", owner=make_account(REPORTER))
    desk(client, REPORTER)
    assert refused(client, edit_url(story))
    client.post(edit_url(story), story_form("Touched"))
    story.refresh_from_db()
    assert story.draft_title == "Untouched"
    for name in ("unpublish", "delete", "move"):
        assert refused(client, reverse(f"wagtailadmin_pages:{name}", args=[story.pk]))


def test_a_reporter_deletes_an_own_draft_but_no_live_story(
    front: FrontPage, client: Client
) -> None:
    account = make_account(REPORTER)
    section = make_section(front)
    draft = make_story(section, owner=account, live=False)
    live = make_story(section, owner=account)
    client.force_login(account)
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[live.pk]))
    assert list(Story.objects.all()) == [live]


@pytest.mark.parametrize(
    "name",
    [
        "redirects:index",
        "redirects:add",
        "wagtailsnippets_newsroom_person:list",
        "wagtailsnippets_newsroom_person:add",
        "wagtailsnippets_newsroom_topic:list",
        "wagtailsnippets_newsroom_topic:add",
        "wagtailsnippets_newsroom_department:list",
        "wagtailsnippets_masthead_menu:list",
        "wagtailsnippets_masthead_menu:add",
        "wagtailsnippets_masthead_panel:add",
        "wagtailsnippets_masthead_promobar:add",
        "wagtailsnippets_fronts_editorspick:list",
        "wagtailsnippets_fronts_editorspick:add",
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
        "wagtailsites:index",
    ],
)
def test_a_reporter_does_not_get_to_what_leads_the_newspaper(
    front: FrontPage, client: Client, name: str
) -> None:
    assert refused(desk(client, REPORTER), reverse(name))


def settings_url(front: FrontPage) -> str:
    site = front.get_site()
    assert site is not None
    return reverse("wagtailsettings:edit", args=["masthead", "sitesettings", site.pk])


def test_only_a_chief_editor_changes_the_site_settings(front: FrontPage, client: Client) -> None:
    assert refused(desk(client, REPORTER), settings_url(front))
    assert refused(desk(client, EDITOR), settings_url(front))
    assert desk(client, CHIEF_EDITOR).get(settings_url(front)).status_code == 200
    assert SiteSettings._meta.get_field("name")


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
@pytest.mark.parametrize("kind", [("newsroom", "section"), ("masthead", "informationpage")])
def test_sections_and_pages_are_made_by_chief_editors(
    front: FrontPage, client: Client, role: str, kind: tuple[str, str]
) -> None:
    url = reverse("wagtailadmin_pages:add", args=[*kind, front.pk])
    assert refused(desk(client, role), url)
    assert desk(client, CHIEF_EDITOR).get(url).status_code == 200


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF_EDITOR])
def test_every_role_uploads_and_chooses_pictures(
    front: FrontPage, client: Client, role: str
) -> None:
    make_picture("The eastern quay")
    desk(client, role)
    assert client.get(reverse("wagtailimages:add")).status_code == 200
    chooser = client.get(reverse("wagtailimages_chooser:choose"))
    assert "The eastern quay" in chooser.json()["html"]
    assert client.get(reverse("wagtaildocs_chooser:choose")).status_code == 200


def test_the_menu_shows_a_reporter_what_a_reporter_needs(front: FrontPage, client: Client) -> None:
    html = desk(client, REPORTER).get(reverse(HOME)).content.decode()
    for there in ("Stories", "New story", "Pictures", "Files"):
        assert f'"{there}"' in html
    for absent in ("Masthead", "Editors&#x27; picks", "Redirects", "People"):
        assert f'"{absent}"' not in html


# Editor -----------------------------------------------------------------------


def test_an_editor_edits_and_publishes_what_others_wrote(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), owner=make_account(REPORTER), live=False)
    desk(client, EDITOR).post(edit_url(story), {**story_form("Edited"), "action-publish": "1"})
    story.refresh_from_db()
    assert (story.live, story.title) == (True, "Edited")


def test_an_editor_keeps_topics_and_picks_but_not_the_masthead(
    front: FrontPage, client: Client
) -> None:
    desk(client, EDITOR)
    topic = make_topic()
    url = reverse("wagtailsnippets_newsroom_topic:edit", args=[topic.pk])
    client.post(url, {"name": "Boats", "slug": "boats", "kind": "subject", "description": ""})
    assert Topic.objects.get().name == "Boats"
    assert client.get(reverse("wagtailsnippets_fronts_editorspick:add")).status_code == 200
    for name in (
        "redirects:index",
        "wagtailsnippets_masthead_menu:list",
        "wagtailsnippets_newsroom_person:list",
    ):
        assert refused(client, reverse(name))


def test_an_editor_withdraws_a_story(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="a-crane")
    desk(client, EDITOR).post(reverse("wagtailadmin_pages:unpublish", args=[story.pk]))
    client.logout()
    assert client.get("/a-crane/").status_code == 410


# Chief editor -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "redirects:index",
        "redirects:add",
        "wagtailsnippets_newsroom_topic:list",
        "wagtailsnippets_newsroom_person:add",
        "wagtailsnippets_newsroom_department:add",
        "wagtailsnippets_masthead_menu:add",
        "wagtailsnippets_masthead_panel:add",
        "wagtailsnippets_masthead_promobar:add",
        "wagtailsnippets_fronts_editorspick:add",
    ],
)
def test_a_chief_editor_leads_the_newspaper(front: FrontPage, client: Client, name: str) -> None:
    assert desk(client, CHIEF_EDITOR).get(reverse(name)).status_code == 200


def test_a_chief_editor_makes_no_accounts(front: FrontPage, client: Client) -> None:
    assert refused(desk(client, CHIEF_EDITOR), reverse("wagtailusers_users:index"))


def test_the_tree_is_whole_after_all(front: FrontPage) -> None:
    keep_roles(front)
    assert Page.find_problems() == ([], [], [], [], [])
