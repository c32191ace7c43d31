"""What Wagtail's screens read of pages as JSON, without the actions that change pages there.

They would publish, move and delete past this program's own doors: without the checks before
publishing, without a word to what else is scheduled, past a withdrawal. No screen asks for them.
"""

from __future__ import annotations

from django.urls import URLPattern
from wagtail.admin.api.views import PagesAdminAPIViewSet


class ReadingPagesAPIViewSet(PagesAdminAPIViewSet):
    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [route for route in super().get_urlpatterns() if route.name != "action"]
