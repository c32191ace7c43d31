import json

import pytest

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.ghost.backup import Found
from broadsheet.importers.ghost.redirects import redirects_of
from broadsheet.importers.records import RedirectRecord

SITE = OldSite("https://old.example", ("__GHOST_URL__",))


def read(name, data):
    problems = []
    text = data if isinstance(data, bytes) else data.encode()
    return redirects_of(Found(name, text), SITE, problems), [str(problem) for problem in problems]


def test_json_and_yaml_give_the_same_redirects():
    rows = [
        {"from": "/old-story/", "to": "/new-story/", "permanent": True},
        {"from": "^/blog/(.*)$", "to": "/$1/", "permanent": False},
    ]
    yaml = "301:\n  /old-story/: /new-story/\n302:\n  ^/blog/(.*)$: /$1/\n"
    expected = (
        RedirectRecord("/old-story/", "/new-story/"),
        RedirectRecord("^/blog/(.*)$", "/$1/", permanent=False, is_pattern=True),
    )
    assert read("redirects.json", json.dumps(rows)) == (expected, [])
    assert read("data/redirects.yaml", yaml) == (expected, [])


def test_addresses_of_the_old_site_lose_their_host():
    found, _problems = read("redirects.json", '[{"from": "/a", "to": "https://old.example/b/"}]')
    assert found == (RedirectRecord("/a", "/b/"),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"from": "/a", "to": "javascript:alert(1)"}, "leads to no address"),
        ({"from": "/a", "to": ""}, "leads to no address"),
        ({"from": "^/(a+)+$", "to": "/x/"}, "repeats a group"),
        ({"from": r"^/\?p=(\d+)$", "to": "/x/"}, "what follows a question mark"),
        ({"from": "^/(", "to": "/x/"}, "is no regular expression"),
    ],
)
def test_a_redirect_that_is_not_taken_is_named_in_a_sentence(row, said):
    found, problems = read("redirects.json", json.dumps([row]))
    assert found == ()
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("The redirect from “")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("redirects.json", "[{"),
        ("redirects.json", b"\xff\xfe"),
        ("redirects.json", "[" * 100_000),
        ("redirects.yaml", "301: [a"),
        ("redirects.yaml", b"\xff\xfe\x00"),
        ("redirects.yaml", "a: &a [x]\nb: *a"),
        ("redirects.yaml", "!!python/object/apply:os.system ['true']"),
        ("redirects.yaml", "{" * 5_000),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_a_sentence(name, data):
    found, problems = read(name, data)
    assert found == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"The file {name} ")
    assert problems[0].endswith("import again.")


def test_more_redirects_than_are_taken_are_counted():
    rows = [{"from": f"/a-{number}/", "to": "/b/"} for number in range(20_001)]
    found, problems = read("redirects.json", json.dumps(rows))
    assert len(found) == 20_000
    assert problems == [
        "The file redirects.json has 20,001 redirects, of which the first 20,000 were taken. "
        "Say the others by a few patterns, or add those that readers still use."
    ]
