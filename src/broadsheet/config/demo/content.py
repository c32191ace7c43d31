"""The demo's files as Python values, and its plain text as rich text."""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadsheet.config.site_file import SiteFileError

INLINE = re.compile(r"</?(?:b|i|a)\b[^<>]*>")


def content_folder() -> Path:
    """Where the demo's content lies: in an installed package, or beside `src/` in a checkout."""
    installed = Path(__file__).parent / "newspaper"
    checkout = Path(__file__).parents[4] / "demo"
    for folder in (installed, checkout):
        if (folder / "newspaper.toml").is_file():
            return folder
    raise SiteFileError(
        "The content of the demo newspaper is not installed. Install Broadsheet anew."
    )


@dataclass(frozen=True)
class DemoContent:
    """The newspaper's own tables, its stories, those kept in the drawer, and its pictures."""

    folder: Path
    newspaper: dict[str, Any]
    stories: list[dict[str, Any]]
    drawer: list[dict[str, Any]]
    pictures: dict[str, dict[str, Any]]


def read_content() -> DemoContent:
    folder = content_folder()
    pictures = tomllib.loads((folder / "pictures.toml").read_text(encoding="utf-8"))
    return DemoContent(
        folder=folder,
        newspaper=tomllib.loads((folder / "newspaper.toml").read_text(encoding="utf-8")),
        stories=_read_each(folder / "stories"),
        drawer=_read_each(folder / "drawer"),
        pictures=pictures,
    )


def _read_each(folder: Path) -> list[dict[str, Any]]:
    """The tables of a folder's files in the order of their names."""
    return [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))
    ]


def rich_text(text: str) -> str:
    """Paragraphs by blank lines, `## ` headings, `- ` lists and `> ` quotes as HTML."""
    parts: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        if lines[0].startswith("## "):
            parts.append(f"<h2>{inline(lines[0][3:])}</h2>")
            lines = lines[1:]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{inline(line[2:])}</li>" for line in lines)
            parts.append(f"<ul>{items}</ul>")
        elif all(line.startswith("> ") for line in lines):
            quoted = " ".join(line[2:] for line in lines)
            parts.append(f"<blockquote>{inline(quoted)}</blockquote>")
        else:
            parts.append(f"<p>{inline(' '.join(lines))}</p>")
    return "".join(parts)


def inline(text: str) -> str:
    """Escape a line, but for the few inline tags that the demo's texts use."""
    parts: list[str] = []
    end = 0
    for match in INLINE.finditer(text):
        parts += [html.escape(text[end : match.start()], quote=False), match[0]]
        end = match.end()
    parts.append(html.escape(text[end:], quote=False))
    return "".join(parts)
