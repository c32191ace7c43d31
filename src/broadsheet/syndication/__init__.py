"""Feeds, sitemaps and what else goes out to other programs."""
