"""Broadsheet: the whole publishing desk of an independent newsroom in one Python program."""

__version__ = "0.1.0"
