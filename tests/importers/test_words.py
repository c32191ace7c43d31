import pytest

from broadsheet.importers.words import body_text, body_words, plain_text, words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<p>one</p><p>two</p>", "one two"),
        ("<b>wo</b>rd", "word"),
        ("one<br>two", "one two"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("<script>no</script>yes<style>no</style>", "yes"),
        ("<p>open <b>and <i>never", "open and never"),
        ("a < b", "a < b"),
        ("<![CDATA[x]]> y", "y"),
        ("<!doctype x><![foo", ""),
    ],
)
def test_html_is_read_as_a_reader_reads_it(html, text):
    assert plain_text(html) == text


def test_words_are_told_apart_in_every_script():
    assert words("«Тиша» — it's 1,204 🚢") == ["Тиша", "it", "s", "1", "204"]


PICTURE = {"caption": "At dusk.", "credit": "Mara Lind", "alt_text": "not seen"}


def test_the_words_of_every_block_are_in_reading_order():
    story = {"headline": "H", "excerpt": "E", "publication": "P", "byline": "B", "url": "/u"}
    blocks = [
        {"type": "text", "value": "<p>one <b>two</b></p>"},
        {"type": "picture", "value": PICTURE},
        {"type": "gallery", "value": {"title": "G", "pictures": [PICTURE, PICTURE]}},
        {"type": "fact_box", "value": {"title": "T", "body": "<p>b</p>"}},
        {"type": "embed", "value": {"title": "not seen", "source": "X"}},
        {"type": "related_story", "value": {"address": "/a/", "fallback": story}},
        {"type": "external_story", "value": story},
        {"type": "file", "value": {"title": "F", "caption": "PDF", "source": "/f.pdf"}},
        {"type": "html", "value": {"html": "<table><tr><td>1</td><td>2</td></tr></table>"}},
        {"type": "pull_quote", "value": {"quote": "Q", "attribution": "A"}},
    ]
    gallery = "G At dusk. Mara Lind At dusk."
    assert body_text([{**block, "id": ""} for block in blocks]) == (
        f"one two At dusk. Mara Lind {gallery} T b H E P B H E P B F PDF 1 2 Q A"
    )
    assert body_words([]) == []
