"""The home front and the editors' picks."""
