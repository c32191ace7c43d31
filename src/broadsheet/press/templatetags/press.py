from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from broadsheet.press.fragments import fragment_html

register = template.Library()


@register.simple_tag(takes_context=True)
def fragment(context: Context, name: str, without: Any = None, **arguments: Any) -> SafeString:
    """A part that stands on many pages; `without` is the story that it must not show."""
    key = getattr(without, "pk", without)
    return fragment_html(name, context.get("request"), arguments, key or None)
