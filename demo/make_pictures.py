"""Draw the demo newspaper's pictures and portraits.

    python demo/make_pictures.py              every picture, into demo/pictures and demo/people
    python demo/make_pictures.py --only quay  those whose name contains "quay"
    python demo/make_pictures.py --proofs DIR as PNG into DIR instead

Needs Pillow. The same Pillow gives the same files: every choice is drawn from a fixed seed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image
from printroom.colleagues import COLLEAGUES
from printroom.portraits import PORTRAITS
from printroom.press import Sheet
from printroom.scenes import PICTURES

JOBS: dict[str, Callable[[], Sheet]] = PICTURES | PORTRAITS | COLLEAGUES
HERE = Path(__file__).resolve().parent
HEAVIEST = 120 * 1024
#: How many shades to keep, the most first. Two inks, their overlap, paper and the soft edges
#: between them need few, so a print is lighter without loss than at WebP quality 80, and sharper.
SHADES = (24, 20, 16, 14, 12, 10, 8)


def save(picture: Image.Image, path: Path) -> int:
    """Write a picture as WebP with the most shades that stay within `HEAVIEST`; return bytes."""
    for shades in SHADES:
        few = picture.quantize(shades, kmeans=1, dither=Image.Dither.NONE).convert("RGB")
        few.save(path, "WEBP", lossless=True, quality=80, method=4)
        if path.stat().st_size <= HEAVIEST:
            break
    return path.stat().st_size


def draw(name: str, proofs: Path | None) -> str:
    """Draw one picture and return a line that says what was written."""
    picture = JOBS[name]().pull()
    if proofs:
        picture.save(proofs / f"{name.replace('/', '-')}.png")
        return name
    path = HERE / f"{name}.webp"
    path.parent.mkdir(exist_ok=True)
    return f"{path.relative_to(HERE)}  {save(picture, path) / 1024:.0f} KB"


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="part of a picture's name")
    parser.add_argument("--proofs", type=Path, help="folder for PNG proofs")
    options = parser.parse_args()
    if options.proofs:
        options.proofs.mkdir(parents=True, exist_ok=True)
    names = [name for name in JOBS if options.only in name]
    with ProcessPoolExecutor() as press:
        for line in press.map(draw, names, [options.proofs] * len(names)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
