import pytest

from broadsheet.importers.slugs import Slugs, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("council-votes", "council-votes"),
        ("hash-desk-city", "hash-desk-city"),
        ("Two words & more!", "two-words-more"),
        ("тиша", "тиша"),
        ("%D1%82%D0%B8%D1%88%D0%B0", "тиша"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b?c#d", "a-b-c-d"),
        ("///", "id-7"),
    ],
)
def test_a_slug_stays_as_it_is_where_an_address_can_hold_it(text, slug):
    assert slug_of(text, "id-7") == slug


def test_a_slug_is_given_once_and_then_with_a_number():
    slugs = Slugs()
    given = [slugs.give(slug) for slug in ("a", "a", "a-2", "a", "b")]
    assert given == ["a", "a-2", "a-2-2", "a-3", "b"]


def test_ten_thousand_equal_slugs_are_told_apart_at_once():
    slugs = Slugs()
    assert len({slugs.give("same") for _number in range(10_000)}) == 10_000
