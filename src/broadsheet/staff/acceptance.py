"""The page behind an invitation's link."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from broadsheet.staff.errors import AccountError
from broadsheet.staff.forms import AcceptanceForm
from broadsheet.staff.invitations import accept
from broadsheet.staff.models import Invitation

TEMPLATE = "staff/accept_invitation.html"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let an invited person set a name and a password, once, and sign them in."""
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="accept_invitation")
    if refusal is not None:
        return refusal
    invitation = Invitation.objects.usable().with_token(token).first()
    if invitation is None:
        return render(request, TEMPLATE, {"is_over": True}, status=410)
    names = {"first_name": invitation.first_name, "last_name": invitation.last_name}
    form = AcceptanceForm(request.POST if request.method == "POST" else None, initial=names)
    if form.is_valid():
        # Whoever was signed in here before is somebody else.
        logout(request)
        try:
            account = accept(token, **form.cleaned_data)
        except AccountError:
            return render(request, TEMPLATE, {"is_over": True}, status=410)
        record_authentication(request, account, method="invitation")
        return perform_login(request, account)  # type: ignore[no-any-return]
    return render(request, TEMPLATE, {"form": form, "invitation": invitation})
