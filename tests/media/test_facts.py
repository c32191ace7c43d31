"""What files of agencies and cameras say, field by field; and what a form makes of it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import Collection

from broadsheet.fronts.models import FrontPage
from broadsheet.media.facts import PictureFacts, facts_in
from broadsheet.media.models import Picture
from broadsheet.staff.roles import REPORTER
from tests.desk import desk

RDF = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"{attributes}>{elements}'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def jpeg(attributes: str = "", elements: str = "", **exif: Any) -> io.BytesIO:
    data = io.BytesIO()
    tags = Image.Exif()
    for name, value in exif.items():
        tags[{"artist": 0x013B, "copyright": 0x8298, "description": 0x010E}[name]] = value
    xmp = RDF.format(attributes=attributes, elements=elements)
    Image.new("RGB", (60, 40)).save(data, "JPEG", xmp=xmp.encode(), exif=tags)
    data.seek(0)
    return data


def alt(name: str, text: str) -> str:
    return (
        f'<{name}><rdf:Alt><rdf:li xml:lang="uk">інше</rdf:li>'
        f'<rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{name}>'
    )


def creators(*names: str) -> str:
    lines = "".join(f"<rdf:li>{name}</rdf:li>" for name in names)
    return f"<dc:creator><rdf:Seq>{lines}</rdf:Seq></dc:creator>"


def test_every_field_of_an_agencys_file_is_read() -> None:
    file = jpeg(
        ' photoshop:Credit="EPN" photoshop:DateCreated="2026-11-02T07:40:00+02:00" '
        'photoshop:Instructions="GERMANY, AUSTRIA OUT. NO SALES" prism:expirationDate="2027-01-31" '
        "Iptc4xmpExt:DigitalSourceType="
        '"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"',
        creators("Mara Lind")
        + alt("dc:description", "The ferry at noon.")
        + alt("dc:rights", "© 2026 EPN")
        + alt("xmpRights:UsageTerms", "Editorial use only")
        + alt("Iptc4xmpCore:AltTextAccessibility", "A white ferry"),
    )
    assert facts_in(file) == PictureFacts(
        caption="The ferry at noon.",
        alt_text="A white ferry",
        photographer="Mara Lind",
        agencies="EPN",
        copyright_notice="© 2026 EPN",
        usage_terms="Editorial use only\nGERMANY, AUSTRIA OUT. NO SALES",
        territory="GERMANY, AUSTRIA OUT",
        source_type="digitalCapture",
        taken_at=datetime(2026, 11, 2, 5, 40, tzinfo=UTC),
        expires_at=datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("attributes", "elements", "photographer", "agencies"),
    [
        ('photoshop:Credit="EPN"', creators("MARA LIND"), "Mara Lind", "EPN"),
        ('photoshop:Credit="EPN via Mill Images"', creators("Mara Lind"), "Mara Lind", None),
        ("", creators("Mara Lind/EPN"), "Mara Lind", "EPN"),
        ('photoshop:Credit="EPN"', creators("Mara Lind / POOL / EPN"), "Mara Lind", "POOL / EPN"),
        ('photoshop:Credit="Mara Lind"', creators("Mara Lind"), "Mara Lind", ""),
        ('photoshop:Source="EPN"', creators("Mara Lind", "Ana Roth"), "Mara Lind, Ana Roth", "EPN"),
        ('photoshop:Credit="EPN"', "", "", "EPN"),
    ],
)
def test_services_write_the_credit_in_their_own_ways(
    attributes: str, elements: str, photographer: str, agencies: str | None
) -> None:
    facts = facts_in(jpeg(f" {attributes}", elements))
    wanted = "EPN / Mill Images" if agencies is None else agencies
    assert (facts.photographer, facts.agencies) == (photographer, wanted)


def test_a_credit_at_the_end_of_the_caption_is_taken_where_no_field_names_anybody() -> None:
    said = alt("dc:description", "The ferry. (Photo by Mara Lind/EPN via Mill Images)")
    facts = facts_in(jpeg("", said))
    assert facts.caption == "The ferry."
    assert (facts.photographer, facts.agencies) == ("Mara Lind", "EPN / Mill Images")


def test_what_exif_says_counts_where_nothing_else_speaks() -> None:
    facts = facts_in(jpeg(artist="Mara Lind", copyright="(c) Lind", description="A quay"))
    assert (facts.photographer, facts.copyright_notice) == ("Mara Lind", "(c) Lind")
    assert facts.caption == "A quay"


@pytest.mark.parametrize(
    ("term", "known"),
    [
        ("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("softwareImage", "digitalCreation"),
        ("somethingNew", ""),
    ],
)
def test_the_source_type_is_one_of_iptcs_terms(term: str, known: str) -> None:
    address = f"http://cv.iptc.org/newscodes/digitalsourcetype/{term}"
    assert facts_in(jpeg(f' Iptc4xmpExt:DigitalSourceType="{address}"')).source_type == known


@pytest.mark.parametrize("day", ["1066-10-14", "2026-02-31", "soon", "2026-13-01T99:99:99"])
def test_a_date_that_is_none_is_passed_over(day: str) -> None:
    assert facts_in(jpeg(f' photoshop:DateCreated="{day}"')).taken_at is None


def test_an_entity_bomb_in_xmp_is_not_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    data = io.BytesIO()
    xmp = bomb + RDF.format(attributes="", elements=creators("&b;"))
    Image.new("RGB", (60, 40)).save(data, "JPEG", xmp=xmp.encode())
    assert facts_in(data) == PictureFacts()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_damaged_metadata_never_raises(noise: bytes, at: int) -> None:
    data = jpeg(' photoshop:Credit="EPN"', creators("Mara Lind"), artist="Mara Lind").getvalue()
    facts_in(io.BytesIO(data[:at] + noise + data[at + len(noise) :]))


#: What IPTC's reference photo says of itself, and what the other files of the corpus do.
CORPUS: dict[str, dict[str, str]] = {
    "iptc-reference-2017.1.jpg": {
        "caption": "The description aka caption (ref2017.1)",
        "photographer": "Creator1 (ref2017.1), Creator2 (ref2017.1)",
        "agencies": "Credit Line (ref2017.1)",
        "copyright_notice": "Copyright (Notice) 2017.1 IPTC - www.iptc.org (ref2017.1)",
        "usage_terms": "Rights Usage Termns (ref2017.1)\nAn Instruction (ref2017.1)",
        "source_type": "digitalCreation",
        "territory": "",
    },
    "long_description.jpg": {"photographer": "Ssg Kyle Davis"},
    "xmp-bluesquare.jpg": {"photographer": ""},
    "xmp-no-exif.jpg": {"caption": "Der Goalie bin ig", "photographer": "CREDIT"},
    "c2pa-none.jpg": {"photographer": "", "caption": ""},
    "67-0_length_string.jpg": {"photographer": "", "caption": ""},
}


@pytest.mark.parametrize("name", CORPUS)
def test_real_photos_are_read_field_by_field(reference_corpora: Path, name: str) -> None:
    with (reference_corpora / "photos" / name).open("rb") as file:
        facts = facts_in(file)
    assert {key: getattr(facts, key) for key in CORPUS[name]} == CORPUS[name]


def test_damaged_photos_say_nothing_and_stop_nothing(reference_corpora: Path) -> None:
    damaged = sorted((reference_corpora / "photos" / "invalid").iterdir())
    assert damaged
    for path in damaged:
        with path.open("rb") as file:
            assert isinstance(facts_in(file), PictureFacts)


@pytest.fixture
def reporter(front: FrontPage, client: Client) -> Client:
    return desk(client, REPORTER)


def upload(client: Client, file: io.BytesIO, **fields: str) -> Picture:
    answer = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Quay",
            "collection": str(Collection.objects.get(depth=1).pk),
            "file": SimpleUploadedFile("quay.jpg", file.getvalue(), "image/jpeg"),
            **fields,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return Picture.objects.latest("pk")


def test_an_upload_fills_in_what_the_file_says_and_keeps_what_was_typed(reporter: Client) -> None:
    file = jpeg(
        ' photoshop:Credit="EPN"',
        creators("Mara Lind") + alt("dc:description", "The ferry at noon."),
    )
    picture = upload(reporter, file, caption="Typed here.")
    assert picture.credit == "Mara Lind / EPN"
    assert picture.caption == "Typed here."


def test_another_file_brings_its_own_credit(reporter: Client) -> None:
    picture = upload(reporter, jpeg(' photoshop:Credit="EPN"', creators("Mara Lind")))
    other = jpeg(' photoshop:Credit="VRA"', creators("Ana Roth"))
    reporter.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {
            "title": "Quay",
            "photographer": "Mara Lind",
            "agencies": "EPN",
            "collection": str(Collection.objects.get(depth=1).pk),
            "file": SimpleUploadedFile("other.jpg", other.getvalue(), "image/jpeg"),
        },
    )
    picture.refresh_from_db()
    assert picture.credit == "Ana Roth / VRA"


def test_a_hundred_dropped_at_once_have_their_credits(reporter: Client) -> None:
    """The screen for many sends each file by itself, and shows what it then knows of it."""
    file = jpeg(' photoshop:Credit="EPN"', creators("Mara Lind"))
    answer = reporter.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Quay",
            "collection": str(Collection.objects.get(depth=1).pk),
            "files[]": SimpleUploadedFile("quay.jpg", file.getvalue(), "image/jpeg"),
        },
    )
    assert answer.json()["success"] is True
    assert 'value="Mara Lind"' in answer.json()["form"]
    assert Picture.objects.latest("pk").credit == "Mara Lind / EPN"
