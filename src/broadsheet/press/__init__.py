"""Pressed pages: rendered when something on them changes, not when they are read."""
