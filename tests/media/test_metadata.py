"""No file that readers can reach says where a picture was made, or by which camera."""

from __future__ import annotations

import io
from pathlib import Path

from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import Picture
from broadsheet.media.renditions import prepare

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>50,37.5N</exif:GPSLatitude></x:xmpmeta>'
)
SECRETS = (b"GPSLatitude", b"Canon EOS secret", b"SN-4711", b"a private note", b"50,37.5N")


def exif() -> Image.Exif:
    found = Image.Exif()
    found[Base.Make] = "Canon EOS secret"
    found[Base.Orientation] = 6
    found.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 37.0, 30.0)}
    )
    found.get_ifd(IFD.Exif)[0xA431] = "SN-4711"
    return found


def picture_with_secrets(name: str = "quay.jpg") -> Picture:
    data = io.BytesIO()
    plain = Image.effect_noise((1200, 800), 60).convert("RGB")
    if name.endswith(".png"):
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "a private note")
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        plain.save(data, "PNG", exif=exif(), pnginfo=notes)
    else:
        plain.save(data, "JPEG", exif=exif(), xmp=XMP, comment=b"a private note")
    data.seek(0)
    raw = data.getvalue()
    assert b"Canon EOS secret" in raw
    assert b"a private note" in raw
    return Picture.objects.create(title="Quay", file=ImageFile(data, name=name))


def public_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_renditions_carry_no_place_and_no_camera(front: FrontPage) -> None:
    for name in ("quay.jpg", "quay.png"):
        prepare(picture_with_secrets(name))
    files = public_files()
    assert {path.suffix for path in files} >= {".avif", ".webp", ".jpg"}
    for path in files:
        raw = path.read_bytes()
        for secret in SECRETS:
            assert secret not in raw, f"{secret!r} in {path.name}"
        with Image.open(path) as shown:
            assert dict(shown.getexif()) == {}


def test_a_picture_taken_upright_is_shown_upright(front: FrontPage) -> None:
    picture = picture_with_secrets()
    prepare(picture)
    shown = picture.renditions.get(filter_spec="width-480|format-webp")
    assert shown.height > shown.width


def test_the_original_is_in_no_public_folder(front: FrontPage) -> None:
    picture = picture_with_secrets()
    assert Path(picture.file.path).is_relative_to(settings.ORIGINALS_ROOT)
    assert not [path for path in public_files() if b"SN-4711" in path.read_bytes()]
