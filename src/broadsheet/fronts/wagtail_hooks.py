"""What the room adds to Wagtail's screens."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from broadsheet.fronts.viewsets import FrontGroup, FrontPageViewSet

register_snippet(FrontGroup)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [FrontPageViewSet()]
