"""The administrators' screens: who works here, who is invited, and one person's access."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

import structlog
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from broadsheet.staff import accounts, invitations
from broadsheet.staff.errors import AccountError
from broadsheet.staff.forms import InvitationForm, RoleForm
from broadsheet.staff.models import Invitation, User
from broadsheet.staff.newspaper import newspaper_name
from broadsheet.staff.roles import NIGHT_DESK
from broadsheet.staff.second_factor import SECOND_FACTORS
from broadsheet.staff.sessions import end_sessions, living_sessions

logger = structlog.get_logger("broadsheet.staff")
PER_PAGE = 50

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Open to who manages accounts; Wagtail sends everybody else home."""

    @wraps(view)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        if not accounts.manages_accounts(cast(User, request.user)):
            raise PermissionDenied
        return view(request, **values)

    return guarded


def person_at(request: HttpRequest) -> User:
    return cast(User, request.user)


@for_administrators
@require_http_methods(["GET", "HEAD"])
def index(request: HttpRequest) -> HttpResponse:
    strong = Q(authenticator__type__in=SECOND_FACTORS)
    people = (
        User.objects.order_by("-is_active", "last_name", "first_name", "username")
        .prefetch_related("groups")
        .annotate(second_factors=Count("authenticator", filter=strong))
    )
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        {
            "person": person,
            "roles": accounts.role_names(person),
            "sections": accounts.sections_of(person),
        }
        for person in page
    ]
    context = {
        "header_title": gettext("People"),
        "page_title": gettext("People"),
        "header_icon": "group",
        "rows": rows,
        "page": page,
        "invitations": Invitation.objects.open()
        .newest()
        .select_related("invited_by")
        .prefetch_related("sections"),
    }
    return render(request, "staff/admin/people.html", context)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            invitation = invitations.invite(
                values["email"],
                values["role"],
                values["sections"],
                by=person_at(request),
                first_name=values["first_name"],
                last_name=values["last_name"],
                newspaper=newspaper_name(),
            )
        except AccountError as error:
            form.add_error(None, str(error))
        except OSError:
            form.add_error(None, unsent())
        else:
            messages.success(
                request,
                gettext("The invitation is on its way to %(email)s.") % {"email": invitation.email},
            )
            return redirect("people:index")
    context = {
        "form": form,
        "header_title": gettext("Invite a person"),
        "page_title": gettext("Invite a person"),
        "header_icon": "mail",
        "submit": gettext("Send the invitation"),
    }
    return render(request, "staff/admin/form.html", context)


def unsent() -> str:
    logger.exception("An invitation could not be sent", event_name="staff.mail_failed")
    return gettext(
        "The mail could not be sent, and nobody is invited. Look at the key mail of site.toml, "
        "then try again."
    )


@for_administrators
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        invitations.invite_again(invitation, by=person_at(request), newspaper=newspaper_name())
    except AccountError as error:
        messages.error(request, str(error))
    except OSError:
        messages.error(request, unsent())
    else:
        messages.success(request, gettext("A new link is on its way; the old one has ended."))
    return redirect("people:index")


@for_administrators
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        invitations.revoke(get_object_or_404(Invitation, pk=pk), by=person_at(request))
    except AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The invitation is revoked."))
    return redirect("people:index")


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's role, sessions and second factors."""
    account = get_object_or_404(User.objects.prefetch_related("groups"), pk=pk)
    names = accounts.role_names(account)
    sections = accounts.sections_of(account)
    initial = {"role": names[0] if names else None}
    form = RoleForm(request.POST if request.method == "POST" else None, initial=initial)
    field = form.fields["sections"]
    field.initial = [page for page in field.queryset if page.title in sections]  # type: ignore[attr-defined]
    if form.is_valid():
        values = form.cleaned_data
        try:
            accounts.give_role(account, values["role"], values["sections"], by=person_at(request))
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The role is changed."))
            return redirect("people:person", pk=account.pk)
    context = {
        "form": form,
        "account": account,
        "sessions": living_sessions(account),
        "factors": Authenticator.objects.filter(user=account),
        "is_on_night_desk": account.groups.filter(name=NIGHT_DESK).exists(),
        "is_above": account.is_superuser and not person_at(request).is_superuser,
        "header_title": str(account),
        "page_title": str(account),
        "header_icon": "user",
    }
    return render(request, "staff/admin/person.html", context)


@for_administrators
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the pressed button says to the account."""
    account = get_object_or_404(User, pk=pk)
    by = person_at(request)
    try:
        done = CHANGES[request.POST.get("do", "")](account, by)
    except KeyError:
        done = gettext("Nothing was changed.")
    except AccountError as error:
        messages.error(request, str(error))
        return redirect("people:person", pk=pk)
    messages.success(request, done)
    return redirect("people:person", pk=pk)


def _deactivate(account: User, by: User) -> str:
    accounts.deactivate(account, by=by)
    return gettext("The account is deactivated, and all its sessions have ended.")


def _reactivate(account: User, by: User) -> str:
    accounts.reactivate(account, by=by)
    return gettext("The account is active again.")


def _end_sessions(account: User, by: User) -> str:
    accounts.check_may_manage(by, account)
    ended = end_sessions(account, living_sessions(account), by=by)
    return ngettext("%(count)s session is ended.", "%(count)s sessions are ended.", ended) % {
        "count": ended
    }


def _remove_factors(account: User, by: User) -> str:
    accounts.remove_second_factors(account, by=by)
    return gettext("The second factors are removed; the password alone opens until there are new.")


def _night_desk_on(account: User, by: User) -> str:
    accounts.set_night_desk(account, True, by=by)
    return gettext("The person may publish urgently, with approval afterwards.")


def _night_desk_off(account: User, by: User) -> str:
    accounts.set_night_desk(account, False, by=by)
    return gettext("The person may no longer publish urgently.")


CHANGES: dict[str, Callable[[User, User], str]] = {
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "end_sessions": _end_sessions,
    "remove_factors": _remove_factors,
    "night_desk_on": _night_desk_on,
    "night_desk_off": _night_desk_off,
}
