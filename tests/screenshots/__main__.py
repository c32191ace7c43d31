"""Photographs pages and the newsroom's screens: `make screenshots`, OUT=, ONLY=, WIDTHS=."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.demo_pages import demo_pages
from tests.journeys.browser import open_browser
from tests.running_site import RunningSite, demo_site, new_site, running_site
from tests.screenshots.camera import HEIGHTS, Camera, Print
from tests.screenshots.contact_sheet import write_sheet
from tests.screenshots.shots import DEMO, DESK, EXTREMES, SMALL, Shot, wanted
from tests.screenshots.words import SMALL_PAPERS


def arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", default="", help="beginnings of names, with commas between")
    parser.add_argument("--widths", default="", help="widths in pixels, with commas between")
    parser.add_argument("--list", action="store_true", help="say the names and stop")
    return parser.parse_args(given)


@contextmanager
def small_site(folder: Path) -> Iterator[RunningSite]:
    """A newspaper of one story in each of three languages."""
    password = new_site(folder)
    settings = folder / "site.toml"
    languages = ", ".join(f'"{code}"' for code in SMALL_PAPERS)
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            'languages = ["en"]', f"languages = [{languages}]"
        ),
        encoding="utf-8",
    )
    with running_site(folder, password=password) as site:
        site.python("from tests.screenshots import extremes; extremes.fill_small_papers()")
        yield site


def take_all(
    camera: Camera, site: RunningSite, shots: Sequence[Shot], addresses: Mapping[str, str]
) -> Iterator[Print]:
    for shot in shots:
        path = shot.where if shot.where.startswith("/") else addresses.get(shot.where)
        if path is None:
            camera.complaints.append(f"{shot.name}: the demo newspaper has no such page")
            continue
        started = time.monotonic()
        prints = list(camera.take(shot, site.url + path))
        print(f"{shot.name:24} {len(prints)} in {time.monotonic() - started:.1f} s", flush=True)
        yield from prints


def photograph(camera: Camera, work: Path, only: Sequence[str]) -> Iterator[Print]:
    """Everything that is asked for; a newspaper of which nothing is wanted is not made."""
    demo, desk, extremes, small = (wanted(shots, only) for shots in (DEMO, DESK, EXTREMES, SMALL))
    if demo or desk or extremes:
        print("Making the demo newspaper …", flush=True)
        with demo_site(work / "demo") as site:
            addresses = demo_pages(site)
            yield from take_all(camera, site, demo, addresses)
            if desk:
                filled = site.python(
                    "from tests.screenshots import desk_screens; desk_screens.fill()"
                )
                camera.sign_in(site.url, "editor", site.password)
                yield from take_all(camera, site, desk, json.loads(filled.splitlines()[-1]))
            if extremes:
                site.python("from tests.screenshots import extremes; extremes.add_to_demo()")
                yield from take_all(camera, site, extremes, addresses)
    if small:
        with small_site(work / "small") as site:
            yield from take_all(camera, site, small, {})


def main(given: Sequence[str]) -> int:
    asked = arguments(given)
    only = [name.strip() for name in asked.only.split(",") if name.strip()]
    shots = wanted([*DEMO, *DESK, *EXTREMES, *SMALL], only)
    if asked.list or not shots:
        print("\n".join(shot.name for shot in [*DEMO, *DESK, *EXTREMES, *SMALL]))
        return 0 if asked.list else 2
    widths = [int(width) for width in asked.widths.split(",") if width.strip()] or list(HEIGHTS)
    asked.out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="broadsheet-screenshots-") as work,
        open_browser() as browser,
    ):
        camera = Camera(browser, asked.out, widths)
        prints = list(photograph(camera, Path(work), only))
    sheet = write_sheet(asked.out, prints, camera.complaints)
    for words in camera.complaints:
        print(f"! {words}")
    print(f"{len(prints)} pictures in {time.monotonic() - started:.0f} s: {sheet}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
