"""Redirects made by hand: added and removed by actions that note who did it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Site
from wagtail.permissions import policy_registry

from broadsheet.core.actions import check_path, redirect_path
from broadsheet.core.errors import AddressRefused, AddressReserved, AddressTaken
from broadsheet.core.models import Address, AddressState

#: Reserved for the site, and yet where topics and people once stood.
REDIRECTABLE = ("/tag/", "/author/")


def plain_path(text: str, site: Site) -> str:
    """`"https://ours.example/Old-Page"` → `"/Old-Page/"`: what an editor pastes, as a path.

    Raises AddressRefused for an address of another site.
    """
    text = text.strip()
    parts = urlsplit(text)
    if parts.netloc and parts.hostname != site.hostname:
        raise AddressRefused(
            _("%(address)s is on another site. Give an old path of this one, such as /old-page/.")
            % {"address": text[:100]}
        )
    path = "/" + unquote(parts.path).lstrip("/")
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path += "/"
    return path


def require(user: AbstractBaseUser | None, action: str) -> None:
    """Raise PermissionDenied if the person may not do that with redirects; None is the system."""
    if user is not None and not policy_registry.get_by_type(Address).user_has_permission(
        user, action
    ):
        raise PermissionDenied


@transaction.atomic
def add_redirect(
    path: str,
    *,
    site: Site,
    locale: Locale,
    to: Address | None = None,
    url: str = "",
    user: AbstractBaseUser | None = None,
) -> Address:
    """Lead an old path to a live address of ours or to a URL.

    Raises AddressRefused and AddressReserved for a path where nothing may stand, AddressTaken where
    a live page stands, PermissionDenied.
    """
    require(user, "add")
    try:
        check_path(path, within_reserved=path.startswith(REDIRECTABLE))
    except AddressReserved as reserved:
        raise AddressReserved(
            _("%(path)s belongs to the site itself: no redirect can stand there.") % {"path": path}
        ) from reserved
    if to is not None and to.path == path and to.site_id == site.pk and to.locale_id == locale.pk:
        raise AddressRefused(_("%(path)s would lead to itself.") % {"path": path})
    # A fixed page has no object to follow: its path never changes.
    target = to.target if to else None
    done = redirect_path(
        path, site=site, locale=locale, to=target, url=url if to is None or target else to.url
    )
    if not done.made:
        raise AddressTaken(
            _(
                "“%(title)s” is live at %(path)s: readers would never reach it. "
                "Give that page another slug or unpublish it, then add the redirect."
            )
            % {"title": done.address.title or done.address.path, "path": path}
        )
    log(
        instance=done.address,
        action="core.redirect.add",
        user=user,
        data={"path": path, "leads_to": to.url if to else url},
    )
    return done.address


@transaction.atomic
def remove_redirect(address: Address, *, user: AbstractBaseUser | None = None) -> None:
    """Forget an old path: it answers 404 from now on. Raises AddressRefused for a live address."""
    require(user, "delete")
    if address.state == AddressState.LIVE:
        raise AddressRefused(
            _("A page is live at %(path)s: unpublish the page instead.") % {"path": address.path}
        )
    log(
        instance=address,
        action="core.redirect.remove",
        user=user,
        data={"path": address.path},
        deleted=True,
    )
    address.delete()
