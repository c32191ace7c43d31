"""Edits of every kind that a newsroom makes, for the property that no page is ever stale."""

from __future__ import annotations

# Each file notes its edits as it is read, always in this order: a seed gives the same edits.
from tests.press import edits_of_stories as edits_of_stories
from tests.press import edits_of_the_rest as edits_of_the_rest
from tests.press.scene import EDITS, SILENT, Scene, make_scene

__all__ = ["EDITS", "SILENT", "Scene", "make_scene"]
