"""Whole pressed pages as files, for nginx to read by itself."""

from broadsheet.press.shelf.places import clear_shelf, shelf_folder, withdraw
from broadsheet.press.shelf.shelving import Shelver

__all__ = ["Shelver", "clear_shelf", "shelf_folder", "withdraw"]
