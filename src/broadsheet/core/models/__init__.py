from broadsheet.core.models.address import Address, AddressState
from broadsheet.core.models.base import PublicIdMixin

__all__ = ["Address", "AddressState", "PublicIdMixin"]
