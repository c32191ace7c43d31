from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Orderable, Page
from wagtail.search import index

from broadsheet.core.body import BodyField
from broadsheet.core.holding import hold, hold_and_refresh
from broadsheet.core.models import PublicIdMixin
from broadsheet.core.pages import AddressedPageMixin
from broadsheet.newsroom.enums import Access, BylineRole, StoryType
from broadsheet.newsroom.forms import StoryForm
from broadsheet.newsroom.models.person import Person
from broadsheet.newsroom.models.topic import Topic
from broadsheet.newsroom.panels import story_screen


class Story(PublicIdMixin, AddressedPageMixin, Page):
    """A story: Wagtail's `title` is its headline, its parent page its section."""

    kicker = models.CharField(
        _("kicker"), max_length=120, blank=True, help_text=_("A few words above the headline.")
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("One or two sentences below the headline.")
    )
    story_type = models.CharField(
        _("type"), max_length=20, choices=StoryType.choices, default=StoryType.NEWS
    )
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("Where it was reported from.")
    )
    body = BodyField(verbose_name=_("body"), blank=True)

    lead_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_alt_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_(
            "What the picture shows, for those who don't see it. Empty: the picture's own."
        ),
    )
    lead_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It is not read aloud.")
    )
    lead_caption = models.TextField(
        _("caption"), blank=True, help_text=_("Empty: the picture's own.")
    )
    lead_credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("“Mara Lind / POOL / EPN”. Empty: the picture's own."),
    )

    published_at = models.DateTimeField(
        _("date shown"),
        null=True,
        blank=True,
        help_text=_("Empty: the minute of the first publication."),
    )
    updated_at = models.DateTimeField(
        _("“Updated” shown"),
        null=True,
        blank=True,
        help_text=_("Readers see “Updated” only when you give a time here."),
    )
    access = models.CharField(
        _("who may read it"), max_length=20, choices=Access.choices, default=Access.PUBLIC
    )
    sponsor_name = models.CharField(
        _("sponsor"), max_length=120, blank=True, help_text=_("Shown as “Paid for by …”.")
    )
    sponsor_url = models.URLField(_("sponsor's address"), blank=True)

    slugline = models.CharField(
        _("slugline"), max_length=120, blank=True, help_text=_("The desk's own short label.")
    )
    desk_note = models.TextField(
        _("note for the desk"), blank=True, help_text=_("Readers never see it.")
    )
    canonical_url = models.URLField(
        _("first published at"),
        blank=True,
        help_text=_("Where the story first appeared, if that was elsewhere."),
    )
    social_title = models.CharField(_("title for social networks"), max_length=255, blank=True)
    social_description = models.TextField(_("text for social networks"), blank=True)
    social_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture for social networks"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    noindex = models.BooleanField(
        _("keep out of search engines"), default=False, help_text=_("Also out of the sitemap.")
    )

    #: Whether a form that is not saved yet leaves the story a topic.
    topics_in_form: bool | None = None

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("slugline"),
        index.FilterField("story_type"),
        index.FilterField("published_at"),
    ]
    base_form_class = StoryForm
    edit_handler = story_screen(StoryForm)
    template = "newsroom/story.html"
    subpage_types: list[str] = []
    # Who may read a story is its own field; a page of ours is never behind a password.
    private_page_options: list[str] = []
    parent_page_types = ["newsroom.Section"]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("use_html_block", "Can write HTML into stories"),
            ("correct_story", "Can correct live stories"),
            ("withdraw_story", "Can retract and withdraw stories"),
            ("publish_urgently", "Can publish urgently, with approval afterwards"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(story_type=StoryType.SPONSORED) | ~Q(sponsor_name=""),
                name="newsroom_sponsored_story_has_sponsor",
                violation_error_message=_("Name the sponsor of a sponsored story."),
            )
        ]

    # The headline is the page's title; both words are used, the newsroom's in screens.
    @property
    def headline(self) -> str:
        return self.title

    @property
    def kind(self) -> StoryType:
        return StoryType(self.story_type)

    @property
    def is_sponsored(self) -> bool:
        return self.story_type == StoryType.SPONSORED

    @property
    def is_restricted(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def shown_at(self) -> datetime:
        """The date and time that readers see."""
        return self.published_at or self.first_published_at or timezone.now()

    @property
    def status_string(self) -> Any:
        """Where it stands, in the desk's words: Wagtail's label in lists and in the editor."""
        from broadsheet.newsroom.workflow.rights import is_spiked

        if self.live or self.expired or self.approved_schedule:
            return super().status_string
        state = self.current_workflow_state
        if state is not None:
            is_sent_back = state.status == state.STATUS_NEEDS_CHANGES
            return _("sent back") if is_sent_back else _("submitted")
        return _("spiked") if is_spiked(self) else super().status_string

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Wagtail's preview asks the page; readers' requests come through the room's view.
        from broadsheet.newsroom.views.story import story_context

        return {**super().get_context(request, *args, **kwargs), **story_context(request, self)}

    def public_path(self) -> str:
        from broadsheet.newsroom.permalinks import story_path

        return story_path(self)

    def lead_alt(self, picture: Any | None) -> str:
        """What the lead picture shows: in this story, else anywhere; nothing if it decorates."""
        if picture is None or self.lead_decorative:
            return ""
        return self.lead_alt_text or str(picture.description)

    def clean(self) -> None:
        super().clean()
        if self.is_sponsored and not self.sponsor_name:
            raise ValidationError(
                {"sponsor_name": _("Name the sponsor: readers see “Paid for by …”.")}
            )
        if self.updated_at and self.updated_at < self.shown_at:
            raise ValidationError(
                {"updated_at": _("“Updated” can't be before the date of the story.")}
            )

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Publish a revision, whoever asks: the editor, the clock, a workflow, a script.

        Raises PublishingRefused when the revision may not go out as it is.
        """
        from broadsheet.newsroom.pending import keeping_minutes
        from broadsheet.newsroom.publishing import require_publishable

        require_publishable(revision.as_object())
        # Page, address and card change together or not at all.
        with transaction.atomic():
            hold_and_refresh(self)
            with keeping_minutes(self, revision, kwargs.get("user")):
                super().publish(revision, *args, **kwargs)

    def get_lock(self) -> Any:
        """Wagtail closes a page while one of its versions is scheduled; here one can write on.

        Several versions may wait, and none is changed by what is saved: see `pending.py`.
        """
        lock = super().get_lock()
        if not isinstance(lock, ScheduledForPublishLock):
            return lock
        task = self.current_workflow_task
        return task.lock_class(self, task) if task else None

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            hold_and_refresh(self)
            super().unpublish(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            # Else PostgreSQL would end it, or the publication that goes on at the same moment.
            hold(self.pk)
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return deleted


class Byline(Orderable):
    """A name above the story: a person of ours, or words: “a correspondent in Rivne”."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bylines",
    )
    text = models.CharField(
        _("or a name in words"), max_length=255, blank=True, help_text=_("A correspondent in Rivne")
    )
    role = models.CharField(
        _("role"), max_length=20, choices=BylineRole.choices, default=BylineRole.AUTHOR
    )

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(text=""),
                name="newsroom_byline_names_someone",
                violation_error_message=_("Choose a person or write a name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.text

    @property
    def url(self) -> str:
        return self.person.url if self.person else ""


class StoryTopic(Orderable):
    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="story_topics"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "topic"],
                name="newsroom_story_topic_once",
                violation_error_message=_("A topic stands on a story once."),
            )
        ]

    def __str__(self) -> str:
        return str(self.topic)
