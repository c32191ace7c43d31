"""Joins the style's parts into the one file that pages load: `python frontend/build.py`.

Comments and indentation go; nothing else changes. `--check` says whether the file is up to date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/broadsheet/masthead/static/broadsheet/broadsheet.css"
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SPACE = re.compile(r"\s*\n\s*")


def build() -> str:
    """The style as one text."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "css").glob("*.css"))]
    return SPACE.sub("\n", COMMENT.sub("", "\n".join(parts))).strip() + "\n"


def main() -> int:
    css = build()
    if "--check" in sys.argv:
        if TARGET.read_text(encoding="utf-8") == css:
            return 0
        print(f"{TARGET} is not what frontend/css gives. Run `python frontend/build.py`.")
        return 1
    TARGET.write_text(css, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
