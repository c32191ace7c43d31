"""The sizes of a picture come all at once, for whoever watches what readers' pages show."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import PictureRendition
from broadsheet.media.renditions import AT_ONCE, prepare, renew, specs
from tests.factories import make_picture

TABLE = PictureRendition._meta.db_table


def test_what_is_missing_is_written_at_once(front: FrontPage) -> None:
    picture = make_picture(size=(1000, 700))
    PictureRendition.objects.all().delete()
    for formats in (AT_ONCE, ("avif",)):
        with CaptureQueriesContext(connection) as asked:
            assert prepare(picture, formats) > 1
        assert sum(f'INTO "{TABLE}"' in row["sql"] for row in asked) == 1
    assert picture.renditions.count() == len(specs(picture))


def test_renewed_sizes_take_the_old_ones_places_in_one_transaction(front: FrontPage) -> None:
    picture = make_picture(size=(1000, 700))
    prepare(picture)
    with CaptureQueriesContext(connection) as asked:
        made = renew(picture)
    # Within the test's own transaction it is a savepoint; drawing comes before it.
    kinds = [row["sql"].split()[0] for row in asked]
    assert kinds == ["SELECT", "SAVEPOINT", *["UPDATE"] * made, "RELEASE"]
