from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from broadsheet.core.body import BodyField
from broadsheet.core.models import PublicIdMixin
from broadsheet.core.pages import AddressedPageMixin


class InformationPage(PublicIdMixin, AddressedPageMixin, Page):
    """A page that the newsroom writes by hand: About, Join the team, Advertising."""

    body = BodyField(verbose_name=_("text"), blank=True, without=("related_story", "paywall"))

    content_panels = [FieldPanel("title"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "masthead/information_page.html"
    subpage_types: list[str] = []
    # Who may read a story is its own field; a page of ours is never behind a password.
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("editable page")
        verbose_name_plural = _("editable pages")
