"""The print room: draws the demo newspaper's pictures as two-ink relief prints."""
