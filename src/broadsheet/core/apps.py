from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "broadsheet.core"
    label = "core"
    verbose_name = _("Addresses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save
        from wagtail.models import Site
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from broadsheet.core import signals
        from broadsheet.core.spreadsheets import keep_formulas_out

        keep_formulas_out()
        post_migrate.connect(signals.keep_fixed_addresses_after_migrate, sender=self)
        post_save.connect(signals.keep_fixed_addresses_of_new_site, sender=Site)
        page_published.connect(signals.keep_address_of_page)
        page_unpublished.connect(signals.keep_address_of_page)
        page_slug_changed.connect(signals.keep_address_of_page)
        post_page_move.connect(signals.keep_address_of_page)
        post_delete.connect(signals.withdraw_address_of_deleted)
        self.register_jobs()
        self.register_problems()

    def register_jobs(self) -> None:
        from broadsheet.core.clock import Job, jobs
        from broadsheet.core.outbound.actions import clear_old
        from broadsheet.core.sweeping import prune_task_results, requeue_stuck_tasks

        jobs.register("requeue stuck tasks", Job(60, requeue_stuck_tasks))
        jobs.register("prune task results", Job(3600, prune_task_results))
        jobs.register("clear old outbound acts", Job(600, clear_old))

    def register_problems(self) -> None:
        from broadsheet.core.outbound.problems import failing_acts
        from broadsheet.core.problems import problems
        from broadsheet.core.task_problems import failed_tasks, waiting_tasks

        problems.register("waiting tasks", waiting_tasks)
        problems.register("failed tasks", failed_tasks)
        problems.register("failing outbound acts", failing_acts)
