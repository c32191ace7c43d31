"""All pictures on one page, by the pages that they show."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from tests.screenshots.camera import Print

HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screenshots</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; background: #ddd; color: #111; }
nav a { margin-right: .8em; white-space: nowrap; }
.row { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start; }
figure { flex: none; margin: 0; }
img { display: block; height: 26rem; width: auto; max-width: 40rem; object-fit: cover;
  object-position: top; }
figcaption { font-size: .8em; }
</style>
"""


def write_sheet(folder: Path, prints: Sequence[Print], complaints: Sequence[str]) -> Path:
    """Write index.html beside the pictures; returns its path."""
    by_page = [(name, list(found)) for name, found in groupby(prints, lambda item: item.page)]
    lines = [HEAD, f"<h1>{len(prints)} pictures of {len(by_page)} pages</h1>"]
    if complaints:
        lines += ["<ul>", *(f"<li>{escape(words)}" for words in complaints), "</ul>"]
    lines.append("<nav>")
    lines += [f'<a href="#{name}">{name}</a>' for name, _found in by_page]
    lines.append("</nav>")
    for name, found in by_page:
        lines.append(f'<h2 id="{name}">{name}</h2><div class="row">')
        lines += [
            f'<figure><a href="{item.file}"><img src="{item.file}" loading="lazy" '
            f'alt="{name}"></a><figcaption>{item.width} px, {item.scheme}</figcaption></figure>'
            for item in found
        ]
        lines.append("</div>")
    path = folder / "index.html"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
