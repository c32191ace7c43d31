"""The CDN in front of the site: what pages tell it of themselves, and what it is told to forget."""
