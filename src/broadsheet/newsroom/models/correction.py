from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.core.languages import path_prefix
from broadsheet.core.models import PublicIdMixin
from broadsheet.core.restrictions import private_pages
from broadsheet.newsroom.enums import CardMark, CorrectionKind
from broadsheet.newsroom.models.card import StoryCard

#: Where all of them are listed, and each has a page by its number.
LOG_PATH = "/corrections/"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def public(self) -> Self:
        """Those whose story is for everybody, were it gone: of a restricted one they would tell."""
        private = private_pages()
        return self if private is None else self.exclude(story__in=private.values("pk"))

    def withdrawals(self) -> Self:
        return self.filter(kind=CorrectionKind.WITHDRAWAL)

    def notes(self) -> Self:
        """Those that stand on the story's own page; a withdrawn story has none."""
        return self.exclude(kind=CorrectionKind.WITHDRAWAL)

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def newest(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def oldest(self) -> Self:
        return self.order_by("made_at", "pk")

    def for_lists(self) -> Self:
        """With the card of the story, where it is live: all that a list shows of it."""
        return self.select_related("story__card").defer("story__body")


class Correction(PublicIdMixin, models.Model):
    """What the newspaper says publicly of a story after it appeared, and why it does so.

    `text` is plain, in paragraphs, for readers; `reason` is for the desk alone. It stands apart
    from the story's versions, so that no draft can lose it.
    """

    # The public record outlives a story that is deleted.
    story = models.ForeignKey(
        "newsroom.Story",
        verbose_name=_("story"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=CorrectionKind.choices)
    text = models.TextField(_("text for readers"))
    reason = models.TextField(_("reason for the desk"))
    on_top = models.BooleanField(_("above the story's text"), default=False)
    wrong_words = models.TextField(_("words that were wrong"), blank=True)
    right_words = models.TextField(_("words that took their place"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: When its text last changed or it was taken back.
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    #: Of a withdrawal: what readers saw last, to bring it back.
    version = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            models.Index(fields=["locale", "-made_at", "-id"], name="newsroom_correction_newest"),
        ]
        constraints = [
            # A story is withdrawn once until it is reinstated.
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(kind=CorrectionKind.WITHDRAWAL, taken_back_at__isnull=True),
                name="newsroom_correction_withdrawn_once",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="newsroom_correction_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk or ''}".strip()

    @property
    def what(self) -> CorrectionKind:
        return CorrectionKind(self.kind)

    @property
    def is_on_top(self) -> bool:
        return self.on_top or self.what.always_on_top

    @property
    def was_edited(self) -> bool:
        return self.changed_at > self.made_at and self.taken_back_at is None

    @property
    def anchor(self) -> str:
        """Its id on the story's page."""
        return f"correction-{self.pk or 'new'}"

    @property
    def url(self) -> str:
        """Its own address, which stays when the story's changes or goes."""
        return f"{path_prefix(self.locale_id)}{LOG_PATH}{self.pk}/"

    @property
    def card(self) -> StoryCard | None:
        """The card of the story, where readers may see it."""
        # Fetched ahead, it does not depend on which story it was where readers may not see it.
        known = Correction.story.field.get_cached_value(self, default=self)
        return getattr(self.story if known is self else known, "card", None)


def standing_notes(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that readers see on the story's page, in the order in which they were made."""
    standing = [
        item
        for item in corrections
        if item.taken_back_at is None and item.what is not CorrectionKind.WITHDRAWAL
    ]
    return sorted(standing, key=lambda item: (item.made_at, item.pk or 0))


def last_changed(corrections: Iterable[Correction]) -> datetime | None:
    """When the page last changed by them, were it that one was taken back."""
    return max((item.changed_at for item in corrections), default=None)


def update_shown(shown: datetime | None, corrections: Iterable[Correction]) -> datetime | None:
    """The time of “Updated”: given in the story, or that of its newest update."""
    updates = [
        item.made_at for item in standing_notes(corrections) if item.what is CorrectionKind.UPDATE
    ]
    return max([*updates, shown] if shown else updates, default=None)


def mark_of(corrections: Iterable[Correction]) -> CardMark:
    """What lists say of a story's standing: the gravest of its corrections."""
    kinds = {item.what for item in standing_notes(corrections)}
    if CorrectionKind.RETRACTION in kinds:
        return CardMark.RETRACTED
    return CardMark.CORRECTED if CorrectionKind.CORRECTION in kinds else CardMark.NONE
