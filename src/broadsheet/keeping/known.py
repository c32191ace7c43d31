"""Which changes of the database this program knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from broadsheet import __version__


@dataclass(frozen=True)
class Known:
    """The program's migrations, as `app.name`; `replaced` are those that others stand for."""

    names: frozenset[str]
    replaced: frozenset[str] = frozenset()
    version: str = __version__

    def is_newer(self, name: str, version: str) -> bool:
        """Whether a migration of a database, made by `version`, is later than the program's.

        One that only is gone from the program, as old ones are when they are put together, isn't.
        """
        if name in self.names or name in self.replaced:
            return False
        app = name.partition(".")[0]
        numbers = [_number(other) for other in self.names if other.startswith(f"{app}.")]
        if not numbers:
            return parts_of(version) > parts_of(self.version)
        return _number(name) > max(numbers)


def _number(name: str) -> int:
    found = re.match(r"[^.]+\.(\d+)", name)
    return int(found[1]) if found else 0


def parts_of(version: str) -> tuple[int, ...]:
    """A version's numbers, for comparing: 0.10.1 comes after 0.9."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])


def known_migrations() -> Known:
    """Those of every installed room and library; asks no database."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    replaced = {
        f"{app}.{name}"
        for migration in loader.disk_migrations.values()
        for app, name in migration.replaces
    }
    return Known(
        frozenset(f"{app}.{name}" for app, name in loader.disk_migrations), frozenset(replaced)
    )
