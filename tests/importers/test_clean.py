import re
import subprocess
import sys

import pytest

from broadsheet.importers import clean

ATTACKS = [
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<img src=x onerror=alert(1)>",
    "<iframe src='https://a.example'></iframe>",
    "<form action='/x'><input name=a><button>Go</button></form>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
    "<style>*{color:red}</style>",
    "<object data='x'></object><embed src='x'>",
    "<video src=x poster='https://a.example/p.jpg' onplay=alert(1)></video>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<base href='https://a.example/'><meta http-equiv=refresh><link rel=stylesheet href=x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
]
DANGER = re.compile(
    r"<(?:script|style|iframe|form|input|button|object|embed|svg|math|base|meta|link|img)\b"
    r"|\son\w+=|javascript:|data:text",
    re.IGNORECASE,
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("cleaner", [clean.rich_text, clean.html_block])
def test_nothing_that_runs_or_loads_by_itself_survives(cleaner, attack):
    assert not DANGER.search(cleaner(attack))


def test_rich_text_has_only_allowed_tags_and_links():
    html = clean.rich_text(
        "<p class=x id=y>a <u>b</u> <a href='/c' title=d target=_blank>c</a></p>"
    )
    assert html == '<p>a b <a href="/c">c</a></p>'


def test_formats_that_end_to_begin_again_are_one():
    assert clean.rich_text("<p><b>one</b><b> two</b></p>") == "<p><b>one two</b></p>"


def test_elements_that_hold_nothing_are_taken_out():
    assert clean.rich_text("<p>a</p><p></p><ul><li><a href='/x'></a></li></ul>") == "<p>a</p>"


def test_a_poster_of_another_host_is_not_asked_for():
    html = clean.html_block("<video src='/v.mp4' poster='https://a.example/p.jpg'></video>")
    assert "poster" not in html
    assert 'poster="/p.jpg"' in clean.html_block("<video src='/v.mp4' poster='/p.jpg'></video>")


def test_code_keeps_its_language_and_no_other_class():
    html = '<pre class="x"><code class="language-c++">a</code><code class="y">b</code></pre>'
    assert clean.html_block(html) == (
        '<pre><code class="language-c++">a</code><code>b</code></pre>'
    )


def test_the_same_html_is_cleaned_to_the_same_bytes_in_every_process():
    program = (
        "from broadsheet.importers.clean import html_block;"
        "print(html_block('<video height=1 src=/a width=2 controls preload=none></video>'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(4)
    }
    assert len(outputs) == 1
