"""The press: two blocks, one dark and one coloured, inked and pulled on paper."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from printroom.cutting import Noise
from printroom.shapes import SCALE, Shape, Size

#: What a shape does to a block: leave it (None), clear it, ink it solid, or take a texture.
Fill = Image.Image | int | None
Colour = tuple[int, int, int]

#: The two formats: 3:2 for pictures, 4:5 for portraits.
LANDSCAPE: Size = (1600, 1067)
UPRIGHT: Size = (800, 1000)

PAPER: Colour = (243, 235, 219)
DARK: Colour = (22, 34, 42)
VERMILION: Colour = (207, 84, 46)
OCHRE: Colour = (224, 157, 48)
SEA: Colour = (58, 143, 142)
SLATE_BLUE: Colour = (84, 136, 170)


@dataclass
class Sheet:
    """A print being made: `key` is the dark block and `tint` the coloured one (255 is ink)."""

    size: Size
    ink: Colour
    seed: int

    def __post_init__(self) -> None:
        working = (self.size[0] * SCALE, self.size[1] * SCALE)
        self.key = Image.new("L", working, 0)
        self.tint = Image.new("L", working, 0)

    def shape(self) -> Shape:
        """Return an empty shape of this sheet's size."""
        return Shape(self.size)

    def everything(self) -> Shape:
        """Return a shape that covers the sheet."""
        return Shape(self.size).rect(-5, -5, self.size[0] + 5, self.size[1] + 5)

    def paint(self, shape: Shape, key: Fill = None, tint: Fill = None, halo: float = 0.0) -> None:
        """Lay a shape over what is there; a halo clears a rim of paper round it first."""
        if halo:
            rim = shape.grown(halo).image
            self.key.paste(0, mask=rim)
            self.tint.paste(0, mask=rim)
        for block, fill in ((self.key, key), (self.tint, tint)):
            if isinstance(fill, Image.Image) or fill is not None:
                block.paste(fill, mask=shape.image)

    def carve(self, shape: Shape | Image.Image, both: bool = False) -> None:
        """Cut a shape out of the dark block, or out of both."""
        image = shape.image if isinstance(shape, Shape) else shape
        self.key = ImageChops.subtract(self.key, image)
        if both:
            self.tint = ImageChops.subtract(self.tint, image)

    def pull(self) -> Image.Image:
        """Return the finished print in RGB."""
        paper = _paper(self.size, self.seed)
        key = _printed(self.key, self.size, self.seed, shift=(0.0, 0.0))
        tint = _printed(self.tint, self.size, self.seed, shift=(1.6, -1.2))
        white = Image.new("RGB", self.size, (255, 255, 255))
        colour = Image.composite(Image.new("RGB", self.size, self.ink), white, tint)
        under = ImageChops.multiply(paper, colour)
        # The dark ink is thick: over the tint it goes a shade warmer, no more.
        dark = Image.new("RGB", self.size, DARK)
        dark = Image.blend(dark, ImageChops.multiply(dark, colour), 0.3)
        return Image.composite(dark, under, key)


def _printed(block: Image.Image, size: Size, seed: int, shift: tuple[float, float]) -> Image.Image:
    """Return how much ink of a block reaches the paper, at the finished size."""
    block = _hand_cut(block, seed, shift)
    block = block.filter(ImageFilter.GaussianBlur(0.75 * SCALE))
    block = block.point([min(max(round((v - 128) * 3.2 + 128), 0), 255) for v in range(256)])
    block = block.resize(size, Image.Resampling.LANCZOS)
    return ImageChops.multiply(block, _ink_film(size, seed + round(shift[0] * 10)))


def _hand_cut(block: Image.Image, seed: int, shift: tuple[float, float]) -> Image.Image:
    """Return the block with every edge wandering a little, as a hand-held tool does."""
    cell = 24 * SCALE
    across, down = Noise(seed + 1, 130 * SCALE), Noise(seed + 2, 130 * SCALE)
    fine_across, fine_down = Noise(seed + 3, 34 * SCALE), Noise(seed + 4, 34 * SCALE)
    width, height = block.size

    def source(x: int, y: int) -> tuple[float, float]:
        dx = 2.0 * across(x, y) + 0.9 * fine_across(x, y) + shift[0]
        dy = 2.0 * down(x, y) + 0.9 * fine_down(x, y) + shift[1]
        return (
            min(max(x + dx * SCALE, 0), width),
            min(max(y + dy * SCALE, 0), height),
        )

    mesh = []
    for top in range(0, height, cell):
        for left in range(0, width, cell):
            right, bottom = min(left + cell, width), min(top + cell, height)
            corners = (
                *source(left, top),
                *source(left, bottom),
                *source(right, bottom),
                *source(right, top),
            )
            mesh.append(((left, top, right, bottom), corners))
    return block.transform(
        block.size, Image.Transform.MESH, mesh, resample=Image.Resampling.BILINEAR
    )


def _grain(size: Size, seed: int, coarse: int = 1) -> Image.Image:
    """Return even random grey, `coarse` finished pixels to a grain."""
    width, height = size[0] // coarse + 1, size[1] // coarse + 1
    image = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    if coarse > 1:
        image = image.resize((width * coarse, height * coarse), Image.Resampling.BICUBIC)
    return image.crop((0, 0, *size))


def _ink_film(size: Size, seed: int) -> Image.Image:
    """Return how well the ink covers: full, but for bare specks that gather in worn places."""
    specks = _grain(size, seed + 12, 3).filter(ImageFilter.GaussianBlur(1.1))
    wear = _grain(size, seed + 13, 150).point([max(0, round((v - 110) * 0.20)) for v in range(256)])
    bare = ImageChops.subtract(ImageChops.add(specks, wear), Image.new("L", size, 227))
    return bare.point([255 - min(255, v * 14) for v in range(256)])


def _paper(size: Size, seed: int) -> Image.Image:
    """Return the sheet itself: warm, faintly clouded."""
    clouds = _grain(size, seed + 21, 60).point([round(252 + v * 3 / 255) for v in range(256)])
    sheet = Image.new("RGB", size, PAPER)
    return ImageChops.multiply(sheet, Image.merge("RGB", (clouds, clouds, clouds)))
