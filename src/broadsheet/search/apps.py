from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "broadsheet.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from broadsheet.core.registries import FixedAddress, fixed_addresses
        from broadsheet.core.upgrading import UpgradeStep, upgrade_steps
        from broadsheet.search.renewing import renew_entries
        from broadsheet.search.views import serve_search

        # Each question has another answer.
        fixed_addresses.register(
            "search", FixedAddress("/search/", _("Search"), serve_search, kept=False)
        )
        upgrade_steps.register(
            "search.renew", UpgradeStep("Search learns what is a headline", renew_entries)
        )
