"""All that stands around a page: the header's and the footer's menus, panels, the promo bar."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils import translation

from broadsheet.core.languages import default_language
from broadsheet.core.registries import fixed_addresses
from broadsheet.masthead.current import (
    ShownMenu,
    content_language,
    menus,
    panels,
    promo_bar,
    settings_for,
)
from broadsheet.masthead.models import Panel, PromoBar, SiteSettings, SocialLink


@dataclass(frozen=True)
class Frame:
    """`menus` holds only those with a link that leads somewhere, by their place."""

    settings: SiteSettings | None
    language: str
    name: str = "Broadsheet"
    menus: dict[str, ShownMenu] = field(default_factory=dict)
    panels: list[Panel] = field(default_factory=list)
    promo_bar: PromoBar | None = None
    social_links: list[SocialLink] = field(default_factory=list)

    @property
    def home(self) -> str:
        return "/" if self.language == default_language() else f"/{self.language}/"

    @property
    def is_right_to_left(self) -> bool:
        return self.language.partition("-")[0] in ("ar", "fa", "he", "ur")

    @property
    def search_path(self) -> str:
        return path_of("search")

    @property
    def policies_path(self) -> str:
        """Where the site's policies stand, or "" where it has written none."""
        settings = self.settings
        if settings is None or not (
            settings.ethics_policy or settings.corrections_policy or settings.ownership
        ):
            return ""
        path = path_of("contacts")
        return f"{path}#policies" if path else ""

    @property
    def has_menu(self) -> bool:
        """Whether the header's menu has anything to open."""
        return bool(
            "featured" in self.menus or "more" in self.menus or self.panels or self.search_path
        )

    @property
    def has_footer_menus(self) -> bool:
        return bool(self.social_links or any(slot.startswith("footer") for slot in self.menus))


def path_of(route: str) -> str:
    """The address of a fixed page in the language shown; "" where no room has one of this name."""
    fixed = fixed_addresses.get(route)
    return home_path() + fixed.path.lstrip("/") if fixed else ""


def home_path() -> str:
    """The address of the front page in the language shown."""
    language = content_language()
    return "/" if language == default_language() else f"/{language}/"


def frame_for(request: HttpRequest | None, section_path: str = "") -> Frame:
    """The frame of the page that answers `request`, in five queries and those of its pictures.

    `section_path` is the address of the page's section, for promo bars bound to sections.
    """
    language = content_language()
    settings = settings_for(request) if request is not None else None
    if settings is None:
        return Frame(None, translation.get_language() or language)
    return Frame(
        settings=settings,
        language=language,
        name=settings.name,
        menus=menus(language),
        panels=panels(language),
        promo_bar=promo_bar(language, section_path),
        social_links=list(settings.social_links.all()),
    )
