"""A request as WSGI describes it (PEP 3333, “environ Variables”)."""

from __future__ import annotations

import sys
from functools import lru_cache

from broadsheet.config.gateway.interface import Environ, Scope
from broadsheet.config.gateway.refusals import gettext_noop, malformed

PROTOCOLS = {"1": "HTTP/1.0", "1.1": "HTTP/1.1", "2": "HTTP/2", "3": "HTTP/3"}
#: The gateway takes the body in and says its length itself.
OF_THE_BODY = frozenset({"content-length", "transfer-encoding"})


@lru_cache(maxsize=1024)
def key_of(name: str) -> str:
    """A header's key in the environ; "" for one that is left out.

    `X_Forwarded_For` would have the key of `X-Forwarded-For`, which a proxy in front sets: what
    has an underscore is left out.
    """
    if "_" in name or name in OF_THE_BODY:
        return ""
    if name == "content-type":
        return "CONTENT_TYPE"
    return "HTTP_" + name.upper().replace("-", "_")


def split_address(address: str) -> tuple[str, str]:
    """`[::1]:8000` as host and port."""
    host, _, port = address.rpartition(":")
    return host.removeprefix("[").removesuffix("]"), port


def environ_of(scope: Scope) -> Environ:
    """The environ of a request, but for its body.

    Granian gives the path decoded, as text. WSGI wants its bytes, one a character: that is the
    text's UTF-8. Bytes that were no UTF-8 have become U+FFFD before. Raises Refused where the
    request's target or its Host is none (RFC 9112, 3.2).
    """
    path = scope.path
    if not path.startswith("/"):
        raise malformed(gettext_noop("The request names no path of this site."))
    if scope.method == "CONNECT":
        raise malformed(gettext_noop("This site is no proxy: CONNECT leads nowhere."))
    server_name, server_port = split_address(scope.server)
    client_host, client_port = split_address(scope.client)
    environ: Environ = {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "PATH_INFO": path if path.isascii() else path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": client_host,
        "REMOTE_PORT": client_port,
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "SERVER_NAME": server_name,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": PROTOCOLS.get(scope.http_version, "HTTP/1.1"),
        "SERVER_SOFTWARE": "Broadsheet",
        "wsgi.errors": sys.stderr,
        "wsgi.input_terminated": True,
        "wsgi.multiprocess": True,
        "wsgi.multithread": True,
        "wsgi.run_once": False,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.version": (1, 0),
    }
    for name, value in scope.headers.items():
        key = key_of(name)
        if not key:
            continue
        held = environ.get(key)
        if held is None:
            environ[key] = value
        elif key == "HTTP_HOST":
            raise malformed(gettext_noop("The request has more than one Host header."))
        else:
            # RFC 9110, 5.3; cookies have a separator of their own (RFC 9113, 8.2.3).
            environ[key] = f"{held}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    _name_the_host(environ, scope)
    return environ


def _name_the_host(environ: Environ, scope: Scope) -> None:
    """The target's own host comes before the header (RFC 9112, 3.2.2); HTTP/2 has only that."""
    authority = scope.authority
    if authority is not None:
        environ["HTTP_HOST"] = authority
    elif "HTTP_HOST" not in environ and scope.http_version != "1":
        raise malformed(gettext_noop("The request has no Host header."))
