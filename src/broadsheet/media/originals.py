from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from broadsheet.media.storage import originals_storage

#: What a browser may show by itself; anything else is downloaded.
SHOWN = frozenset(
    {"application/pdf", "image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}
)


@never_cache
@require_admin_access
def serve_original(request: HttpRequest, name: str) -> HttpResponseBase:
    """An original for those who work in the newsroom; readers never get one."""
    storage = originals_storage()
    try:
        file = storage.open(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404(name) from error
    kind, _encoding = mimetypes.guess_type(name)
    response = FileResponse(file, as_attachment=kind not in SHOWN)
    # An original may be SVG or HTML in disguise: it must never run with the newsroom's rights.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
