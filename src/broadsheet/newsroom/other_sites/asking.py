"""Asks another site whether a link leads anywhere: bounded, and never into a private network.

A reporter writes the link and this server asks it, so it must not become a door to what only the
server can reach: each hop is resolved once, every address must be public, and the connection is
made to the address that was looked at, not to the name again.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from broadsheet.newsroom.models.link import LinkState

#: Seconds for one link with all that it leads to, and for one silence within.
SECONDS, SILENCE = 8.0, 5.0
HOPS = 5
LONGEST = 2000
AGENT = "Mozilla/5.0 (compatible; Broadsheet link check)"
#: What says that nothing is there. Others ask for a password, a browser, patience: there is.
GONE = frozenset({404, 410, 451})
#: Answers of a site that is ill, or has no time.
ILL = frozenset({408, 425, 429, *range(500, 600)})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolve = Callable[[str, int], Sequence[str]]
Allowed = Callable[[str], bool]


@dataclass(frozen=True)
class Answer:
    state: LinkState
    status: int | None = None


class _Refused(Exception):
    def __init__(self, state: LinkState) -> None:
        super().__init__(state)
        self.state = state


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet's, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner and not is_public(str(inner)):
            return False
        if ip.ipv4_mapped:
            return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


#: RFC 6052: an IPv4 address in the last 32 bits.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def ask(url: str, *, seconds: float = SECONDS) -> Answer:
    """What a link leads to, within the seconds; it never raises. No body is read."""
    # Looked up here: tests put their own resolver and rule of addresses in the place of ours.
    visit = _Visit(resolve, is_public, time.monotonic() + seconds)
    try:
        for _hop in range(HOPS + 1):
            status, location = visit.get(url)
            if status not in REDIRECTS or not location:
                break
            url = urljoin(url, location)
        else:
            # From one to the next without an end: no reader arrives.
            return Answer(LinkState.GONE, status)
    except _Refused as refused:
        return Answer(refused.state)
    except socket.gaierror as error:
        known = error.errno == socket.EAI_NONAME
        return Answer(LinkState.NO_HOST if known else LinkState.UNKNOWN)
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        # The last by a connection that was cut while it was being read.
        return Answer(LinkState.SILENT)
    if status in GONE:
        return Answer(LinkState.GONE, status)
    return Answer(LinkState.SILENT if status in ILL else LinkState.FINE, status)


@dataclass(frozen=True)
class _Visit:
    resolve: Resolve
    allowed: Allowed
    until: float

    def get(self, url: str) -> tuple[int, str]:
        """The status and where it leads on. Raises _Refused, OSError, HTTPException, ValueError."""
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > LONGEST:
            raise _Refused(LinkState.UNUSABLE)
        if parts.username or parts.password:
            # Nobody's password is sent from here.
            raise _Refused(LinkState.UNKNOWN)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            host = parts.hostname
            if not host.isascii():
                host = host.encode("idna").decode()
        except ValueError as error:
            raise _Refused(LinkState.UNUSABLE) from error
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        if parts.query:
            target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        held = [self.connected(host, port)]
        # Who sends a byte now and then keeps a worker no longer than the rest.
        alarm = threading.Timer(max(0.0, self.until - time.monotonic()), _cut, [held])
        alarm.daemon = True
        alarm.start()
        connection = http.client.HTTPConnection(host, port)
        try:
            if parts.scheme == "https":
                context = ssl.create_default_context()
                wrapped = context.wrap_socket(
                    held[0], server_hostname=host, do_handshake_on_connect=False
                )
                held[0] = wrapped
                wrapped.do_handshake()
            connection.sock = held[0]
            headers = {
                "Host": f"[{host}]" if ":" in host else host,
                "User-Agent": AGENT,
                "Accept": "text/html,*/*",
                "Accept-Encoding": "identity",
                "Connection": "close",
            }
            if parts.port:
                headers["Host"] += f":{port}"
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or ""
        finally:
            alarm.cancel()
            connection.close()
            held[0].close()

    def connected(self, host: str, port: int) -> socket.socket:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        addresses = self.resolve(host, port)
        if not addresses or not all(self.allowed(address) for address in addresses):
            # A name of the open internet may lead inwards from here alone: no fault of the link.
            raise _Refused(LinkState.PRIVATE if _is_inner(host) else LinkState.UNKNOWN)
        return socket.create_connection((addresses[0], port), timeout=min(left, SILENCE))


def _is_inner(host: str) -> bool:
    """Whether the link itself says that it leads to no reader: `localhost`, `10.0.0.7`."""
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))


def _cut(held: Sequence[socket.socket]) -> None:
    with suppress(OSError):
        held[0].shutdown(socket.SHUT_RDWR)
