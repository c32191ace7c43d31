"""What a reader is answered from a pressed page: coding, conditions and headers (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.http import parse_http_date_safe

from broadsheet.edge.cdn.headers import cdn_headers, is_kept_with_query
from broadsheet.press.pack import Assembled, Pack
from broadsheet.press.pack.squeezing import squeezer

#: What is added to an address to count clicks: the page is the same.
IGNORED = re.compile(r"(?:utm_[^=&]*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref)(?:=[^&]*)?")
TO_READERS = "public, max-age=0, must-revalidate"
IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
#: How a coding is named at the end of its entity tag: a tag is of one coding (8.8.3).
TAGS = {IDENTITY: "", GZIP: "-gz", BROTLI: "-br"}
#: A text is kept as it is when it was asked for so often.
KEPT_AFTER = 2
#: What a 304 repeats of the headers (15.4.5), and what a CDN needs to know of it.
REPEATED = frozenset(
    {
        "cache-control",
        "cache-tag",
        "cdn-cache-control",
        "cdn-tag",
        "content-location",
        "etag",
        "expires",
        "last-modified",
        "surrogate-control",
        "surrogate-key",
        "vary",
    }
)
TAG = re.compile(r'(?:W/)?"([^"]*)"')

Headers = list[tuple[str, str]]
#: A request's header by its lower-case name; "" where it has none.
Asked = Callable[[str], str]


def is_only_counted(query: str) -> bool:
    """Whether a query string is empty or only counts clicks."""
    return not query or all(IGNORED.fullmatch(part) for part in query.split("&"))


def respond(
    pack: Pack, page: Assembled, asked: Asked, query: str = ""
) -> tuple[int, Headers, bytes]:
    """The status (200 or 304), headers and body of a page; a range is answered with all of it.

    `query` is what counts clicks in the address that was asked for.
    """
    coding, body = _body(pack, page, codings_of(asked("accept-encoding")))
    headers = page.sent.get(coding)
    if headers is None:
        headers = page.sent[coding] = _headers(page, coding, len(body))
    if query and not is_kept_with_query():
        headers = _headers(page, coding, len(body), is_for_cdn=False)
    tags = asked("if-none-match")
    if tags:
        held = _held_tag(page, tags, coding)
        if held:
            return 304, _repeated(headers, held), b""
    elif asked("if-modified-since") and _is_unmodified(headers, asked("if-modified-since")):
        return 304, _repeated(headers, _tag(page, coding)), b""
    return 200, headers, body


def _body(pack: Pack, page: Assembled, codings: tuple[str, ...]) -> tuple[str, bytes]:
    """The first of some codings that is ready, and the text in it."""
    if codings[0] == BROTLI:
        squeezed = page.brotli
        if squeezed is not None:
            return BROTLI, squeezed
        squeezer.ask(pack, page)
        codings = codings[1:]
    if codings[0] == GZIP:
        return GZIP, page.gzip
    plain = page.plain
    page.asked_identity += 1
    if page.asked_identity == KEPT_AFTER and page.identity is None:
        pack.keep(page, identity=plain)
    return IDENTITY, plain


def _headers(page: Assembled, coding: str, length: int, *, is_for_cdn: bool = True) -> Headers:
    for_cdn = cdn_headers(page.number, page.held) if is_for_cdn else []
    left_out = tuple(name.lower() for name, _value in for_cdn)
    return [
        *_shared_headers(page.headers, coding, left_out),
        *for_cdn,
        ("ETag", _tag(page, coding)),
        ("Content-Length", str(length)),
    ]


@lru_cache(maxsize=1024)
def _shared_headers(
    of_page: tuple[tuple[str, str], ...], coding: str, left_out: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """What many pages are sent with alike, beside what a CDN is told of each."""
    found = [(name, value) for name, value in of_page if name.lower() not in ("vary", *left_out)]
    if "cache-control" not in {*left_out, *(name.lower() for name, _value in found)}:
        found.append(("Cache-Control", TO_READERS))
    varies = [value for name, value in of_page if name.lower() == "vary"]
    if not any("accept-encoding" in value.lower() for value in varies):
        varies.append("Accept-Encoding")
    found.append(("Vary", ", ".join(varies)))
    if coding != IDENTITY:
        found.append(("Content-Encoding", coding))
    return tuple(found)


def _tag(page: Assembled, coding: str) -> str:
    return f'"{page.digest}{TAGS[coding]}"'


def _held_tag(page: Assembled, tags: str, coding: str) -> str:
    """The tag by which a client names this page as it is now, in any of its codings; "" if none.

    A client that has the page in gzip need not get it in brotli, which became ready meanwhile.
    """
    if tags.strip() == "*":
        return _tag(page, coding)
    for held in TAG.findall(tags):
        digest, _dash, ending = held.partition("-")
        if digest == page.digest and ending in ("", "gz", "br"):
            return f'"{held}"'
    return ""


def _repeated(headers: Headers, tag: str) -> Headers:
    kept = [pair for pair in headers if pair[0].lower() in REPEATED and pair[0] != "ETag"]
    return [*kept, ("ETag", tag)]


def _is_unmodified(headers: Headers, since: str) -> bool:
    modified = next((value for name, value in headers if name.lower() == "last-modified"), "")
    if not modified:
        return False
    then, asked = parse_http_date_safe(modified), parse_http_date_safe(since)
    return then is not None and asked is not None and then <= asked


@lru_cache(maxsize=512)
def codings_of(accepted: str) -> tuple[str, ...]:
    """The codings that a client takes, the best first (RFC 9110, 12.5.3); identity ends them.

    Where it refuses that too, it gets it: a page that it can read is better than none.
    """
    found: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        quality = 1.0
        for parameter in parameters.split(";"):
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        found[name.strip().removeprefix("x-")] = quality
    rest = found.get("*", 0.0)
    wished = {name: found.get(name, rest) for name in (BROTLI, GZIP)}
    least = max(found.get(IDENTITY, 0.0), 0.0)
    takes = [name for name in (BROTLI, GZIP) if wished[name] > 0 and wished[name] >= least]
    if len(takes) == 2 and wished[GZIP] > wished[BROTLI]:
        takes.remove(BROTLI)
    return (*takes, IDENTITY)
