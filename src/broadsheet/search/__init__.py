"""Readers' search."""
