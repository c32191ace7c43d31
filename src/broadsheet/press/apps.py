from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    name = "broadsheet.press"
    label = "press"
    verbose_name = _("Press")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate, pre_migrate

        from broadsheet.press import bell, keeping_watch, takedown

        connection_created.connect(takedown.listen)
        connection_created.connect(bell.listen)
        pre_migrate.connect(keeping_watch.before_migration, sender=self)
        post_migrate.connect(keeping_watch.after_migration, sender=self)
