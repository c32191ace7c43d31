"""HTML of a desk or an archive as readers get it: players of our own recordings alone."""

from __future__ import annotations

import pytest

from broadsheet.newsroom.cleaning import clean_html

PLAYS = '<audio controls preload="none" src="/media/gulls.mp3"></audio>'


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ('<audio src="/media/gulls.mp3" autoplay onplay="x()"></audio>', PLAYS),
        (PLAYS, PLAYS),
        (
            '<video src="/media/quay.mp4" poster="/content/images/q.jpg" width="640" height="x">'
            "</video>",
            '<video controls preload="none" src="/media/quay.mp4" poster="/content/images/q.jpg" '
            'width="640"></video>',
        ),
        (
            '<video src="/media/quay.mp4" poster="https://other.example/q.jpg"></video>',
            '<video controls preload="none" src="/media/quay.mp4"></video>',
        ),
        # What lies elsewhere, or has not come in yet, plays nowhere; its words and links stay.
        ('<audio src="https://other.example/a.mp3"></audio>', ""),
        ('<audio src="//other.example/a.mp3"></audio>', ""),
        ('<audio src="/content/media/gulls.mp3"></audio>', ""),
        ('<audio src="/media/../admin/logout/"></audio>', ""),
        ('<video src="javascript:x()">Words <b>in</b> it</video>', "Words <b>in</b> it"),
        ("<audio><source src=https://other.example/a.mp3></audio><p>After</p>", "<p>After</p>"),
        ("<p>&lt;audio src=/media/a.mp3&gt;</p>", "<p>&lt;audio src=/media/a.mp3&gt;</p>"),
    ],
)
def test_only_recordings_of_our_own_play_and_only_when_asked(html: str, cleaned: str) -> None:
    assert clean_html(html) == cleaned
    assert clean_html(cleaned) == cleaned
