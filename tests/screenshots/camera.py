"""Takes a page's pictures at every width, light and dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, Route, StorageState, ViewportSize

from tests.journeys.actions import Person, sign_in
from tests.screenshots.shots import SHEET, Shot

#: Heights of the windows by their width, CSS pixels; another width gets the last.
HEIGHTS = {390: 844, 768: 1024, 1280: 900, 1920: 1080}
#: Chromium's pictures are not reliable past 16,384 px: a longer page is cut.
LONGEST = 16_000
#: Scrolls as a reader would, then waits for every picture that can be seen, and for the fonts.
SETTLE = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo(0, top);
    await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
  const pictures = [...document.images].filter(image => image.checkVisibility());
  for (const image of pictures) image.loading = "eager";
  const late = new Promise(done => setTimeout(done, 10000));
  const loaded = Promise.all(pictures.map(image => image.decode().catch(() => {})));
  await Promise.race([Promise.all([loaded, document.fonts.ready]), late]);
  return pictures.filter(image => !image.naturalWidth).map(image => image.currentSrc);
}"""
#: After a change of scheme or width a picture is chosen anew, and drawn two frames later.
DRAWN = """async () => {
  const late = new Promise(done => setTimeout(done, 5000));
  const pictures = [...document.images].filter(image => image.checkVisibility());
  // Decoding fails where another file is chosen meanwhile: it is asked again.
  const drawn = async image => {
    for (let tries = 0; tries < 50; tries++) {
      try {
        await image.decode();
        if (image.complete) return;
      } catch {
        await new Promise(done => setTimeout(done, 50));
      }
    }
  };
  await Promise.race([Promise.all(pictures.map(drawn)), late]);
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}"""
#: The faces that the page's own text asks for and doesn't have.
MISSING_FACES = """() => {
  const words = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
    const { fontStyle, fontWeight, fontFamily } = getComputedStyle(node.parentElement);
    const face = `${fontStyle} ${fontWeight} 16px ${fontFamily.split(",")[0]}`;
    words.set(face, (words.get(face) || "") + node.data);
  }
  return [...words].filter(([face, text]) => !document.fonts.check(face, text)).map(([f]) => f);
}"""


@dataclass(frozen=True)
class Print:
    """A finished picture of a page."""

    page: str
    width: int
    scheme: str
    file: str


class Camera:
    def __init__(self, browser: Browser, folder: Path, widths: Sequence[int]) -> None:
        self.browser = browser
        self.folder = folder
        self.widths = widths
        #: What was not as it should be, in sentences.
        self.complaints: list[str] = []
        self.signed_in: StorageState | None = None

    def sign_in(self, address: str, name: str, password: str) -> None:
        """Keep a session for the pictures of the newsroom."""
        context = self.browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("/admin/")
        sign_in(Person(page), name, password)
        self.signed_in = context.storage_state()
        context.close()

    def take(self, shot: Shot, address: str) -> Iterator[Print]:
        """Visit the page once and photograph it at every width, in both schemes."""
        context = self.browser.new_context(
            device_scale_factor=1,
            reduced_motion="reduce",
            storage_state=self.signed_in if shot.is_desk else None,
        )
        try:
            page = context.new_page()
            if not shot.is_desk:
                page.route("**/*.css*", _wait_for_fonts)
            widths = [SHEET] if shot.on_paper else self.widths
            page.set_viewport_size(_window(widths[0]))
            answer = page.goto(address, wait_until="load")
            if answer is None or answer.status != shot.status:
                status = answer.status if answer else "no answer"
                self.complaints.append(f"{shot.name}: {status} instead of {shot.status}")
                return
            for width in widths:
                yield from self._at_width(page, shot, width, is_first=width == widths[0])
        finally:
            context.close()

    def _at_width(self, page: Page, shot: Shot, width: int, *, is_first: bool) -> Iterator[Print]:
        page.set_viewport_size(_window(width))
        if shot.whole or is_first:
            broken = page.evaluate(SETTLE)
            self.complaints += [f"{shot.name}: no picture at {source}" for source in broken]
            missing = page.evaluate(MISSING_FACES)
            self.complaints += [f"{shot.name} at {width} px: no letters of {f}" for f in missing]
        if shot.prepare and is_first:
            shot.prepare(page)
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if too_wide > 0:
            self.complaints.append(f"{shot.name} at {width} px: {too_wide} px too wide")
        if shot.on_paper:
            page.emulate_media(media="print")
            yield self._print(page, shot, width, "paper")
            return
        page.emulate_media(color_scheme="light")
        yield self._print(page, shot, width, "light")
        page.emulate_media(color_scheme="dark")
        yield self._print(page, shot, width, "dark")

    def _print(self, page: Page, shot: Shot, width: int, scheme: str) -> Print:
        file = f"{shot.name}-{width}-{scheme}.png"
        page.evaluate(DRAWN)
        if shot.whole:
            height = page.evaluate("document.documentElement.scrollHeight")
            clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)}
            page.screenshot(path=self.folder / file, full_page=True, clip=clip)
        else:
            page.screenshot(path=self.folder / file)
        return Print(shot.name, width, scheme, file)


def _wait_for_fonts(route: Route) -> None:
    """The style as a reader's second page has it, whose faces have arrived."""
    answer = route.fetch()
    style = answer.text().replace("font-display:optional", "font-display:block")
    route.fulfill(response=answer, body=style)


def _window(width: int) -> ViewportSize:
    return {"width": width, "height": HEIGHTS.get(width, 1080)}
