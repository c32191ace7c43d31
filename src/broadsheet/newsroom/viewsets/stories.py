"""The list of all stories, and the choice of a section for a new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, PagePermissionTester, Site
from wagtail.permissions import policy_registry

from broadsheet.core.viewsets.search import matching
from broadsheet.newsroom.desk.whose import last_section
from broadsheet.newsroom.models import Byline, Section, Spiking, Story
from broadsheet.newsroom.outside import is_outside
from broadsheet.newsroom.viewsets.story_filters import StoryFilterSet

#: A telephone shows headline, section and status.
WIDE_ONLY = "story-list__wide"
#: In the address of “New story”: show the choice of sections though one was used before.
CHOOSE = "choose"
#: The keys that choose a section, in the order of the sections.
KEYS = "123456789abcdefghijklmopqrstuvwxyz"
SEARCHED = ("draft_title", "title", "kicker", "slugline", "slug")


def byline_names(story: Story) -> str:
    """The names above a story, in their order."""
    return ", ".join(line.name for line in story.bylines.all())


class ListedStoryPermissions(PagePermissionTester):
    """What one may do with a story in the list; a story has nothing below it to ask about."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not self.user.is_active:
            return False
        if self.user.is_superuser or {"change", "publish"} <= self.permissions:
            return True
        if "change" in self.permissions:
            return not self.page.live
        return (
            "add" in self.permissions
            and self.page.owner_id == self.user.pk
            and ("publish" in self.permissions or not self.page.live)
        )


class NarrowFirst(Paginator[Story]):
    """Finds a page's stories by their keys alone: the whole rows of an archive are never sorted."""

    #: Gives the rows of the list for the keys of a page, in its order.
    rows: Callable[[list[int]], QuerySet[Story]]

    def page(self, number: int | str) -> PageOfList[Story]:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stories: Any = self.object_list
        keys = list(stories.values_list("pk", flat=True)[start : start + self.per_page])
        return PageOfList(self.rows(keys), number, self)


class StoryIndexView(IndexView):
    page_title = _("Stories")
    paginator_class = NarrowFirst
    add_item_label = _("New story")
    default_ordering = "-latest_revision_created_at"
    paginate_by = 50
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        ParentPageColumn("parent", label=_("Section")),
        Column(
            "story_type",
            label=_("Type"),
            accessor="get_story_type_display",
            sort_key="story_type",
            classname=WIDE_ONLY,
        ),
        Column("bylines", label=_("Bylines"), accessor=byline_names, classname=WIDE_ONLY),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
        DateColumn("shown", label=_("Published"), sort_key="shown", classname=WIDE_ONLY),
        DateColumn(
            "latest_revision_created_at",
            label=_("Changed"),
            sort_key="latest_revision_created_at",
            classname=WIDE_ONLY,
        ),
    ]

    def get_base_queryset(self) -> Any:
        stories = super().get_base_queryset()
        return stories.filter(owner=self.request.user) if is_outside(self.request.user) else stories

    def annotate_queryset(self, pages: Any) -> Any:
        # Every row is a story already: Wagtail's own way would fetch each page twice.
        return (
            pages.defer_streamfields()
            .prefetch_workflow_states()
            .annotate_site_root_state()
            .annotate_approved_schedule()
            .annotate(
                shown=Coalesce("published_at", "first_published_at"),
                listed_as_spiked=Exists(Spiking.objects.filter(story=OuterRef("pk"))),
            )
            .prefetch_related(Prefetch("bylines", queryset=Byline.objects.select_related("person")))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        roots = Site.get_site_root_paths()
        for story in context["object_list"]:
            # What the buttons of each row would ask the database for, row by row.
            story._wagtail_cached_site_root_paths = roots
            story.permissions_for_user = partial(ListedStoryPermissions, page=story)
        return context

    def get_paginator(self, *args: Any, **kwargs: Any) -> NarrowFirst:
        paginator: NarrowFirst = super().get_paginator(*args, **kwargs)
        paginator.rows = self.rows_of
        return paginator

    def rows_of(self, keys: list[int]) -> QuerySet[Story]:
        """A page's rows: what they were found by need not be asked of them again."""
        rows = self.annotate_queryset(Story.objects.filter(pk__in=keys))
        return self.order_queryset(rows)

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if not self.is_searching:
            return queryset
        return matching(queryset, self.search_query, SEARCHED)

    def get_ordering(self) -> str:
        # What is found keeps the order of the list: there is no relevance in a match of letters.
        ordering: str = self.request.GET.get("ordering", self.default_ordering)
        return ordering if ordering in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        field = self.ordering.lstrip("-")
        column = F(field)
        if self.ordering.startswith("-"):
            return queryset.order_by(column.desc(nulls_last=True), "-pk")
        return queryset.order_by(column.asc(nulls_first=True), "pk")


class ChooseSectionView(ChooseParentView):
    """Where the new story goes.

    Straight on to the one section there is, or to that of the person's last story; else, and where
    the address asks for it, a choice.
    """

    template_name = "newsroom/admin/choose_section.html"
    page_title = _("New story")

    @cached_property
    def sections(self) -> list[Page]:
        return list(self.get_valid_parent_pages(self.request.user).order_by("path"))

    @cached_property
    def last_used(self) -> Page | None:
        path = last_section(self.request.user)
        return next((section for section in self.sections if section.path == path), None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        section = self.sections[0] if len(self.sections) == 1 else self.last_used
        if section is not None and CHOOSE not in request.GET:
            return redirect("wagtailadmin_pages:add", "newsroom", "story", section.pk)
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def get_page_subtitle(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        fronts = Page.objects.live().filter(
            content_type__model__in=[
                model._meta.model_name for model in Section.allowed_parent_page_models()
            ]
        )
        return {
            **super().get_context_data(**kwargs),
            "choices": list(zip_longest(KEYS[: len(self.sections)], self.sections, fillvalue="")),
            "preferred": self.last_used or next(iter(self.sections), None),
            "may_add_sections": user.has_perm("newsroom.add_section"),
            "front": fronts.filter(depth=2).first(),
        }


def may_add_stories(request: HttpRequest) -> bool:
    return bool(policy_registry.get_by_type(Page).user_has_permission(request.user, "add"))


class StoriesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


class NewStoryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_add_stories(request)


class StoryListViewSet(PageListingViewSet):
    """All stories in one list, whichever section they are in."""

    model = Story
    name = "stories"
    icon = "doc-full"
    menu_label = _("Stories")
    menu_name = "stories"
    menu_order = 40
    menu_item_class = StoriesMenuItem
    add_to_admin_menu = True
    index_view_class = StoryIndexView
    choose_parent_view_class = ChooseSectionView
    filterset_class = StoryFilterSet


def new_story_menu_item() -> MenuItem:
    return NewStoryMenuItem(
        _("New story"),
        reverse("stories:choose_parent"),
        name="new-story",
        attrs={"aria-keyshortcuts": "n"},
        icon_name="plus-inverse",
        order=45,
    )
