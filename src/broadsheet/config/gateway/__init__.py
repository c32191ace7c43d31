"""What stands between granian and Django: pressed pages first, all else by WSGI in threads.

Granian calls it by RSGI (its own interface, version 1.6); behind it stands a WSGI application
(PEP 3333). See docs/decisions/0080-a-gateway-of-our-own.md.
"""

from broadsheet.config.gateway.application import Gateway
from broadsheet.config.gateway.limits import Limits

__all__ = ["Gateway", "Limits"]
