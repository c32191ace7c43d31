"""Ghost's exports, versions 1 to 6 and the long-term 0.11, as neutral records."""

from broadsheet.importers.ghost.archive import GhostArchive, Progress, read_archive

__all__ = ["GhostArchive", "Progress", "read_archive"]
