"""The parts of the frame that stand on every page, as fragments of the press."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html

from broadsheet.masthead.frame import frame_for
from broadsheet.press.fragments import fragments


def header(request: HttpRequest | None, arguments: Mapping[str, str], without: int | None) -> str:
    context = {
        "frame": frame_for(request),
        "is_front": "is_front" in arguments,
        "request": request,
    }
    return render_to_string("masthead/parts/header.html", context)


def footer(request: HttpRequest | None, arguments: Mapping[str, str], without: int | None) -> str:
    context = {"frame": frame_for(request), "request": request}
    return render_to_string("masthead/parts/footer.html", context)


def promo_bar(
    request: HttpRequest | None, arguments: Mapping[str, str], without: int | None
) -> str:
    frame = frame_for(request, arguments.get("section_path", ""))
    if frame.promo_bar is None:
        return ""
    context = {"bar": frame.promo_bar, "frame": frame, "request": request}
    return render_to_string("masthead/parts/promo_bar.html", context)


def goal_button(
    request: HttpRequest | None, arguments: Mapping[str, str], without: int | None
) -> str:
    """Where a bar asks readers for their support: its way there, for members' stories."""
    bar = frame_for(request, arguments.get("section_path", "")).promo_bar
    if bar is None or not (bar.has_goal and bar.url):
        return ""
    return format_html('<p><a class="button" href="{}">{}</a></p>\n', bar.url, bar.call_to_action)


def register() -> None:
    fragments.register("masthead.header", header)
    fragments.register("masthead.footer", footer)
    fragments.register("masthead.promo_bar", promo_bar)
    fragments.register("masthead.goal_button", goal_button)
