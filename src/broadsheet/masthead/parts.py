"""The parts of the frame that stand on every page, as fragments of the press."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.template.loader import render_to_string

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


def register() -> None:
    fragments.register("masthead.header", header)
    fragments.register("masthead.footer", footer)
    fragments.register("masthead.promo_bar", promo_bar)
