"""What takes a picture's file in: only whole pictures, none of them too large to try."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField

from broadsheet.media.metadata import forget_broken_exif

#: Pixels of the formats whose decoders hold a picture several times over: 100 million of a WebP
#: take 1.6 GB, of a JPEG 0.5 GB.
MOST_PIXELS = {"WEBP": 50_000_000, "AVIF": 50_000_000}
#: A file can say "once more" in twenty bytes.
MOST_FRAMES = 1000
#: A hundred are dropped at once: their pixels are in memory one after another.
_one_at_a_time = threading.Lock()


class PictureField(WagtailImageField):
    """Takes a picture only if the whole of it can be shown, and none that is too large to try.

    Wagtail decodes before it counts the pixels, and a file that ends too soon stops it.
    """

    def to_python(self, data: Any) -> Any:
        try:
            if data is not None:
                self.check_declared_size(data)
            file = super().to_python(data)
            if file is not None:
                with _one_at_a_time:
                    self.decode(file)
        except ValidationError:
            raise
        except Exception as error:
            # Decoders of a dozen formats raise what they please on a broken file.
            raise ValidationError(
                _(
                    "“%(name)s” is damaged or not whole: it can't be shown. Open it in a picture "
                    "program, save it as JPEG or PNG and upload that, or ask for the file again."
                )
                % {"name": getattr(data, "name", "")},
                code="damaged",
            ) from error
        return file

    def check_declared_size(self, data: Any) -> None:
        """Count the pixels that the header declares, before any of them is decoded."""
        try:
            with Image.open(data) as picture:
                self.check_pixels(picture.width * picture.height, data.name, picture.format)
        except UnidentifiedImageError:
            # Not a picture at all: Wagtail's own sentence says so.
            return
        except Image.DecompressionBombError:
            self.check_pixels(self.max_image_pixels + 1, data.name)
        finally:
            data.seek(0)

    def check_pixels(self, count: int, name: str, format: str | None = None) -> None:
        limit = min(self.max_image_pixels, MOST_PIXELS.get(format or "", self.max_image_pixels))
        if count > limit:
            raise ValidationError(
                _(
                    "“%(name)s” has more than %(limit)d million pixels. Make it smaller in a "
                    "picture program, then upload it again."
                )
                % {"name": name, "limit": limit // 1_000_000},
                code="file_too_many_pixels",
            )

    def decode(self, file: Any) -> None:
        """Read every frame, as long as all of them together are within the limits."""
        file.seek(0)
        pixels = 0
        with Image.open(file) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                pixels += frame.width * frame.height
                self.check_pixels(pixels, file.name, picture.format)
                if number >= MOST_FRAMES:
                    raise ValidationError(
                        _(
                            "“%(name)s” is an animation of more than %(limit)d frames. Make it "
                            "shorter, or upload it as a video."
                        )
                        % {"name": file.name, "limit": MOST_FRAMES},
                        code="too_many_frames",
                    )
                frame.load()
        file.seek(0)


class PublicPictureField(PictureField):
    """Takes a picture that is public as it is, so drawn anew: what else the file held stays out.

    At most `most` pixels wide and high.
    """

    def __init__(self, *args: Any, most: int = 800, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        with _one_at_a_time, Image.open(file) as picture:
            forget_broken_exif(picture)
            drawn = ImageOps.exif_transpose(picture)
            drawn.thumbnail((self.most, self.most))
            drawn = drawn.convert("RGBA" if drawn.has_transparency_data else "RGB")
        drawn.info = {}
        kind, ending = ("PNG", "png") if drawn.mode == "RGBA" else ("JPEG", "jpg")
        output = io.BytesIO()
        drawn.save(output, kind)
        return SimpleUploadedFile(
            f"{Path(file.name).stem[:60]}.{ending}", output.getvalue(), Image.MIME[kind]
        )
