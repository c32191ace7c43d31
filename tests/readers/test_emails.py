from __future__ import annotations

import pytest

from broadsheet.readers.emails import normal_email
from broadsheet.readers.errors import EmailRefused


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("mara@example.org", "mara@example.org"),
        ("  mara@example.org\n", "mara@example.org"),
        ("Mara.Lind@EXAMPLE.Org", "Mara.Lind@example.org"),
        ("mara+news@example.org", "mara+news@example.org"),
        ("mara@bücher.example", "mara@xn--bcher-kva.example"),
        ("mara@BÜCHER.example", "mara@xn--bcher-kva.example"),
        ("mara＠example.org", "mara@example.org"),
    ],
)
def test_an_address_has_one_form(typed: str, normal: str) -> None:
    assert normal_email(typed) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "mara",
        "mara@",
        "@example.org",
        "mara@example",
        "mara@localhost",
        "mara lind@example.org",
        "mara@example.org, ivo@example.org",
        "mara@example..org",
        "mara@" + "x" * 70 + ".org",
        "mara\x00@example.org",
        "mara@example.org\nBcc: ivo@example.org",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(EmailRefused) as refused:
        normal_email(typed)
    (message,) = refused.value.messages
    assert message.startswith("“")
    assert message.endswith("can't be an e-mail address. Write it like name@example.org.")


@pytest.mark.parametrize("typed", ["", "   "])
def test_no_address_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(EmailRefused, match=r"There is no e-mail address\. Give one"):
        normal_email(typed)


def test_an_address_too_long_for_mail_servers_is_refused() -> None:
    domain = ".".join(["x" * 60] * 4) + ".org"
    with pytest.raises(EmailRefused, match="longer than the 254 characters"):
        normal_email(f"{'m' * 20}@{domain}")
