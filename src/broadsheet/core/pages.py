"""What every page of ours shares: its public address comes from the table of addresses."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from wagtail.models import Locale, Site

from broadsheet.core.actions import assign_address, check_path, find_rival, taken, withdraw_address
from broadsheet.core.errors import AddressRefused
from broadsheet.core.holding import hold, hold_and_refresh
from broadsheet.core.languages import path_prefix


class AddressedPageMixin(models.Model):
    """A Wagtail page whose address is `public_path()` and not its place in the tree."""

    class Meta:
        abstract = True

    # Given by wagtail.models.Page.
    pk: Any
    slug: str
    title: str
    live: bool
    locale_id: int

    @transaction.atomic
    def add_child(self, **kwargs: Any) -> Any:
        """Add a page below this one; whoever else does the same waits.

        The tree locks the rows of page and section in an order of PostgreSQL's own choice: a writer
        who holds one of them and needs the other would wait for one who waits for it.
        """
        hold(self.pk)
        return super().add_child(**kwargs)  # type: ignore[misc]

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish a revision; where the page stands in the tree is what the database says now.

        Wagtail writes the whole row: pages that were added meanwhile would no longer be counted,
        and the next one would get the place of the first.
        """
        hold_and_refresh(self)  # type: ignore[arg-type]
        super().publish(*args, **kwargs)  # type: ignore[misc]

    def public_path(self) -> str:
        """The path that the page has, or would have if it went live now."""
        return f"/{self.slug}/"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        possible = [
            root
            for root in self._get_relevant_site_root_paths(request)  # type: ignore[attr-defined]
            if self.url_path.startswith(root.root_path)  # type: ignore[attr-defined]
        ]
        if not possible:
            return None
        site_id, _root_path, root_url, _language = possible[0]
        return site_id, root_url, path_prefix(self.locale_id) + self.public_path()

    def clean(self) -> None:
        super().clean()
        site = self.site_of_address()
        if site is None or self.is_front():
            return
        try:
            check_path(self.public_path())
            rival = find_rival(
                self.public_path(),
                site=site,
                locale=Locale.objects.get(pk=self.locale_id),
                target=self,
            )
            if rival is not None:
                raise taken(rival)
        except AddressRefused as refused:
            raise ValidationError({"slug": refused.messages}) from refused

    def is_front(self) -> bool:
        """Whether the page is the front of its site, at `/`."""
        return False

    def site_of_address(self) -> Site | None:
        """The site in whose tree the page stands; None for a page that stands in none yet."""
        if not getattr(self, "path", ""):
            return Site.objects.filter(is_default_site=True).first()
        found: Site | None = self.get_site()  # type: ignore[attr-defined]
        return found

    @transaction.atomic
    def keep_address(self) -> None:
        """Make the address what the page now says: live at its path, or gone."""
        if not self.live:
            withdraw_address(self)
            return
        site = self.site_of_address()
        if site is not None:
            assign_address(
                self,
                self.public_path(),
                title=self.title,
                site=site,
                locale=Locale.objects.get(pk=self.locale_id),
            )
