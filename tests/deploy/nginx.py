"""nginx with the published parts of deploy/, in front of a newspaper, on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.config.bench.beside import is_installed, started
from tests.config.running import free_port

__all__ = ["is_installed", "nginx_before"]

PARTS = Path(__file__).parents[2] / "deploy" / "nginx"
WITHIN = """
    merge_slashes off;
    include {parts}/reads.conf;
    upstream broadsheet {{ server 127.0.0.1:{port}; keepalive 32; }}
    server {{
        listen 127.0.0.1:{own};
        location / {{
            include {pressed}/nginx.conf;
            include {parts}/pressed.conf;
        }}
        location @broadsheet {{
            proxy_pass http://broadsheet$request_uri;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
        }}
    }}
"""


@contextmanager
def nginx_before(folder: Path, port: int, pressed: Path) -> Iterator[int]:
    """The port of an nginx that reads pressed files, before the web processes at a port."""
    own = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    within = WITHIN.format(parts=PARTS, port=port, own=own, pressed=pressed)
    # Tests' folders are closed to other accounts: as root, nginx's processes stay root.
    user = "user root;" if os.geteuid() == 0 else ""
    with started(folder, within, 2, user):
        yield own
