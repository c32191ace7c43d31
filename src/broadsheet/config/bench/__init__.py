"""What this machine does: a demo newspaper, read and published on, beside nginx."""
