"""The forms behind the newsroom's editing screens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import CharField, Textarea
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import ListBlockValidationError, StreamBlockValidationError
from wagtail.blocks.base import BlockWidget
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import COMMENTS_RELATION_NAME

from broadsheet.core.languages import default_locale
from broadsheet.newsroom.beginning import without_blank_text
from broadsheet.newsroom.html_block import (
    keep_html,
    may_write_html,
    standing_html,
    without_new_html,
)
from broadsheet.newsroom.publishing import Fault, faults, require_publishable
from broadsheet.newsroom.slugs import free_slug

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story


#: Wagtail's formset, named otherwise than the relation that it saves.
COMMENTS = "comments"


class StoryForm(WagtailAdminPageForm):
    """A story in the editor: a draft is saved freely, what goes out is checked."""

    #: Shown only where a warning keeps the story back.
    override_reason = CharField(
        label=gettext_lazy("Why it goes out all the same"),
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept in the story's history, with your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Warnings for which nobody has given a reason yet.
        self.owed: list[Fault] = []
        #: Warnings for which this form gives one.
        self.let_pass: list[Fault] = []
        #: The story together with what others have saved since, where there is such.
        self.merged_into: Story | None = None
        self.writes_html = "body" not in self.fields or may_write_html(self.for_user)
        if not self.writes_html:
            self.html_there = standing_html(self.instance.body)
            field = self.fields["body"]
            field.block = without_new_html(field.block, len(self.html_there))
            field.widget = BlockWidget(field.block)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        # Wagtail calls a page live before it is saved for the first time.
        is_live = self.instance.pk is not None and self.instance.live
        if self.is_deferred_validation and not is_live:
            # A reporter's words are kept though another began with the same headline.
            return free_slug(self.instance, slug, self.parent_page)
        return slug

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """What an autosave changes in the open form: ids of new rows, and the slug it chose."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        if self.cleaned_data.get("slug") != self.data.get("slug"):
            updates.append(("slug", self.cleaned_data["slug"]))
        return updates

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        return body if self.writes_html else keep_html(body, self.html_there)

    @property
    def is_going_out(self) -> bool:
        """Whether the story is published or submitted now, rather than kept as a draft."""
        rejected = (
            self.data.get("action-workflow-action")
            and self.data.get("workflow-action-name") == "reject"
        )
        return not self.is_deferred_validation and not rejected

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_going_out:
            self.instance.topics_in_form = self.has_topics()
            self.mark(faults(self.instance))
            if not self.errors and "action-submit" not in self.data:
                # Who submits is not the one who decides: the editor is asked.
                self.ask_why()
            if not self.errors:
                # Not before: errors are shown by the places of blocks as they were sent.
                self.instance.body = without_blank_text(self.instance.body)

    def save(self, commit: bool = True) -> Any:
        if self.merged_into is None:
            return super().save(commit=commit)
        story = self.merged_into
        if self.is_going_out:
            require_publishable(story)
        comments = self.formsets.get(COMMENTS)
        if comments is not None:
            # Always: Wagtail's notices of comments ask the set what it has saved.
            comments.save(commit=False)
        if comments is not None and comments.has_changed():
            kept = getattr(self.instance, COMMENTS_RELATION_NAME).all()
            setattr(story, COMMENTS_RELATION_NAME, list(kept))
        if commit:
            story.save()
        return story

    def has_changed(self) -> bool:
        return self.merged_into is not None or bool(super().has_changed())

    def has_topics(self) -> bool | None:
        """Whether a topic will be left once this form is saved; None where it says nothing."""
        formset = self.formsets.get("story_topics")
        if formset is None:
            return None
        return any(
            row.is_valid() and row.cleaned_data.get("topic") and not row.cleaned_data.get("DELETE")
            for row in formset.forms
        )

    def ask_why(self) -> None:
        """Let warnings pass for a reason; without one they keep the story back, at their fields."""
        # Here, as the checks know stories, and stories this form.
        from broadsheet.newsroom.readiness.findings import warnings

        found = warnings(self.instance)
        if self.cleaned_data.get("override_reason", "").strip():
            self.let_pass = found
        elif found:
            self.owed = found
            self.mark(found)

    def keep_override(self, story: Story) -> None:
        """Note what was let pass, once the story is out."""
        from broadsheet.newsroom.readiness.findings import keep_override

        if self.let_pass:
            reason = self.cleaned_data["override_reason"].strip()
            keep_override(story, self.let_pass, reason=reason, user=self.for_user)

    def mark(self, found: Iterable[Fault]) -> None:
        """Show each fault at its field; a body's at its block."""
        in_blocks: dict[Any, Any] = {}
        for fault in found:
            if fault.field in self.errors:
                continue
            if fault.where:
                put_at(in_blocks, fault.where, ValidationError(fault.message))
            else:
                self.add_error(fault.field or None, fault.message)
        if in_blocks:
            self.add_error(
                "body",
                StreamBlockValidationError(
                    block_errors={number: block_error(inner) for number, inner in in_blocks.items()}
                ),
            )


def put_at(place: dict[Any, Any], where: tuple[int | str, ...], error: ValidationError) -> None:
    """Put an error at its place in a body, unless one stands there or around it already."""
    *steps, last = where
    for step in steps:
        place = place.setdefault(step, {})
        if not isinstance(place, dict):
            return
    place.setdefault(last, error)


def block_error(inner: Any) -> ValidationError:
    """Nested `{"credit": error}` and `{"pictures": {0: {…}}}` as Wagtail's blocks want errors."""
    if isinstance(inner, ValidationError):
        return inner
    errors = {key: block_error(value) for key, value in inner.items()}
    listed = all(isinstance(key, int) for key in errors)
    kind = ListBlockValidationError if listed else StructBlockValidationError
    error: ValidationError = kind(block_errors=errors)
    return error


class NamedForm(WagtailAdminModelForm):
    """A topic or a person: the slug follows from the name unless it is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in self.errors or "name" not in cleaned:
            return cleaned
        given = cleaned.get("slug")
        slug = given or slugify(cleaned["name"], allow_unicode=True)[:190]
        if not slug:
            self.add_error("slug", _("Give a slug: the name has no letter to make one of."))
        elif given and self.is_taken(given):
            # The locale is no field of the form, so Django leaves the constraint unchecked.
            self.add_error(
                "slug",
                _("There is already “%(name)s” with this slug. Choose another one.")
                % {"name": self.rivals(given).first()},
            )
        else:
            number = 2
            free = slug
            while self.is_taken(free):
                free, number = f"{slug}-{number}", number + 1
            cleaned["slug"] = self.instance.slug = free
        return cleaned

    def rivals(self, slug: str) -> Any:
        """Others of the kind with the slug in the same language."""
        model: type[Model] = type(self.instance)
        locale_id = self.instance.locale_id or default_locale().pk
        return model._default_manager.filter(slug=slug, locale_id=locale_id).exclude(
            pk=self.instance.pk
        )

    def is_taken(self, slug: str) -> bool:
        return bool(self.rivals(slug).exists())
