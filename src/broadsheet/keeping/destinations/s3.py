"""A bucket of S3's kind; credentials and endpoint come from the environment, as boto3 does it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadsheet.keeping.archive import Progress
from broadsheet.keeping.destinations.base import Kept
from broadsheet.keeping.destinations.folder import UNFINISHED
from broadsheet.keeping.destinations.naming import S3
from broadsheet.keeping.errors import KeepingRefused


@dataclass(frozen=True)
class S3Destination:
    bucket: str
    prefix: str
    client: Any
    #: Where an archive is made before it is sent; a temporary folder where there is no site.
    folder: Path | None

    @classmethod
    def named(cls, words: str, folder: Path | None) -> S3Destination:
        bucket, _slash, prefix = words.removeprefix(S3).partition("/")
        try:
            import boto3
        except ImportError as error:
            raise KeepingRefused(
                "Keeping backups in S3 needs the Python package boto3. "
                "Install it with `pip install 'broadsheet[s3]'`."
            ) from error
        from botocore.exceptions import BotoCoreError

        try:
            client = boto3.client("s3")
        except (BotoCoreError, ValueError) as error:
            raise _failed(words, error) from error
        return cls(bucket, prefix.strip("/"), client, folder)

    def __str__(self) -> str:
        return f"{S3}{self.bucket}/{self.prefix}".rstrip("/")

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name

    @contextmanager
    def staging(self) -> Iterator[Path]:
        # Credentials and bucket are tried before the work, not after it.
        next(self.kept(), None)
        if self.folder is not None:
            for left in self.folder.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def put(self, path: Path, name: str, progress: Progress) -> None:
        # An object is there whole or not at all; a broken multipart upload is aborted by boto3.
        with self._asking():
            self.client.upload_file(str(path), self.bucket, self._key(name), Callback=progress)

    def kept(self) -> Iterator[Kept]:
        with self._asking():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self._key("")
            )
            for page in pages:
                for found in page.get("Contents", []):
                    name = found["Key"].removeprefix(self._key(""))
                    if name.endswith(".zip") and "/" not in name:
                        yield Kept(name, found["Size"])

    def remove(self, name: str) -> None:
        with self._asking():
            self.client.delete_object(Bucket=self.bucket, Key=self._key(name))

    @contextmanager
    def fetched(self, name: str, progress: Progress) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=self.folder) as made:
            path = Path(made) / name
            with self._asking():
                self.client.download_file(
                    self.bucket, self._key(name), str(path), Callback=progress
                )
            yield path

    @contextmanager
    def _asking(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise _failed(str(self), error) from error


def _failed(words: str, error: Exception) -> KeepingRefused:
    return KeepingRefused(
        f"{words} can't be used: {error} Look at the bucket's name and at the credentials in the "
        "environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION, "
        "AWS_ENDPOINT_URL)."
    )
