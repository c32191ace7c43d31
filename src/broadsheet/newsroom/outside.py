"""What an outside contributor comes to: their own stories, and no screen that shows another's.

Every screen is closed to them unless it stands here, so that a new one is closed as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from broadsheet.newsroom.desk.whose import belong_to
from broadsheet.newsroom.models import Story
from broadsheet.staff.models import User
from broadsheet.staff.roles import CONTRIBUTOR, NIGHT_DESK, role_of_group

DESK = "/admin/"
ATTRIBUTE = "_is_outside"

OPEN = frozenset(
    {
        "address_chooser:choose",
        "address_chooser:choose_results",
        "address_chooser:chosen",
        "address_chooser:chosen_multiple",
        "assignments:begin",
        "assignments:index",
        "assignments:index_results",
        "assignments:one",
        "notices:index",
        "notices:open",
        "notices:see_all",
        "stories:choose_parent",
        "stories:index",
        "stories:index_results",
        "wagtailadmin_account",
        "wagtailadmin_block_preview",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_dismissibles",
        "wagtailadmin_home",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:preview_on_add",
        "wagtailadmin_sprite",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailembeds:chooser",
        "wagtailembeds:chooser_upload",
        "wagtailimages:add",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results",
        "wagtailimages_chooser:chosen",
        "wagtailimages_chooser:chosen_multiple",
        "wagtailimages_chooser:create",
        "wagtailimages_chooser:select_format",
        "wagtailsnippetchoosers_newsroom_person:choose",
        "wagtailsnippetchoosers_newsroom_person:choose_results",
        "wagtailsnippetchoosers_newsroom_person:chosen",
        "wagtailsnippetchoosers_newsroom_person:chosen_multiple",
        "wagtailsnippetchoosers_newsroom_topic:choose",
        "wagtailsnippetchoosers_newsroom_topic:choose_results",
        "wagtailsnippetchoosers_newsroom_topic:chosen",
        "wagtailsnippetchoosers_newsroom_topic:chosen_multiple",
    }
)
#: Screens of one story, open where it is the person's own.
OPEN_FOR_OWN = frozenset(
    f"wagtailadmin_pages:{name}"
    for name in (
        "confirm_workflow_cancellation",
        "delete",
        "edit",
        "history",
        "history_results",
        "preview_on_edit",
        "revisions_compare",
        "revisions_index",
        "revisions_revert",
        "revisions_view",
        "view_draft",
        "workflow_history",
        "workflow_history_detail",
    )
)
#: What the menu shows of Wagtail's and our own.
MENU = frozenset({"assignments", "new-story", "notices", "stories"})


def is_outside(user: User) -> bool:
    """Whether all that the person is here is an outside contributor."""
    known: bool | None = user.__dict__.get(ATTRIBUTE)
    if known is None:
        names = () if user.is_superuser else user.groups.values_list("name", flat=True)
        known = {role_of_group(name) for name in names} - {NIGHT_DESK} == {CONTRIBUTOR}
        user.__dict__[ATTRIBUTE] = known
    return known


def may_open(user: User, view_name: str, values: Mapping[str, Any]) -> bool:
    """Whether a contributor may open a screen, by its name and the parts of its address."""
    if view_name in OPEN:
        return True
    page = values.get("page_id", values.get("pk"))
    return (
        view_name in OPEN_FOR_OWN
        and Story.objects.filter(belong_to(user), pk=page, owner=user).exists()
    )


def own_pictures(pictures: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """What a contributor chooses a picture from: those they brought."""
    user = cast(User, request.user)
    return pictures.filter(uploaded_by_user=user) if is_outside(user) else pictures


def own_or_live(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """What a contributor may link to: what every reader sees, and their own."""
    user = cast(User, request.user)
    return pages.filter(Q(live=True) | Q(owner=user)) if is_outside(user) else pages


def leave_out_the_rest(request: HttpRequest, items: list[Any]) -> None:
    """The menu of a contributor, without what would only be refused."""
    if is_outside(cast(User, request.user)):
        items[:] = [item for item in items if item.name in MENU]


class OutsideContributors:
    """Closes the newsroom's screens to outside contributors, but for their own work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, values: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not request.path.startswith(DESK) or not request.user.is_authenticated:
            return None
        if not is_outside(request.user):
            return None
        match = request.resolver_match
        if match is not None and may_open(request.user, match.view_name, values):
            return None
        refusal: HttpResponseBase = permission_denied(request)
        return refusal
