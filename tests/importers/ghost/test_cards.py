from typing import Any
from uuid import UUID

import pytest

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder
from broadsheet.importers.fields import Fields
from broadsheet.importers.ghost import cards
from broadsheet.importers.ghost.audience import audience_of
from broadsheet.importers.ghost.text import card_text
from broadsheet.importers.records import LeftOut
from broadsheet.importers.words import body_words, words


def read(name: str, **fields: Any) -> Body:
    body = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    cards.convert(name, Fields(fields), body)
    finished = body.finish()
    if audience_of(name, Fields(fields)) == "everyone":
        assert body_words(finished.blocks) == words(card_text(name, Fields(fields)))
    return finished


def value(name: str, **fields: Any) -> Any:
    (block,) = read(name, **fields).blocks
    return block["value"]


@pytest.mark.parametrize("name", ["image", "image-card", "card-image"])
def test_pictures_are_pictures_under_every_name_ghost_gave_them(name):
    assert value(name, src="__GHOST_URL__/content/images/a.jpg", alt="A", cardWidth="wide") == {
        "picture": None,
        "source": "/content/images/a.jpg",
        "alt_text": "A",
        "decorative": False,
        "caption": "",
        "credit": "",
        "layout": "wide",
    }


def test_a_gallery_has_its_caption_as_title_and_its_credit_at_each_picture():
    gallery = value(
        "gallery",
        images=[{"src": "/a.jpg", "alt": "A"}, {"src": "javascript:x"}, {"src": "/b.jpg"}, None],
        caption="Two views. (Mara Lind / EPN)",
    )
    assert gallery["title"] == "Two views."
    assert [picture["source"] for picture in gallery["pictures"]] == ["/a.jpg", "/b.jpg"]
    assert {picture["credit"] for picture in gallery["pictures"]} == {"Mara Lind / EPN"}


def test_before_and_after_is_a_gallery():
    both = value("before-after", beforeImage={"src": "/a.jpg"}, afterImage={"src": "/b.jpg"})
    assert [picture["source"] for picture in both["pictures"]] == ["/a.jpg", "/b.jpg"]


def test_a_bookmark_of_the_own_site_is_a_related_story():
    about = {
        "title": "T",
        "description": "D",
        "publisher": "P",
        "author": "B",
        "thumbnail": "/t.jpg",
    }
    assert value("bookmark", url="__GHOST_URL__/own/", metadata=about) == {
        "story": None,
        "address": "/own/",
        "fallback": {
            "url": "/own/",
            "headline": "T",
            "excerpt": "D",
            "publication": "P",
            "byline": "B",
            "picture": None,
            "picture_source": "/t.jpg",
        },
    }


def test_a_bookmark_of_another_site_is_a_story_elsewhere_with_its_caption_after_it():
    story, caption = read(
        "bookmark", url="https://a.example/x", metadata={"title": "T"}, caption="Read <i>it</i>."
    ).blocks
    assert story["type"] == "external_story"
    assert (story["value"]["url"], story["value"]["headline"]) == ("https://a.example/x", "T")
    assert caption["value"] == "<p>Read it.</p>"


def test_a_bookmark_that_runs_code_keeps_its_words_and_is_listed():
    found = read("bookmark", url="javascript:x", metadata={"title": "T", "author": "B"})
    assert [block["value"] for block in found.blocks] == ["<p>T</p><p>B</p>"]
    assert [fault.code for fault in found.faults] == ["no-file"]


def test_an_embed_has_its_title_provider_and_poster():
    assert value(
        "embed",
        url="https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        html="<iframe src='https://www.youtube.com/embed/aqz-KE-bpKQ'></iframe>",
        metadata={
            "title": "V",
            "provider_name": "YouTube",
            "thumbnail_url": "https://i.example/v.jpg",
        },
    ) == {
        "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "title": "V",
        "source": "YouTube",
        "html": "",
        "poster": None,
        "poster_source": "https://i.example/v.jpg",
    }


def test_what_an_embedded_post_says_stays_on_the_page():
    quote, embed, caption = read(
        "embed",
        url="https://twitter.com/v/status/1",
        embedType="twitter",
        html="<blockquote class='twitter-tweet'><p>Gate open.</p>— V</blockquote><script></script>",
        caption="As posted.",
    ).blocks
    assert quote["value"] == "<blockquote>Gate open.<br>— V</blockquote>"
    assert (embed["value"]["source"], embed["value"]["title"]) == ("X", "X")
    assert caption["value"] == "<p>As posted.</p>"


def test_an_embed_without_an_address_is_that_of_its_frame():
    assert (
        value("embed", html="<iframe src='https://vimeo.com/1' title='T'></iframe>")["title"] == "T"
    )


def test_a_callout_and_a_toggle_are_fact_boxes():
    assert value("callout", calloutText="<b>Know</b> this", calloutEmoji="⚓") == {
        "title": "",
        "body": "<p><b>Know</b> this</p>",
    }
    assert value("toggle", heading="<span>Why</span>", content="<p>So.</p><h5>x</h5>") == {
        "title": "Why",
        "body": "<p>So.</p><h4>x</h4>",
    }


def test_a_file_has_its_title_caption_and_address():
    assert value(
        "file", src="__GHOST_URL__/content/files/m.pdf", fileTitle="M", fileCaption="PDF"
    ) == {
        "file": None,
        "title": "M",
        "source": "/content/files/m.pdf",
        "caption": "PDF",
    }
    assert value("file", src="/m.pdf", fileName="m.pdf")["title"] == "m.pdf"


@pytest.mark.parametrize(
    ("name", "fields", "html"),
    [
        (
            "button",
            {"buttonText": "Go & see", "buttonUrl": "__GHOST_URL__/x/"},
            '<p><a href="/x/">Go &amp; see</a></p>',
        ),
        ("button", {"buttonText": "Go", "buttonUrl": "javascript:x"}, "<p><a>Go</a></p>"),
        ("html", {"html": "<p onclick=x>a</p><script>1</script>"}, "<p>a</p>"),
        (
            "code",
            {"code": "a < b\n  c", "language": "c++"},
            '<pre><code class="language-c++">a &lt; b\n  c</code></pre>',
        ),
        (
            "audio",
            {"src": "__GHOST_URL__/content/media/a.mp3", "title": "Heard"},
            '<figure><audio controls="" preload="none" src="/content/media/a.mp3"></audio>'
            '<figcaption><a href="/content/media/a.mp3">Heard</a></figcaption></figure>',
        ),
        (
            "video",
            {"src": "/v.mp4", "width": 640, "height": "x", "thumbnailSrc": "/t.jpg"},
            '<figure><video controls="" poster="/t.jpg" preload="none" src="/v.mp4" width="640">'
            '</video><figcaption><a href="/v.mp4">v.mp4</a></figcaption></figure>',
        ),
        (
            "header",
            {"header": "<span>A</span>", "subheader": "B", "buttonEnabled": True,
             "buttonText": "C", "buttonUrl": "/c/"},
            '<h2>A</h2><p>B</p><p><a href="/c/">C</a></p>',
        ),
        (
            "header",
            {"header": "A", "subheader": "", "buttonEnabled": False, "buttonText": "C"},
            "<h2>A</h2>",
        ),
        (
            "signup",
            {"header": "A", "subheader": "B", "buttonText": "C", "disclaimer": "D",
             "successMessage": "hidden"},
            "<h2>A</h2><p>B</p><p>C</p><p>D</p>",
        ),
        (
            "call-to-action",
            {"textValue": "<p>A</p>", "showButton": True, "buttonText": "B", "buttonUrl": "/b/",
             "hasSponsorLabel": True, "sponsorLabel": "<p>S</p>"},
            '<p>S</p><p>A</p><p><a href="/b/">B</a></p>',
        ),
        (
            "call-to-action",
            {"textValue": "A", "showButton": False, "buttonText": "B", "hasSponsorLabel": False,
             "sponsorLabel": "S"},
            "A",
        ),
        (
            "product",
            {"productTitle": "A", "productDescription": "<p>B</p>", "productRatingEnabled": True,
             "productStarRating": 4, "productButtonEnabled": True, "productButton": "C",
             "productUrl": "/c/"},
            '<h3>A</h3><p>★★★★☆</p><p>B</p><p><a href="/c/">C</a></p>',
        ),
    ],
)  # fmt: skip
def test_what_we_have_no_block_for_is_cleaned_html_and_counted(name, fields, html):
    found = read(name, **fields)
    assert [block["value"] for block in found.blocks] == [{"html": html}]
    assert sum(found.converted.values()) == 1


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("product", "productImageSrc"),
        ("header", "backgroundImageSrc"),
        ("signup", "backgroundImageSrc"),
        ("call-to-action", "imageUrl"),
    ],
)
def test_the_picture_of_a_card_stands_before_it(name, field):
    (picture,) = read(name, **{field: "__GHOST_URL__/content/images/a.jpg"}).blocks
    assert picture["type"] == "picture"
    assert picture["value"]["source"] == "/content/images/a.jpg"


def test_markdown_is_text():
    assert value("markdown", markdown="## A\n\n- b\n- *c*") == (
        "<h2>A</h2><ul><li>b</li><li><i>c</i></li></ul>"
    )


def test_what_only_the_newsletter_had_is_listed_and_not_shown():
    found = read("email", html="<p>Dear {name}</p>")
    assert found.blocks == found.full == []
    assert found.left_out == (LeftOut("email", "Dear {name}"),)
    found = read("email-cta", html="<p>A</p>", showButton=True, buttonText="B")
    assert found.left_out == (LeftOut("email-cta", "A B"),)


SEGMENTS = "status:free,status:-free"


@pytest.mark.parametrize(
    ("visibility", "audience"),
    [
        (None, "everyone"),
        ({}, "everyone"),
        ({"web": {"nonMember": True, "memberSegment": SEGMENTS}}, "everyone"),
        ({"web": {"nonMember": True, "memberSegment": ""}}, "everyone"),
        ({"web": {"nonMember": False, "memberSegment": SEGMENTS}}, "members"),
        ({"web": {"nonMember": False, "memberSegment": "status:-free"}}, "members"),
        ({"web": {"nonMember": False, "memberSegment": ""}}, "nobody"),
        ({"emailOnly": True, "segment": ""}, "nobody"),
        ({"emailOnly": False, "segment": "status:free"}, "everyone"),
        ({"showOnWeb": False, "showOnEmail": True}, "nobody"),
        ({"showOnWeb": True, "showOnEmail": False}, "everyone"),
    ],
)
def test_a_card_is_shown_to_those_alone_who_saw_it(visibility, audience):
    fields = {"html": "<p>words</p>", "visibility": visibility}
    assert audience_of("html", Fields(fields)) == audience
    found = read("html", **fields)
    assert bool(found.blocks) == (audience == "everyone")
    assert bool(found.full) == (audience != "nobody")
    assert bool(found.left_out) == (audience != "everyone")


def test_a_player_that_only_ghost_can_fill_is_listed():
    assert read("transistor").left_out == (LeftOut("transistor"),)


def test_a_card_that_nobody_knows_keeps_its_words_and_is_listed():
    found = read("poll-2030", title="Which gate?", html="<p>East</p>", secret={"x": 1}, count=3)
    assert [block["value"] for block in found.blocks] == [
        {"html": "<p>Which gate?</p><div><p>East</p></div>"}
    ]
    assert found.converted == {"poll-2030": 1}
    assert [fault.code for fault in found.faults] == ["unknown-card"]


@pytest.mark.parametrize("name", [*sorted(cards._CARDS), "nobody-knows"])
def test_every_card_bears_emptiness_and_nonsense(name):
    read(name)
    nonsense = {"src": 5, "url": [], "html": None, "images": "x", "metadata": 3, "caption": {}}
    read(name, **nonsense)


@pytest.mark.parametrize("name", sorted(cards._CARDS))
def test_no_card_lets_a_script_or_handler_through(name):
    attack = "<img src=x onerror=alert(1)><script>alert(1)</script><b onclick=alert(1)>w</b>"
    names = (
        "caption alt html markdown calloutText heading content header subheader textValue title"
        " sponsorLabel disclaimer productTitle productDescription buttonText fileTitle code"
    )
    fields: dict[str, Any] = dict.fromkeys(names.split(), attack)
    fields |= {"src": "/a.jpg", "showButton": 1, "hasSponsorLabel": 1, "buttonUrl": "javascript:x"}
    rich = [
        block["value"] if block["type"] == "text" else block["value"].get(part, "")
        for block in read(name, **fields).full
        for part in ("html", "body")
    ]
    for html in rich:
        assert "<script" not in html
        assert "<img" not in html
        assert "javascript:" not in html
        assert "<b onclick" not in html
