"""Fetches an old site's pictures and files from its own host, and from no other."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

from broadsheet.importers.errors import ExportRefused, FileRefused
from broadsheet.importers.file_sources import FoundFile, copied, segments_of
from broadsheet.importers.wording import gettext as _

#: Bytes of one file, seconds for one file, and files of one run.
LARGEST_FETCHED = 300 * 1024**2
SECONDS_A_FILE = 120
SECONDS_OF_SILENCE = 20
MOST_FILES = 200_000
#: Redirects on the same host that are followed.
HOPS = 3
#: After so many failures without an answer in between, the old site is taken to be down.
PATIENCE = 5
CHUNK = 64 * 1024
_USER_AGENT = "Broadsheet importer"


class FetchedFiles:
    """The files of one old site, one after the other over one connection.

    Only the host that was given is asked: a redirect elsewhere is not followed, and a name that
    leads to a private network is refused unless that network's own address was given.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address if "//" in address else f"https://{address}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise ExportRefused(
                _("“%(address)s” is no address of a site. Give one like https://old.example.")
                % {"address": address[:200]}
            )
        self._scheme, self._host = parts.scheme, parts.hostname
        try:
            self._port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise ExportRefused(
                _("“%(address)s” has no port that exists. Give one like https://old.example.")
                % {"address": address[:200]}
            ) from error
        self._netloc = parts.netloc
        self._folder = parts.path.rstrip("/")
        self._connection: http.client.HTTPConnection | None = None
        self._asked = 0
        self._failures = 0

    def open(self, address: str) -> FoundFile | None:
        parts = segments_of(address)
        if not parts:
            return None
        self._asked += 1
        if self._asked > MOST_FILES:
            raise FileRefused(
                _("%(address)s was not fetched: a run fetches %(limit)d files. Import again.")
                % {"address": address[:200], "limit": MOST_FILES}
            )
        if self._failures >= PATIENCE:
            raise FileRefused(
                _(
                    "%(address)s was not fetched, for %(host)s no longer answers. "
                    "Import again when it does."
                )
                % {"address": address[:200], "host": self._host}
            )
        path = self._folder + quote("/" + "/".join(parts))
        try:
            found = self._fetch(address, path)
        except (OSError, http.client.HTTPException) as error:
            self._close()
            self._failures += 1
            raise FileRefused(
                _("%(address)s could not be fetched (%(reason)s). Import again to try once more.")
                % {"address": address[:200], "reason": str(error) or type(error).__name__}
            ) from error
        self._failures = 0
        return found

    def has(self, address: str) -> bool:
        """Not known before it is asked for."""
        return False

    def _fetch(self, address: str, path: str) -> FoundFile | None:
        name = segments_of(address)[-1]
        until = time.monotonic() + SECONDS_A_FILE
        for _hop in range(HOPS):
            answer = self._ask(path)
            if answer.status in (301, 302, 303, 307, 308):
                self._close()
                path = self._same_host(address, path, answer.getheader("Location") or "")
                continue
            if answer.status in (404, 410):
                self._close()
                return None
            if answer.status != 200:
                self._close()
                raise FileRefused(
                    _("%(address)s could not be fetched: %(host)s answered %(status)d.")
                    % {"address": address[:200], "host": self._host, "status": answer.status}
                )
            kind = (answer.getheader("Content-Type") or "").lower()
            if kind.startswith("text/html"):
                # A page that says “not found” with 200, or asks for a password.
                self._close()
                return None
            try:
                found = copied(address, name, _chunks(answer, until), LARGEST_FETCHED)
            except BaseException:
                self._close()
                raise
            if answer.will_close:
                self._close()
            return found
        raise FileRefused(
            _("%(address)s could not be fetched: it leads from one address to the next.")
            % {"address": address[:200]}
        )

    def _same_host(self, address: str, path: str, location: str) -> str:
        leads_to = urlsplit(urljoin(f"{self._scheme}://{self._netloc}{path}", location))
        if (leads_to.scheme, leads_to.netloc) != (self._scheme, self._netloc):
            raise FileRefused(
                _(
                    "%(address)s was not fetched: it leads to another host, %(host)s. "
                    "Download it by hand if it is yours."
                )
                % {"address": address[:200], "host": leads_to.netloc[:100]}
            )
        query = f"?{leads_to.query}" if leads_to.query else ""
        return (leads_to.path or "/") + query

    def _ask(self, path: str) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = self._connect()
        headers = {"Host": self._netloc, "User-Agent": _USER_AGENT, "Accept-Encoding": "identity"}
        try:
            self._connection.request("GET", path, headers=headers)
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # The server closed a connection that had waited; a new one is asked once.
            self._close()
            self._connection = self._connect()
            self._connection.request("GET", path, headers=headers)
            return self._connection.getresponse()

    def _connect(self) -> http.client.HTTPConnection:
        ip = self._allowed_ip()
        raw = socket.create_connection((ip, self._port), timeout=SECONDS_OF_SILENCE)
        connection = http.client.HTTPConnection(self._host, self._port, timeout=SECONDS_OF_SILENCE)
        if self._scheme == "https":
            # The certificate is checked against the name, the connection made to the checked IP.
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=self._host)
        connection.sock = raw
        return connection

    def _allowed_ip(self) -> str:
        found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        addresses = [str(item[4][0]) for item in found]
        given = self._host == "localhost" or _is_ip(self._host)
        for address in addresses:
            if given or ipaddress.ip_address(address.partition("%")[0]).is_global:
                return address
        raise FileRefused(
            _(
                "%(host)s leads into a private network and is not asked. If the old site is "
                "there, give its IP address to --fetch."
            )
            % {"host": self._host}
        )

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
        self._connection = None


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _chunks(answer: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    while chunk := answer.read(CHUNK):
        if time.monotonic() > until:
            raise TimeoutError(_("it took longer than %(limit)d s") % {"limit": SECONDS_A_FILE})
        yield chunk
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
