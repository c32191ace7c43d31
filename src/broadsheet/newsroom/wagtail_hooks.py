"""What the room adds to Wagtail's screens: its lists, its editor, its rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.signals import init_new_page
from wagtail.snippets.models import register_snippet

from broadsheet.masthead.sections import register_sections
from broadsheet.newsroom.assigning import hooks as assigning_hooks
from broadsheet.newsroom.beginning import begin_story
from broadsheet.newsroom.corrections import hooks as corrections_hooks
from broadsheet.newsroom.desk.panel import DeskPanel
from broadsheet.newsroom.models import Section
from broadsheet.newsroom.notices import hooks as notices_hooks
from broadsheet.newsroom.outside import leave_out_the_rest, own_or_live, own_pictures
from broadsheet.newsroom.pending import SUPERSEDED, minutes_in_words
from broadsheet.newsroom.publish_selected import PublishSelected
from broadsheet.newsroom.readiness import hooks as readiness_hooks
from broadsheet.newsroom.viewsets.action_menu import put_the_last_step_first
from broadsheet.newsroom.viewsets.names import NewsroomGroup
from broadsheet.newsroom.viewsets.stories import StoryListViewSet, new_story_menu_item
from broadsheet.newsroom.viewsets.story_pages import SectionPageViewSet, StoryPageViewSet
from broadsheet.newsroom.viewsets.summary import StoriesSummaryItem
from broadsheet.newsroom.workflow import hooks as workflow_hooks

# Imported for what it registers.
assert corrections_hooks
assert readiness_hooks
assert workflow_hooks
assert assigning_hooks
assert notices_hooks

init_new_page.connect(begin_story)
register_sections(Section)
register_snippet(NewsroomGroup)
# Of two actions of one name the last is used, and our room is asked before Wagtail's.
hooks.register("register_bulk_action", PublishSelected, order=100)
hooks.register("construct_page_action_menu", put_the_last_step_first)
hooks.register("construct_image_chooser_queryset", own_pictures)
hooks.register("construct_page_chooser_queryset", own_or_live)
hooks.register("construct_main_menu", leave_out_the_rest, order=1000)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [StoryListViewSet(), StoryPageViewSet(), SectionPageViewSet()]


@hooks.register("register_admin_menu_item")
def register_new_story() -> MenuItem:
    return new_story_menu_item()


@hooks.register("construct_homepage_summary_items", order=200)
def count_stories(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Stories take the place of Wagtail's counts of pages, images and documents."""
    items[:] = [StoriesSummaryItem(request)]


# Before the panels of other packages, which stay below the desk.
@hooks.register("construct_homepage_panels", order=-100)
def show_the_desk(request: HttpRequest, panels: list[Any]) -> None:
    """The desk says in the newsroom's words what Wagtail's own panels say."""
    panels[:] = [DeskPanel(request)]


@hooks.register("insert_global_admin_css")
def wear_the_newsrooms_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/admin/newsroom.css"))


@hooks.register("insert_global_admin_js")
def listen_to_keys() -> str:
    return format_html(
        '<script src="{}" data-new-story="{}"></script>',
        static("newsroom/admin/keys.js"),
        reverse("stories:choose_parent"),
    )


@hooks.register("insert_editor_js")
def hand_over_the_last_words() -> str:
    return format_html('<script src="{}"></script>', static("newsroom/admin/last-words.js"))


@hooks.register("insert_editor_js")
def keep_what_is_typed() -> str:
    """Keeps words that the server did not take, and offers them again."""
    return format_html(
        '<script src="{}" data-not-saved="{}" data-signed-out="{}" data-kept="{}" '
        'data-bring-back="{}" data-forget="{}" data-choose="{}" data-show="{}"></script>',
        static("newsroom/admin/keeping.js"),
        gettext("Not saved: the server doesn't answer. What you type is kept in this browser."),
        gettext(
            "Not saved: you may have been signed out. What you type is kept in this browser; sign "
            "in again in another window, then go on here."
        ),
        gettext("Words of yours were not saved, typed at"),
        gettext("Bring them back"),
        gettext("Forget them"),
        gettext("Choose what stays"),
        gettext("Show them"),
    )


@hooks.register("construct_help_menu")
def leave_out_wagtails_news(request: HttpRequest, items: list[MenuItem]) -> None:
    """Links to Wagtail's own site help nobody at the desk of a newspaper."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]


@hooks.register("register_permissions")
def register_rights() -> QuerySet[Permission]:
    """Rights that a group can be given on Wagtail's screen of groups."""
    return Permission.objects.filter(
        content_type__app_label="newsroom",
        codename__in=[
            "use_html_block",
            "add_section",
            "correct_story",
            "withdraw_story",
            "change_publishingrules",
            "publish_urgently",
            "add_assignment",
        ],
    )


@hooks.register("before_create_page")
def sections_need_the_right(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """A new section changes the newspaper: the right to write stories isn't enough."""
    if issubclass(page_class, Section) and not request.user.has_perm("newsroom.add_section"):
        raise PermissionDenied


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Without these Wagtail refuses to note the clock's refusals, and shows imports as unknown."""
    actions.register_action("broadsheet.import", _("Import"), _("Written by an import"))

    @actions.register_action("broadsheet.schedule.refused")
    class ScheduleRefused(LogFormatter):
        label = _("Refuse to publish on schedule")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Not published at its time: %(reasons)s") % {
                "reasons": " ".join(log_entry.data.get("reasons", []))
            }

    @actions.register_action(SUPERSEDED)
    class ScheduleSuperseded(LogFormatter):
        label = _("Take an older version from the schedule")

        def format_message(self, log_entry: Any) -> str:
            minutes = map(datetime.fromisoformat, log_entry.data.get("minutes", []))
            return gettext("A newer version took its place. No longer scheduled: %(minutes)s") % {
                "minutes": minutes_in_words(list(minutes))
            }
