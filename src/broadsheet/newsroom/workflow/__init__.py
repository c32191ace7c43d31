"""The way of a story over the desk: approved, sent back, spiked, sent out urgently."""
