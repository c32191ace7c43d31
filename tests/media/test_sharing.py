"""Renditions of a list's pictures are read together, and only where one is shown."""

from __future__ import annotations

from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import EVERY, FALLBACK, SOCIAL, share_renditions
from broadsheet.media.renditions import by_spec, prepare
from broadsheet.newsroom.blocks.pictures import fetch_pictures
from broadsheet.newsroom.models import StoryCard
from tests.factories import make_picture, make_section, make_story


def pictures(count: int) -> list[Picture]:
    found = [make_picture(f"The quay {number}") for number in range(count)]
    for picture in found:
        prepare(picture, ("webp",))
    return found


def test_one_query_reads_the_renditions_of_all(
    db: None, django_assert_num_queries: type[CaptureQueriesContext]
) -> None:
    shown = pictures(3)
    share_renditions(shown, EVERY)
    with django_assert_num_queries(1):  # type: ignore[arg-type]
        found = [by_spec(picture) for picture in shown]
    for picture, renditions in zip(shown, found, strict=True):
        kept = {item.filter_spec: item for item in picture.renditions.all()}
        assert set(renditions) == set(kept)
        assert {SOCIAL, FALLBACK} <= set(kept)
        for spec, item in kept.items():
            assert renditions[spec].url == item.url
            assert renditions[spec].path == item.file.path
            assert (renditions[spec].width, renditions[spec].height) == (item.width, item.height)


def test_none_is_read_where_none_is_shown(
    db: None, django_assert_num_queries: type[CaptureQueriesContext]
) -> None:
    shown = pictures(2)
    shown[0].expires_at = timezone.now()
    share_renditions(shown)
    with django_assert_num_queries(0):  # type: ignore[arg-type]
        assert by_spec(shown[0]) == {}


def test_the_rendition_for_previews_is_read_only_of_what_is_previewed(db: None) -> None:
    first, second = pictures(2)
    found = fetch_pictures([first.pk, second.pk], previewed=second.pk)
    assert FALLBACK in by_spec(found[first.pk])
    assert SOCIAL not in by_spec(found[first.pk])
    assert {FALLBACK, SOCIAL} <= set(by_spec(found[second.pk]))


def test_of_two_with_one_specification_the_newest_is_shown(db: None) -> None:
    [picture] = pictures(1)
    old = picture.renditions.get(filter_spec=SOCIAL)
    new = picture.renditions.create(
        filter_spec=SOCIAL, focal_point_key="1-1-2x2", file="images/new.jpg", width=3, height=2
    )
    assert new.pk > old.pk
    assert by_spec(picture)[SOCIAL].name == "images/new.jpg"


def test_cards_of_a_list_share_their_pictures_renditions(
    front: FrontPage, django_assert_num_queries: type[CaptureQueriesContext]
) -> None:
    harbour = make_section(front)
    for picture in pictures(3):
        make_story(harbour, f"Of {picture.title}", lead_picture=picture)
    make_story(harbour, "Without a picture")
    cards = list(StoryCard.objects.newest().for_lists())
    with django_assert_num_queries(1):  # type: ignore[arg-type]
        found = [by_spec(card.picture) for card in cards if card.picture]
    assert len(found) == 3
    assert all(found)
    # Rows that are no cards have no pictures to share.
    assert len(StoryCard.objects.for_lists().values_list("pk", flat=True)) == 4
