"""Where backups are kept: a folder, or a bucket of S3's kind."""
