from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MastheadConfig(AppConfig):
    name = "broadsheet.masthead"
    label = "masthead"
    verbose_name = _("Masthead")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.core.registries import address_views
        from broadsheet.masthead import parts
        from broadsheet.masthead.models import InformationPage
        from broadsheet.masthead.views import serve_information_page

        address_views.register(InformationPage, serve_information_page)
        parts.register()
