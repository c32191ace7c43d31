"""nginx with the published deploy/nginx.conf in front of the demo newspaper, over TLS."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import requests

from tests.config.running import wait_for
from tests.running_site import RunningSite, demo_site, free_port

ROOT = Path(__file__).parents[2]
HOST = "news.example.org"

pytestmark = [
    # The certificate is the test's own, and TLS 1.1 is what must not work.
    pytest.mark.filterwarnings("ignore:Unverified HTTPS request", "ignore:ssl.TLSVersion"),
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("nginx") is None, reason="nginx is not here: install Debian's package nginx."
    ),
    pytest.mark.skipif(
        shutil.which("openssl") is None, reason="openssl is not here: install Debian's package."
    ),
]


@dataclass
class Front:
    site: RunningSite
    folder: Path
    #: Whether nginx reads pressed pages from files.
    reads_files: bool
    http: int
    https: int

    def ask(self, path: str, method: str = "GET", **values: object) -> requests.Response:
        headers = {"Host": HOST, **values.pop("headers", {})}  # type: ignore[dict-item]
        with requests.Session() as session:
            session.mount("https://", _Named())
            return session.request(
                method,
                f"https://127.0.0.1:{self.https}{path}",
                headers=headers,
                timeout=30,
                allow_redirects=False,
                verify=False,
                **values,  # type: ignore[arg-type]
            )

    @property
    def log(self) -> str:
        # nginx writes it every five seconds.
        time.sleep(5.5)
        return (self.folder / "access.log").read_text(encoding="utf-8")


class _Named(requests.adapters.HTTPAdapter):
    """Says the site's name in the TLS greeting, wherever it connects to."""

    def init_poolmanager(self, *args: object, **values: object) -> None:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        super().init_poolmanager(
            *args,
            **values,
            server_hostname=HOST,
            assert_hostname=False,
            ssl_context=context,
        )


def configured(folder: Path, site: RunningSite, http: int, https: int, *, reads_files: bool) -> str:
    """The published file with this test's ports and folders, and the change that it names."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    if reads_files:
        page = text.partition("location / {\n            proxy_pass http://broadsheet;\n")
        assert page[1]
        text = page[0] + "location / {\n" + page[2].replace("# include ", "include ")
    temporary = [
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ]
    changes = [
        (r"^user .*$", f"user {'root' if os.getuid() == 0 else 'nobody'};\ndaemon off;"),
        (r"listen (\[::\]:)80\b.*;", ""),
        (r"listen (\[::\]:)443\b.*;", ""),
        (r"listen 80\b", f"listen 127.0.0.1:{http}"),
        (r"listen 443\b", f"listen 127.0.0.1:{https}"),
        (r"127\.0\.0\.1:8000", site.url.partition("//")[2]),
        (r"/etc/letsencrypt/live/news\.example\.org", str(folder)),
        (r"/etc/nginx/broadsheet/reads\.conf", str(ROOT / "deploy" / "nginx" / "reads.conf")),
        (r"/etc/nginx/broadsheet/pressed\.conf", str(ROOT / "deploy" / "nginx" / "pressed.conf")),
        (r"/etc/nginx/broadsheet", str(ROOT / "deploy" / "pages")),
        (r"/srv/paper", str(site.folder)),
        (r"/var/log/nginx", str(folder)),
        (r"/var/cache/nginx", str(folder)),
        (r"/run/nginx\.pid", str(folder / "nginx.pid")),
        (r"^http \{", "\n".join(["http {", *temporary])),
    ]
    for pattern, new in changes:
        text, count = re.subn(pattern, lambda _match, new=new: new, text, flags=re.M)
        assert count, pattern
    return text


@contextmanager
def in_front(folder: Path, site: RunningSite, *, reads_files: bool = False) -> Iterator[Front]:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", f"/CN={HOST}", "-keyout", str(folder / "privkey.pem")]
    command += ["-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
    http, https = free_port(), free_port()
    written = folder / "nginx.conf"
    written.write_text(
        configured(folder, site, http, https, reads_files=reads_files), encoding="utf-8"
    )
    command = ["nginx", "-e", str(folder / "start.log"), "-p", str(folder), "-c", str(written)]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr, tried.stderr
    process = subprocess.Popen(command)
    try:
        for _turn in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", https), 1):
                break
            time.sleep(0.05)
        yield Front(site, folder, reads_files, http, https)
    finally:
        process.terminate()
        process.wait(10)


TOML = f'\naddress = "https://{HOST}"\nbehind_proxy = true\npress_files = true\n'


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with demo_site(tmp_path_factory.mktemp("demo") / "site", toml=TOML) as site:
        # The front page is pressed once it has been read, and has a file then.
        site.get("/")
        pressed = site.folder / "data" / "pressed"
        assert wait_for(lambda: list(pressed.glob("*/current/.html.gz")), 120)
        yield site


@pytest.fixture(scope="module", params=["proxied", "files"])
def front(
    paper: RunningSite, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("nginx")
    with in_front(folder, paper, reads_files=request.param == "files") as found:
        yield found


def story_path(front: Front) -> str:
    text = front.ask("/feed/json/").json()
    return str(text["items"][0]["url"]).partition(HOST)[2]


def test_http_leads_to_https(front: Front) -> None:
    answer = requests.get(
        f"http://127.0.0.1:{front.http}/a/?b=1",
        headers={"Host": HOST},
        timeout=10,
        allow_redirects=False,
    )
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"https://{HOST}/a/?b=1"
    assert answer.headers["Server"] == "nginx"


@pytest.mark.parametrize(
    ("version", "works"),
    [
        (ssl.TLSVersion.TLSv1_1, False),
        (ssl.TLSVersion.TLSv1_2, True),
        (ssl.TLSVersion.TLSv1_3, True),
    ],
)
def test_tls_is_of_today_and_speaks_http_2(
    front: Front, version: ssl.TLSVersion, works: bool
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.set_alpn_protocols(["h2", "http/1.1"])
    raw = socket.create_connection(("127.0.0.1", front.https), 10)
    if not works:
        with raw, pytest.raises(ssl.SSLError):
            context.wrap_socket(raw, server_hostname=HOST)
        return
    with context.wrap_socket(raw, server_hostname=HOST) as wrapped:
        assert wrapped.selected_alpn_protocol() == "h2"


def test_a_name_that_is_not_ours_is_answered_by_nobody(front: Front) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", front.https), 10) as raw,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(raw, server_hostname="other.example")


def test_a_page_comes_as_broadsheet_made_it(front: Front) -> None:
    path = story_path(front)
    pressed = front.site.folder / "data" / "pressed"

    def has_file() -> bool:
        front.ask(path)
        return bool(list(pressed.glob(f"*/current{path[:-1]}.html.gz")))

    # Read once, it is pressed; read again and again, it gets a file.
    assert wait_for(has_file, 60)
    answer = front.ask(path)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Encoding"] in ("gzip", "br")
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Set-Cookie" not in answer.headers
    again = front.ask(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["ETag"] == answer.headers["ETag"]
    # The site's tags name the coding, the file's don't.
    assert (re.search(r"-(gz|br)", answer.headers["ETag"]) is None) is front.reads_files
    identity = {"Accept-Encoding": "identity"}
    assert "Content-Encoding" not in front.ask(path, headers=identity).headers

    def is_the_same() -> bool:
        return front.ask(path).content == front.ask(path, headers=identity).content

    # The worker makes pictures in other forms meanwhile, and the page is pressed anew.
    assert wait_for(is_the_same, 30)


def test_pictures_come_from_the_disk_and_static_files_from_the_cache(front: Front) -> None:
    picture = next((front.site.folder / "data/media/images").glob("*.webp"))
    answer = front.ask(f"/media/images/{picture.name}")
    assert answer.content == picture.read_bytes()
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    # The site itself knows no parts of a picture: nginx answered.
    part = front.ask(f"/media/images/{picture.name}", headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10)
    assert front.ask("/media/images/../../secret_key").status_code == 404
    style = re.search(r'href="(/static/[^"]+\.css\?v=\w+)"', front.ask("/").text)
    assert style
    first, second = front.ask(style[1]), front.ask(style[1])
    assert first.content == second.content
    assert first.headers["Content-Encoding"] == second.headers["Content-Encoding"] == "gzip"
    assert [path for path in (front.folder / "broadsheet").rglob("*") if path.is_file()]


def test_an_upload_that_is_too_large_is_told_how_large_it_may_be(front: Front) -> None:
    for path, size in (("/accounts/login/", 2), ("/admin/images/multiple/add/", 43)):
        answer = front.ask(path, "POST", data=b"x" * (size * 1024 * 1024))
        assert answer.status_code == 413, path
        assert "may have 40 MB" in answer.text
    # What fits reaches the site, which asks who that is.
    assert front.ask("/admin/images/multiple/add/", "POST", data=b"x" * 3_000_000).status_code in (
        302,
        403,
    )


def test_the_site_sees_who_really_asks(front: Front) -> None:
    """Whatever a client says of itself, the newsroom's list of sessions has its real address."""
    form = front.ask("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)
    assert token
    assert "Secure" in form.headers["Set-Cookie"]
    answer = front.ask(
        "/accounts/login/",
        "POST",
        data={
            "csrfmiddlewaretoken": token[1],
            "login": "editor",
            "password": front.site.password,
        },
        headers={
            "X-Forwarded-For": "203.0.113.9",
            "X-Forwarded-Proto": "http",
            "X-Real-IP": "203.0.113.9",
            "Referer": f"https://{HOST}/accounts/login/",
            "Cookie": f"csrftoken={form.cookies['csrftoken']}",
        },
    )
    assert answer.status_code == 302, answer.text[-2000:]
    said = front.site.python(
        "from allauth.usersessions.models import UserSession\n"
        "print(UserSession.objects.latest('pk').ip)"
    )
    assert said.strip() == "127.0.0.1"


def test_too_many_searches_are_asked_to_wait(front: Front) -> None:
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(front.ask, ["/search/?q=harbour"] * 24))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert 200 in {answer.status_code for answer in answers}
    assert "That was too fast" in refused[0].text
    assert refused[0].headers["Retry-After"] == "10"
    assert front.ask("/").status_code == 200


def test_the_log_holds_no_query_no_key_and_no_whole_address(front: Front) -> None:
    front.ask("/search/?q=a-hidden-word", headers={"Referer": "https://x.example/?hidden=b"})
    front.ask("/accounts/invitation/a-hidden-token/")
    front.ask("/accounts/password/reset/key/1-a-hidden-key/")
    log = front.log
    assert "hidden" not in log
    assert '"GET /search/"' in log
    assert '"GET /accounts/invitation/-"' in log
    assert "127.0.0.0 [" in log
    assert "127.0.0.1" not in log


def test_what_is_for_this_machine_alone(front: Front) -> None:
    assert front.ask("/metrics").status_code == 404
    assert front.ask("/_nginx/down.html").status_code == 404
    assert front.ask("/healthz").status_code == 200


def test_a_takedown_is_seen_at_once(front: Front) -> None:
    path = story_path(front)
    assert front.ask(path).status_code == 200
    front.site.python(
        "from broadsheet.core.models import Address\n"
        f"Address.objects.live().get(path={path!r}).target.unpublish()"
    )
    assert front.ask(path).status_code == 410


def test_a_site_that_stands_still_is_announced(front: Front, tmp_path: Path) -> None:
    nobody = replace(front.site, url=f"http://127.0.0.1:{free_port()}")
    with in_front(tmp_path, nobody, reads_files=front.reads_files) as alone:
        answer = alone.ask("/search/")
        assert answer.status_code == 503
        assert "We are back in a moment" in answer.text
        assert answer.headers["Retry-After"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"
        # What nginx reads by itself is there all the same.
        assert alone.ask("/").status_code == (200 if front.reads_files else 503)
