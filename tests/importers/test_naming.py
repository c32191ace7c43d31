"""Tags of an archive as topics: found where they are here, written at once where they aren't."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from wagtail.search.backends import get_search_backend

from broadsheet.core.actions import redirect_path
from broadsheet.core.models import Address
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story, Topic
from tests.importers.bringing import bring
from tests.importers.ghost.making import export, lexical, paragraph, post, write


def with_tags(tmp_path: Path, *slugs: str) -> Path:
    rows = [{"id": f"t-{n}", "name": slug.title(), "slug": slug} for n, slug in enumerate(slugs)]
    return write(
        tmp_path / "export.json",
        export(
            post("quay", lexical=lexical(paragraph("Words."))),
            tags=rows,
            posts_tags=[
                {"id": f"x{n}", "post_id": "id-quay", "tag_id": row["id"], "sort_order": n}
                for n, row in enumerate(rows)
            ],
        ),
    )


def slugs_of_story() -> list[str]:
    return [line.topic.slug for line in Story.objects.get().story_topics.all()]


def test_new_topics_have_their_address_and_are_found(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    bring(with_tags(tmp_path, "river", "ferries"))
    assert slugs_of_story() == ["river", "ferries"]
    assert client.get("/tag/ferries/").status_code == 200
    assert [topic.slug for topic in get_search_backend().search("ferries", Topic)] == ["ferries"]


def test_a_topic_of_that_slug_is_taken_as_it_is(front: FrontPage, tmp_path: Path) -> None:
    ours = Topic.objects.create(name="Our river", slug="river")
    bring(with_tags(tmp_path, "river", "river"))
    assert Topic.objects.get(slug="river") == ours
    assert Topic.objects.get(slug="river").name == "Our river"
    assert slugs_of_story() == ["river"]


def test_a_topic_that_was_deleted_here_comes_back_with_the_next_import(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    bring(with_tags(tmp_path, "river"))
    Topic.objects.get(slug="river").delete()
    report = bring(with_tags(tmp_path, "river", "eels"))
    assert report.created["topic"] == 1
    assert Topic.objects.count() == 2
    again = bring(with_tags(tmp_path, "river", "eels"))
    assert not +again.created
    assert Topic.objects.count() == 2


@pytest.mark.parametrize("live", [True, False])
def test_what_stands_at_a_topics_address_stays(
    front: FrontPage, tmp_path: Path, client: Client, live: bool
) -> None:
    site = front.get_site()
    slug = "analysis" if live else "river"
    if not live:
        redirect_path("/tag/river/", site=site, locale=front.locale, url="/elsewhere/")
    bring(with_tags(tmp_path, slug))
    assert slugs_of_story() == [f"{slug}-topic"]
    assert client.get(f"/tag/{slug}-topic/").status_code == 200
    assert Address.objects.filter(path=f"/tag/{slug}/").count() == 1
