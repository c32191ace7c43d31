from django.core.exceptions import ValidationError


class CorrectionRefused(ValidationError):
    """The correction can't be made as it was asked for; the message says what to do next."""
