from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "broadsheet.keeping"
    label = "keeping"
    verbose_name = _("Safe keeping")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.core.clock import Job, jobs
        from broadsheet.core.problems import problems
        from broadsheet.keeping.problems import backups
        from broadsheet.keeping.schedule import INTERVAL, keep_schedule

        jobs.register("keep the backups", Job(INTERVAL, keep_schedule))
        problems.register("backups", backups)
