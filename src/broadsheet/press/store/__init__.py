"""What is pressed and what it depends on: a SQLite file of its own beside the site's database."""

from broadsheet.press.store.opening import Store, store

__all__ = ["Store", "store"]
