from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.models import TranslatableMixin

from broadsheet.newsroom.enums import TopicKind
from broadsheet.newsroom.forms import NamedForm
from broadsheet.newsroom.models.addressed import AddressedSnippet


class Topic(AddressedSnippet):
    """What stories are about: a subject, a person, a place, an organisation."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=TopicKind.choices, default=TopicKind.SUBJECT
    )
    description = models.TextField(_("description"), blank=True)

    path_base = "tag"
    base_form_class = NamedForm
    panels = [
        TitleFieldPanel("name", placeholder=False),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("kind")]),
        FieldPanel("description"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="newsroom_topic_slug_once",
                violation_error_message=_("There is already a topic with this slug."),
            )
        ]
