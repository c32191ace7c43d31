"""nginx beside the newspaper, which serves the same bytes from files: what there is to reach."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from broadsheet.config.bench.paper import free_port
from broadsheet.config.site_file import SiteFileError

#: As published with the figures: two processes, nothing kept open, no waiting for full packets.
#: Its own files stand in a folder of the measurement's.
FRAME = """
worker_processes {processes};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    open_file_cache off;
    tcp_nopush off;
    sendfile on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {within}
}}
"""
FILES = """
    default_type "text/html; charset=utf-8";
    server {{
        listen 127.0.0.1:{port};
        root {folder}/files;
        location / {{
            rewrite ^(.*)/$ $1/index.html break;
            gzip_static always;
        }}
        location /identity/ {{
            rewrite ^(.*)/$ $1/index.html break;
        }}
    }}
"""


def is_installed() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def nginx(folder: Path, files: Mapping[str, bytes], processes: int) -> Iterator[str]:
    """nginx's address while the block lasts; `files` are gzip streams or texts by their paths."""
    for path, body in files.items():
        name = "index.html" if path.startswith("/identity/") else "index.html.gz"
        place = folder / "files" / path.strip("/") / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
    port = free_port()
    # Its processes read the files under another account; both folders are the measurement's own.
    for part in (folder, folder.parent):
        part.chmod(part.stat().st_mode | 0o055)
    with started(folder, FILES.format(folder=folder, port=port), processes):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def started(folder: Path, within: str, processes: int, user: str = "") -> Iterator[None]:
    """nginx while the block lasts, `within` in its http block; `user` is a line before all."""
    written = folder / "nginx.conf"
    written.write_text(user + FRAME.format(folder=folder, processes=processes, within=within))
    program = shutil.which("nginx") or "nginx"
    process = subprocess.Popen([program, "-c", str(written), "-p", str(folder)])
    try:
        time.sleep(0.5)
        if process.poll() is not None:
            said = (folder / "error.log").read_text(errors="replace")[-500:]
            raise SiteFileError(f"nginx does not start: {said}")
        yield
    finally:
        process.terminate()
        process.wait(10)
