"""Cuts the two families that pages load, and the rules that name them: `python frontend/fonts.py`.

Takes Vollkorn and Sofia Sans Condensed (both SIL Open Font License 1.1, no reserved names) from
the packages that `npm ci` lays down, keeps the weights and features that the style uses, and
divides each by script, so that a page loads the letters it has. Writes the woff2 files beside the
style and `css/0-fonts.css`, with fallbacks whose widths and heights are matched to the families.
"""

from __future__ import annotations

import io
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

HERE = Path(__file__).parent
PACKAGES = HERE.parent / "node_modules/@fontsource-variable"
STATIC = HERE.parent / "src/broadsheet/masthead/static/broadsheet/fonts"
RULES = HERE / "css/0-fonts.css"

#: The letters of an English page, and the accents that its names bring.
BASIC = (
    "20-7E,A0,A7,A9,AB,B0,B7,BB-BE,D7,E0-EF,F1-F6,F8-FC,2009,2010-2014,2018-201A,201C-201E,"
    "2022,2026,202F,2032-2033,20AC,2190,2192,2212"
)
#: What the packages divide their files into; "more" is what is left of their Latin file.
SCRIPTS = {
    "latin": ("latin", BASIC),
    "latin-more": (
        "latin",
        "A1-A6,A8,AA,AC-AF,B1-B6,B8-BA,BF-D6,D8-DF,F0,F7,FD-FF,131,152-153,2BB-2BC,2C6,2DA,2DC,"
        "2015,201B,201F-2021,2027-202E,2030,2039-203A,2044,2122,2191,2193,2215",
    ),
    "latin-ext": ("latin-ext", "100-130,132-151,154-2BA,2BD-2C5,2C7-2D9,2DD-2FF,1E00-1EFF,2116"),
    "cyrillic": ("cyrillic", "301,400-45F,490-491,4B0-4B1"),
}
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "lnum", "tnum"]


@dataclass(frozen=True)
class Face:
    """One style of a family: where it comes from, and the weights kept of it."""

    family: str
    package: str
    style: str
    weights: tuple[int, int]

    @property
    def name(self) -> str:
        return f"{self.package}{'-italic' if self.style == 'italic' else ''}"


FACES = [
    Face("Vollkorn", "vollkorn", "normal", (400, 700)),
    Face("Vollkorn", "vollkorn", "italic", (400, 400)),
    Face("Sofia Sans Condensed", "sofia-sans-condensed", "normal", (400, 800)),
]

#: Widths in thousandths of an em of the faces that systems have, from their published metrics:
#: space, then a to z. Times New Roman and Liberation Serif share theirs, Arial and Liberation Sans.
TIMES = (
    "250 444 500 444 500 444 333 500 500 278 278 500 278 778 "
    "500 500 500 500 333 389 278 500 500 722 500 500 444"
)
ARIAL = (
    "278 556 556 500 556 556 278 556 556 222 222 500 222 833 "
    "556 556 556 556 333 500 278 556 500 722 500 500 500"
)
TIMES_ITALIC = (
    "250 500 500 444 500 444 278 500 500 278 278 444 278 722 "
    "500 500 500 500 389 389 278 500 444 667 444 444 389"
)
ARIAL_BOLD = (
    "278 556 611 556 611 556 333 611 611 278 278 556 278 889 "
    "611 611 611 611 389 556 333 611 556 778 556 556 500"
)
#: Of the faces that phones and Linux have, measured in their own files.
NOTO_SERIF = (
    "260 563 614 492 614 535 369 538 635 320 300 585 310 945 "
    "645 577 614 614 471 451 352 635 579 862 578 565 511"
)
NOTO_SERIF_ITALIC = (
    "260 579 562 487 579 493 318 556 599 304 291 569 304 896 "
    "599 574 577 560 468 464 368 599 538 819 546 528 511"
)
DEJAVU_SERIF = (
    "318 596 640 560 640 592 370 640 644 320 310 606 320 948 "
    "644 602 640 640 478 513 402 644 565 856 564 565 527"
)
ROBOTO = (
    "248 544 562 523 564 530 348 562 551 243 239 507 243 877 "
    "552 570 562 568 339 516 327 551 484 751 496 473 496"
)
ROBOTO_BOLD = (
    "249 535 562 521 563 540 358 571 560 265 260 534 265 866 "
    "561 564 562 564 366 514 338 560 506 734 509 503 509"
)
DEJAVU_SANS = (
    "318 613 635 550 635 615 352 635 634 278 278 579 278 974 "
    "634 612 635 635 411 521 392 634 592 818 592 592 525"
)
DEJAVU_SANS_BOLD = (
    "348 675 716 593 716 678 435 716 712 343 343 665 343 1042 "
    "712 687 716 716 493 595 478 712 652 924 645 652 582"
)
#: How often each occurs in English prose, in thousandths.
OFTEN = "180 65 12 22 32 103 18 16 50 57 1 6 33 20 57 62 15 1 49 53 75 23 8 17 1 16 1"
#: What they take off the ratio of widths: ours are narrower beside our own small letters.
CAPITALS_AND_FIGURES = 0.99
LETTERS = " abcdefghijklmnopqrstuvwxyz"


def codepoints(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(face: Face, script: str) -> TTFont:
    """The face in one script, at its weights, without hints and names."""
    source, ranges = SCRIPTS[script]
    path = PACKAGES / face.package / "files" / f"{face.package}-{source}-wght-{face.style}.woff2"
    lightest, heaviest = face.weights
    font = TTFont(path)
    limit = lightest if lightest == heaviest else (lightest, heaviest)
    font = reread(instancer.instantiateVariableFont(font, {"wght": limit}))
    if "gvar" in font:
        # The reader of outlines leaves out what doesn't vary; the subsetter asks for all.
        for glyph in font.getGlyphOrder():
            font["gvar"].variations.setdefault(glyph, [])
    options = subset.Options(hinting=False, layout_features=FEATURES, name_IDs=[0, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codepoints(ranges))
    cutter.subset(font)
    speak_russian(font)
    return font


def speak_russian(font: TTFont) -> None:
    """Give Cyrillic its common letters by default, where a face's own default is Bulgarian.

    The Bulgarian forms stay for pages in Bulgarian. Faces without that choice are left alone.
    """
    if "GSUB" not in font:
        return
    for record in font["GSUB"].table.ScriptList.ScriptRecord:
        script = record.Script
        languages = {item.LangSysTag: item for item in script.LangSysRecord}
        if "RUS " not in languages or "BGR " in languages:
            continue
        bulgarian = otTables.LangSysRecord()
        bulgarian.LangSysTag, bulgarian.LangSys = "BGR ", script.DefaultLangSys
        script.DefaultLangSys = languages["RUS "].LangSys
        script.LangSysRecord = sorted(
            [*script.LangSysRecord, bulgarian], key=lambda item: str(item.LangSysTag)
        )
        script.LangSysCount = len(script.LangSysRecord)


def reread(font: TTFont) -> TTFont:
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer)


def average_width(font: TTFont) -> float:
    """The mean advance of English text, in ems."""
    table, metrics = font.getBestCmap(), font["hmtx"]
    often = [int(share) for share in OFTEN.split()]
    total = sum(
        metrics[table[ord(letter)]][0] * share for letter, share in zip(LETTERS, often, strict=True)
    )
    return float(total / sum(often) / font["head"].unitsPerEm)


def system_width(widths: str) -> float:
    often = [int(share) for share in OFTEN.split()]
    pairs = zip(widths.split(), often, strict=True)
    return sum(int(width) * share for width, share in pairs) / sum(often) / 1000


def face_rule(face: Face, script: str) -> str:
    lightest, heaviest = face.weights
    weight = f"{lightest} {heaviest}" if heaviest > lightest else str(lightest)
    ranges = ",".join(f"U+{part}" for part in SCRIPTS[script][1].split(","))
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f"font-weight: {weight}; font-display: optional; "
        f'src: url("fonts/{face.name}-{script}.woff2") format("woff2"); '
        f"unicode-range: {ranges}; }}"
    )


def fallback_rule(family: str, which: str, font: TTFont, local: list[str], widths: str) -> str:
    """A face of the system's, scaled to the widths and heights of `font`, which it stands in for.

    `which` are the descriptors of its style.
    """
    scale = average_width(font) / system_width(widths) * CAPITALS_AND_FIGURES
    em, height = font["head"].unitsPerEm, font["hhea"]
    rise, fall, gap = (
        f"{value / em / scale:.1%}" for value in (height.ascent, -height.descent, height.lineGap)
    )
    names = ", ".join(f'local("{name}")' for name in local)
    return (
        f'@font-face {{ font-family: "{family}"; {which}; src: {names}; '
        f"size-adjust: {scale:.1%}; ascent-override: {rise}; descent-override: {fall}; "
        f"line-gap-override: {gap}; "
        # Letters of other scripts come from faces of theirs, unscaled.
        "unicode-range: U+0-52F,U+1E00-1EFF,U+2000-20CF; }"
    )


def at_weight(face: Face, weight: int) -> TTFont:
    """The face in Latin at one weight, to be measured."""
    return cut(Face(face.family, face.package, face.style, (weight, weight)), "latin")


def fallback_rules() -> list[str]:
    """Each face's stand-ins, a family for each kind of system: what one lacks, the next has."""
    text, italic, headlines = FACES
    serif, slanted = at_weight(text, 400), at_weight(italic, 400)
    light, middle, heavy = (at_weight(headlines, weight) for weight in (400, 600, 780))
    times = ["Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"]
    times_italic = ["Times New Roman Italic", "Liberation Serif Italic", "Tinos Italic"]
    arial = ["Arial", "Liberation Sans", "Arimo", "Helvetica"]
    arial_bold = ["Arial Bold", "Liberation Sans Bold", "Arimo Bold", "Helvetica Bold"]
    roman, slope = "font-weight: 400 700", "font-style: italic"
    regular, semibold, bold = "font-weight: 400 499", "font-weight: 500 650", "font-weight: 651 800"
    sans, sans_bold = ["DejaVu Sans"], ["DejaVu Sans Bold"]
    rules = [
        ("Vollkorn Fallback", roman, serif, times, TIMES),
        ("Vollkorn Fallback", slope, slanted, times_italic, TIMES_ITALIC),
        ("Vollkorn Noto", roman, serif, ["Noto Serif", "NotoSerif"], NOTO_SERIF),
        ("Vollkorn Noto", slope, slanted, ["Noto Serif Italic"], NOTO_SERIF_ITALIC),
        ("Vollkorn DejaVu", roman, serif, ["DejaVu Serif"], DEJAVU_SERIF),
        ("Vollkorn DejaVu", slope, slanted, ["DejaVu Serif Italic"], DEJAVU_SERIF),
        ("Sofia Sans Condensed Fallback", regular, light, arial, ARIAL),
        ("Sofia Sans Condensed Fallback", semibold, middle, arial_bold, ARIAL_BOLD),
        ("Sofia Sans Condensed Fallback", bold, heavy, arial_bold, ARIAL_BOLD),
        ("Sofia Roboto", regular, light, ["Roboto"], ROBOTO),
        ("Sofia Roboto", "font-weight: 500 800", heavy, ["Roboto Bold"], ROBOTO_BOLD),
        ("Sofia DejaVu", regular, light, sans, DEJAVU_SANS),
        ("Sofia DejaVu", "font-weight: 500 800", heavy, sans_bold, DEJAVU_SANS_BOLD),
    ]
    return [fallback_rule(*rule) for rule in rules]


def main() -> None:
    STATIC.mkdir(parents=True, exist_ok=True)
    rules = ["/* Written by frontend/fonts.py. */"]
    weights: Counter[str] = Counter()
    for face in FACES:
        for script in SCRIPTS:
            font = cut(face, script)
            path = STATIC / f"{face.name}-{script}.woff2"
            font.flavor = "woff2"
            font.save(path)
            weights[path.name] = path.stat().st_size
            rules.append(face_rule(face, script))
        shutil.copy(PACKAGES / face.package / "LICENSE", STATIC / f"{face.package}-OFL.txt")
    rules += fallback_rules()
    RULES.write_text("\n".join(rules) + "\n", encoding="utf-8")
    for name, weight in weights.items():
        print(f"{weight:7,} {name}")


if __name__ == "__main__":
    main()
