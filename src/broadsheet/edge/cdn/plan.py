"""The CDN that site.toml names."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The kinds that site.toml may name.
KINDS = ("bunny", "cloudflare", "cloudfront", "fastly", "http")
#: Those that need a number or name of the service, and a token.
WITH_SERVICE = ("bunny", "cloudflare", "cloudfront", "fastly")
WITH_TOKEN = ("bunny", "cloudflare", "fastly")
#: Where each is told.
ADDRESSES = {
    "bunny": "https://api.bunny.net",
    "cloudflare": "https://api.cloudflare.com",
    "fastly": "https://api.fastly.com",
}
#: Those that know pages by keys, so that a fragment's change is one word and not many addresses.
BY_KEYS = ("bunny", "cloudflare", "fastly")
#: Those that read a lifetime of their own (Surrogate-Control; CDN-Cache-Control, RFC 9213). To the
#: others `s-maxage` tells it.
WITH_LIFETIME = ("cloudflare", "fastly")


@dataclass(frozen=True)
class CdnPlan:
    """Which CDN stands in front and how it is reached.

    `service` is its own number of the site (zone, service, pull zone, distribution), `url` where
    it is told, "" for the provider's own address. `seconds` is how long it may keep a page that
    nobody purged. `site` holds the addresses by which readers come: https://host, without a slash.
    """

    kind: str
    service: str = ""
    token: str = field(default="", repr=False)
    url: str = ""
    seconds: int = 86_400
    site: tuple[str, ...] = ()

    @property
    def knows_keys(self) -> bool:
        return self.kind in BY_KEYS

    @property
    def lacks_token(self) -> bool:
        """Whether it can't be told anything, as after a backup without secrets was restored."""
        return self.kind in WITH_TOKEN and not self.token

    @property
    def address(self) -> str:
        return self.url.rstrip("/") or ADDRESSES.get(self.kind, "")
