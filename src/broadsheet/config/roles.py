"""What each role of the newsroom may do, and who approves what reporters submit."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import (
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from broadsheet.core.upgrading import UpgradeStep, upgrade_steps
from broadsheet.newsroom.models import EditorApproval
from broadsheet.staff.roles import (
    ADMINISTRATOR,
    CHIEF_EDITOR,
    CONTRIBUTOR,
    EDITOR,
    NEWSLETTER_EDITOR,
    NIGHT_DESK,
    PHOTO_EDITOR,
    PUBLISHER,
    REPORTER,
    SECTION_EDITOR,
    Role,
    keep_role,
    roles,
)

APPROVAL = "Editor approves"
#: Wagtail's buttons read “Submit to …”, its lists “Awaiting …”.
APPROVAL_TASK = "Editor's approval"
#: What Wagtail's migrations make for a site without roles of its own.
WAGTAILS_GROUPS = ("Editors", "Moderators")
WAGTAILS_APPROVAL = "Moderators approval"

BRINGING_PICTURES = ("wagtailimages.add_image", "wagtailimages.choose_image")
UPLOADING = (
    *BRINGING_PICTURES,
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
    "wagtailmedia.add_media",
)
KEEPING_FILES = (
    *UPLOADING,
    "wagtailimages.change_image",
    "wagtailimages.delete_image",
    "wagtaildocs.change_document",
    "wagtaildocs.delete_document",
    "wagtailmedia.change_media",
    "wagtailmedia.delete_media",
)


def all_of(*models: str) -> tuple[str, ...]:
    """Adding, changing and deleting of each `app_label.model`."""
    return tuple(
        f"{app_label}.{action}_{model}"
        for app_label, _dot, model in (name.partition(".") for name in models)
        for action in ("add", "change", "delete")
    )


DESK = ("wagtailadmin.access_admin",)
EDITING = (
    *DESK,
    *all_of("newsroom.topic", "fronts.editorspick"),
    "newsroom.add_assignment",
    "newsroom.correct_story",
)
LEADING = (
    *EDITING,
    *all_of(
        "core.address",
        "masthead.menu",
        "masthead.panel",
        "masthead.promobar",
        "newsroom.department",
        "newsroom.person",
    ),
    "masthead.add_informationpage",
    "masthead.change_sitesettings",
    "newsroom.add_section",
    "newsroom.change_publishingrules",
    "newsroom.use_html_block",
    "newsroom.withdraw_story",
)
PUBLISHING = (
    "wagtailcore.add_page",
    "wagtailcore.change_page",
    "wagtailcore.publish_page",
    "wagtailcore.lock_page",
    "wagtailcore.unlock_page",
)

MENDING = ("newsroom.correct_story", "newsroom.withdraw_story")
#: Of a room that a newspaper may not have yet.
MAILING = (
    "newsletters.add_newsletter",
    "newsletters.change_newsletter",
    "newsletters.add_edition",
    "newsletters.change_edition",
    "newsletters.send_edition",
)
WRITING = ("wagtailcore.add_page",)
#: What other machines are told.
TELLING = ("core.view_outboundact", "core.change_outboundact")
SENDING = (*DESK, *all_of("fronts.editorspick"))
RUNNING = (
    *DESK,
    *all_of("core.address", "masthead.menu", "masthead.panel", "masthead.promobar"),
    *TELLING,
    "masthead.change_sitesettings",
    "readers.view_reader",
)

ROLES = (
    # Sees and edits nothing but their own: `broadsheet.newsroom.outside`.
    Role(CONTRIBUTOR, WRITING, BRINGING_PICTURES, DESK, by_section=True),
    # Whoever may add a page may edit and delete their own until it is live, and submit it.
    Role(REPORTER, WRITING, UPLOADING, DESK, by_section=True),
    # Changes are drafts until an editor publishes them.
    Role(PHOTO_EDITOR, ("wagtailcore.change_page",), KEEPING_FILES, DESK, by_section=True),
    Role(NEWSLETTER_EDITOR, (), UPLOADING, SENDING, MAILING),
    Role(
        SECTION_EDITOR,
        PUBLISHING,
        KEEPING_FILES,
        EDITING,
        by_section=True,
        approves=True,
    ),
    Role(EDITOR, PUBLISHING, KEEPING_FILES, EDITING, approves=True),
    Role(
        CHIEF_EDITOR,
        (*PUBLISHING, "wagtailcore.bulk_delete_page"),
        KEEPING_FILES,
        LEADING,
        MAILING,
        approves=True,
    ),
    Role(
        PUBLISHER,
        PUBLISHING,
        KEEPING_FILES,
        (*RUNNING, *MENDING, "masthead.add_informationpage"),
        MAILING,
    ),
    Role(ADMINISTRATOR, (), (), (*RUNNING, "staff.manage_accounts")),
)
#: No role of its own: an administrator gives it to a person beside theirs.
URGENT = Role(NIGHT_DESK, permissions=("newsroom.publish_urgently",))
for role in ROLES:
    roles.register(role.name, role)


@transaction.atomic
def keep_roles(front: Page) -> None:
    """Give the newsroom its roles and its approval; safe to run again."""
    # A section editor is one of a section: their groups are made with the first of each.
    groups = {role.name: keep_role(role, front) for role in ROLES if role.name != SECTION_EDITOR}
    keep_role(URGENT, front)
    approvers = [role.name for role in ROLES if role.approves and role.name in groups]
    keep_approval(front, [groups[name] for name in approvers])
    leave_wagtails_own()


def renew_roles() -> None:
    """Give the roles of a newspaper what a new version lets them do beside what they had."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None:
        keep_roles(site.root_page)


upgrade_steps.register("roles", UpgradeStep("What the roles may do", renew_roles))


def keep_approval(front: Page, approvers: list[Group]) -> None:
    """What reporters submit waits for one editor; a workflow that the desk chose stays."""
    task, _created = EditorApproval.objects.get_or_create(name=APPROVAL_TASK)
    task.groups.add(*approvers)
    workflow, _created = Workflow.objects.get_or_create(name=APPROVAL)
    WorkflowTask.objects.get_or_create(workflow=workflow, task_id=task.pk)
    WorkflowPage.objects.get_or_create(page=front, defaults={"workflow": workflow})


def leave_wagtails_own() -> None:
    """Remove Wagtail's own groups and approval where nobody has begun to use them."""
    old = Workflow.objects.filter(name=WAGTAILS_APPROVAL, workflow_states__isnull=True).first()
    if old is not None:
        tasks = [item.task.specific for item in old.workflow_tasks.select_related("task")]
        old.delete()
        for task in tasks:
            if not task.workflows.exists() and not task.task_states.exists():
                task.delete()
    unused = Group.objects.filter(name__in=WAGTAILS_GROUPS, user__isnull=True)
    GroupPagePermission.objects.filter(group__in=unused).delete()
    unused.delete()
