"""What a public file says of the picture: creator, credit, copyright, source type, nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageCms

from broadsheet.media.enums import SourceType

if TYPE_CHECKING:
    from broadsheet.media.models import Picture

#: The formats that readers get.
CARRY = ("JPEG", "WEBP", "AVIF")
#: What the newsroom gets besides.
DRAWN = (*CARRY, "PNG", "GIF")
#: None where a picture is none of the newsroom's: a test's, a plugin's.
_packet: ContextVar[bytes | None] = ContextVar("what a picture's file carries", default=None)

HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
)
TAIL = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def rights_packet(picture: Picture) -> bytes:
    """The XMP packet of a picture's public files; empty where nothing is known of it."""
    attributes, elements = "", ""
    if picture.agencies:
        attributes += f" photoshop:Credit={quoteattr(picture.credit)}"
    if picture.source_type in SourceType.values:
        address = SourceType(picture.source_type).address
        attributes += f" Iptc4xmpExt:DigitalSourceType={quoteattr(address)}"
    if picture.photographer:
        elements += (
            f"<dc:creator><rdf:Seq><rdf:li>{escape(picture.photographer)}</rdf:li></rdf:Seq>"
            "</dc:creator>"
        )
    if picture.copyright_notice:
        elements += (
            '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{escape(picture.copyright_notice)}</rdf:li></rdf:Alt></dc:rights>"
        )
    if not attributes and not elements:
        return b""
    return f"{HEAD}{attributes}>{elements}{TAIL}".encode()


@contextmanager
def carried(packet: bytes) -> Iterator[None]:
    """Let every picture that is saved in this block carry the packet."""
    token = _packet.set(packet)
    try:
        yield
    finally:
        _packet.reset(token)


def let_pictures_carry() -> None:
    """Willow hands no XMP on to Pillow, so the packet is added where Pillow saves a format."""
    Image.init()
    for name in DRAWN:
        if save := Image.SAVE.get(name):
            Image.register_save(name, _with_packet(save, name in CARRY))


def _with_packet(save: Callable[..., Any], takes_packet: bool) -> Callable[..., Any]:
    if getattr(save, "carries", False):
        return save

    def carrying(image: Image.Image, file: Any, name: str | bytes) -> Any:
        packet = _packet.get()
        if packet is None:
            return save(image, file, name)
        drawn = in_srgb(image)
        if packet and takes_packet:
            drawn.encoderinfo["xmp"] = packet
        return save(drawn, file, name)

    carrying.carries = True  # type: ignore[attr-defined]
    return carrying


def in_srgb(image: Image.Image) -> Image.Image:
    """The picture in the colours that a file without a profile has, and without a profile.

    A profile is a file within the file, in which anybody can write anything.
    """
    profile = image.info.pop("icc_profile", None)
    drawn = image
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode in ("RGBA", "LA", "PA") else "RGB"
            changed = ImageCms.profileToProfile(
                image, given, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A broken profile, or one of another kind of colours: a browser passes it over too.
            changed = None
        drawn = changed or drawn
    if drawn.mode == "CMYK":
        drawn = drawn.convert("RGB")
    if drawn is not image:
        drawn.encoderinfo, drawn.encoderconfig = image.encoderinfo, image.encoderconfig
        drawn.info.pop("icc_profile", None)
    drawn.encoderinfo.pop("icc_profile", None)
    return drawn
