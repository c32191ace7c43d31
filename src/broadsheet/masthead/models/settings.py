from __future__ import annotations

import re
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from broadsheet.core.theme import current_theme
from broadsheet.masthead.contrast import contrast

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
is_colour = RegexValidator(COLOUR, _("Give a colour as # and six hexadecimal digits: #9d2a1f."))
#: What stands there until the site has chosen.
ACCENT, ACCENT_DARK = "#9d2a1f", "#ff9d8a"
#: WCAG 2.2, 1.4.3: text against its ground.
LEAST_CONTRAST = 4.5


def time_zones() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())]


def interface_languages() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class DateStyle(models.TextChoices):
    MONTH_FIRST = "F j, Y", _("April 6, 2025")
    DAY_FIRST = "j F Y", _("6 April 2025")
    ISO = "Y-m-d", _("2025-04-06")
    DOTS = "j.m.Y", _("6.04.2025")


class TimeStyle(models.TextChoices):
    TWELVE = "g:i A", _("8:37 PM")
    TWENTY_FOUR = "H:i", _("20:37")


@register_setting(icon="cog", order=10)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """The newspaper's name, looks, clock and what it says of itself."""

    name = models.CharField(_("name"), max_length=120, default="Broadsheet")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Two sentences for search engines and feeds.")
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown instead of the name; also given to search engines."),
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, default=ACCENT, validators=[is_colour]
    )
    accent_dark = models.CharField(
        _("accent colour on dark"), max_length=7, default=ACCENT_DARK, validators=[is_colour]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", choices=time_zones)
    date_style = models.CharField(
        _("dates"), max_length=20, choices=DateStyle.choices, default=DateStyle.MONTH_FIRST
    )
    time_style = models.CharField(
        _("time of day"), max_length=20, choices=TimeStyle.choices, default=TimeStyle.TWELVE
    )
    language = models.CharField(
        _("language of the interface"), max_length=20, default="en", choices=interface_languages
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    founded = models.CharField(_("founded"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    street_address = models.TextField(_("street address"), blank=True)
    contacts_text = RichTextField(
        _("text of the contacts page"),
        blank=True,
        features=["h2", "bold", "italic", "link", "ul", "ol"],
    )
    ethics_policy = RichTextField(_("ethics policy"), blank=True, features=["bold", "link"])
    corrections_policy = RichTextField(
        _("corrections policy"), blank=True, features=["bold", "link"]
    )
    public_history = models.BooleanField(
        _("show the history of stories"),
        default=False,
        help_text=_("Each story then leads to its versions with their times and reasons."),
    )
    ownership = RichTextField(_("ownership and funding"), blank=True, features=["bold", "link"])
    news_feed_types = models.CharField(
        _("types left out of the news feed"),
        max_length=255,
        blank=True,
        default="sponsored company_news",
        help_text=_("Story types by their short names, divided by spaces."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("description")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("accent"), FieldPanel("accent_dark")],
            heading=_("Looks"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("time_zone"),
                FieldPanel("date_style"),
                FieldPanel("time_style"),
                FieldPanel("language"),
                FieldPanel("news_feed_types"),
            ],
            heading=_("Clock and language"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("founded"),
                FieldPanel("email"),
                FieldPanel("phone"),
                FieldPanel("street_address"),
                FieldPanel("contacts_text"),
            ],
            heading=_("Contacts"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("ethics_policy"),
                FieldPanel("corrections_policy"),
                FieldPanel("public_history"),
                FieldPanel("ownership"),
            ],
            heading=_("Policies"),
        ),
        InlinePanel("social_links", heading=_("Follow us"), label=_("link")),
    ]

    class Meta:
        verbose_name = _("site settings")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        theme = current_theme()
        for field, ground in (
            ("accent", theme.light.get("paper", "#ffffff")),
            ("accent_dark", theme.dark.get("paper", "#14171a")),
        ):
            colour = getattr(self, field)
            if COLOUR.match(colour) and contrast(colour, ground) < LEAST_CONTRAST:
                raise ValidationError(
                    {
                        field: _(
                            "%(colour)s can't be read on %(ground)s: their contrast is "
                            "%(contrast).1f and must be 4.5 (WCAG 1.4.3). Choose a %(way)s colour."
                        )
                        % {
                            "colour": colour,
                            "ground": ground,
                            "contrast": contrast(colour, ground),
                            "way": _("darker") if field == "accent" else _("lighter"),
                        }
                    }
                )

    @property
    def has_own_accent(self) -> bool:
        """Whether the site chose its colours: then they go before the theme's."""
        return (self.accent, self.accent_dark) != (ACCENT, ACCENT_DARK)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


class SocialLink(Orderable):
    """A profile elsewhere, shown by its name in the footer."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("name"), max_length=60)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("link")

    def __str__(self) -> str:
        return self.label
