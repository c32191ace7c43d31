"""Which words name a destination, told without loading anything that keeps."""

from __future__ import annotations

from pathlib import Path

from broadsheet.keeping.errors import KeepingRefused

S3 = "s3://"
#: What a restore replaces.
REPLACED = ("data", "theme")


def check_destination(words: str, site: Path | None) -> Path | None:
    """The folder that an operator names, or None for a bucket.

    `site` is the site's folder, from which a relative one counts. Raises KeepingRefused for what
    can't be a destination.
    """
    if words.startswith(S3):
        if not words.removeprefix(S3).partition("/")[0]:
            raise KeepingRefused(f"“{words}” names no bucket. Give it as s3://bucket/prefix.")
        return None
    if "://" in words:
        raise KeepingRefused(
            f"“{words}” is neither a folder nor s3://bucket/prefix. Give one of these."
        )
    folder = Path(words).expanduser()
    if site is not None:
        folder = site / folder
    folder = folder.resolve()
    for part in REPLACED:
        if site is not None and folder.is_relative_to((site / part).resolve()):
            raise KeepingRefused(
                f"{folder} is in the site's own {part}/, which a restore replaces. "
                "Keep backups in another folder, best on another disk."
            )
    return folder
