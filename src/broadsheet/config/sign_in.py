"""What django-allauth needs to know of the newsroom's sign-in; readers never come to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from broadsheet.config.site_file import SiteConfig

#: The provider's name in addresses: /accounts/oidc/company/login/callback/.
PROVIDER = "company"
DAYS = 86_400

SIGN_IN_APPS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)


def sign_in_settings(config: SiteConfig) -> dict[str, Any]:
    """Django's and allauth's settings of the sign-in."""
    host = urlsplit(config.address).hostname or ""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "wagtailadmin_home",
        "WAGTAILADMIN_LOGIN_URL": "account_login",
        # Wagtail's own ways to a new password would pass the limits and the log by.
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if config.behind_proxy else 0,
        "ACCOUNT_ADAPTER": "broadsheet.staff.adapters.AccountAdapter",
        "ACCOUNT_FORMS": {
            "change_password": "broadsheet.staff.forms.NewPasswordForm",
            "login": "broadsheet.staff.forms.SignInForm",
            "reauthenticate": "broadsheet.staff.forms.PasswordAgainForm",
            "reset_password": "broadsheet.staff.forms.ForgottenPasswordForm",
        },
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "email*", "password1*", "password2*"],
        # An administrator gives the address with the account, and the invitation proves it.
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": urlsplit(config.address).scheme,
        "ACCOUNT_SESSION_COOKIE_AGE": 14 * DAYS,
        "ACCOUNT_RATE_LIMITS": {
            "login": "60/m/ip",
            # By name: whoever guesses one account's password waits, wherever they sit.
            "login_failed": "20/10m/ip,5/10m/key",
            "reset_password": "20/h/ip,5/h/key",
            "reset_password_from_key": "20/h/ip",
            "reauthenticate": "10/m/user",
            "change_password": "5/m/user",
            "accept_invitation": "30/h/ip",
        },
        "MFA_ADAPTER": "broadsheet.staff.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        # Browsers take localhost for safe without https; nothing else is.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": host == "localhost" or config.is_loopback,
        "SOCIALACCOUNT_ADAPTER": "broadsheet.staff.adapters.ProviderAdapter",
        "SOCIALACCOUNT_PROVIDERS": providers(config),
        # A link leads there: the pages' policy lets no form end at another host.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "USERSESSIONS_TRACK_ACTIVITY": False,
    }


def providers(config: SiteConfig) -> dict[str, Any]:
    """The company's own OpenID Connect server, where site.toml names one."""
    if not config.oidc_server:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": PROVIDER,
                    "name": config.oidc_name,
                    "client_id": config.oidc_client,
                    "secret": config.oidc_secret,
                    "settings": {"server_url": config.oidc_server},
                }
            ],
        }
    }
