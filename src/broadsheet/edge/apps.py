from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EdgeConfig(AppConfig):
    name = "broadsheet.edge"
    label = "edge"
    verbose_name = _("Edge")

    def ready(self) -> None:
        from broadsheet.core.problems import problems
        from broadsheet.edge.cdn.purging import register
        from broadsheet.edge.problems import full_disk

        problems.register("full disk", full_disk)
        register()
