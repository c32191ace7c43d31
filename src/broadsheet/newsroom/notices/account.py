"""Which notices a person gets, chosen in their account in the place of Wagtail's own choice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    NotificationsSettingsPanel,
    notifications_tab,
)
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from broadsheet.newsroom.models import NoticeChoices
from broadsheet.newsroom.models.notice import Channel, NoticeKind


class NoticesForm(forms.Form):
    """For each kind of notice where it comes; comments are Wagtail's own, by mail alone."""

    comments = forms.BooleanField(
        label=_("Comments on my stories, by mail"),
        required=False,
        help_text=_("When somebody comments on a story whose comments you follow."),
    )

    def __init__(self, *args: Any, instance: UserProfile, **kwargs: Any) -> None:
        self.profile = instance
        found = NoticeChoices.objects.filter(person=instance.user).first()
        self.choices = found or NoticeChoices(person=instance.user)
        initial = {"comments": instance.updated_comments_notifications}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for kind in NoticeKind:
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=kind.label,
                choices=Channel.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[item.value for item in Channel if self.choices.wants(kind, item)],
            )
        self.order_fields([*(kind.value for kind in NoticeKind), "comments"])

    def save(self) -> None:
        data = self.cleaned_data
        self.choices.channels = {kind.value: data[kind.value] for kind in NoticeKind}
        self.choices.save()
        self.profile.updated_comments_notifications = data["comments"]
        self.profile.save(update_fields=["updated_comments_notifications"])
        log(
            instance=self.profile.user,
            action="newsroom.notices.choose",
            user=self.profile.user,
            data={"channels": self.choices.channels},
        )


class NoticesPanel(BaseSettingsPanel):
    name = "notices"
    title = _("Notices")
    tab = notifications_tab
    order = 100
    form_class = NoticesForm
    form_object = "profile"


class NewsroomAccountView(AccountView):
    def get_panels(self) -> list[Any]:
        user = self.request.user
        panel = NoticesPanel(self.request, user, UserProfile.get_for_user(user))
        others = [
            item
            for item in super().get_panels()
            if not isinstance(item, NotificationsSettingsPanel)
        ]
        return [*others, panel]


account = require_admin_access(NewsroomAccountView.as_view())
