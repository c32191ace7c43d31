"""Checks before publishing: what a story should have, and how strictly a site asks for it."""
