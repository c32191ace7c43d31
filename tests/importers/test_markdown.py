import pytest

from broadsheet.importers.markdown import render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("#Lazy\n", "<h1>Lazy</h1>"),
        ("## Usual ##", "<h2>Usual</h2>"),
        ("###Lazy ###", "<h3>Lazy</h3>"),
        ("H~2~O and m^2^", "<p>H<sub>2</sub>O and m<sup>2</sup></p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("==*held* up==", "<p><mark><em>held</em> up</mark></p>"),
        ("a[^1]", "<p>a<sup>1</sup></p>"),
        ("[^1]: https://a.example", "<p><sup>1</sup> https://a.example</p>"),
        ("one\ntwo", "<p>one<br />\ntwo</p>"),
        ("<div>html</div>", "<div>html</div>"),
        ("~ not ~ a pair", "<p>~ not ~ a pair</p>"),
        ("2 == 2 and 3 == 3", "<p>2 == 2 and 3 == 3</p>"),
        ("    #code", "<pre><code>#code\n</code></pre>"),
    ],
)
def test_markdown_of_old_archives_is_read_as_it_was(source, html):
    assert render(source).strip() == html


def test_tables_and_references_are_read():
    assert "<td>1</td>" in render("|a|b|\n|-|-|\n|1|2|\n")
    assert '<a href="/y">x</a>' in render("[x]\n\n[x]: /y\n")


def test_footnotes_in_code_are_left_alone():
    assert render("```\na[^1]\n#b\n```") == "<pre><code>a[^1]\n#b\n</code></pre>\n"
