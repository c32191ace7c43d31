"""The few addresses that stand in code; every other one is a row of the table of addresses."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

import broadsheet.config.roles  # noqa: F401  # every process knows the roles
from broadsheet.core.views import serve_address
from broadsheet.edge.health import healthz, readyz
from broadsheet.masthead.errors import not_found, server_error
from broadsheet.masthead.theme_style import serve_style
from broadsheet.media.originals import serve_original
from broadsheet.media.public_files import serve_public_file
from broadsheet.newsroom.notices.account import account
from broadsheet.staff.urls import urlpatterns as sign_in_urls
from broadsheet.syndication.urls import urlpatterns as syndication_urls

handler404 = not_found
handler500 = server_error

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    *sign_in_urls,
    path("admin/originals/<path:name>", serve_original, name="original"),
    # Before Wagtail's own, with the newsroom's notices in it.
    path("admin/account/", account, name="wagtailadmin_account"),
    path("admin/", include(wagtailadmin_urls)),
    path("files/theme/<slug:mark>.css", serve_style, name="theme_style"),
    path("files/", include(wagtaildocs_urls)),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("media/<path:path>", serve_public_file, name="public_file"),
    *syndication_urls,
    # Wagtail's own screens ask for a page's address by this name.
    re_path(r"^(?P<path>.*)$", serve_address, name="wagtail_serve"),
]
