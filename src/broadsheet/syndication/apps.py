from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "broadsheet.syndication"
    label = "syndication"
    verbose_name = _("Syndication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.core.registries import suffixes
        from broadsheet.syndication.formats import FORMATS
        from broadsheet.syndication.views import serve_feed

        for form in FORMATS:
            suffixes.register(form.suffix, serve_feed(form))
