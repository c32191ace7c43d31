"""site.toml loses its secrets in a backup, and gets them again where they are known."""

from __future__ import annotations

import tomllib

import pytest

from broadsheet.config.site_keys import KEYS, PRIVATE
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


@pytest.mark.parametrize(
    "text",
    [
        'schema = 1\ncdn.kind = "fastly"\ncdn.service = "one"\ncdn.token = "horse"\n',
        'schema = 1\n\n[cdn]\nkind = "fastly"\nservice = "one"\ntoken = "horse"\n',
        'schema = 1\n\n[cdn]\nkind = "fastly"\nservice = "one"\n# token = "horse"\n',
    ],
)
def test_the_token_of_the_cdn_is_left_out_and_given_back(text: str) -> None:
    bare = without_secrets(text)
    assert "horse" not in bare
    assert tomllib.loads(bare)["cdn"] == {"kind": "fastly", "service": "one"}
    again, _lacking = completed_toml(bare, text, None)
    assert tomllib.loads(again) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'schema = 1\noidc_server = "https://login.example"\noidc_client = "paper"\n'
        'oidc_secret = "horse"\n',
        'schema = 1\n# oidc_secret = "horse"\n',
        'schema = 1\n\n[store]\nprovider = "one"\napi_key = "horse"\nwebhook_secret = "horse"\n',
        'schema = 1\nbackup.to = "s3://key:horse@bucket/prefix"\n',
        'schema = 1\nhosts = ["https://me:horse@here.example"]\n',
    ],
)
def test_no_key_that_is_called_a_secret_is_left_wherever_it_stands(text: str) -> None:
    bare = without_secrets(text)
    assert "horse" not in bare
    assert tomllib.loads(bare)["schema"] == 1
    again, _lacking = completed_toml(bare, text, None)
    assert tomllib.loads(again) == tomllib.loads(text)


@pytest.mark.parametrize("name", PRIVATE)
def test_every_private_key_of_the_file_is_left_out_or_loses_its_password(name: str) -> None:
    line = KEYS[name].example.replace("localhost", "name:horse@localhost")
    value = line.partition('"')[2].rstrip('"')
    bare = without_secrets(f"schema = 1\n{line}\n")
    assert value not in bare
    assert "horse" not in bare
    assert ":password@" not in bare


def test_the_secret_of_another_sign_in_server_is_not_given_to_this_one() -> None:
    ours = 'schema = 1\noidc_server = "https://login.example"\noidc_client = "paper"\n'
    former = ours.replace("login", "other") + 'oidc_secret = "horse"\n'
    text, lacking = completed_toml(ours, former, None)
    assert "horse" not in text
    assert lacking == ["oidc_secret"]


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
