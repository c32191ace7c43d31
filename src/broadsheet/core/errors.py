"""What an address action refuses, in sentences that say what to do next."""

from django.core.exceptions import ValidationError


class AddressRefused(ValidationError):
    """The address can't be given to this thing."""


class AddressTaken(AddressRefused):
    """Another thing lives at the address."""


class AddressReserved(AddressRefused):
    """The address belongs to Broadsheet itself."""
