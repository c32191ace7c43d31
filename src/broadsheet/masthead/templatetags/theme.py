from __future__ import annotations

from django import template
from django.conf import settings
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from broadsheet.core.theme import current_theme
from broadsheet.masthead.current import content_language
from broadsheet.masthead.head import Head
from broadsheet.masthead.theme_style import style_address

register = template.Library()

#: The faces of a page's first lines; figures and marks are in the Latin ones everywhere.
FACES = ("vollkorn", "sofia-sans-condensed")
ITALIC = "vollkorn-italic"
#: Languages whose script has no italics.
UPRIGHT = frozenset({"ar", "fa", "ur"})
#: Languages whose own letters have files of their own.
CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
#: The built-in style names its fonts without a fingerprint; a preload of another address is lost.
SHIPPED = "broadsheet/fonts/"


@register.simple_tag(takes_context=True)
def preloaded_fonts(context: Context) -> SafeString:
    """The fonts that a page fetches before its style has asked for them."""
    theme = current_theme()
    names = first_fonts(context.get("head")) if theme.preload is None else theme.preload
    return format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ([font_address(name)] for name in names),
    )


def first_fonts(head: Head | None) -> list[str]:
    """The files of a page's first lines: in its language's script, italics where it has any."""
    language = content_language().partition("-")[0]
    scripts = ("cyrillic", "latin") if language in CYRILLIC else ("latin",)
    has_italics = head is not None and head.has_italics and language not in UPRIGHT
    faces = (*FACES, ITALIC) if has_italics else FACES
    # The rare Latin letters of an italic line in Cyrillic can wait.
    return [
        f"{SHIPPED}{face}-{script}.woff2"
        for script in scripts
        for face in (faces if script == scripts[0] else FACES)
    ]


def font_address(name: str) -> str:
    if name.startswith(SHIPPED) and not (current_theme().static / name).is_file():
        return f"{settings.STATIC_URL}{name}"
    return static(name)


@register.simple_tag
def theme_style() -> SafeString:
    """The theme's stylesheet; nothing where there is no theme."""
    address = style_address()
    return format_html('<link rel="stylesheet" href="{}">', address) if address else SafeString("")
