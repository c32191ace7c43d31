"""What the room refuses, in sentences that say what to do next."""

from django.core.exceptions import ValidationError


class EmailRefused(ValidationError):
    """The text can't be an e-mail address."""


class ConsentRefused(ValidationError):
    """A consent that would not show what was agreed to."""


class ReaderUnknown(ValidationError):
    """There is no such reader, or no longer."""
