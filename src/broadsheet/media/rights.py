"""Whom a picture's own file names: the by-line and the agency that cameras and desks write in."""

from __future__ import annotations

from typing import Any, BinaryIO

from PIL import Image, IptcImagePlugin

from broadsheet.media.credits import credit_line, split_credit

#: IPTC-IIM 4.2: by-line, credit; TIFF: artist.
BY_LINE, CREDIT = (2, 80), (2, 110)
ARTIST = 0x013B
LONGEST = 255


def rights_in(file: BinaryIO) -> tuple[str, str]:
    """Photographer and agencies as the file names them, each empty where it doesn't."""
    file.seek(0)
    try:
        with Image.open(file) as picture:
            iptc: Any = IptcImagePlugin.getiptcinfo(picture) or {}
            artist = picture.getexif().get(ARTIST, "")
    except Exception:
        # Metadata is written by hundreds of programs; a broken one names nobody.
        return "", ""
    finally:
        file.seek(0)
    photographer, agencies = _text(iptc.get(BY_LINE)) or _text(artist), _text(iptc.get(CREDIT))
    if agencies.casefold() == photographer.casefold():
        agencies = ""
    if "/" in photographer:
        photographer, others = split_credit(photographer)
        agencies = credit_line(others, agencies)
    return photographer[:LONGEST], agencies[:LONGEST]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else b""
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            value = value.decode("latin-1")
    return " ".join(str(value or "").replace("\x00", " ").split())
