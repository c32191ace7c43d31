"""Joins the style's parts into the one file that pages load: `python frontend/build.py`.

Comments go, and the spaces that only its writers need. `--check` says whether the file is up to date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/broadsheet/masthead/static/broadsheet/broadsheet.css"
COMMENT = re.compile(r"/\*.*?\*/", re.S)
#: What stands between quotation marks stays as it is.
SPACE = re.compile(r'("[^"]*")|\s*([{};,])\s*|(:)\s+|\s+')


def build() -> str:
    """The style as one text."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "css").glob("*.css"))]
    text = COMMENT.sub("", "\n".join(parts)).strip()
    text = SPACE.sub(lambda match: match[1] or match[2] or match[3] or " ", text)
    # A rule a line: what changes can be read and merged.
    return text.replace(";}", "}").replace("}", "}\n").replace("\n}", "}")


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
