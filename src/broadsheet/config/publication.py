"""The first rows of a new newspaper: its locale, site, front page and roles."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from broadsheet.config.roles import keep_roles
from broadsheet.core.actions import keep_fixed_addresses
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import SiteSettings


def keep_site_row(root_page: Page | None = None) -> Site:
    """Bring Wagtail's row of the site to the address of site.toml; makes it if it is missing."""
    parts = urlsplit(settings.BROADSHEET_ADDRESS)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(is_default_site=True, root_page=root_page)
    wanted = {"hostname": parts.hostname or "localhost", "port": port}
    if root_page is not None:
        wanted["root_page_id"] = root_page.pk
    if site.pk is None or any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    return site


def keep_locales() -> None:
    """A row for each language of site.toml."""
    for code in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        Locale.objects.get_or_create(language_code=code)


@transaction.atomic
def make_publication(name: str, *, time_zone: str = "UTC") -> FrontPage:
    """Make an empty newspaper in an empty database; one that is there already is returned."""
    keep_locales()
    existing: FrontPage | None = FrontPage.objects.first()
    if existing is not None:
        return existing
    root = Page.get_first_root_node()
    welcome = root.get_children().first()
    front = FrontPage(
        title=name,
        slug="front",
        locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE),
        show_in_menus=False,
    )
    root.add_child(instance=front)
    site = keep_site_row(front)
    if welcome is not None:
        # Wagtail's own migration puts a greeting where the front page goes.
        welcome.delete()
    front = FrontPage.objects.get(pk=front.pk)
    keep_fixed_addresses(site)
    front.save_revision().publish()
    keep_roles(front)
    site_settings = SiteSettings.for_site(site)
    site_settings.name = name
    site_settings.time_zone = time_zone
    site_settings.save()
    made: FrontPage = FrontPage.objects.get(pk=front.pk)
    return made
