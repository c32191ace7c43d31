"""The story's editing screen, laid out for a reporter: what is typed first comes first."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)


class SectionOfNewStory(Panel):
    """The section in which a new story begins, with the way to another; gone once it is saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/admin/section_of_new_story.html"

        def is_shown(self) -> bool:
            return self.instance.pk is None and self.section is not None

        @property
        def section(self) -> Any:
            return getattr(self.form, "parent_page", None)


class OwedReason(Panel):
    """The warnings that keep a story back, with the field for a reason; else nothing."""

    def get_form_options(self) -> dict[str, Any]:
        # Claimed here, or the screen would show it below all tabs as forgotten.
        return {"fields": ["override_reason"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/admin/override.html"

        def is_shown(self) -> bool:
            return bool(self.warnings)

        @property
        def warnings(self) -> list[Any]:
            return getattr(self.form, "owed", [])

        @property
        def field(self) -> Any:
            return self.form["override_reason"]


class BaseOfEditor(Panel):
    """Names what this window began with, so that a later save can be told from another's."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/admin/editor_base.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        @cached_property
        def key(self) -> str:
            from broadsheet.newsroom.merging.bases import base_of, open_editor

            user, story = self.request.user, self.instance
            sent = base_of(self.request.POST, story.pk, user)
            return str((sent or open_editor(story, user)).key)


class StepsTaken(Panel):
    """That the story was sent back, spiked, approved or sent out urgently: who, when and why."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/admin/steps_taken.html"

        def is_shown(self) -> bool:
            return bool(self.steps)

        @cached_property
        def steps(self) -> list[Any]:
            from broadsheet.newsroom.workflow.taken import steps_taken

            return steps_taken(self.instance) if self.instance.pk else []


class WaitingVersions(Panel):
    """The versions that go out at a minute of their own, with the way to stop each."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/admin/waiting_versions.html"

        def is_shown(self) -> bool:
            return bool(self.versions)

        @cached_property
        def versions(self) -> list[Any]:
            if self.instance.pk is None:
                return []
            waiting = self.instance.revisions.filter(approved_go_live_at__isnull=False)
            return list(waiting.select_related("user").order_by("approved_go_live_at", "pk"))

        @property
        def may_unschedule(self) -> bool:
            return bool(self.instance.permissions_for_user(self.request.user).can_unschedule())


STORY = [
    SectionOfNewStory(),
    BaseOfEditor(),
    StepsTaken(),
    WaitingVersions(),
    OwedReason(),
    FieldPanel("kicker"),
    TitleFieldPanel(
        "title",
        heading=_("Headline"),
        placeholder=_("Headline"),
        help_text=_("Readers see it on the story and in every list."),
    ),
    FieldPanel("standfirst"),
    InlinePanel(
        "bylines",
        heading=_("Bylines"),
        label=_("byline"),
        panels=[FieldRowPanel([FieldPanel("person"), FieldPanel("text"), FieldPanel("role")])],
    ),
    MultiFieldPanel(
        [
            FieldPanel("lead_picture", heading=_("Picture")),
            FieldPanel("lead_caption"),
            FieldRowPanel([FieldPanel("lead_credit"), FieldPanel("lead_alt_text")]),
            FieldPanel("lead_decorative"),
        ],
        heading=_("Lead picture"),
        icon="image",
    ),
    FieldPanel("body"),
]

PLACEMENT = [
    FieldRowPanel([FieldPanel("story_type"), FieldPanel("dateline")]),
    InlinePanel(
        "story_topics",
        heading=_("Topics"),
        label=_("topic"),
        help_text=_("In the order in which readers see them, after the story's type."),
        panels=[FieldPanel("topic")],
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("sponsor_name"), FieldPanel("sponsor_url")])],
        heading=_("Sponsor"),
        help_text=_("For stories of the type “Sponsored” only."),
    ),
    FieldPanel("access"),
    FieldRowPanel(
        [FieldPanel("published_at"), FieldPanel("updated_at")], heading=_("Dates that readers see")
    ),
    FieldPanel(
        "slug",
        heading=_("Slug"),
        help_text=_(
            "The story's part of its address. After a change the old address leads to the new one."
        ),
    ),
    PublishingPanel(),
]

SEARCH_AND_SOCIAL = [
    MultiFieldPanel(
        [
            FieldPanel(
                "seo_title",
                heading=_("Title for search engines"),
                help_text=_("Empty: the headline."),
            ),
            FieldPanel(
                "search_description",
                heading=_("Description for search engines"),
                help_text=_("Empty: the standfirst or the beginning of the story."),
            ),
            FieldPanel("canonical_url"),
            FieldPanel("noindex"),
        ],
        heading=_("Search engines"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("social_title", help_text=_("Empty: the headline.")),
            FieldPanel("social_description", help_text=_("Empty: the standfirst.")),
            FieldPanel("social_picture", help_text=_("Empty: the lead picture.")),
        ],
        heading=_("Social networks"),
    ),
]

DESK = [
    HelpPanel(content=_("Only the newsroom sees what stands here.")),
    FieldPanel("slugline"),
    FieldPanel("desk_note"),
    CommentPanel(),
]


def story_screen(form_class: type) -> TabbedInterface:
    """The tabs of the story's editing screen, each for one moment of the work."""
    return TabbedInterface(
        [
            ObjectList(STORY, heading=_("Story")),
            ObjectList(PLACEMENT, heading=_("Placement")),
            ObjectList(SEARCH_AND_SOCIAL, heading=_("Search and social")),
            ObjectList(DESK, heading=_("Desk")),
        ],
        base_form_class=form_class,
    )
