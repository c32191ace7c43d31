"""Picture and gallery blocks of sources that say where a picture is and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any

from broadsheet.importers import clean
from broadsheet.importers.body import BodyBuilder, Fault
from broadsheet.importers.captions import Caption, read_caption
from broadsheet.importers.fields import sound
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.words import plain_text

LAYOUTS = {"wide": "wide", "full": "full"}
_HREF = re.compile(r'<a href="([^"]*)"')


def picture_value(source: str, alt_text: str, caption: Caption, layout: str = "") -> dict[str, Any]:
    """A picture block's value; the writer puts the picture's id in when it has the file."""
    return {
        "picture": None,
        "source": source,
        "alt_text": alt_text,
        "decorative": False,
        "caption": caption.text,
        "credit": caption.credit.text,
        "layout": LAYOUTS.get(layout, "column"),
    }


def add_picture(
    body: BodyBuilder,
    source: str,
    alt_text: str = "",
    caption: str = "",
    layout: str = "",
    href: str = "",
) -> None:
    """A picture; `caption` is HTML, `href` where a click on the picture led."""
    read = caption_of(body, caption)
    if href and (link := body.site.link(href)):
        body.leave_out("link on a picture", link)
    if file := body.site.file(source):
        body.add("picture", picture_value(file, sound(alt_text), read, layout))
        return
    report_no_file(body, _("a picture"), source)
    body.text(f"<p>{escape(plain_text(caption), quote=False)}</p>")


def add_gallery(body: BodyBuilder, pictures: Iterable[tuple[str, str]], caption: str) -> None:
    """Pictures as (source, alt text) with one caption: it titles the gallery, its credit is
    every picture's.
    """
    read = caption_of(body, caption)
    values = []
    for source, alt_text in pictures:
        if file := body.site.file(source):
            values.append(picture_value(file, sound(alt_text), Caption("", read.credit)))
        else:
            report_no_file(body, _("a picture of a gallery"), source)
    if values:
        body.add("gallery", {"title": read.text, "pictures": values})
    else:
        body.text(f"<p>{escape(plain_text(caption), quote=False)}</p>")


def caption_of(body: BodyBuilder, html: str) -> Caption:
    """The caption in HTML; our captions are plain, so the links in it are listed."""
    if "<a" in html:
        for address in _HREF.findall(clean.readable(html)):
            if link := body.site.link(unescape(address)):
                body.leave_out("link in a caption", link)
    return read_caption(plain_text(html))


def report_no_file(body: BodyBuilder, what: str, source: str) -> None:
    """List a picture, film or file whose address can't be used; an empty one is none at all."""
    if source.strip():
        body.report(
            Fault(
                "no-file",
                _("has %(what)s at the unusable address “%(address)s”")
                % {"what": what, "address": sound(source[:80])},
                _("Add it by hand where it belongs."),
            )
        )
