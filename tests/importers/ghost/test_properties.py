"""Any tree that an editor, a plugin or a broken disk could write: read, safe, and no word lost."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.importers import clean
from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder
from broadsheet.importers.ghost import cards, html, lexical, mobiledoc
from broadsheet.importers.records import Block
from broadsheet.importers.words import body_words, words

quickly = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.text(
    alphabet=st.sampled_from("abcßїЖあ01 _-<>&\"'«»—\t\n\x00\x07\ud800\ufffe🚢"), max_size=20
)
URLS = st.sampled_from(
    [
        *("https://a.example/x?y=1&z", "__GHOST_URL__/own/", "javascript:alert(1)", "#/portal", ""),
        *("java\nscript:alert(1)", "data:text/html,<script>", "//b.example/", "/c.jpg", "[broken"),
    ]
)
ATTACKS = st.sampled_from(
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick='x()'>b</b>"),
        *("<iframe src='javascript:x'></iframe>", "<p style='x:y'>p</p>", "<form><input></form>"),
        *("<table><tr><td>1</td><td>2</td></tr></table>", "<ul><li>a<li>b</ul>", "<h1>h</h1>"),
        *(
            "<a href='javascript:x'>l</a>",
            "<blockquote><p>q</p></blockquote>",
            "<hr>",
            "<pre>c</pre>",
        ),
        *("<figure><img src='/a.jpg'><figcaption>f (M / E)</figcaption></figure>", "<!--x-->"),
        *("<table><tr><td><img src='/a.jpg'></td></tr></table>", "<pre>c<img src='/a.jpg'></pre>"),
        *(
            "<div>d<iframe src='https://a.example/'>i</iframe>e<img src='/a.jpg'></div>",
            "<h6></h6>",
        ),
        *("<section>s</section>", "<button>b</button>", "<table><caption>c<td>1<h1>h</table>"),
        *(
            "<video src='/v.mp4'></video>",
            "<details><summary>s</summary>d</details>",
            "<svg></svg>",
        ),
    ]
)
#: HTML as editors write it: words are escaped, and every element is closed.
HTML = st.lists(st.one_of(WORDS.map(lambda text: escape(text)), ATTACKS), max_size=4).map("".join)
NONSENSE = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.none()))
VISIBILITY = st.sampled_from(
    [{}, {"web": {"nonMember": False, "memberSegment": "x"}}, {"showOnWeb": False}, {"web": 3}]
)


def field(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(value, value, value, NONSENSE)


HTML_FIELDS = (
    *("caption", "html", "calloutText", "heading", "content", "header", "subheader"),
    *("disclaimer", "textValue", "sponsorLabel", "productTitle", "productDescription"),
)
TEXT_FIELDS = (
    *("buttonText", "title", "fileTitle", "fileCaption", "fileName", "code", "language"),
    "productButton",
)
URL_FIELDS = (
    *("src", "url", "href", "buttonUrl", "productUrl", "imageUrl", "productImageSrc"),
    "thumbnailSrc",
)
FLAG_FIELDS = ("showButton", "buttonEnabled", "hasSponsorLabel", "productButtonEnabled")
METADATA = st.fixed_dictionaries(
    {},
    optional={
        name: field(WORDS) for name in ("title", "description", "publisher", "author", "thumbnail")
    },
)
PAYLOAD = st.fixed_dictionaries(
    {},
    optional={
        **{name: field(HTML) for name in HTML_FIELDS},
        **{name: field(WORDS) for name in TEXT_FIELDS},
        **{name: field(URLS) for name in URL_FIELDS},
        **{name: field(st.booleans()) for name in FLAG_FIELDS},
        "metadata": field(METADATA),
        "images": field(st.lists(st.fixed_dictionaries({}, optional={"src": URLS}), max_size=3)),
        "visibility": field(VISIBILITY),
    },
)
CARD_NAMES = st.sampled_from([*sorted(cards._CARDS), "email", "email-cta", "transistor", "unheard"])
TEXT_NODES = st.builds(
    lambda text, format, kind: {"type": kind, "text": text, "format": format},
    field(WORDS),
    field(st.integers(0, 255)),
    st.sampled_from(["text", "extended-text", "tk", "unheard"]),
)
LEAVES = st.one_of(
    TEXT_NODES,
    TEXT_NODES,
    st.just({"type": "linebreak"}),
    st.builds(lambda name, payload: {**payload, "type": name}, CARD_NAMES, PAYLOAD),
    NONSENSE,
)
ELEMENTS = (
    *("paragraph", "extended-heading", "heading", "extended-quote", "aside", "list", "listitem"),
    *("link", "autolink", "unheard"),
)
TREES = st.recursive(
    LEAVES,
    lambda children: st.builds(
        lambda kind, inside, tag, url: {"type": kind, "children": inside, "tag": tag, "url": url},
        st.sampled_from(ELEMENTS),
        st.lists(children, max_size=4),
        st.sampled_from(["h1", "h3", "h6", "ol", "ul", None]),
        URLS,
    ),
    max_leaves=20,
)
TAG = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>")
ALLOWED = {
    "text": clean.RICH_TAGS,
    "fact_box": clean.RICH_TAGS,
    "html": clean.HTML_BLOCK_TAGS | {"tbody"},
}


def body_of(convert: Any, source: str) -> tuple[Body, str]:
    builder = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    text = convert(source, builder)
    return builder.finish(), text


def is_safe(block: Block) -> None:
    value = block["value"]
    parts = {"text": "", "html": "html", "fact_box": "body"}
    if block["type"] in parts:
        markup = value[parts[block["type"]]] if parts[block["type"]] else value
        for _end, name, attributes in TAG.findall(markup):
            assert name in ALLOWED[block["type"]]
            assert not re.search(r"\b(on\w+|style|class=\"(?!language-)|id)=", attributes)
            assert "javascript:" not in attributes
    else:
        for name in ("url", "source", "address"):
            assert "script:" not in (value.get(name) or "")
    json.dumps(value).encode("utf-8")
    assert "\\u0000" not in json.dumps(value)
    assert not re.search(r"\\ud[89ab]..(?!\\ud)", json.dumps(value))


@quickly
@given(st.lists(TREES, max_size=6))
def test_every_lexical_tree_is_read_safe_and_whole(nodes):
    body, source = body_of(lexical.convert, json.dumps({"root": {"children": nodes}}))
    for block in body.full:
        is_safe(block)
    assert body_words(body.blocks) == words(source)
    again, _source = body_of(lexical.convert, json.dumps({"root": {"children": nodes}}))
    assert again == body


MARKERS = st.lists(
    st.one_of(
        st.tuples(
            st.just(0), st.lists(st.integers(-1, 4), max_size=2), st.integers(0, 3), field(WORDS)
        ),
        st.tuples(st.just(1), st.just([]), st.just(0), st.integers(-1, 3)),
        NONSENSE,
    ),
    max_size=4,
)
SECTIONS = st.lists(
    st.one_of(
        st.tuples(st.just(1), st.sampled_from(["p", "h1", "aside", "pull-quote", "?"]), MARKERS),
        st.tuples(st.just(2), URLS),
        st.tuples(st.just(3), st.sampled_from(["ul", "ol", "?"]), st.lists(MARKERS, max_size=3)),
        st.tuples(st.just(10), st.integers(-1, 4)),
        NONSENSE,
    ),
    max_size=6,
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "version": st.just("0.3.1"),
        "sections": SECTIONS,
        "cards": st.lists(st.tuples(CARD_NAMES, field(PAYLOAD)), max_size=4),
        "atoms": st.lists(
            st.tuples(st.sampled_from(["soft-return", "mention"]), WORDS, st.just({})), max_size=3
        ),
        "markups": st.lists(
            st.one_of(
                st.tuples(st.sampled_from(["strong", "em", "code", "u", "?"])),
                st.tuples(st.just("a"), st.tuples(st.just("href"), URLS)),
            ),
            max_size=4,
        ),
    }
)


@quickly
@given(DOCUMENTS)
def test_every_mobiledoc_document_is_read_safe_and_whole(document):
    body, source = body_of(mobiledoc.convert, json.dumps(document))
    for block in body.full:
        is_safe(block)
    assert body_words(body.blocks) == words(source)


@quickly
@given(HTML)
def test_every_html_is_read_safe_and_whole(source):
    body, text = body_of(html.convert, source)
    for block in body.full:
        is_safe(block)
    assert body_words(body.blocks) == words(text)


@quickly
@given(st.text(max_size=200))
def test_any_text_at_all_as_html_is_read_safe(source):
    body, _text = body_of(html.convert, source)
    for block in body.full:
        is_safe(block)
