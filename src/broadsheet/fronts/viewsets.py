"""The front's screens: the editors' picks in the desk's own order."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from broadsheet.core.viewsets.ordered import OrderedViewSet
from broadsheet.core.viewsets.pages import AddressedPageViewSet
from broadsheet.fronts.models import EditorsPick, FrontPage


def state_of(pick: EditorsPick) -> str:
    """Whether readers see the pick, and if not, why."""
    if pick.expires_at and pick.expires_at <= timezone.now():
        return _t("Expired")
    if not pick.story.live:
        return _t("Waits: the story is not live")
    return _t("Shown")


class EditorsPickViewSet(OrderedViewSet):
    model = EditorsPick
    icon = "pick"
    menu_label = _("Editors' picks")
    menu_name = "editors-picks"
    list_display = [
        "__str__",
        Column("state", label=_("State"), accessor=state_of),
        DateColumn("expires_at", label=_("Until"), sort_key="expires_at"),
    ]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[EditorsPick]:
        return EditorsPick.objects.select_related("story").defer("story__body")


class FrontGroup(SnippetViewSetGroup):
    menu_label = _("Front")
    menu_name = "front"
    menu_icon = "home"
    menu_order = 50
    items = (EditorsPickViewSet,)


class FrontPageViewSet(AddressedPageViewSet):
    model = FrontPage
    icon = "home"
