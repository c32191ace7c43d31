"""One view answers every public address from the table of addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from django.db.models import Model
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page, Site

from broadsheet.core.compiled import Compiled
from broadsheet.core.errors import NothingBehind
from broadsheet.core.languages import path_prefix, split_language
from broadsheet.core.models import Address, AddressState
from broadsheet.core.pressing import Pressable, may_be_pressed
from broadsheet.core.registries import address_views, fixed_addresses, last_resorts, suffixes
from broadsheet.core.restrictions import is_private

_addresses = Compiled(
    lambda site, language, paths: Address.objects.filter(
        site_id=site, locale__language_code=language, path__in=paths
    ).order_by()
)
PAGE = re.compile(r"^(?P<base>/(?:.*/)?)page/(?P<number>\d{1,6})/$")


def continuation(path: str) -> tuple[str, tuple[str, ...]] | None:
    """Divide `/harbour/page/2/` into `/harbour/` and ("page", "2"); None where nothing follows.

    What may follow an address is `page/N/` and the registered suffixes, such as `feed/atom/`.
    """
    match = PAGE.match(path)
    if match:
        return match["base"], ("page", match["number"])
    for name, _view in suffixes:
        if path.endswith(f"/{name}/"):
            return path[: -len(name) - 1], tuple(name.split("/"))
    return None


def candidates_for(path: str) -> dict[str, tuple[str, ...]]:
    """The addresses that may answer a path, the path itself first, each with what follows it."""
    candidates: dict[str, tuple[str, ...]] = {path: ()}
    divided = continuation(path)
    if divided:
        candidates[divided[0]] = divided[1]
    for _name, fixed in fixed_addresses:
        rest = fixed.rest_of(path)
        if rest:
            candidates[fixed.path] = rest
    return candidates


@require_safe
def serve_address(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer a public address: its page, a permanent redirect, 410, or 404."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    language, path = split_language(f"/{path}")
    if "\x00" in path:
        # PostgreSQL can't even be asked for it.
        raise Http404
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        return (
            _with_query(request, quote(request.path) + "/")
            if _exists(site, language, f"{path}/")
            else _last_resort(request, site, language, path)
        )
    candidates = candidates_for(path)
    found = {address.path: address for address in _addresses(site.pk, language, list(candidates))}
    address = next((found[path] for path in candidates if path in found), None)
    if address is None:
        return _serve_unlisted_or_lower_case(request, site, language, path)
    try:
        return _answer(request, address, candidates[address.path])
    except NothingBehind:
        return _last_resort(request, site, language, path)


def _exists(site: Site, language: str, path: str) -> bool:
    return Address.objects.filter(
        site=site, locale__language_code=language, path__in=list(candidates_for(path))
    ).exists() or any(fixed.path == path for _name, fixed in fixed_addresses)


def _last_resort(request: HttpRequest, site: Site, language: str, path: str) -> HttpResponse:
    for _name, resort in last_resorts:
        if (response := resort(request, site, language, path)) is not None:
            return response
    raise Http404(path)


def _with_query(request: HttpRequest, location: str) -> HttpResponsePermanentRedirect:
    # A location that starts with two slashes would lead to another host.
    location = "/" + location.lstrip("/") if location.startswith("/") else location
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{location}?{query}" if query else location)


def _serve_unlisted_or_lower_case(
    request: HttpRequest, site: Site, language: str, path: str
) -> HttpResponseBase:
    for _name, fixed in fixed_addresses:
        if not fixed.listed and fixed.path == path:
            return fixed.view(request, ())
    lowered = path.lower()
    if lowered != path and _exists(site, language, lowered):
        prefix = "" if request.path.startswith(path) else request.path[: -len(path)]
        return _with_query(request, quote(prefix + lowered))
    return _last_resort(request, site, language, path)


def _answer(request: HttpRequest, address: Address, rest: tuple[str, ...]) -> HttpResponseBase:
    if address.state == AddressState.GONE:
        return gone(request, address)
    if address.state == AddressState.REDIRECT:
        return _redirect(request, address, rest)
    if address.route:
        return _serve_fixed(request, address, rest)
    target = address.find_target()
    if target is None:
        return gone(request, address)
    return serve_target(request, address, target, rest)


def _redirect(request: HttpRequest, address: Address, rest: tuple[str, ...]) -> HttpResponseBase:
    behind = "".join(f"{segment}/" for segment in rest)
    if address.redirect_url:
        return HttpResponsePermanentRedirect(address.redirect_url)
    live = (
        Address.objects.live()
        .filter(
            site_id=address.site_id,
            content_type_id=address.content_type_id,
            object_id=address.object_id,
        )
        .first()
    )
    if live is None:
        return gone(request, address)
    return _with_query(request, quote(path_prefix(live.locale_id) + live.path + behind))


def _serve_fixed(request: HttpRequest, address: Address, rest: tuple[str, ...]) -> HttpResponseBase:
    fixed = fixed_addresses.get(address.route)
    if fixed is None:
        raise Http404(address.path)
    if fixed.kept:
        may_be_pressed(request, Pressable(address.pk))
    suffix = suffixes.get("/".join(rest)) if rest else None
    if suffix is not None and "feed" in fixed.accepts:
        return suffix(request, address)
    if not fixed.answers(rest):
        raise Http404(address.path)
    return fixed.view(request, rest)


def serve_target(
    request: HttpRequest, address: Address, target: Model, rest: tuple[str, ...]
) -> HttpResponseBase:
    """Answer with an object of the table, through Wagtail's page hooks where it is a page."""
    may_be_pressed(request, Pressable(address.pk, subject_of(target)))
    if not isinstance(target, Page):
        return _view_of(request, address, target, rest)
    page = target.specific

    def view(*_args: object) -> HttpResponseBase:
        return _view_of(request, address, page, rest)

    for before in hooks.get_hooks("before_serve_page"):
        result = before(page, request, (), {})
        if isinstance(result, HttpResponseBase):
            return result
    if not is_private(page):
        return view()
    # Wagtail asks for the password or the account, as it does around its own pages.
    chain: Callable[..., HttpResponseBase] = view
    for around in reversed(hooks.get_hooks("on_serve_page")):
        chain = around(chain)
    return chain(page, request, (), {})


def _view_of(
    request: HttpRequest, address: Address, target: Model, rest: tuple[str, ...]
) -> HttpResponseBase:
    suffix = suffixes.get("/".join(rest)) if rest else None
    if suffix is not None:
        return suffix(request, target)
    view = address_views.view_for(target)
    if view is None:
        raise Http404(address.path)
    return view(request, target, rest)


def subject_of(target: Model) -> str:
    """An object by its outermost table and its key, such as "wagtailcore_page:12"."""
    outermost = [type(target), *target._meta.all_parents][-1]
    return f"{outermost._meta.db_table}:{target.pk}"


def gone(request: HttpRequest, address: Address | None = None) -> HttpResponse:
    """410: there was a page here, and it was taken down (RFC 9110, 15.5.11).

    A room above may say more of the address by the slot `gone.notice`.
    """
    return TemplateResponse(request, "410.html", {"gone_address": address}, status=410)
