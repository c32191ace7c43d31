"""Other machines: what they ask of us, and what the CDN in front is told."""
