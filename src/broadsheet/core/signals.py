from typing import Any

from django.db.models import Model
from wagtail.models import Site

from broadsheet.core.actions import keep_fixed_addresses, withdraw_address
from broadsheet.core.pages import AddressedPageMixin
from broadsheet.core.registries import address_views


def keep_fixed_addresses_after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    if using == "default":
        for site in Site.objects.all():
            keep_fixed_addresses(site)


def keep_fixed_addresses_of_new_site(
    sender: Any, instance: Site, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    if created and not raw:
        keep_fixed_addresses(instance)


def keep_address_of_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Publishing, unpublishing, a new slug and a move each settle the page's address."""
    if isinstance(instance, AddressedPageMixin):
        instance.keep_address()


def withdraw_address_of_deleted(sender: Any, instance: Model, **kwargs: Any) -> None:
    """What is deleted answers 410 where it stood."""
    if address_views.view_for(instance) is not None:
        withdraw_address(instance)
