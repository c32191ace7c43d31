"""Markdown as old archives write it, as HTML: footnotes, sub- and superscripts, lazy headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from markdown_it.rules_inline import StateInline

_LAZY_HEADING = re.compile(r"(#{1,6})([^#\s].*)")
_MARKED = re.compile(r"==(?=[^\s=])([^=\n]+)(?<!\s)==")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]:?")


def render(text: str) -> str:
    """The HTML of Markdown. HTML in it stays: clean it before it is shown."""
    return str(_renderer().render(text))


@cache
def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "breaks": True})
    markdown.enable(["table", "strikethrough"])
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    markdown.block.ruler.before("heading", "lazy_heading", _lazy_heading, interrupts)
    markdown.block.ruler.at("reference", _reference)
    markdown.inline.ruler.before("link", "footnote", _footnote)
    for mark, tag in (("^", "sup"), ("~", "sub")):
        markdown.inline.ruler.after("emphasis", tag, _between(mark, tag))
    markdown.inline.ruler.after("emphasis", "mark", _mark)
    return markdown


def _lazy_heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """A heading without the space that CommonMark asks for: "#Heading"."""
    if state.is_code_block(line):
        return False
    start = state.bMarks[line] + state.tShift[line]
    match = _LAZY_HEADING.match(state.src[start : state.eMarks[line]])
    if not match:
        return False
    if silent:
        return True
    state.line = line + 1
    tag = f"h{len(match[1])}"
    state.push("heading_open", tag, 1)
    words = state.push("inline", "", 0)
    words.content = match[2].rstrip().rstrip("#").rstrip()
    words.map = [line, state.line]
    words.children = []
    state.push("heading_close", tag, -1)
    return True


def _reference(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    # As a link's address, the text of a footnote ("[^1]: text") would vanish from the page.
    start = state.bMarks[line] + state.tShift[line]
    return not state.src.startswith("[^", start) and reference(state, line, end, silent)


def _footnote(state: StateInline, silent: bool) -> bool:
    """A footnote's number, in the text and before the note, as a superscript."""
    match = _FOOTNOTE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        _push(state, "sup", match[1])
    state.pos = match.end()
    return True


def _between(mark: str, tag: str) -> Callable[[StateInline, bool], bool]:
    """A rule for words between two marks without space in them: "H~2~O", "m^2^"."""
    pattern = re.compile(rf"{re.escape(mark)}([^\s{re.escape(mark)}]+){re.escape(mark)}")

    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos, state.posMax)
        if not match:
            return False
        if not silent:
            _push(state, tag, match[1])
        state.pos = match.end()
        return True

    return rule


def _mark(state: StateInline, silent: bool) -> bool:
    """Words marked with a pen: "==words==", which may hold other marks."""
    match = _MARKED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        end, state.pos, state.posMax = state.posMax, match.start(1), match.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("mark_close", "mark", -1)
    state.pos = match.end()
    return True


def _push(state: StateInline, tag: str, text: str) -> None:
    state.push(f"{tag}_open", tag, 1)
    state.push("text", "", 0).content = text
    state.push(f"{tag}_close", tag, -1)
