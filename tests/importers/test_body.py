from uuid import UUID

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import BodyBuilder

STORY = UUID(int=7)


def builder() -> BodyBuilder:
    return BodyBuilder(STORY, OldSite())


def test_text_that_follows_text_is_one_block():
    body = builder()
    body.text("<p>one</p>")
    body.text("<p>two</p>")
    body.add("embed", {"url": "x"})
    body.text("<p>three</p>")
    blocks = body.finish().blocks
    assert [block["type"] for block in blocks] == ["text", "embed", "text"]
    assert blocks[0]["value"] == "<p>one</p><p>two</p>"


def test_the_same_source_gives_the_same_ids_and_another_story_others():
    def ids(story: UUID) -> list[str]:
        body = BodyBuilder(story, OldSite())
        body.text("<p>one</p>")
        body.add("embed", {})
        return [block["id"] for block in body.finish().blocks]

    assert ids(STORY) == ids(STORY)
    assert not set(ids(STORY)) & set(ids(UUID(int=8)))


def test_the_free_part_ends_at_the_first_paywall():
    body = builder()
    body.text("<p>free</p>")
    body.end_free_part()
    body.text("<p>paid</p>")
    body.end_free_part()
    body.text("<p>also paid</p>")
    read = body.finish()
    assert [block["value"] for block in read.free] == ["<p>free</p>"]
    assert [block["value"] for block in read.blocks] == [
        "<p>free</p>",
        "<p>paid</p><p>also paid</p>",
    ]
    assert read.free[0] is read.blocks[0]


def test_without_a_paywall_nothing_is_free():
    body = builder()
    body.text("<p>all of it</p>")
    assert body.finish().free == []


def test_what_members_alone_saw_is_in_the_full_body_only():
    body = builder()
    body.text("<p>seen</p>")
    with body.for_members():
        body.text("<p>hidden</p>")
        body.add_html("html", "<table><tr><td>hidden</td></tr></table>")
    body.text("<p>seen too</p>")
    body.end_free_part()
    read = body.finish()
    assert [block["value"] for block in read.blocks] == ["<p>seen</p>", "<p>seen too</p>"]
    assert read.free == read.blocks
    assert len(read.full) == 4
    assert not read.converted


def test_html_that_is_empty_when_cleaned_makes_no_block():
    body = builder()
    body.add_html("html", "<script>x</script>")
    body.add_html("html", "<p>kept</p>")
    read = body.finish()
    assert [block["value"] for block in read.blocks] == [{"html": "<p>kept</p>"}]
    assert read.converted == {"html": 1}
