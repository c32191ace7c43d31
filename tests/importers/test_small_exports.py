import pytest

from tests.importers.make_small_exports import DATA, EXPORTS, as_json


@pytest.mark.parametrize("name", EXPORTS)
def test_the_small_exports_are_what_their_maker_writes(name):
    assert (DATA / name).read_text(encoding="utf-8") == as_json(EXPORTS[name]()), (
        "Run python -m tests.importers.make_small_exports and commit what it wrote."
    )
