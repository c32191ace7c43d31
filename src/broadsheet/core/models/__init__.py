from broadsheet.core.models.address import Address, AddressState
from broadsheet.core.models.base import PublicIdMixin
from broadsheet.core.models.outbound import OutboundAct, OutboundLane, OutboundState

__all__ = [
    "Address",
    "AddressState",
    "OutboundAct",
    "OutboundLane",
    "OutboundState",
    "PublicIdMixin",
]
