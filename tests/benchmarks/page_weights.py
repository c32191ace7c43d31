"""What a first visit to each kind of page costs: requests, bytes, movement, time, other hosts.

`python -m tests.benchmarks.page_weights` measures the demo newspaper in Chromium over a slow
connection, with an empty cache and with fonts that come only after the text has been drawn.
"""

from __future__ import annotations

import gzip
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Request, Route

from tests.demo_pages import demo_pages
from tests.journeys.browser import open_browser
from tests.running_site import RunningSite, demo_site

#: Widths of the window and their heights, CSS pixels.
WINDOWS = {390: 844, 1280: 900}
#: As Lighthouse's slow 4G: bits a second, milliseconds there and back.
BITS, ROUND_TRIP = 1_600_000, 150
#: How long after the first drawing the fonts are kept back, seconds.
FONTS_LATE = 0.4
#: What an article without its pictures may weigh compressed, bytes; what it may move; whom it asks.
BARS = {"HTML": 12_288, "CSS": 15_360, "JS": 8_192, "fonts": 71_680}
MOST_SHIFT = 0.02
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts"}
#: The peers as their makers ship them, an article without pictures, measured in November 2026.
PEERS = (
    ("Ghost 6.65", "6.5 br", "18", "23, and 1 MB from a CDN", "38"),
    ("WordPress 7.1", "17 gzip", "inside the HTML", "18", "54"),
)
PAGES = (
    *("front", "news", "analysis", "opinion", "field-report", "interview", "video"),
    *("picture-essay", "sponsored", "section", "topic", "person", "search", "archive"),
)

WATCH = """
window.seen = {shift: 0, moved: [], paint: 0};
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    seen.shift += entry.value;
    for (const { node } of entry.sources)
      seen.moved.push(node?.parentElement?.getAttribute("class") || node?.nodeName || "?");
  }
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) seen.paint = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
DRAWN = """() => new Promise(done => new PerformanceObserver(list => {
  if (list.getEntriesByName("first-contentful-paint").length) done();
}).observe({type: "paint", buffered: true}))"""
#: Through the whole page, so that the pictures which load on the way are watched as well.
SCROLL = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await new Promise(done => setTimeout(done, 30));
  }
}"""


@dataclass
class Weight:
    """One first visit. Bytes are bodies alone, without the headers around them."""

    requests: int = 0
    sent: dict[str, int] = field(default_factory=dict)
    #: What was sent, as gzip would send what the server leaves uncompressed.
    compressed: dict[str, int] = field(default_factory=dict)
    uncompressed: set[str] = field(default_factory=set)
    shift: float = 0.0
    moved: set[str] = field(default_factory=set)
    #: Milliseconds until the largest part of the first screen stood.
    largest_paint: float = 0.0
    other_hosts: set[str] = field(default_factory=set)

    def faults(self) -> list[str]:
        """Which bars it misses, in sentences."""
        found = [
            f"{kind}: {self.compressed.get(kind, 0):,} bytes, at most {most:,}"
            for kind, most in BARS.items()
            if self.compressed.get(kind, 0) > most
        ]
        if self.shift >= MOST_SHIFT:
            where = ", ".join(sorted(self.moved))
            found.append(f"layout shift {self.shift:.3f}, under {MOST_SHIFT}; moved: {where}")
        return found + [f"asks another host: {host}" for host in sorted(self.other_hosts)]


def measure(browser: Browser, address: str, width: int) -> Weight:
    """Visit `address` for the first time in a window of this width and scroll to its end."""
    context = browser.new_context(viewport={"width": width, "height": WINDOWS[width]})
    try:
        return _visit(context, address)
    finally:
        context.close()


def _visit(context: BrowserContext, address: str) -> Weight:
    page = context.new_page()
    connection = context.new_cdp_session(page)
    connection.send("Network.enable")
    connection.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP,
            "downloadThroughput": BITS / 8,
            "uploadThroughput": BITS / 8,
        },
    )
    page.add_init_script(WATCH)
    requests: list[Request] = []
    kept_back: list[Route] = []
    page.on("request", lambda request: requests.append(request))
    page.route("**/*.woff2*", lambda route: kept_back.append(route))
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(DRAWN)
    page.wait_for_timeout(FONTS_LATE * 1000)
    for route in kept_back:
        route.continue_()
    page.unroute("**/*.woff2*")
    page.wait_for_load_state("networkidle")
    weight = _weigh([*requests], own=urlsplit(address).netloc)
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    seen = page.evaluate("seen")
    weight.shift, weight.largest_paint = seen["shift"], seen["paint"]
    weight.moved = set(seen["moved"])
    weight.other_hosts = {
        urlsplit(request.url).netloc for request in requests if request.url.startswith("http")
    } - {urlsplit(address).netloc}
    return weight


def _weigh(requests: Iterable[Request], own: str) -> Weight:
    """What the requests cost that a page made of itself, before anybody scrolled."""
    weight = Weight()
    for request in requests:
        if urlsplit(request.url).netloc != own:
            continue
        answer = request.response()
        if answer is None:
            continue
        kind = KINDS.get(request.resource_type, "pictures")
        sent = request.sizes()["responseBodySize"]
        compressed = sent
        is_text = kind in ("HTML", "CSS", "JS")
        if is_text and not answer.header_value("content-encoding"):
            compressed = len(gzip.compress(answer.body(), mtime=0))
            weight.uncompressed.add(kind)
        weight.requests += 1
        weight.sent[kind] = weight.sent.get(kind, 0) + sent
        weight.compressed[kind] = weight.compressed.get(kind, 0) + compressed
    return weight


HEADINGS = (
    *("", "requests", "HTML", "CSS", "JS", "fonts", "pictures", "pictures"),
    *("shift", "shift", "LCP s", "LCP s"),
)
BELOW = ("", "", "", "", "", "", "390", "1280", "390", "1280", "390", "1280")


def table(found: dict[str, dict[int, Weight]]) -> Iterator[str]:
    """The lines of the table: our pages, the peers' articles, the bars."""
    rows: list[tuple[str, ...]] = [HEADINGS, BELOW]
    for name, by_width in found.items():
        small, large = by_width[390], by_width[1280]
        rows.append(
            (
                name,
                str(large.requests),
                *(_kilobytes(large.compressed.get(kind, 0)) for kind in BARS),
                *(_kilobytes(weight.sent.get("pictures", 0)) for weight in (small, large)),
                *(f"{weight.shift:.3f}" for weight in (small, large)),
                *(f"{weight.largest_paint / 1000:.1f}" for weight in (small, large)),
            )
        )
    bars = ("article at most", "", *(_kilobytes(most) for most in BARS.values()), "", "")
    rows.append((*bars, *[f"<{MOST_SHIFT}"] * 2, "", ""))
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    for row in rows:
        cells = zip(row, widths, strict=True)
        first, *rest = (cell.rjust(width) for cell, width in cells)
        yield "  ".join([row[0].ljust(len(first)), *rest]).rstrip()
    yield ""
    yield "The peers' articles without pictures, KB:"
    for name, html, css, scripts, fonts in PEERS:
        yield f"  {name}: HTML {html}, CSS {css}, JS {scripts}, fonts {fonts}"


def _kilobytes(size: int) -> str:
    return f"{size / 1024:.1f}" if size else "-"


def notes(found: dict[str, dict[int, Weight]]) -> Iterator[str]:
    """What the table can't say: what is not compressed, who else is asked, what misses a bar."""
    weights = [weight for by_width in found.values() for weight in by_width.values()]
    plain = sorted(set().union(*(weight.uncompressed for weight in weights)))
    if plain:
        most = max(sum(weight.sent.get(kind, 0) for kind in plain) for weight in weights)
        yield (
            f"The server sends {', '.join(plain)} uncompressed (up to {most / 1024:.0f} KB a "
            "page); the table shows what gzip makes of them."
        )
    hosts = sorted(set().union(*(weight.other_hosts for weight in weights)))
    yield f"Other hosts asked: {', '.join(hosts) or 'none'}."
    for name, by_width in found.items():
        for width, weight in by_width.items():
            for fault in weight.faults():
                yield f"{name} at {width} px misses a bar: {fault}"


@contextmanager
def _demo() -> Iterator[RunningSite]:
    with (
        tempfile.TemporaryDirectory(prefix="broadsheet-weights-") as folder,
        demo_site(Path(folder) / "site") as site,
    ):
        yield site


def main() -> None:
    started = time.monotonic()
    with _demo() as site, open_browser() as browser:
        print(
            f"Chromium {browser.version}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
            f"{BITS / 1e6:.1f} Mbit/s, {ROUND_TRIP} ms, empty cache, late fonts. "
            "KB are bodies, compressed; requests, HTML, CSS, JS and fonts at 1280 px.\n"
        )
        addresses = demo_pages(site)
        found = {
            name: {width: measure(browser, site.url + addresses[name], width) for width in WINDOWS}
            for name in PAGES
            if name in addresses
        }
    print("\n".join(table(found)))
    print()
    print("\n".join(notes(found)))
    missing = [name for name in PAGES if name not in found]
    if missing:
        print(f"Not in this demo: {', '.join(missing)}.")
    print(f"Measured in {time.monotonic() - started:.0f} s.")


if __name__ == "__main__":
    main()
