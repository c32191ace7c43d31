"""A cache in the database that keeps what guards the sign-in, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

#: Counts of attempts, and one-time codes that were used.
KEPT = ("allauth",)


def is_kept(key: str) -> bool:
    return key.startswith(KEPT)


class SignInCache(DatabaseCache):
    """Forgets at once whatever does not guard the sign-in.

    Several web processes serve a site, so that a count in the memory of one is no limit. Everything
    else stays uncached, as without any cache.
    """

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return super().get_many([key for key in keys if is_kept(key)], version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return super().get(key, default, version) if is_kept(key) else default

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        if is_kept(key):
            super().set(key, value, timeout, version)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return super().add(key, value, timeout, version) if is_kept(key) else True

    def touch(
        self,
        key: str,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return super().touch(key, timeout, version) if is_kept(key) else False

    def delete(self, key: str, version: int | None = None) -> bool:
        return super().delete(key, version) if is_kept(key) else False

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        super().delete_many([key for key in keys if is_kept(key)], version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return super().has_key(key, version) if is_kept(key) else False
