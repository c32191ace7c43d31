from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
)
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.forms import Field
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from broadsheet.staff.models import User
from broadsheet.staff.roles import roles


def plain(field: Field) -> None:
    """Without a link in the help text and without words inside the field, which go as one types."""
    field.help_text = ""
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Name or mail address, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Username or email address")
        login.widget.attrs = {
            "autocomplete": "username webauthn",
            "autocapitalize": "none",
            "autofocus": True,
            "maxlength": "254",
        }
        # The way to a new password stands below the form, as a link with a name of its own.
        plain(self.fields["password"])
        self.fields["remember"].label = _("Keep me signed in for two weeks")


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = _("Email address of your account")
        plain(email)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["password"])


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["oldpassword"])


def role_choices() -> list[tuple[str, str]]:
    return [(name, name) for name, _role in roles]


def section_choices() -> Any:
    """Pages right below the front, in the tree's order."""
    return Page.objects.filter(depth=3).order_by("path")


class RoleForm(forms.Form):
    """A role, and the sections that it holds in; without one, the whole newspaper."""

    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    sections = forms.ModelMultipleChoiceField(
        label=_("Only in these sections"),
        queryset=Page.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any, the role holds in the whole newspaper."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = self.fields["sections"]
        assert isinstance(sections, forms.ModelMultipleChoiceField)
        sections.queryset = section_choices()


class InvitationForm(RoleForm):
    email = forms.EmailField(label=_("Email address"), max_length=254)
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)

    field_order = ("email", "first_name", "last_name", "role", "sections")


class AcceptanceForm(forms.Form):
    """What an invited person gives: their name, and how they sign in."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    username = forms.CharField(
        label=_("Username"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(gettext("Somebody has this name already. Choose another one."))
        return username

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "password" in values:
            names = ("username", "first_name", "last_name")
            account = User(**{name: values.get(name, "") for name in names})
            try:
                validate_password(values["password"], account)
            except ValidationError as error:
                self.add_error("password", error)
        return values
