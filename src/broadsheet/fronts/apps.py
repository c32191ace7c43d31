from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontsConfig(AppConfig):
    name = "broadsheet.fronts"
    label = "fronts"
    verbose_name = _("Fronts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.core.registries import address_views, slots
        from broadsheet.fronts.models import FrontPage
        from broadsheet.fronts.parts import editors_picks
        from broadsheet.fronts.views import serve_front

        address_views.register(FrontPage, serve_front)
        slots.fill("story.rail", editors_picks, weight=20)
