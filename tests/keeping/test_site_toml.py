"""site.toml loses its secrets in a backup, and gets them again where they are known."""

from __future__ import annotations

import tomllib

import pytest

from broadsheet.keeping.restoring import completed_toml
from broadsheet.keeping.site_toml import without_secrets

TEXT = """\
# Ours.
schema = 1
address = "http://127.0.0.1:8000"
database = "postgresql://paper:horse@battery@db.example:5432/paper"  # the old one
mail = "smtp+tls://desk@example.org:staple@mail.example:587"
secret_key = "not-secret-not-secret-not-secret-not-secret"

[backup]
to = "/srv/backups"
"""


def test_no_secret_is_left_and_all_else_stays() -> None:
    found = without_secrets(TEXT)
    for secret in ("horse", "battery@", "staple", "not-secret"):
        assert secret not in found
    assert "# Ours." in found
    values = tomllib.loads(found)
    assert values["database"] == "postgresql://paper@db.example:5432/paper"
    assert values["backup"] == {"to": "/srv/backups"}
    assert values["address"] == "http://127.0.0.1:8000"
    assert "secret_key" not in values


@pytest.mark.parametrize(
    "text",
    [
        'schema = 1\n# database = "postgresql://paper:horse@old/paper"\n',
        'schema = 1\n# secret_key = "horse-horse-horse"\n',
        'schema = 1\nmail = """smtp://a:\\\nhorse@mail.example"""\n',
        'schema = 1\nsecret_key = """\nhorse"""\n',
        '"mail" = "smtp://a:horse@mail.example"\nschema = 1\n',
        "schema = 1\nmail = 'smtp://a:horse@mail.example' # horse@\n# a:b//x:horse@y\n",
    ],
)
def test_a_secret_in_a_comment_or_on_several_lines_is_left_out_too(text: str) -> None:
    found = without_secrets(text)
    assert "horse" not in found
    assert tomllib.loads(found)["schema"] == 1


def test_a_file_without_secrets_stays_as_it_is() -> None:
    text = '# A remark.\nschema = 1\ndatabase = "sqlite"\n'
    assert without_secrets(text) == text


def test_the_replaced_site_gives_its_secrets_back() -> None:
    text, lacking = completed_toml(without_secrets(TEXT), TEXT, None)
    assert tomllib.loads(text) == tomllib.loads(TEXT)
    assert lacking == []


def test_what_stood_there_is_replaced_and_not_the_database_of_the_backup() -> None:
    former = 'schema = 1\ndatabase = "postgresql://other:word@here/other"\n'
    text, lacking = completed_toml(without_secrets(TEXT), former, None)
    assert tomllib.loads(text)["database"] == "postgresql://other:word@here/other"
    # The backup's mail has an account, and the site that was replaced knows no password for it.
    assert lacking == ["mail"]


def test_another_database_is_written_before_the_first_table() -> None:
    text, _lacking = completed_toml('schema = 1\n\n[backup]\nto = "/b"\n', None, "postgresql://x/y")
    values = tomllib.loads(text)
    assert values["database"] == "postgresql://x/y"
    assert values["backup"] == {"to": "/b"}
