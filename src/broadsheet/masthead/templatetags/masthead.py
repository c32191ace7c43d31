from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from broadsheet.core.theme import current_theme
from broadsheet.masthead import times
from broadsheet.masthead.content_security import allow, hash_source
from broadsheet.masthead.current import settings_for
from broadsheet.masthead.frame import Frame, frame_for
from broadsheet.masthead.head import absolute
from broadsheet.masthead.models import SiteSettings
from broadsheet.masthead.models.settings import COLOUR

register = template.Library()

STYLES = {
    "date": times.date_words,
    "time": times.time_words,
    "datetime": times.date_and_time_words,
}


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """What stands around the page: settings, menus, panels, promo bar."""
    return frame_for(context.get("request"), context.get("section_path") or "")


@register.simple_tag(takes_context=True)
def site_style(context: Context, settings: SiteSettings | None) -> SafeString:
    """The site's own colours, the one inline style of a page; the policy names its hash."""
    # A value that is no colour could end the style element.
    if settings is None or not (
        COLOUR.match(settings.accent) and COLOUR.match(settings.accent_dark)
    ):
        return SafeString("")
    if current_theme().sets_accent and not settings.has_own_accent:
        return SafeString("")
    css = (
        f":root{{--accent:{settings.accent}}}"
        "@media (prefers-color-scheme:dark){"
        f':root:not([data-scheme="light"]){{--accent:{settings.accent_dark}}}}}'
        f':root[data-scheme="dark"]{{--accent:{settings.accent_dark}}}'
    )
    allow(context.get("request"), "style-src", hash_source(css))
    # Made of two checked colours only.
    return mark_safe(f"<style>{css}</style>")


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None, style: str = "datetime") -> SafeString:
    """A `<time>` in the site's zone and style; `style` is date, time or datetime."""
    if value is None:
        return SafeString("")
    request = context.get("request")
    settings = settings_for(request) if request is not None else None
    return format_html(
        '<time datetime="{}">{}</time>', times.machine_time(value), STYLES[style](value, settings)
    )


@register.simple_tag(takes_context=True)
def day_words(context: Context, day: date) -> SafeString:
    """A `<time>` that names a whole day."""
    request = context.get("request")
    settings = settings_for(request) if request is not None else None
    return format_html(
        '<time datetime="{}">{}</time>', day.isoformat(), times.date_words(day, settings)
    )


@register.filter
def grouped(value: Any) -> str:
    """1000 → `1,000`, as the language groups digits."""
    return str(number_format(value, force_grouping=True))


@register.filter
def at_most(value: int, limit: int) -> int:
    """A goal may be overreached; its bar is full then."""
    return min(value, limit)


@register.filter
def whole_address(path: str) -> str:
    """A path of ours with the site's host, as link previews need it."""
    return absolute(path) if path else ""


register.filter("machine_time", times.machine_time)
