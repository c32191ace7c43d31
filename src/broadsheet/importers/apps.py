from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    name = "broadsheet.importers"
    label = "importers"
    verbose_name = _("Importers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from broadsheet.core.registries import last_resorts, suffixes
        from broadsheet.importers.old_feeds import serve_old_feed, serve_without_amp
        from broadsheet.importers.problems import LACKS_FILES, brought_without_credit
        from broadsheet.importers.resorts import answer_old
        from broadsheet.importers.signals import end_address_by_uuid
        from broadsheet.masthead.models import InformationPage
        from broadsheet.newsroom.desk.needs import needs
        from broadsheet.newsroom.models import Story
        from broadsheet.newsroom.publishing import excused_pictures

        for page in (Story, InformationPage):
            post_delete.connect(end_address_by_uuid, sender=page)
        suffixes.register("rss", serve_old_feed)
        suffixes.register("amp", serve_without_amp)
        last_resorts.register("imported", answer_old)
        needs.register("files", LACKS_FILES)
        excused_pictures.register("imported", brought_without_credit)
