"""Who writes what until when."""
