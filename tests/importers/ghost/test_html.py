from uuid import UUID

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder
from broadsheet.importers.ghost.html import convert
from broadsheet.importers.words import body_words, words


def read(html: str) -> Body:
    body = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    source = convert(html, body)
    finished = body.finish()
    assert body_words(finished.blocks) == words(source)
    return finished


def test_ghosts_paywall_comment_ends_the_free_part():
    found = read("<p>free</p><!--members-only--><p>paid</p>")
    assert [block["value"] for block in found.free] == ["<p>free</p>"]
    assert len(found.blocks) == 2


def test_what_ghost_kept_for_members_is_not_shown():
    found = read(
        "<p>a</p>\n"
        '<!--kg-gated-block:begin nonMember:false memberSegment:"status:free" -->'
        "<p>secret</p><!--kg-gated-block:end-->\n<p>b</p>"
        '<!--kg-gated-block:begin nonMember:true memberSegment:"" --><p>c</p>'
        "<!--kg-gated-block:end--><p>d</p>"
    )
    assert body_words(found.blocks) == ["a", "b", "c", "d"]
    assert "secret" in body_words(found.full)
    assert [left.text for left in found.left_out] == ["secret"]


def test_a_gate_that_never_closes_hides_what_follows():
    found = read('<p>a</p><!--kg-gated-block:begin nonMember:false memberSegment:"" --><p>b</p>')
    assert body_words(found.blocks) == ["a"]


def test_rendered_cards_are_the_cards_that_they_were():
    found = read(
        '<div class="kg-card kg-callout-card"><div class="kg-callout-emoji">⚓</div>'
        '<div class="kg-callout-text">Know <b>this</b></div></div>'
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" '
        'href="__GHOST_URL__/own/"><div class="kg-bookmark-title">Own</div>'
        '<span class="kg-bookmark-author">Paper</span>'
        '<span class="kg-bookmark-publisher">Teo</span></a></figure>'
        '<div class="kg-card kg-audio-card"><audio src="__GHOST_URL__/content/media/a.mp3"></audio>'
        '<div class="kg-audio-title">Heard</div><div class="kg-audio-player">0:00 1×</div></div>'
        '<figure class="kg-card kg-image-card kg-width-full"><img src="/a.jpg"></figure>'
    )
    assert [block["type"] for block in found.blocks] == [
        *("fact_box", "related_story", "html", "picture")
    ]
    story = found.blocks[1]["value"]
    assert story["address"] == "/own/"
    assert (story["fallback"]["publication"], story["fallback"]["byline"]) == ("Paper", "Teo")
    assert found.blocks[3]["value"]["layout"] == "full"
