"""Whole pressed pages as files, for nginx to read by itself."""

from broadsheet.press.shelf.places import shelf_folder, withdraw
from broadsheet.press.shelf.shelving import Shelver

__all__ = ["Shelver", "shelf_folder", "withdraw"]
