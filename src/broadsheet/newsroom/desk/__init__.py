"""The desk: what a person of the newsroom sees after signing in."""
