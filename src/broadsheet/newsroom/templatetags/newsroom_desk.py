"""Sentences of the desk: the greeting, the day, what is said of a row."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from broadsheet.masthead import times
from broadsheet.masthead.current import settings_for
from broadsheet.newsroom.desk.lists import Row
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.viewsets.stories import may_add_stories

register = template.Library()

#: The hours at which morning, day and evening begin, by the newspaper's clock.
MORNING, DAY, EVENING = 5, 12, 18
#: A countdown longer than this says nothing that the date doesn't.
COUNTED_DAYS = 7


@register.simple_tag(takes_context=True)
def template_behind(context: Context) -> SafeString:
    """What the template of the same name behind this one says: Wagtail's, where ours adds."""
    own = context.template
    assert own is not None
    assert own.name is not None
    behind, _origin = own.engine.find_template(own.name, skip=[own.origin])
    return behind.render(context)


@register.filter
def merges_saves(session: EditingSession) -> bool:
    """Whether what an open editor shows is merged when two people save it."""
    return Story.objects.filter(pk=session.object_id).exists() and issubclass(
        session.content_type.model_class() or object, Page
    )


@register.simple_tag
def greeting(name: str) -> str:
    hour = timezone.localtime().hour
    if MORNING <= hour < DAY:
        return _("Good morning, %(name)s") % {"name": name}
    if DAY <= hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


@register.simple_tag(takes_context=True)
def today_in_words(context: Context) -> str:
    """`Monday, April 6, 2025`, in the newspaper's zone and style."""
    now = timezone.now()
    settings = settings_for(context["request"])
    weekday = date_format(timezone.localtime(now), "l")
    return f"{weekday}, {times.date_words(now, settings)}"


@register.simple_tag(takes_context=True)
def may_write_stories(context: Context) -> bool:
    return may_add_stories(context["request"])


@register.simple_tag(takes_context=True)
def said_of(context: Context, row: Row, name: str) -> SafeString:
    """What a list says of a row's time and person, with the exact time for who wants it."""
    if row.when is None:
        return SafeString("")
    settings = settings_for(context["request"])
    exact = times.date_and_time_words(row.when, settings)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        times.machine_time(row.when),
        exact,
        _sentence(row, name, times.time_words(row.when, settings), exact),
    )


def _sentence(row: Row, name: str, hour: str, exact: str) -> str:
    assert row.when is not None
    words = {"who": row.who, "hour": hour, "exact": exact}
    if name == "assigned" and row.when > timezone.now():
        return _("until %(exact)s, in %(time)s") % {**words, "time": timeuntil(row.when)}
    if name == "assigned":
        return _("was due %(ago)s") % {"ago": _ago(row.when)}
    if name == "scheduled":
        soon = (row.when - timezone.now()).days < COUNTED_DAYS
        is_today = timezone.localdate(row.when) == timezone.localdate()
        words |= {"moment": hour if is_today else exact, "time": timeuntil(row.when)}
        return _("%(moment)s, in %(time)s") % words if soon else exact
    words["ago"] = _ago(row.when)
    if name == "awaiting":
        return _("from %(who)s, %(ago)s") % words if row.who else words["ago"]
    if name == "published" and row.again:
        who = _("updated by %(who)s, %(ago)s")
        return (who if row.who else _("updated %(ago)s")) % words
    if name == "published" and row.who:
        return _("by %(who)s, %(ago)s") % words
    return words["ago"]


def _ago(moment: datetime) -> str:
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}
