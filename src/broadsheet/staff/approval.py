"""Who approves in a section: its own editors, beside those of the whole newspaper."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.models import AbstractGroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from broadsheet.staff.roles import OF_SECTION


def keep_approver(section: Page, group: Group) -> None:
    """Let a group approve what is submitted in a section, and in no other.

    The section gets a workflow of its own, like the one above it; one that the desk chose stays.
    """
    own = WorkflowPage.objects.filter(page=section).select_related("workflow").first()
    if own is None:
        above = section.get_workflow()
        if above is None:
            return
        own = WorkflowPage.objects.create(page=section, workflow=like(above, section))
    for task in own.workflow.tasks:
        if isinstance(task.specific, AbstractGroupApprovalTask):
            task.specific.groups.add(group)


def like(above: Workflow, section: Page) -> Workflow:
    workflow: Workflow = Workflow.objects.create(name=f"{above.name}{OF_SECTION}{section.title}")
    for place, task in enumerate(above.tasks):
        specific = task.specific
        if isinstance(specific, AbstractGroupApprovalTask):
            copy = type(specific).objects.create(name=f"{specific.name}{OF_SECTION}{section.title}")
            copy.groups.set(specific.groups.all())
            task = copy
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow
