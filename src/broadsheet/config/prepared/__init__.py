"""What `new` and `demo` would otherwise make anew each time, kept ready in one archive."""
