"""Allow-lists: what HTML of an archive may come near a page, and what is always taken out."""

from __future__ import annotations

import re

import nh3

from broadsheet.importers.fields import sound

#: Taken out with all they hold: none of it is words that a reader saw.
DROPPED_WHOLE = {
    "applet",
    "canvas",
    "head",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "script",
    "style",
    "svg",
    "template",
    "title",
}
#: Struck-out words are `s`: Wagtail's editor knows no `del` and would drop it at the first edit.
STRUCK = "s"
RICH_TAGS = {
    *("p", "h2", "h3", "h4", "b", "i", "a", "ul", "ol", "li", "br", "hr", "blockquote"),
    *("code", "sup", "sub", STRUCK),
}
#: What stands inside a line, by the source's tag.
INLINE_TAGS = {
    **dict.fromkeys(("b", "strong"), "b"),
    **dict.fromkeys(("i", "em"), "i"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike", "del"), STRUCK),
    "sup": "sup",
    "sub": "sub",
}
#: A story's headline is its only `h1`, and our text has no more than three levels below it.
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
HTML_BLOCK_TAGS = {
    *RICH_TAGS,
    *("em", "strong", "del", "ins", "mark", "small", "abbr", "cite", "q", "kbd", "samp", "var"),
    *("time", "bdi", "bdo", "ruby", "rt", "rp", "wbr", "div", "pre"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("dl", "dt", "dd", "figure", "figcaption", "details", "summary"),
    *("audio", "video", "source"),
}
#: Elements around text, as pages and forms have them.
CONTAINERS = {
    *("address", "article", "aside", "center", "footer", "header", "hgroup", "main", "nav"),
    *("section", "form", "fieldset", "legend", "label", "button", "select", "optgroup", "option"),
    *("output", "textarea", "picture"),
}
#: Tags inside a line that say nothing that our text could say.
PLAIN_INLINE = {
    *("abbr", "bdi", "bdo", "big", "cite", "font", "ins", "mark", "q", "rp", "rt", "ruby"),
    *("small", "span", "time", "u", "var", "wbr"),
}
#: What the converters look at; nothing of it reaches a page as it is.
_READ_TAGS = {
    *HTML_BLOCK_TAGS,
    *CONTAINERS,
    *PLAIN_INLINE,
    *INLINE_TAGS,
    *HEADINGS,
    *("menu", "dir", "img", "iframe", "embed"),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LANGUAGE_CLASS = re.compile(r"language-[\w+#.-]{1,40}")
_NUMERIC = {"width", "height", "colspan", "rowspan", "start", "span"}


def _page_attribute(_tag: str, name: str, value: str) -> str | None:
    """One attribute of an HTML block, or None: also values are allowed one by one."""
    if name == "class":
        return value if _LANGUAGE_CLASS.fullmatch(value) else None
    if name in _NUMERIC:
        return value if value.isascii() and value.isdigit() else None
    if name == "poster":
        # A page asks no other host for anything, and a poster is asked for at once.
        return value if value.startswith("/") and not value.startswith("//") else None
    return value


_read = nh3.Cleaner(
    tags=_READ_TAGS,
    clean_content_tags=DROPPED_WHOLE,
    attributes={
        "*": {"class", "lang", "dir"},
        "a": {"href"},
        "img": {"src", "data-src", "alt", "title", "width", "height"},
        "iframe": {"src", "data-src", "title"},
        "embed": {"src"},
        "audio": {"src"},
        "video": {"src", "poster", "width", "height"},
        "source": {"src", "type"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
        "ol": {"start"},
        "time": {"datetime"},
    },
    strip_comments=False,
    link_rel=None,
    url_schemes=_SCHEMES | {"data"},
)
_rich = nh3.Cleaner(
    tags=RICH_TAGS,
    clean_content_tags=DROPPED_WHOLE,
    # Without the empty set, the cleaner's own default lets titles and languages through.
    attributes={"*": set(), "a": {"href"}},
    link_rel=None,
    url_schemes=_SCHEMES,
)
_html_block = nh3.Cleaner(
    tags=HTML_BLOCK_TAGS,
    clean_content_tags=DROPPED_WHOLE | {"iframe"},
    attributes={
        "*": {"lang", "dir"},
        "a": {"href"},
        "code": {"class"},
        "audio": {"src", "controls", "preload"},
        "video": {"src", "controls", "preload", "poster", "width", "height"},
        "source": {"src", "type"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
        "ol": {"start"},
        "time": {"datetime"},
    },
    attribute_filter=_page_attribute,
    link_rel=None,
    url_schemes=_SCHEMES,
)
_EMPTY = re.compile(
    r"<(p|h2|h3|h4|li|blockquote|b|i|a|s|code|sup|sub|ul|ol|div|span|figure)(?: [^<>]*)?></\1>"
)
#: Where a source ends a format to begin it again: "<b>one</b><b> two</b>".
_TORN = re.compile(r"</(b|i|s|code|sup|sub)><\1>")
#: How often emptied elements are looked through for more; deeper ones stay, and do no harm.
_PASSES = 8


def readable(html: str) -> str:
    """Well-formed HTML for the converters to read: no script, no handler; comments stay."""
    return _read.clean(sound(html))


def rich_text(html: str) -> str:
    """Rich text for a text block: only `RICH_TAGS`, links their only attribute."""
    return _TORN.sub("", without_empty(_rich.clean(html)))


def html_block(html: str) -> str:
    """HTML for an HTML block: it looks as it did without style, script, frame or form."""
    return without_empty(_html_block.clean(html))


def without_empty(html: str) -> str:
    """The same HTML without elements that hold nothing: a link without words can't be named."""
    for _pass in range(_PASSES):
        emptied = _EMPTY.sub("", html)
        if emptied == html:
            break
        html = emptied
    return html.strip()
