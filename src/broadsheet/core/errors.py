"""What an address action refuses, in sentences that say what to do next."""

from django.core.exceptions import ValidationError
from django.http import Http404


class AddressRefused(ValidationError):
    """The address can't be given to this thing."""


class AddressTaken(AddressRefused):
    """Another thing lives at the address."""


class AddressReserved(AddressRefused):
    """The address belongs to Broadsheet itself."""


class NothingBehind(Http404):
    """The address lives and has nothing behind it at `page/N/`: other rooms may know an answer."""
