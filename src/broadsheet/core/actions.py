"""Every change of a public address: assign, move, redirect, withdraw."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from broadsheet.core.errors import AddressRefused, AddressReserved, AddressTaken
from broadsheet.core.languages import content_languages, default_language, default_locale
from broadsheet.core.models.address import MAX_PATH_LENGTH, Address, AddressState
from broadsheet.core.registries import fixed_addresses
from broadsheet.core.reserved import is_reserved

PATH = re.compile(r"^/(?:[\w\-.~%]+/)*(?:[\w\-~%]+(?:\.[\w]+)+)?$")


def check_path(path: str, *, within_reserved: bool = False) -> None:
    """Raise AddressRefused or AddressReserved if nothing may live at `path`."""
    if len(path) > MAX_PATH_LENGTH:
        raise AddressRefused(
            _("The address %(path)s… is longer than %(limit)d characters. Shorten the slug.")
            % {"path": path[:60], "limit": MAX_PATH_LENGTH}
        )
    if not PATH.match(path):
        raise AddressRefused(
            _(
                "“%(path)s” can't be an address. Use letters, digits and hyphens between slashes, "
                "such as /harbour-crane/."
            )
            % {"path": path}
        )
    first = path.strip("/").partition("/")[0].lower()
    language = first in content_languages() and first != default_language()
    if (is_reserved(path) and not within_reserved) or language:
        raise AddressReserved(
            _("The address %(path)s belongs to the site itself. Choose another slug.")
            % {"path": path}
        )


def find_rival(
    path: str, *, site: Site, locale: Locale, target: models.Model | None
) -> Address | None:
    """The live address that keeps `target` from living at `path`, if there is one."""
    rival = Address.objects.live().filter(site=site, locale=locale, path=path).first()
    if rival is None or (target is not None and target.pk and is_address_of(rival, target)):
        return None
    return rival


def is_address_of(address: Address, target: models.Model) -> bool:
    content_type = ContentType.objects.get_for_model(target, for_concrete_model=True)
    return address.content_type_id == content_type.pk and address.object_id == target.pk


def taken(rival: Address) -> AddressTaken:
    return AddressTaken(
        _("The address %(path)s is already that of “%(title)s”. Choose another slug.")
        % {"path": rival.path, "title": rival.title or rival.route}
    )


@transaction.atomic
def assign_address(
    target: models.Model,
    path: str,
    *,
    title: str,
    site: Site,
    locale: Locale,
    within_reserved: bool = False,
) -> Address:
    """Give `target` its live address; a former one becomes a redirect to it.

    A redirect or a gone row at `path` is taken over. Raises AddressTaken when another thing lives
    there, AddressReserved and AddressRefused as `check_path` does.
    """
    check_path(path, within_reserved=within_reserved)
    rival = find_rival(path, site=site, locale=locale, target=target)
    if rival is not None:
        raise taken(rival)
    title = title[:255]
    content_type = ContentType.objects.get_for_model(target, for_concrete_model=True)
    mine = Address.objects.of(target).filter(site=site, locale=locale)
    current = mine.live().first()
    if current is not None and current.path == path:
        if current.title != title:
            current.title = title
            current.save(update_fields=["title", "changed_at"])
        return current
    # The row that stood at the new path, an old address or a gone one, gives way; the live row
    # moves and keeps its id, so that menus that point to it follow.
    Address.objects.filter(site=site, locale=locale, path=path).delete()
    if current is None:
        return Address.objects.create(
            site=site,
            locale=locale,
            path=path,
            title=title,
            content_type=content_type,
            object_id=target.pk,
        )
    former = current.path
    current.path, current.title = path, title
    current.save(update_fields=["path", "title", "changed_at"])
    Address.objects.create(
        site=site,
        locale=locale,
        path=former,
        title=title,
        state=AddressState.REDIRECT,
        content_type=content_type,
        object_id=target.pk,
    )
    return current


def withdraw_address(target: models.Model) -> int:
    """Turn the live address of `target` into a gone one (410); returns the number of rows."""
    return (
        Address.objects.of(target).live().update(state=AddressState.GONE, changed_at=timezone.now())
    )


@transaction.atomic
def restore_address(
    target: models.Model, path: str, *, title: str, site: Site, locale: Locale
) -> Address:
    """Bring a withdrawn thing back to its address, or to `path` if that changed meanwhile."""
    gone = Address.objects.of(target).filter(site=site, locale=locale, state=AddressState.GONE)
    gone.filter(path=path).delete()
    return assign_address(target, path, title=title, site=site, locale=locale)


@dataclass(frozen=True)
class Redirected:
    """What `redirect_path` did: `made` is False where a live page kept its address."""

    address: Address
    made: bool


@transaction.atomic
def redirect_path(
    path: str, *, site: Site, locale: Locale, to: models.Model | None = None, url: str = ""
) -> Redirected:
    """Lead an old path to an object or to a URL; a live page at that path stays where it is."""
    existing = Address.objects.filter(site=site, locale=locale, path=path).first()
    if existing is not None and existing.state == AddressState.LIVE:
        return Redirected(existing, made=False)
    values = {
        "state": AddressState.REDIRECT,
        "content_type": ContentType.objects.get_for_model(to, for_concrete_model=True)
        if to
        else None,
        "object_id": to.pk if to else None,
        "redirect_url": url,
        "title": str(to)[:255] if to else "",
    }
    address, created = Address.objects.update_or_create(
        site=site, locale=locale, path=path, defaults=values
    )
    return Redirected(address, made=created or existing is not None)


def end_path(path: str, *, site: Site, locale: Locale, title: str = "") -> None:
    """Let an old path answer 410 if nothing stands there; a page that comes later takes it over."""
    Address.objects.get_or_create(
        site=site,
        locale=locale,
        path=path,
        defaults={"state": AddressState.GONE, "title": title[:255]},
    )


def keep_fixed_addresses(site: Site, locale: Locale | None = None) -> None:
    """Give each registered fixed page its row, so that no story can take its address."""
    locale = locale or default_locale()
    for name, fixed in fixed_addresses:
        if not fixed.listed:
            continue
        Address.objects.update_or_create(
            site=site,
            locale=locale,
            path=fixed.path,
            defaults={
                "state": AddressState.LIVE,
                "route": name,
                "title": str(fixed.title),
                "content_type": None,
                "object_id": None,
            },
        )
