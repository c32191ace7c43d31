"""An archive of any size for the demo newspaper, its texts made by rule."""

from broadsheet.config.demo.made.archive import Told, write_archive

__all__ = ["Told", "write_archive"]
