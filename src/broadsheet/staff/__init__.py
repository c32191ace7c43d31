"""Accounts of the newsroom and their roles."""
