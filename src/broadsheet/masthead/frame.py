"""All that stands around a page: the header's and the footer's menus, panels, the promo bar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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
    """`menus` holds only those with a link that leads somewhere, by their place.

    Each part is asked for where it is shown: a page that leaves the header to its fragment does
    not depend on the menus.
    """

    settings: SiteSettings | None
    language: str
    name: str = "Broadsheet"
    section_path: str = ""

    @cached_property
    def menus(self) -> dict[str, ShownMenu]:
        return menus(self.language) if self.settings else {}

    @cached_property
    def panels(self) -> list[Panel]:
        return panels(self.language) if self.settings else []

    @cached_property
    def promo_bar(self) -> PromoBar | None:
        return promo_bar(self.language, self.section_path) if self.settings else None

    @cached_property
    def social_links(self) -> list[SocialLink]:
        return list(self.settings.social_links.all()) if self.settings else []

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


#: Under this name a request keeps its frames, by the section that they stand around.
ATTRIBUTE = "_frames"


def frame_for(request: HttpRequest | None, section_path: str = "") -> Frame:
    """The frame of the page that answers `request`, in five queries and those of its pictures.

    `section_path` is the address of the page's section, for promo bars bound to sections.
    """
    if request is None:
        return _frame(None, section_path)
    frames: dict[str, Frame] = request.__dict__.setdefault(ATTRIBUTE, {})
    if section_path not in frames:
        frames[section_path] = _frame(request, section_path)
    return frames[section_path]


def _frame(request: HttpRequest | None, section_path: str) -> Frame:
    language = content_language()
    settings = settings_for(request) if request is not None else None
    if settings is None:
        return Frame(None, translation.get_language() or language)
    return Frame(settings, language, settings.name, section_path)
