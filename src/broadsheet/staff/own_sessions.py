"""One's own sessions: where one is signed in, and the end of any of them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from broadsheet.staff.models import User
from broadsheet.staff.sessions import end_sessions, living_sessions


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    current = request.session.session_key
    sessions = living_sessions(account)
    if request.method == "POST":
        others = [session for session in sessions if session.session_key != current]
        wanted = request.POST.get("session", "")
        if wanted != "others":
            others = [session for session in others if str(session.pk) == wanted]
        ended = end_sessions(account, others, by=account)
        messages.success(
            request,
            ngettext("%(count)s session is ended.", "%(count)s sessions are ended.", ended)
            % {"count": ended}
            if ended
            else gettext("That session had ended already."),
        )
        return redirect("own_sessions")
    context = {"sessions": sessions, "current": current}
    return render(request, "staff/own_sessions.html", context)
