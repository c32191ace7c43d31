"""Safe keeping: backups while the site runs, restores, and exports in open formats."""
