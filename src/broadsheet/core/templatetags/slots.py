from typing import Any, cast

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from broadsheet.core.registries import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """Put here what the rooms above have registered for this place of the page."""
    flat = cast("dict[str, Any]", context.flatten())
    # Each part is a rendered template, escaped by the template engine.
    return mark_safe("".join(part(flat) for part in slots.parts(name)))
