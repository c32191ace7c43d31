from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StoryType(models.TextChoices):
    """What kind of story it is; the label stands first among its topics."""

    NEWS = "news", _("News feed")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    FIELD_REPORT = "field_report", _("Field report")
    INTERVIEW = "interview", _("Interview")
    VIDEO = "video", _("Video")
    PICTURE_ESSAY = "picture_essay", _("Picture essay")
    COMPANY_NEWS = "company_news", _("Company news")
    SPONSORED = "sponsored", _("Sponsored")

    @property
    def slug(self) -> str:
        """The last segment of the type's own list: /tag/news-feed/."""
        return "news-feed" if self is StoryType.NEWS else self.value.replace("_", "-")

    @classmethod
    def from_slug(cls, slug: str) -> StoryType | None:
        return next((kind for kind in cls if kind.slug == slug), None)


class Access(models.TextChoices):
    """Who may read the whole story."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members")
    PAID = "paid", _("Paying members")


class TopicKind(models.TextChoices):
    SUBJECT = "subject", _("Subject")
    PERSON = "person", _("Person")
    PLACE = "place", _("Place")
    ORGANISATION = "organisation", _("Organisation")


class BylineRole(models.TextChoices):
    AUTHOR = "author", pgettext_lazy("byline", "By")
    REPORTING = "reporting", pgettext_lazy("byline", "Reporting by")
    PHOTOS = "photos", pgettext_lazy("byline", "Photos by")
    VIDEO = "video", pgettext_lazy("byline", "Video by")
    GRAPHICS = "graphics", pgettext_lazy("byline", "Graphics by")
    EDITING = "editing", pgettext_lazy("byline", "Edited by")
    TRANSLATION = "translation", pgettext_lazy("byline", "Translated by")


class CorrectionKind(models.TextChoices):
    """What the newspaper says publicly of a story of its own after it appeared."""

    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    EDITORS_NOTE = "editors_note", _("Editor's note")
    RETRACTION = "retraction", _("Retraction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")

    @property
    def is_grave(self) -> bool:
        """Whether it disowns the story: that takes a right of its own."""
        return self in (CorrectionKind.RETRACTION, CorrectionKind.WITHDRAWAL)

    @property
    def always_on_top(self) -> bool:
        """Whether a reader must know it before the first paragraph."""
        return self in (CorrectionKind.EDITORS_NOTE, CorrectionKind.RETRACTION)


class CardMark(models.TextChoices):
    """What a card says of a story's standing."""

    NONE = "", _("None")
    CORRECTED = "corrected", _("Corrected")
    RETRACTED = "retracted", _("Retracted")
