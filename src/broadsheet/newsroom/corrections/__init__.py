"""What the newspaper does about a story of its own that is wrong: rights, actions, screens."""
