from uuid import UUID

import pytest

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder
from broadsheet.importers.flow import emit
from broadsheet.importers.markup import Reader, read_html
from broadsheet.importers.records import LeftOut
from broadsheet.importers.words import body_words


def read(html: str) -> Body:
    body = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    read_html(html, body)
    return body.finish()


def kept(html: str) -> Body:
    body = BodyBuilder(UUID(int=1), OldSite())
    emit(Reader(body.site).html_pieces(html, "html"), body)
    return body.finish()


def text_of(html: str) -> str:
    (block,) = read(html).blocks
    assert block["type"] == "text"
    return str(block["value"])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("bare <em>words</em>", "<p>bare <i>words</i></p>"),
        ("<h1>One</h1><h5>Five</h5>", "<h2>One</h2><h4>Five</h4>"),
        ("<h2 id=x><strong>One</strong></h2>", "<h2><b>One</b></h2>"),
        ("<p><del>old</del> <u>under</u></p>", "<p><s>old</s> under</p>"),
        ("<div>a<p>b</p>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a</p><p>&nbsp;</p><p><br></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "<blockquote>a<br>b</blockquote>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ol><li><p>a</p><p>b</p></ol>", "<ol><li>a<br>b</li></ol>"),
        ("<ol><li>a<p>b</p>c</ol>", "<ol><li>a<br>b<br>c</li></ol>"),
        ("a<form></form>b<p></p>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<ul>stray<li>a</ul>", "<ul><li>stray</li><li>a</li></ul>"),
        (
            '<p><a href="__GHOST_URL__/x/?a=1&amp;b=2">a</a>',
            '<p><a href="/x/?a=1&amp;b=2">a</a></p>',
        ),
        ('<p><a href="#n">a</a> <a href="javascript:x()">b</a>', "<p>a b</p>"),
        ("<a href=/x><p>block</p></a>", "<p>block</p>"),
        ("<form><label>Name</label><button>Go</button></form>", "<p>Name</p><p>Go</p>"),
        ("<p>one\n   two</p>", "<p>one two</p>"),
        ("<hr>", "<hr>"),
        ("<p>a<hr>b", "<p>a</p><hr><p>b</p>"),
    ],
)
def test_running_text_keeps_its_form_in_our_tags(html, text):
    assert text_of(html) == text


def test_a_picture_in_a_paragraph_divides_it():
    first, picture, last = read('<p>before <img src="a.jpg" alt="A"> after</p>').blocks
    assert (first["value"], last["value"]) == ("<p>before</p>", "<p>after</p>")
    assert picture["value"]["source"] == "/a.jpg"
    assert picture["value"]["alt_text"] == "A"


def test_a_figure_is_a_picture_with_caption_and_credit():
    read_body = read(
        '<figure class="alignwide"><a href="/big.jpg"><img src="/a.jpg"></a>'
        "<figcaption>At <a href='/x'>dusk</a>. (Mara Lind / EPN)</figcaption></figure>"
    )
    (picture,) = read_body.blocks
    assert picture["value"] == {
        "picture": None,
        "source": "/a.jpg",
        "alt_text": "",
        "decorative": False,
        "caption": "At dusk.",
        "credit": "Mara Lind / EPN",
        "layout": "wide",
    }
    assert read_body.left_out == (
        LeftOut("link in a caption", "/x"),
        LeftOut("link on a picture", "/big.jpg"),
    )


def test_a_figure_of_several_pictures_is_a_gallery():
    (gallery,) = read(
        '<figure><img src="/a.jpg"><img src="/b.jpg"><figcaption>Two. (EPN)</figcaption></figure>'
    ).blocks
    assert gallery["type"] == "gallery"
    assert gallery["value"]["title"] == "Two."
    assert [picture["credit"] for picture in gallery["value"]["pictures"]] == ["EPN", "EPN"]


def test_pictures_that_count_readers_are_left_out():
    assert read('<p>x<img src="https://count.example/p.gif" width="1" height="1"></p>').blocks == (
        read("<p>x</p>").blocks
    )


def test_a_picture_at_no_usable_address_is_listed_and_its_caption_kept():
    found = read("<figure><img src='blob:x'><figcaption>Words</figcaption></figure>")
    assert [block["value"] for block in found.blocks] == ["<p>Words</p>"]
    assert [fault.code for fault in found.faults] == ["no-file"]


def test_a_frame_is_an_embed_of_the_page_it_shows():
    (embed,) = read(
        '<iframe src="https://www.youtube.com/embed/aqz-KE-bpKQ?rel=0"></iframe>'
    ).blocks
    assert embed["type"] == "embed"
    assert embed["value"] == {
        "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "title": "YouTube",
        "source": "YouTube",
        "html": "",
        "poster": None,
        "poster_source": "",
    }


def test_a_frame_that_runs_code_is_listed_and_left_out():
    found = read('<p>x</p><iframe src="javascript:alert(1)"></iframe>')
    assert [block["value"] for block in found.blocks] == ["<p>x</p>"]
    assert [left.kind for left in found.left_out] == ["embed"]


def test_a_post_in_a_quote_stays_and_is_embedded():
    quote, embed = read(
        '<blockquote class="twitter-tweet"><p>Gate is open.</p>— V '
        '<a href="https://twitter.com/v/status/12?ref=x">May 1</a></blockquote>'
        "<script src='https://platform.example/widgets.js'></script>"
    ).blocks
    assert "Gate is open." in quote["value"]
    assert embed["value"]["url"].startswith("https://twitter.com/v/status/12")


def test_details_are_a_fact_box_and_what_is_no_text_follows_it():
    box, picture, rest = read(
        "<details><summary>Why</summary><p>Because.</p><img src=/a.jpg>And so.</details>"
    ).blocks
    assert box["value"] == {"title": "Why", "body": "<p>Because.</p>"}
    assert picture["type"] == "picture"
    assert rest["value"] == "<p>And so.</p>"


def test_code_and_tables_are_counted_as_html():
    found = read("<pre><code class='language-py'>a &lt; b</code></pre><table><tr><td>1</table>")
    assert [block["value"]["html"] for block in found.blocks] == [
        '<pre><code class="language-py">a &lt; b</code></pre>',
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ]
    assert found.converted == {"code": 1, "table": 1}


def test_html_that_stays_html_gives_its_pictures_and_frames_away():
    found = kept(
        "<p>a</p><table><tr><td>1<img src=/a.jpg></td></tr></table>"
        "<figure><img src=/b.jpg><figcaption>B</figcaption></figure>"
        "<div><iframe src='https://vimeo.com/12345'></iframe></div><p>b</p><!-- no -->"
    )
    assert [block["type"] for block in found.blocks] == [
        *("html", "html", "picture", "picture", "embed", "html")
    ]
    assert found.blocks[1]["value"]["html"].endswith("<td>1 </td></tr></tbody></table>")
    assert found.blocks[3]["value"]["caption"] == "B"
    assert found.converted == {"html": 3}


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><img src=/a.jpg></td></tr></table>",
        "<div><table><tr><td><img src=/a.jpg></td></tr></table></div>",
        "<figure><pre></pre><img src=/a.jpg></figure>",
        "<p><a href=/b><picture><source srcset=x><img src=/a.jpg></picture></a></p>",
    ],
)
@pytest.mark.parametrize("reading", [read, kept])
def test_what_only_lays_out_a_picture_is_the_picture(reading, html):
    assert [block["type"] for block in reading(html).blocks] == ["picture"]


@pytest.mark.parametrize("reading", [read, kept])
def test_a_film_with_a_picture_in_it_stays(reading):
    film, picture = reading("<video src=/v.mp4><img src=/a.jpg></video>").blocks
    assert '<video controls="" preload="none" src="/v.mp4">' in film["value"]["html"]
    assert picture["value"]["source"] == "/a.jpg"


def test_html_that_stays_html_keeps_its_words_apart():
    (block,) = kept(
        "one<h1>two</h1>three<section>four</section><button>five</button><h6>six</h6>"
    ).blocks
    assert block["value"]["html"] == (
        "one<h2>two</h2>three<div>four</div><div>five</div><h4>six</h4>"
    )


def test_what_is_taken_out_of_html_is_listed():
    found = read("<p>x</p><script>1</script><SVG></SVG><form><input></form>")
    assert [left.kind for left in found.left_out] == ["script", "svg", "form"]


def test_html_nested_without_end_keeps_its_words():
    found = read("<div>" * 5_000 + "deep" + "</div>" * 5_000 + "<p>after</p>")
    assert body_words(found.blocks) == ["deep", "after"]
    assert body_words(read("<ul><li>" * 500 + "deep").blocks) == ["deep"]
