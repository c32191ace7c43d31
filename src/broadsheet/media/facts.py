"""What a picture's own file says of it: who made it, whose it is, what may be done with it.

IPTC Photo Metadata Standard 2023.2 in XMP, IPTC-IIM 4.2, and Exif where neither speaks, in the
order of the Metadata Working Group. Agencies fill the fields in their own ways; the functions below
say which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from PIL import Image, ImageFile, IptcImagePlugin
from PIL.ExifTags import IFD, Base

from broadsheet.media.credits import credit_line, split_caption, split_credit
from broadsheet.media.enums import FORMER, SourceType

#: IPTC-IIM 4.2, record 2.
CAPTION = (2, 120)
BY_LINE, CREDIT, SOURCE, COPYRIGHT = (2, 80), (2, 110), (2, 115), (2, 116)
INSTRUCTIONS, EXPIRES, EXPIRES_AT = (2, 40), (2, 37), (2, 38)
CREATED, CREATED_AT = (2, 55), (2, 60)
#: Metadata of more bytes than this is not read: no desk writes a book into a picture.
MOST_BYTES = 2 * 1024 * 1024
LINE, TEXT = 255, 5000
#: "GERMANY OUT", "AUSTRIA AND SWITZERLAND OUT", "NO USE SWITZERLAND": wire services' territories.
#: In one way only, since every "AND" is a word: or a text could be made that takes years.
TERRITORIES = re.compile(
    r"\b(?:[A-Z]{3,}(?:(?:, ?| & | )[A-Z]{3,})* OUT\b"
    r"|NO USE (?:IN )?[A-Z]{3,}(?: [A-Z]{3,})*)"
)
PHOTO_BY = re.compile(r"^(?:photo(?:graph)?|picture|foto)(?: by|:)\s+", re.I)


@dataclass(frozen=True)
class PictureFacts:
    """What a file says, each empty (or None) where it doesn't; ready to be stored."""

    caption: str = ""
    alt_text: str = ""
    photographer: str = ""
    agencies: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    territory: str = ""
    source_type: str = ""
    taken_at: datetime | None = None
    expires_at: datetime | None = None


def facts_in(file: Any) -> PictureFacts:
    """Read the metadata of a picture, an open binary file.

    A broken one says nothing, whatever it is broken by.
    """
    file.seek(0)
    try:
        with Image.open(file) as picture:
            return _facts(_xmp(picture), _iptc(picture), _exif(picture))
    except Exception:
        # Metadata is written by hundreds of programs, and read by decoders of a dozen formats.
        return PictureFacts()
    finally:
        file.seek(0)


def _facts(
    xmp: Mapping[str, Any], iptc: Mapping[Any, Any], exif: Mapping[int, Any]
) -> PictureFacts:
    def first(name: str, iim: tuple[int, int] | None = None, tag: int | None = None) -> str:
        found = _text(xmp.get(name)) or (_text(iptc.get(iim)) if iim else "")
        # Cut before anything is looked for in it.
        return (found or (_text(exif.get(tag)) if tag else ""))[:TEXT]

    caption = first("description", CAPTION, Base.ImageDescription)
    photographer = first("creator", BY_LINE, Base.Artist)
    agencies = first("Credit", CREDIT) or first("Source", SOURCE)
    if not photographer:
        # "… (Photo by Mara Lind/EPN via Mill Images)": some services name nobody elsewhere.
        text, credit = split_caption(caption)
        if PHOTO_BY.match(credit):
            caption, photographer = text, PHOTO_BY.sub("", credit)
    photographer, agencies = _credit(photographer, agencies)
    terms = "\n".join(
        dict.fromkeys(
            part for part in (first("UsageTerms"), first("Instructions", INSTRUCTIONS)) if part
        )
    )
    return PictureFacts(
        caption=caption[:TEXT],
        alt_text=first("AltTextAccessibility")[:LINE],
        photographer=photographer[:LINE],
        agencies=agencies[:LINE],
        copyright_notice=first("rights", COPYRIGHT, Base.Copyright)[:LINE],
        usage_terms=terms[:TEXT],
        territory=", ".join(dict.fromkeys(TERRITORIES.findall(terms)))[:LINE],
        source_type=_source_type(_text(xmp.get("DigitalSourceType"))),
        taken_at=_moment(_text(xmp.get("DateCreated")) or _iim_moment(iptc, CREATED, CREATED_AT)),
        expires_at=_end_of(
            _text(xmp.get("expirationDate")) or _iim_moment(iptc, EXPIRES, EXPIRES_AT)
        ),
    )


def _credit(photographer: str, agencies: str) -> tuple[str, str]:
    """Divide what services write together: "MARA LIND/EPN", "EPN via Mill Images"."""
    if " via " in photographer:
        photographer, _via, through = photographer.partition(" via ")
        agencies = agencies or through
    agencies = " / ".join(part.strip() for part in re.split(r" via |/", agencies) if part.strip())
    if "/" in photographer:
        photographer, others = split_credit(photographer)
        known = {part.casefold() for part in agencies.split(" / ")}
        new = [part for part in others.split(" / ") if part.casefold() not in known]
        agencies = credit_line(" / ".join(new), agencies)
    if photographer.isupper() and " " in photographer:
        photographer = photographer.title()
    if agencies.casefold() == photographer.casefold():
        agencies = ""
    return photographer, agencies


def _source_type(address: str) -> str:
    """The term at the end of IPTC's address of it; empty for one that we don't know."""
    term = address.rstrip("/").rpartition("/")[2]
    by_name = {value.casefold(): value for value in SourceType.values}
    return by_name.get(FORMER.get(term, term).casefold(), "")


def _xmp(picture: Image.Image) -> dict[str, Any]:
    """XMP's properties by their names, without the ones within others.

    Pillow reads it by defusedxml: entities and their bombs are refused.
    """
    raw = picture.info.get("xmp", b"")
    if not raw or len(raw) > MOST_BYTES:
        return {}
    try:
        found = picture.getxmp()
    except Exception:
        return {}
    for name in ("xmpmeta", "xapmeta", "RDF", "Description"):
        found = found.get(name, found) if isinstance(found, dict) else found
    parts = found if isinstance(found, list) else [found]
    properties: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items() if isinstance(part, dict) else ():
            properties.setdefault(name, value)
    return properties


def _iptc(picture: ImageFile.ImageFile) -> dict[Any, Any]:
    try:
        found: Any = IptcImagePlugin.getiptcinfo(picture)
    except Exception:
        return {}
    return found or {}


def _exif(picture: Image.Image) -> dict[int, Any]:
    try:
        found = picture.getexif()
        return {**found.get_ifd(IFD.Exif), **found}
    except Exception:
        return {}


def _text(value: Any) -> str:
    """A property as one line of text: of several languages the default, of several names all."""
    if isinstance(value, Mapping):
        for name in ("Alt", "Seq", "Bag", "li", "text"):
            if name in value:
                inner = value[name]
                if name in ("Alt", "li") and isinstance(inner, list):
                    inner = next((one for one in inner if _is_default(one)), inner[0])
                elif isinstance(inner, Mapping) and name == "Alt":
                    choices = inner.get("li")
                    if isinstance(choices, list) and choices:
                        inner = next((one for one in choices if _is_default(one)), choices[0])
                elif isinstance(inner, Mapping) and isinstance(inner.get("li"), list):
                    inner = inner["li"]
                return _text(inner)
        return ""
    if isinstance(value, list):
        return ", ".join(part for part in map(_text, value) if part)
    if isinstance(value, bytes):
        value = _decoded(value)
    return " ".join(str(value or "").replace("\x00", " ").split())


def _is_default(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("lang") == "x-default"


def _decoded(value: bytes) -> str:
    # IIM names its character set in a field that programs forget to write, or write wrongly.
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _iim_moment(iptc: Mapping[Any, Any], day: tuple[int, int], hour: tuple[int, int]) -> str:
    """CCYYMMDD and HHMMSS±HHMM, as ISO 8601 writes them."""
    date, time = _text(iptc.get(day)), _text(iptc.get(hour))
    if not re.fullmatch(r"\d{8}", date):
        return ""
    written = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    match = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?", time)
    if match:
        zone = f"{match[4]}:{match[5]}" if match[4] else ""
        written += f"T{match[1]}:{match[2]}:{match[3]}{zone}"
    return written


def _moment(written: str) -> datetime | None:
    """A date and time; noon of a day without one, in the site's zone where none is named."""
    return _parsed(written, "T12:00:00")


def _end_of(written: str) -> datetime | None:
    """The moment at which something ends: the last second of a day that names no hour."""
    return _parsed(written, "T23:59:59")


def _parsed(written: str, hour: str) -> datetime | None:
    try:
        if parse_date(written):
            written += hour
        found = parse_datetime(written)
    except ValueError:
        return None
    if found is None or found.year < 1826:
        return None
    return found.astimezone(UTC) if found.tzinfo else timezone.make_aware(found)
