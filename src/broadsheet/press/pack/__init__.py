"""The pressed pages as they are served: one mapped file, with an index in each process's memory."""

from broadsheet.press.pack.reading import Assembled, Pack, pack
from broadsheet.press.pack.writing import bring_up, remove

__all__ = ["Assembled", "Pack", "bring_up", "pack", "remove"]
