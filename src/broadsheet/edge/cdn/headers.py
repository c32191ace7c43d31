"""What a pressed page tells the CDN: its keys, and how long it may be kept there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.conf import settings

from broadsheet.edge.cdn.plan import WITH_LIFETIME, CdnPlan

Headers = list[tuple[str, str]]

#: Bytes of keys in one header: what the strictest CDN reads (bunny.net's CDN-Tag).
MOST_BYTES = 1024


def plan() -> CdnPlan | None:
    """The CDN that stands in front; None where none does."""
    found: CdnPlan | None = settings.BROADSHEET_CDN
    return found


def page_key(number: int) -> str:
    return f"p{number}"


def fragment_key(number: int) -> str:
    return f"f{number}"


def file_key(path: str) -> str:
    """What a public file is known by where a CDN knows keys."""
    return f"m{hashlib.sha256(path.encode()).hexdigest()[:16]}"


def file_headers(path: str) -> Headers:
    """The key of a public file, so that the CDN can be told to forget it; none without a CDN."""
    cdn = plan()
    if cdn is None or not cdn.knows_keys:
        return []
    names = ["Surrogate-Key", "Cache-Tag", *(["CDN-Tag"] if cdn.kind == "bunny" else [])]
    return [(name, file_key(path)) for name in names]


def cdn_headers(page_number: int, fragment_numbers: Iterable[int]) -> Headers:
    """The headers of a pressed page for the CDN; none where no CDN stands in front.

    `Surrogate-Key` holds the keys between spaces, `Cache-Tag` and `CDN-Tag` between commas.
    `Surrogate-Control` and `CDN-Cache-Control` (RFC 9213) say how long the CDN may keep it; a CDN
    that reads neither is told by `s-maxage` (RFC 9111, 5.2.2.10) in a `Cache-Control` that goes in
    the place of the page's own. A page of more keys than a CDN reads may not be kept by it, since
    it could not be taken away; nor any page where we have no token to take it away with.
    """
    cdn = plan()
    if cdn is None or cdn.lacks_token:
        return []
    keys = [page_key(page_number), *map(fragment_key, sorted(set(fragment_numbers)))]
    if len(" ".join(keys)) > MOST_BYTES:
        return []
    lifetime = f"max-age={cdn.seconds}"
    found = [
        ("Surrogate-Key", " ".join(keys)),
        ("Cache-Tag", ",".join(keys)),
        ("Surrogate-Control", lifetime),
        ("CDN-Cache-Control", lifetime),
    ]
    if cdn.kind == "bunny":
        found.append(("CDN-Tag", ",".join(keys)))
    if cdn.kind not in WITH_LIFETIME:
        shared = f"public, max-age=0, s-maxage={cdn.seconds}, must-revalidate"
        found.append(("Cache-Control", shared))
    return found


def is_kept_with_query() -> bool:
    """Whether the CDN may keep a page under an address that counts clicks, such as ?utm_source=a.

    One that is told by addresses could not be told of all of these.
    """
    cdn = plan()
    return cdn is None or cdn.knows_keys
