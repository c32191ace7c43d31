"""How the newsroom's sign-in differs from allauth's: nobody signs up, mail says our own words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from broadsheet.staff.models import User
from broadsheet.staff.newspaper import newspaper_name
from broadsheet.staff.second_factor import is_demanded_of


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many attempts to sign in. Wait ten minutes, or set a new password by mail."
        ),
        "username_password_mismatch": _("The name or the password is not right."),
        "email_password_mismatch": _("The name or the password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account begins with an invitation."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the site's own address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.BROADSHEET_ADDRESS) + path.replace("UID-KEY", key)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role must have a second factor: add another one before you remove this."
        ),
    }

    def get_totp_issuer(self) -> str:
        return newspaper_name()

    def build_totp_svg(self, url: str) -> str:
        """The picture for the page itself: the policy of these pages admits no `data:` address."""
        svg = super().build_totp_svg(url)
        return mark_safe(svg[svg.index("<svg") :])

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            pk=authenticator.pk
        )
        return (
            not is_demanded_of(authenticator.user)
            or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        )


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Leads who comes from the company's own server to the account with the same mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        proven = [address.email for address in sociallogin.email_addresses if address.verified]
        accounts = list(User.objects.active().with_email(proven)[:2])
        if len(accounts) != 1:
            raise ImmediateHttpResponse(
                render(request, "socialaccount/no_account.html", {"proven": proven}, status=403)
            )
        sociallogin.connect(request, accounts[0])

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")
