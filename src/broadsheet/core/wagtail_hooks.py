"""What the room adds to Wagtail's screens: redirects and the chooser of addresses."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogFormatter

from broadsheet.core.rich_text import AddressLinkHandler
from broadsheet.core.viewsets.choosers import address_chooser
from broadsheet.core.viewsets.outbound import OutboundViewSet
from broadsheet.core.viewsets.redirects import RedirectViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [address_chooser, RedirectViewSet(), OutboundViewSet()]


@hooks.register("construct_admin_api")
def only_read_pages(router: Any) -> None:
    # Here, as it needs all models.
    from broadsheet.core.viewsets.reading_api import ReadingPagesAPIViewSet

    router.register_endpoint("pages", ReadingPagesAPIViewSet)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action("core.redirect.add")
    class RedirectAdded(LogFormatter):
        label = _("Add a redirect")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Redirected %(path)s to %(leads_to)s") % dict(log_entry.data)

    @actions.register_action("core.redirect.remove")
    class RedirectRemoved(LogFormatter):
        label = _("Remove an old address")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Removed the old address %(path)s") % dict(log_entry.data)


@hooks.register("insert_editor_js")
def wait_for_autosaves() -> str:
    return format_html('<script src="{}"></script>', static("core/admin/saving.js"))


# After Wagtail's own, whose handler of links to pages this one replaces.
@hooks.register("register_rich_text_features", order=10)
def link_pages_by_their_addresses(features: Any) -> None:
    features.register_link_type(AddressLinkHandler)
