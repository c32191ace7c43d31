from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_email(self, addresses: Iterable[str]) -> Self:
        """Those who have one of the mail addresses, in whatever case."""
        condition = Q(pk__in=[])
        for address in addresses:
            condition |= Q(email__iexact=address)
        return self.filter(condition)

    def with_name_or_email(self, name: str) -> Self:
        return self.filter(Q(username=name) | Q(email__iexact=name)) if name else self.none()


class StaffManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class User(AbstractUser):
    """Someone who signs in to the newsroom; a reader is never one of these."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, editable=False, unique=True)

    objects: ClassVar[StaffManager] = StaffManager()

    class Meta(AbstractUser.Meta):
        # The stubs know Django's own name as a plain text.
        verbose_name = _("staff account")  # type: ignore[assignment]
        verbose_name_plural = _("staff accounts")  # type: ignore[assignment]
        permissions = [("manage_accounts", "Can invite people, give roles and end sessions")]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Neither taken up nor revoked; its link may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self) -> Self:
        return self.open().filter(expires_at__gt=timezone.now())

    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token))

    def newest(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Invitation(models.Model):
    """A link by mail, for one person and once, by which an account with a role begins."""

    email = models.EmailField(_("email address"))
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=50)
    sections = models.ManyToManyField("wagtailcore.Page", verbose_name=_("sections"), blank=True)
    #: Of the link's token, which stands in the mail alone.
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Kept(models.Model):
    """What guards the sign-in for a while; the table of `sign_in_cache`, by Django's own form."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
