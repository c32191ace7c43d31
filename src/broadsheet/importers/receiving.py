"""Takes an archive's pictures and files into the media room, each content once."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, BinaryIO, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files import File as DjangoFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from PIL import Image

from broadsheet.importers.errors import FileRefused
from broadsheet.importers.file_sources import CHUNK, FileSource, FoundFile
from broadsheet.importers.models import ImportedItem
from broadsheet.importers.report import ImportReport
from broadsheet.importers.wording import gettext as _
from broadsheet.media.credits import split_credit
from broadsheet.media.facts import facts_in
from broadsheet.media.fields import PictureField
from broadsheet.media.models import File, Picture, Recording

AUDIO = frozenset({"aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"})
VIDEO = frozenset({"m4v", "mov", "mp4", "ogv", "webm"})
#: The endings that a picture's file may have, by what Pillow finds in it.
ENDINGS = {
    "AVIF": ("avif",),
    "GIF": ("gif",),
    "JPEG": ("jpg", "jpeg"),
    "MPO": ("jpg", "jpeg"),
    "PNG": ("png",),
    "WEBP": ("webp",),
}
#: Characters of a picture that stands in an address itself.
LONGEST_DATA = 30 * 1024**2
Thing = TypeVar("Thing", Picture, File, Recording)


def file_key(address: str) -> str:
    """What an address is remembered by: it may be longer than a column."""
    return hashlib.sha256(address.encode()).hexdigest()


class Receiver:
    """Brings files in by their old addresses; what was brought in before is found again."""

    def __init__(self, source: FileSource, archive: str, report: ImportReport) -> None:
        self._source = source
        self._archive = archive
        self._report = report

    def picture(
        self, address: str, *, title: str = "", description: str = "", credit: str = ""
    ) -> Picture | None:
        """The picture, or None where the source has none. Raises FileRefused."""

        def make(found: FoundFile, digest: str) -> Picture:
            upload = _checked_picture(found)
            picture = Picture(
                title=(title or description or PurePosixPath(found.name).stem)[:255],
                description=description[:255],
                source_address=address[:2000] if not address.startswith("data:") else "",
                file_hash=digest,
                file_size=found.size,
            )
            # A caption is said with each use on the old site; the file's own would be another.
            picture.take_facts(facts_in(found.file), kept={"caption", "description", "expires_at"})
            if credit:
                photographer, agencies = split_credit(credit)
                picture.photographer, picture.agencies = photographer[:255], agencies[:255]
            _attach(picture, upload, digest)
            return picture

        return self._receive(Picture, "picture", address, make, "file_hash")

    def file(self, address: str, *, title: str = "") -> File | None:
        """The file for readers, or None where the source has none. Raises FileRefused."""

        def make(found: FoundFile, digest: str) -> File:
            file = File(title=(title or found.name)[:255], file_hash=digest, file_size=found.size)
            _attach(file, DjangoFile(found.file, name=found.name), digest)
            return file

        return self._receive(File, "file", address, make, "file_hash")

    def recording(self, address: str, *, title: str = "") -> Recording | None:
        """The audio or video, or None where the source has none. Raises FileRefused."""

        def make(found: FoundFile, digest: str) -> Recording:
            ending = _ending(found.name)
            recording = Recording(
                title=(title or found.name)[:255],
                type="video" if ending in VIDEO else "audio",
                duration=0,
            )
            _attach(recording, DjangoFile(found.file, name=found.name), digest)
            return recording

        return self._receive(Recording, "recording", address, make, "")

    def anything(self, address: str) -> Picture | File | Recording | None:
        """What a link in a text leads to, taken in as what it is."""
        if address.startswith("/content/images/"):
            return self.picture(address)
        if _ending(address) in AUDIO | VIDEO:
            return self.recording(address)
        return self.file(address)

    def _receive(
        self,
        model: type[Thing],
        kind: str,
        address: str,
        make: Callable[[FoundFile, str], Thing],
        hash_field: str,
    ) -> Thing | None:
        key = file_key(address)
        item = ImportedItem.objects.filter(source=self._archive, kind=kind, source_id=key).first()
        if item is not None:
            there: Any = model._default_manager.filter(pk=item.object_id).first()
            if there is not None:
                return there  # type: ignore[no-any-return]
        found = _from_address(address) if address.startswith("data:") else self._open(address)
        if found is None:
            return None
        with found.file:
            digest = _digest(found.file)
            thing = self._same_content(model, kind, digest, hash_field)
            with transaction.atomic():
                if thing is None:
                    thing = make(found, digest)
                    thing.save()
                    self._report.files[kind] += 1
                self._remember(kind, key, digest, thing)
        return thing

    def _open(self, address: str) -> FoundFile | None:
        found = self._source.open(address)
        if found is not None and not found.size:
            found.file.close()
            raise FileRefused(
                _("The file %(address)s is empty. Add it by hand if you have it.")
                % {"address": address[:200]}
            )
        return found

    def _same_content(
        self, model: type[Thing], kind: str, digest: str, hash_field: str
    ) -> Thing | None:
        same: Any = None
        if hash_field:
            same = model._default_manager.filter(**{hash_field: digest}).order_by("pk").first()
        else:
            item = ImportedItem.objects.filter(
                source=self._archive, kind=kind, fingerprint=digest
            ).first()
            if item is not None:
                same = model._default_manager.filter(pk=item.object_id).first()
        return same  # type: ignore[no-any-return]

    def _remember(self, kind: str, key: str, digest: str, thing: models.Model) -> None:
        ImportedItem.objects.update_or_create(
            source=self._archive,
            kind=kind,
            source_id=key,
            defaults={
                "fingerprint": digest,
                "content_type": ContentType.objects.get_for_model(thing),
                "object_id": thing.pk,
            },
        )


def _checked_picture(found: FoundFile) -> Any:
    """The file as the media room's own form takes it. Raises FileRefused."""
    upload = UploadedFile(file=found.file, name=_true_name(found), size=found.size)
    try:
        return PictureField().clean(upload)
    except ValidationError as error:
        raise FileRefused(
            _(
                "The picture “%(name)s” can't be taken: %(reason)s "
                "Save it as JPEG or PNG and add it by hand."
            )
            % {"name": found.name[:200], "reason": " ".join(map(str, error.messages))}
        ) from error


def _true_name(found: FoundFile) -> str:
    """The file's name with the ending that its content has: old systems took any."""
    try:
        with Image.open(found.file) as picture:
            ending = ENDINGS.get(picture.format or "")
    except Exception:
        # The media room's form says what is wrong with it.
        ending = None
    found.file.seek(0)
    if ending is None or _ending(found.name) in ending:
        return found.name
    return f"{PurePosixPath(found.name).stem}.{ending[0]}"


def _attach(thing: Any, content: Any, digest: str) -> None:
    """Give a thing its file under a name that says what is in it.

    A run that was killed may have left the same file there, which nothing points to.
    """
    content.seek(0)
    path = PurePosixPath(content.name)
    content.name = f"{path.stem[:60]}-{digest[:10]}{path.suffix.lower()[:10]}"
    field = thing._meta.get_field("file")
    name = field.generate_filename(thing, content.name)
    storage = thing.file.storage
    if storage.exists(name) and not type(thing)._default_manager.filter(file=name).exists():
        storage.delete(name)
    thing.file = content


def _digest(file: BinaryIO) -> str:
    """The SHA-1 by which Wagtail knows equal files."""
    digest = hashlib.sha1(usedforsecurity=False)
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _from_address(address: str) -> FoundFile | None:
    """A picture that its address holds: `data:image/png;base64,…`. Raises FileRefused."""
    head, _comma, data = address.partition(",")
    kind = head.removeprefix("data:image/").partition(";")[0]
    try:
        if len(data) > LONGEST_DATA or not head.endswith(";base64"):
            raise ValueError(head)
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FileRefused(
            _("A picture that stands in the text itself can't be read. Add it by hand.")
        ) from error
    return FoundFile(f"picture.{kind[:10]}", io.BytesIO(content), len(content))
