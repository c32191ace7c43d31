from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from broadsheet.newsroom.assigning.rights import people_to_assign, sections_to_assign_in
from broadsheet.newsroom.models import Assignment, Section
from broadsheet.staff.models import User


class AssignmentForm(forms.ModelForm[Assignment]):
    """What is to be written, by whom and until when; a story's section is where it stands."""

    class Meta:
        model = Assignment
        fields = ["headline", "brief", "section", "people", "deadline"]
        widgets = {
            "brief": forms.Textarea(attrs={"rows": 4}),
            "people": forms.CheckboxSelectMultiple,
            "deadline": AdminDateTimeInput,
        }

    def __init__(self, *args: Any, user: Any, story: Any | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_deadline = self.instance.deadline
        section = self.fields["section"]
        people = self.fields["people"]
        assert isinstance(section, forms.ModelChoiceField)
        assert isinstance(people, forms.ModelMultipleChoiceField)
        section.queryset = sections_to_assign_in(user)
        people.queryset = people_to_assign()
        people.error_messages["required"] = _("Choose at least one person who writes it.")
        if story is not None:
            del self.fields["section"]

    def clean_deadline(self) -> datetime | None:
        deadline: datetime | None = self.cleaned_data["deadline"]
        is_new = deadline != self.former_deadline
        if deadline and is_new and deadline <= timezone.now():
            raise ValidationError(gettext("This minute is over. Give a later one, or none."))
        return deadline

    @property
    def section(self) -> Section:
        found: Section = self.cleaned_data.get("section") or self.instance.section
        return found

    @property
    def chosen_people(self) -> list[User]:
        return list(self.cleaned_data["people"])
