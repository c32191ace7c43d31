from datetime import UTC, datetime

import pytest

from broadsheet.importers.ghost.backup import Found
from broadsheet.importers.ghost.routes import PostFacts, Routes, routes_of

POST = PostFacts(
    "id1", "quay", datetime(2026, 3, 1, 23, 30, tzinfo=UTC), ["news", "river"], ["mara"], True
)


def read(text, zone="Etc/UTC"):
    problems = []
    return routes_of(Found("routes.yaml", text.encode()), zone, problems), list(map(str, problems))


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("/{slug}/", "/quay/"),
        ("/{year}/{month}/{day}/{slug}/", "/2026/03/02/quay/"),
        ("/{primary_tag}/{slug}/", "/news/quay/"),
        ("/by/{primary_author}/{id}", "/by/mara/id1/"),
    ],
)
def test_an_address_is_made_as_ghost_makes_it_in_the_sites_own_time(permalink, path):
    routes, problems = read(f"collections:\n  /:\n    permalink: {permalink}\n", "Europe/Kyiv")
    assert (routes.path_of(POST), problems) == (path, [])


@pytest.mark.parametrize(
    ("chosen", "matches"),
    [
        ("tag:river", True),
        ("primary_tag:river", False),
        ("tag:-river", False),
        ("tag:[x,river]", True),
        ("tag:x,author:mara", True),
        ("tag:river+featured:false", False),
        ("'tag:news'", False),
    ],
)
def test_the_first_collection_that_takes_a_post_gives_its_address(chosen, matches):
    routes, _problems = read(
        f'collections:\n  /a/:\n    permalink: /a/{{slug}}/\n    filter: "{chosen}"\n'
        "  /:\n    permalink: /{slug}/\n"
    )
    assert routes.path_of(POST) == ("/a/quay/" if matches else "/quay/")


def test_tags_and_authors_may_stand_elsewhere():
    routes, _problems = read("taxonomies:\n  tag: /topic/{slug}/\n  author: /people/{slug}/\n")
    assert (routes.tag, routes.author) == ("/topic/{slug}/", "/people/{slug}/")


def test_a_filter_that_cannot_be_read_is_named():
    _routes, problems = read(
        'collections:\n  /a/:\n    permalink: /a/{slug}/\n    filter: "published_at:>2020"\n'
    )
    assert "which can't be read" in problems[0]


@pytest.mark.parametrize("text", ["[", "- a", "collections: 7", "collections:\n  /: x", "{" * 5000])
def test_whatever_it_holds_ghosts_own_addresses_stand(text):
    routes, _problems = read(text)
    assert routes.path_of(POST) == Routes().path_of(POST) == ""
