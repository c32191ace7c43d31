"""Recordings and what else stands under /media/, whole or the part that a player asks for."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe
from whitenoise.media_types import MediaTypes
from whitenoise.responders import StaticFile

from broadsheet.edge.cdn.headers import file_headers

#: What plays or shows by itself; anything else is downloaded.
SHOWN = ("audio/", "video/", "image/")
_types = MediaTypes()


class _SentAsItIs(FileResponse):
    def set_headers(self, filelike: object) -> None:
        """Leave the headers as they are: length and kind are set, whole or in part."""


@require_safe
def serve_public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a public file, and with 206 where a range is asked for (RFC 9110, 14).

    Players ask for parts, to start before all is here and to go to another minute; Safari plays
    nothing from a server that answers with the whole. Raises Http404 where there is no such file.
    """
    try:
        found = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404(path) from error
    if not found.is_file():
        raise Http404(path)
    kind = _types.get_type(found.name)
    headers = [
        ("Accept-Ranges", "bytes"),
        ("Cache-Control", "max-age=86400"),
        ("Content-Type", kind),
        # A page in disguise must never run with the rights of the site.
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        *file_headers(request.path),
    ]
    if not kind.startswith(SHOWN) or kind == "image/svg+xml":
        headers.append(("Content-Disposition", "attachment"))
    answer = StaticFile(str(found), headers).get_response(request.method, request.META)
    if answer.file is None:
        response: HttpResponseBase = HttpResponse(status=answer.status)
        del response.headers["Content-Type"]
    else:
        response = _SentAsItIs(answer.file, status=answer.status)
    for name, value in answer.headers:
        response[name] = value
    return response
