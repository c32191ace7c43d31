"""A reader is not a staff account: an id, e-mail addresses, and consents bound to a purpose."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from broadsheet.readers.enums import Suppression


class ReaderQuerySet(models.QuerySet["Reader"]):
    def with_email(self) -> Self:
        """With the main address as `main_email` and its confirmation as `main_verified_at`."""
        main = EmailAddress.objects.filter(reader=OuterRef("pk"), is_primary=True)
        return self.annotate(
            main_email=Subquery(main.values("email")[:1]),
            main_verified_at=Subquery(main.values("verified_at")[:1]),
        )

    def having_email(self, email: str) -> Self:
        """The reader of an address in its normal form, whatever its case; one or none."""
        return self.filter(pk__in=EmailAddress.objects.matching(email).values("reader"))

    def consented_to(self, purpose: str) -> Self:
        """Those whose consent to a purpose is in force."""
        return self.filter(consents__purpose=purpose, consents__withdrawn_at__isnull=True)

    def reachable(self) -> Self:
        """Those to whose main address mail may go at all."""
        open_to_mail = EmailAddress.objects.filter(is_primary=True, suppression="")
        return self.filter(pk__in=open_to_mail.values("reader"))

    def called(self, words: str) -> Self:
        """Those with `words` in their name or in one of their addresses, for the newsroom."""
        addresses = EmailAddress.objects.filter(email__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(pk__in=addresses.values("reader")))


class Reader(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=255, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    imported_from = models.CharField(
        _("imported from"),
        max_length=40,
        blank=True,
        help_text=_(
            "The system that an archive came from; empty for those who came by themselves."
        ),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What the old system noted."))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name or str(self.id)


class ReaderLabel(models.Model):
    """A word by which the newsroom, or the system before, sorts its readers."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("label"), max_length=191)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["reader", "name"], name="readers_label_once")
        ]

    def __str__(self) -> str:
        return self.name


class EmailAddressQuerySet(models.QuerySet["EmailAddress"]):
    def matching(self, email: str) -> Self:
        """The row of an address whatever its case, by the index that keeps it unique."""
        return self.alias(folded=Lower("email")).filter(folded=email.lower())


class EmailAddress(models.Model):
    """One e-mail address of a reader; `verified_at` is empty until the reader confirmed it."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="email_addresses")
    email = models.EmailField(_("e-mail address"), max_length=254)
    verified_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    is_primary = models.BooleanField(_("main address"), default=True)
    suppression = models.CharField(
        _("no mail because"), max_length=20, choices=Suppression.choices, blank=True
    )
    suppressed_at = models.DateTimeField(_("no mail since"), null=True, blank=True)

    objects = EmailAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail address")
        verbose_name_plural = _("e-mail addresses")
        constraints = [
            # Mail servers treat addresses as equal whatever their case; so do we.
            models.UniqueConstraint(Lower("email"), name="readers_email_once"),
            models.UniqueConstraint(
                fields=["reader"],
                condition=Q(is_primary=True),
                name="readers_one_primary_email",
            ),
            # A reason and its moment come and go together.
            models.CheckConstraint(
                condition=Q(suppression="", suppressed_at__isnull=True)
                | (~Q(suppression="") & Q(suppressed_at__isnull=False)),
                name="readers_suppression_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """What a reader agreed to, when, by which words, and when they took it back."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=100)
    wording = models.TextField(_("wording"), help_text=_("The sentence that the reader agreed to."))
    source = models.CharField(_("given at"), max_length=255, blank=True)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            # A purpose is either consented to or not; its history stays below it.
            models.UniqueConstraint(
                fields=["reader", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="readers_consent_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
