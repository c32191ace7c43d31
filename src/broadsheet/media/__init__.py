"""Pictures with caption and credit, files and recordings."""
