"""Who must have a second factor, by `second_factor` of site.toml."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from broadsheet.staff.models import User
from broadsheet.staff.roles import ADMINISTRATOR, role_of_group, slug_of

#: Recovery codes stand in for one that is lost; by themselves they are none.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
EVERYBODY = "everybody"


def roles_of(user: User) -> set[str]:
    """The person's roles by the names of site.toml; who may do everything is an administrator."""
    names = {slug_of(role_of_group(name)) for name in user.groups.values_list("name", flat=True)}
    return names | {slug_of(ADMINISTRATOR)} if user.is_superuser else names


def is_demanded_of(user: User) -> bool:
    """Whether one of the person's roles must have a second factor."""
    demanded = set(settings.BROADSHEET_SECOND_FACTOR)
    return bool(demanded) and (EVERYBODY in demanded or bool(demanded & roles_of(user)))


def lacks(user: User) -> bool:
    """Whether the person must have a second factor and has none."""
    return is_demanded_of(user) and not is_mfa_enabled(user, SECOND_FACTORS)
