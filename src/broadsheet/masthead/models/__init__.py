from broadsheet.masthead.models.menu import Menu, MenuItem, MenuSlot
from broadsheet.masthead.models.page import InformationPage
from broadsheet.masthead.models.panel import Panel
from broadsheet.masthead.models.promo_bar import PromoBar
from broadsheet.masthead.models.settings import SiteSettings, SocialLink

__all__ = [
    "InformationPage",
    "Menu",
    "MenuItem",
    "MenuSlot",
    "Panel",
    "PromoBar",
    "SiteSettings",
    "SocialLink",
]
