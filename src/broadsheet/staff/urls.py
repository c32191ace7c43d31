"""The addresses of the sign-in: only those that a newsroom needs, and none to sign up."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa import urls as mfa_urls
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import urls as openid_connect_urls
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import include, path, re_path
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from broadsheet.staff.acceptance import accept_invitation
from broadsheet.staff.own_sessions import own_sessions


@require_safe
def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Wagtail's own form knows neither limits nor a second factor: ours stands in its place."""
    wanted = request.GET.get("next")
    return redirect(
        f"{redirect('account_login').url}?{urlencode({'next': wanted})}"
        if wanted
        else "account_login"
    )


@require_safe
def to_forgotten_password(request: HttpRequest) -> HttpResponseRedirect:
    return redirect("account_reset_password")


@require_safe
def to_own_security(request: HttpRequest) -> HttpResponseRedirect:
    return redirect("mfa_index" if request.user.is_authenticated else "account_login")


urlpatterns = [
    path("admin/login/", to_sign_in),
    path("admin/password_reset/", to_forgotten_password),
    path("accounts/", to_own_security, name="account_security"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/invitation/<str:token>/", accept_invitation, name="accept_invitation"),
    path("accounts/sessions/", own_sessions, name="own_sessions"),
    path("accounts/2fa/", include(mfa_urls)),
    path("accounts/", include(openid_connect_urls)),
    path("accounts/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/error/", social.login_error, name="socialaccount_login_error"),
]
