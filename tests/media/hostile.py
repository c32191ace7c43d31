"""Files as somebody sends them who means ill, made here: none of them is kept in the project."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

from PIL import Image

#: What must be in no public file, however it is packed.
MARK = b"<script>alert('p0lygl0t')</script>"
HTML = b"<!doctype html>" + MARK
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">' + MARK + b"</svg>"
PNG = b"\x89PNG\r\n\x1a\n"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)


def picture(kind: str, size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    data = io.BytesIO()
    drawn = Image.effect_noise(size, 90).convert("L" if kind == "GIF" else "RGB")
    drawn.save(data, kind, **options)
    return data.getvalue()


def plain(width: int, height: int, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), (9, 90, 120)).save(data, kind, **options)
    return data.getvalue()


# PNG, ISO/IEC 15948: a signature, then chunks.


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def png_of(width: int, height: int, before: bytes = b"") -> bytes:
    """A PNG of a hundred bytes that declares any number of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        PNG
        + chunk(b"IHDR", header)
        + before
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


def png_with(extra: bytes) -> bytes:
    """A PNG that is whole, with these chunks after its header."""
    whole = picture("PNG")
    return whole[:33] + extra + whole[33:]


def packed(number: int) -> bytes:
    """Megabytes of nothing as some kilobytes."""
    return zlib.compress(b"\0" * (number * 1024 * 1024), 9)


# JPEG, ITU-T T.81: markers with a length; the size stands in SOF0.


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
    whole = picture("JPEG")
    return whole[:2] + b"".join(segments) + whole[2:]


def jpeg_of(width: int, height: int) -> bytes:
    whole = bytearray(picture("JPEG"))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


def webp_of(width: int, height: int) -> bytes:
    """A lossy WebP (RFC 9649) whose key frame declares another size than it has."""
    whole = bytearray(picture("WEBP", quality=30))
    at = whole.index(b"\x9d\x01\x2a") + 3
    whole[at : at + 4] = struct.pack("<HH", width, height)
    return bytes(whole)


# GIF 89a: the screen's size in the head, each frame with its own.


def gif_of(width: int, height: int) -> bytes:
    whole = bytearray(picture("GIF"))
    whole[6:10] = struct.pack("<HH", width, height)
    at = whole.index(b",\0\0\0\0") + 5
    whole[at : at + 4] = struct.pack("<HH", width, height)
    return bytes(whole)


def animation(
    frames: Iterable[Image.Image], kind: str = "GIF", *, ending: bytes = b"", **options: object
) -> bytes:
    first, *others = frames
    data = io.BytesIO()
    first.save(data, kind, save_all=True, append_images=others, **options)
    return data.getvalue() + ending


def endless(side: int = 3000, number: int = 12, kind: str = "GIF") -> bytes:
    """Frames that are little as a file and a hundred million pixels together."""
    mode = "P" if kind == "GIF" else "RGB"
    frames = (Image.new(mode, (side, side), (n * 20 % 250,) * len(mode)) for n in range(number))
    return animation(frames, kind)


def flicker(number: int = 1200) -> bytes:
    """More frames than anybody looks at, of a few pixels each."""
    return animation(Image.new("L", (2, 2), n % 2 * 255) for n in range(number))


def noise() -> list[Image.Image]:
    return [Image.effect_noise((80, 80), 90 + number) for number in range(5)]


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        opened.writestr("index.html", HTML)
    return data.getvalue()


PHAR = b"<?php echo 1; __HALT_COMPILER(); ?>" + MARK + b"\0\0\0\0GBMB"


def xmp_of(inner: str, before: str = "") -> bytes:
    """A PNG with XMP: a chunk holds more than JPEG's 64 kB."""
    data = b"XML:com.adobe.xmp\0\0\0\0\0" + (before + XMP.format(inner)).encode()
    return png_with(chunk(b"iTXt", data))


def laughs() -> bytes:
    entities = ['<!ENTITY l0 "ha">']
    entities += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    inner = "<dc:rights>&l9;</dc:rights>"
    return xmp_of(inner, f"<!DOCTYPE x [{''.join(entities)}]>")


def iptc(*datasets: bytes) -> bytes:
    """A JPEG with IPTC-IIM in Photoshop's segment."""
    data = b"".join(datasets)
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data
    return jpeg_with(segment(0xED, block[:65000]))


def tiff(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """Exif: one directory of (tag, type, count, value or offset)."""
    body = struct.pack("<2sHIH", b"II", 42, 8, len(entries))
    body += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"Exif\0\0" + body + struct.pack("<I", following)


#: name of the case: file's name, content, what the sentence says.
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "HTML named as JPEG": ("quay.jpg", HTML, "valid image"),
    "HTML that begins as a GIF": ("quay.gif", b"GIF89a/*" + HTML, "damaged or not whole"),
    "script that begins as a GIF": ("quay.gif", b"GIF89a=1;" + MARK, "damaged or not whole"),
    "SVG": ("quay.svg", SVG, "Supported formats"),
    "SVG named as PNG": ("quay.png", SVG, "extension"),
    "SVG named as JPEG": ("quay.jpg", b"<?xml version='1.0'?>" + SVG, "extension"),
    "nothing": ("quay.jpg", b"", "empty"),
    "a program": ("quay.exe", b"MZ" + b"\0" * 100, "valid image"),
    "an archive": ("quay.png", archive(), "valid image"),
    "PNG named as JPEG": ("quay.jpg", picture("PNG"), "extension"),
    "WebP named as GIF": ("quay.gif", picture("WEBP"), "extension"),
    "half a JPEG": ("quay.jpg", picture("JPEG")[:2000], "damaged or not whole"),
    "half a PNG": ("quay.png", picture("PNG")[:2000], "damaged or not whole"),
    "half a WebP": ("quay.webp", picture("WEBP")[:1000], "damaged or not whole"),
    "half an AVIF": ("quay.avif", picture("AVIF")[:-500], "damaged or not whole"),
    "half an animation": ("quay.gif", animation(noise())[:-3000], "damaged or not whole"),
    "a PNG of 3.6 billion pixels": ("quay.png", png_of(60_000, 60_000), "100 million pixels"),
    "a PNG of 144 million": ("quay.png", png_of(12_000, 12_000), "100 million pixels"),
    "a JPEG of 200 million": ("quay.jpg", jpeg_of(20_000, 10_000), "100 million pixels"),
    "a GIF of 4 billion": ("quay.gif", gif_of(65_535, 65_535), "100 million pixels"),
    "a WebP of 268 million": ("quay.webp", webp_of(16_383, 16_383), "100 million pixels"),
    "a WebP of 60 million": ("quay.webp", webp_of(10_000, 6_000), "50 million pixels"),
    "an endless GIF": ("quay.gif", endless(), "100 million pixels"),
    "an endless WebP": ("quay.webp", endless(2000, 14, "WEBP"), "50 million pixels"),
    "a GIF of 1,200 frames": ("quay.gif", flicker(), "more than 1000 frames"),
    "a PNG without width": ("quay.png", png_of(0, 40), "damaged or not whole"),
    "a JPEG without height": ("quay.jpg", jpeg_of(40, 0), "damaged or not whole"),
    "a GIF without size": ("quay.gif", gif_of(0, 0), "damaged or not whole"),
    "a text that unpacks to 80 MB": (
        "quay.png",
        png_with(chunk(b"zTXt", b"Comment\0\0" + packed(80))),
        "damaged or not whole",
    ),
    "a profile that unpacks to 80 MB": (
        "quay.png",
        png_with(chunk(b"iCCP", b"icc\0\0" + packed(80))),
        "damaged or not whole",
    ),
}

#: name of the case: file's name, content. Each is a picture too, so it is taken, and drawn anew.
CLEANED: dict[str, tuple[str, bytes]] = {
    "HTML after a JPEG": ("quay.jpg", picture("JPEG") + HTML),
    "HTML in a JPEG's comment": ("quay.jpg", jpeg_with(segment(0xFE, HTML))),
    "HTML in a JPEG's profile": ("quay.jpg", picture("JPEG", icc_profile=HTML * 9)),
    "HTML in a JPEG's own segment": ("quay.jpg", jpeg_with(segment(0xEB, HTML))),
    "PHAR in a JPEG": ("quay.jpg", jpeg_with(segment(0xFE, PHAR)) + PHAR),
    "an archive after a JPEG": ("quay.jpg", picture("JPEG") + archive()),
    "HTML in a PNG's texts": (
        "quay.png",
        png_with(chunk(b"tEXt", b"Comment\0" + HTML) + chunk(b"iTXt", b"a\0\0\0\0\0" + HTML)),
    ),
    "HTML in a PNG's profile": ("quay.png", picture("PNG", icc_profile=HTML * 9)),
    "HTML in a PNG's own chunk": ("quay.png", png_with(chunk(b"haXx", HTML))),
    "an archive after a PNG": ("quay.png", picture("PNG") + archive()),
    "script after a GIF": ("quay.gif", animation(noise(), ending=HTML)),
    "script in a GIF's comment": ("quay.gif", picture("GIF", comment=MARK)),
    "HTML in a WebP's metadata": (
        "quay.webp",
        picture("WEBP", xmp=HTML, exif=b"Exif\0\0" + HTML, icc_profile=HTML) + HTML,
    ),
    "HTML in an AVIF's profile": ("quay.avif", picture("AVIF", icc_profile=HTML, xmp=HTML)),
    "a billion laughs in XMP": ("quay.png", laughs()),
    "a DTD from elsewhere in XMP": (
        "quay.png",
        xmp_of("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ),
    "XMP thirty thousand deep": ("quay.png", xmp_of("<dc:a>" * 30_000 + "</dc:a>" * 30_000)),
    "XMP of 900 kB": ("quay.png", xmp_of("<dc:rights>x</dc:rights>" * 38_000)),
    "XMP that takes years to look through": (
        "quay.png",
        xmp_of(f"<photoshop:Instructions>{'AAA AND ' * 20_000}</photoshop:Instructions>"),
    ),
    "IPTC longer than it is": ("quay.jpg", iptc(b"\x1c\x02\x78\x84\xff\xff\xff\xff", HTML)),
    "IPTC of ten thousand names": ("quay.jpg", iptc(b"\x1c\x02\x50\x00\x01A" * 10_000)),
    "Exif that leads to itself": (
        "quay.jpg",
        jpeg_with(segment(0xE1, tiff((0x8769, 4, 1, 8), (0x8825, 4, 1, 8), following=8))),
    ),
    "Exif of four billion entries": (
        "quay.jpg",
        jpeg_with(segment(0xE1, tiff((0x010E, 2, 0xFFFFFFFF, 8), (0x013B, 2, 0xFFFFFFF0, 9)))),
    ),
    "HTML in Exif": ("quay.jpg", jpeg_with(segment(0xE1, tiff() + HTML))),
}
