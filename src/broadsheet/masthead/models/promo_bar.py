from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin

from broadsheet.core.models import Address
from broadsheet.masthead.models.links import LinkMixin


class PromoBarQuerySet(models.QuerySet["PromoBar"]):
    def running(self, now: datetime | None = None) -> Self:
        now = now or timezone.now()
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=now),
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            is_on=True,
        )


class PromoBar(LinkMixin, TranslatableMixin, ClusterableModel):
    """A line above the page with a call to action, for a time and, if wanted, for some sections.

    Of those that run at once the one that started last is shown; one bound to the page's section
    goes before one for all pages.
    """

    text = models.CharField(_("text"), max_length=160)
    call_to_action = models.CharField(_("call to action"), max_length=40)
    second_call_to_action = models.CharField(_("second call to action"), max_length=40, blank=True)
    second_url = models.CharField(_("second address"), max_length=500, blank=True)
    goal_reached = models.PositiveIntegerField(_("reached so far"), null=True, blank=True)
    goal_total = models.PositiveIntegerField(_("goal"), null=True, blank=True)
    goal_label = models.CharField(
        _("goal in words"), max_length=60, blank=True, help_text=_("new members")
    )
    is_on = models.BooleanField(_("on"), default=True)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    # Sections are known here by their addresses: their room lies above this one.
    sections = ParentalManyToManyField(
        Address,
        verbose_name=_("only in these sections"),
        blank=True,
        related_name="+",
        help_text=_("None chosen: on every page."),
    )

    objects = PromoBarQuerySet.as_manager()

    panels = [
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("call_to_action"),
                FieldPanel("address"),
                FieldPanel("external_url"),
                FieldPanel("second_call_to_action"),
                FieldPanel("second_url"),
            ],
            heading=_("Calls to action"),
        ),
        FieldRowPanel(
            [FieldPanel("goal_reached"), FieldPanel("goal_total"), FieldPanel("goal_label")],
            heading=_("Goal"),
        ),
        FieldRowPanel(
            [FieldPanel("is_on"), FieldPanel("starts_at"), FieldPanel("ends_at")],
            heading=_("When"),
        ),
        FieldPanel("sections"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("promo bar")
        verbose_name_plural = _("promo bars")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
                name="masthead_promo_bar_ends_after_start",
                violation_error_message=_("The bar must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.goal_reached is not None and not self.goal_total:
            raise ValidationError({"goal_total": _("Give the goal, such as 1000.")})

    @property
    def has_goal(self) -> bool:
        return bool(self.goal_total) and self.goal_reached is not None

    @property
    def device_key(self) -> str:
        """Under which a reader's device remembers that it was closed; new words, new bar."""
        import hashlib

        words = hashlib.sha256(f"{self.text}{self.call_to_action}".encode()).hexdigest()[:8]
        return f"{self.pk}-{words}"
