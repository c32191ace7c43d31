"""What changed between two texts or two versions, in words."""
