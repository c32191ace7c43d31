from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.models import Orderable, TranslatableMixin

from broadsheet.newsroom.forms import NamedForm
from broadsheet.newsroom.models.addressed import AddressedSnippet


class Department(TranslatableMixin, models.Model):
    """A part of the newsroom by which the team page is divided."""

    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveIntegerField(_("position"), default=0, db_index=True)

    sort_order_field = "position"

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Person(AddressedSnippet, ClusterableModel):
    """Someone of the newsroom or a contributor; public only when ticked."""

    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_(
            "Ticked: has a page of their own, bylines link to it. "
            "Not ticked: only the name appears, where a byline gives it."
        ),
    )
    on_team_page = models.BooleanField(_("on the team page"), default=True)
    job_title = models.CharField(_("role"), max_length=120, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    short_bio = models.CharField(
        _("in a sentence"), max_length=300, blank=True, help_text=_("Shown below their stories.")
    )
    bio = models.TextField(_("biography"), blank=True)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(
        _("public e-mail"), blank=True, help_text=_("Readers see it on the person's page.")
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("staff account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )

    path_base = "author"
    base_form_class = NamedForm
    panels = [
        TitleFieldPanel("name", placeholder=False),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("is_public"), FieldPanel("on_team_page")]),
        FieldRowPanel([FieldPanel("job_title"), FieldPanel("department")]),
        FieldPanel("photo"),
        MultiFieldPanel([FieldPanel("short_bio"), FieldPanel("bio")], heading=_("About")),
        FieldPanel("email"),
        InlinePanel("links", heading=_("Links"), label=_("link")),
        FieldPanel("account"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="newsroom_person_slug_once",
                violation_error_message=_("There is already a person with this slug."),
            )
        ]

    def has_address(self) -> bool:
        return self.is_public


class PersonLink(Orderable):
    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("name"), max_length=60)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("link")

    def __str__(self) -> str:
        return self.label
