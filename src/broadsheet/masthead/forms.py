"""The forms behind the masthead's screens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from broadsheet.core.languages import default_locale
from broadsheet.core.models import Address
from broadsheet.masthead.sections import section_addresses


class MenuForm(WagtailAdminModelForm):
    """A menu; a place has one in each language."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # The locale is no field of the form, so Django leaves the constraint unchecked.
        rivals = type(self.instance)._default_manager.filter(
            slot=cleaned.get("slot"), locale_id=self.instance.locale_id or default_locale().pk
        )
        if rivals.exclude(pk=self.instance.pk).exists():
            self.add_error(
                "slot", _("There is already a menu in this place. Choose another or edit that one.")
            )
        return cleaned


class SectionField(forms.ModelMultipleChoiceField[Address]):
    def label_from_instance(self, obj: Address) -> str:
        return obj.title or obj.path


class PromoBarForm(WagtailAdminModelForm):
    """A promo bar; its sections are ticked, not looked up among all addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sections" in self.fields:
            plain = self.fields["sections"]
            self.fields["sections"] = SectionField(
                section_addresses(),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                label=plain.label,
                help_text=plain.help_text,
            )
