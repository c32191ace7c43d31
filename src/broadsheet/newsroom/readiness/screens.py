"""The site's choice of checks, and what they find in a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Site

from broadsheet.newsroom.models import PublishingRules, Story
from broadsheet.newsroom.readiness.findings import level_of
from broadsheet.newsroom.readiness.panels import found_in
from broadsheet.newsroom.readiness.registry import Level, checks

CHANGE_RULES = "newsroom.change_publishingrules"
MOST_WORDS = 20_000


@require_safe
def show_findings(request: HttpRequest, story: int) -> HttpResponse:
    """What the checks find in the newest version, for the editor's side panel."""
    page = get_object_or_404(Story, pk=story)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft: Any = page.get_latest_revision_as_object()
    return TemplateResponse(request, "newsroom/admin/findings.html", found_in(draft))


class RulesForm(forms.Form):
    """A level for each check, and the house's words."""

    def __init__(self, *args: Any, rules: PublishingRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, check in checks:
            self.fields[name] = forms.ChoiceField(
                label=str(check.label), choices=Level.choices, initial=level_of(name, check, rules)
            )
        # The check of these words has a level of its own, by the name of "house_words".
        self.fields["word_list"] = forms.CharField(
            label=_("House word list"),
            required=False,
            max_length=MOST_WORDS,
            widget=forms.Textarea(attrs={"rows": 8}),
            initial=rules.house_words,
            help_text=_("One a line: “utilise = use”, or a word alone that is not to be used."),
        )


class RulesView(WagtailAdminTemplateMixin, View):
    """The screen among the settings where a site says how strict it is."""

    template_name = "newsroom/admin/publishing_rules.html"
    header_icon = "glasses"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(CHANGE_RULES):
            raise PermissionDenied
        site = Site.find_for_request(request)
        self.rules: PublishingRules = PublishingRules.for_site(site)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Checks before publishing"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(RulesForm(rules=self.rules))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RulesForm(request.POST, rules=self.rules)
        if not form.is_valid():
            return self.shown(form)
        before = {name: level_of(name, check, self.rules).value for name, check in checks}
        self.rules.house_words = form.cleaned_data["word_list"]
        # What an uninstalled plugin's check was set to stays, should it come back.
        self.rules.levels |= {name: form.cleaned_data[name] for name, _check in checks}
        self.rules.save()
        log(
            instance=self.rules,
            action="wagtail.edit",
            user=request.user,
            data={
                "levels": self.rules.levels,
                **{
                    name: {"old": before[name], "new": form.cleaned_data[name]}
                    for name in before
                    if before[name] != form.cleaned_data[name]
                },
            },
        )
        messages.success(request, _("The checks are changed, for what is published from now on."))
        return redirect("readiness:rules")

    def shown(self, form: RulesForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response
