"""Everything that the newsroom made, in open formats: `broadsheet export`."""
