"""What can't be done to an account; each message is a sentence for the person who asked."""

from __future__ import annotations


class AccountError(Exception):
    """The account can't be made or changed so."""
