from django import template
from django.conf import settings
from django.template.context import Context

from broadsheet.masthead.current import settings_for

register = template.Library()


@register.simple_tag(takes_context=True)
def newspaper_name(context: Context) -> str:
    """The newspaper's name for the newsroom's own screens, before there is one the program's."""
    request = context.get("request")
    current = settings_for(request) if request is not None else None
    return current.name if current else str(settings.WAGTAIL_SITE_NAME)
