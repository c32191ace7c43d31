"""Rights that end take a picture off every page at their minute; public files say whose it is."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, ModelLogEntry

from broadsheet.core.models import OutboundAct
from broadsheet.edge.cdn.plan import CdnPlan
from broadsheet.edge.cdn.purging import PURGE
from broadsheet.fronts.models import FrontPage
from broadsheet.media.expiry import keep_rights, withdraw_strays
from broadsheet.media.facts import facts_in
from broadsheet.media.models import Picture, PictureRendition
from broadsheet.media.renditions import prepare, prepare_at_once, renew
from broadsheet.newsroom.models import Story, StoryCard
from broadsheet.newsroom.publishing import faults
from broadsheet.newsroom.readiness.findings import findings
from broadsheet.staff.roles import CHIEF_EDITOR
from tests.desk import desk
from tests.factories import make_picture, make_section, make_story, text


@pytest.fixture
def lead(front: FrontPage) -> Picture:
    return make_picture("The quay", description="A quay at noon", size=(640, 400))


@pytest.fixture
def beside(front: FrontPage) -> Picture:
    return make_picture("The ferry", description="A ferry at noon", size=(640, 400))


@pytest.fixture
def story(front: FrontPage, lead: Picture, beside: Picture) -> Story:
    body = [
        text("<p>Words.</p>"),
        {"type": "picture", "value": {"picture": beside.pk, "caption": "The ferry’s caption"}},
        {
            "type": "gallery",
            "value": {"title": "", "pictures": [{"picture": beside.pk, "caption": "In a row"}]},
        },
    ]
    return make_story(
        make_section(front), "Ferries", lead_picture=lead, lead_caption="A lead", body=body
    )


def pages(client: Client, story: Story) -> dict[str, str]:
    paths = ("/", story.public_path(), "/harbour/", "/feed/", "/feed/json/", "/sitemap-news.xml")
    return {path: client.get(path).content.decode() for path in paths}


def end(picture: Picture, seconds: int = 0) -> None:
    Picture.objects.filter(pk=picture.pk).update(
        expires_at=timezone.now() + timedelta(seconds=seconds)
    )


def names(picture: Picture) -> list[str]:
    return [Path(row.file.name).stem for row in PictureRendition.objects.filter(image=picture)]


def test_pages_are_without_it_at_its_minute_and_its_files_go_by_themselves(
    client: Client, story: Story, lead: Picture, beside: Picture
) -> None:
    wanted = names(lead) + names(beside)
    assert wanted
    before = pages(client, story)
    assert any(name in before["/"] for name in wanted)
    assert "The ferry’s caption" in before[story.public_path()]
    for picture in (lead, beside):
        end(picture)
    # Before the clock has come by: the page knows by itself.
    for path, page in pages(client, story).items():
        assert not [name for name in wanted if name in page], path
    public = [row.file.path for row in PictureRendition.objects.all()]
    assert keep_rights() == 2
    assert keep_rights() == 0
    after = pages(client, story)
    for path, page in after.items():
        assert not [name for name in wanted if name in page], path
    # What was said of the picture goes with it.
    for words in ("A lead", "The ferry’s caption", "In a row"):
        assert words not in after[story.public_path()]
    assert StoryCard.objects.get().picture is None
    assert not PictureRendition.objects.exists()
    assert public
    entries = ModelLogEntry.objects.filter(action="media.rights_ended")
    assert entries.count() == 2


def test_no_public_file_is_left(
    story: Story, lead: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    paths = [Path(row.file.path) for row in PictureRendition.objects.filter(image=lead)]
    assert all(path.is_file() for path in paths)
    end(lead)
    with django_capture_on_commit_callbacks(execute=True):
        keep_rights()
    assert not [path for path in paths if path.exists()]
    assert prepare(Picture.objects.get(pk=lead.pk)) == 0


def test_prolonged_rights_bring_it_back(client: Client, story: Story, lead: Picture) -> None:
    end(lead)
    keep_rights()
    Picture.objects.filter(pk=lead.pk).update(expires_at=timezone.now() + timedelta(days=9))
    assert keep_rights() == 1
    prepare_at_once([Picture.objects.get(pk=lead.pk)])
    assert StoryCard.objects.get().picture == lead
    assert any(name in client.get("/").content.decode() for name in names(lead))


def small_ones(client: Client) -> list[str]:
    """The addresses of the pictures that the newsroom's own list shows."""
    html = client.get(reverse("wagtailimages:index")).content.decode()
    return re.findall(r'<img[^>]* src="([^"]+)"', html)


def test_the_newsroom_sees_an_expired_picture_and_strangers_get_no_file_of_it(
    client: Client, story: Story, lead: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    desk(client, CHIEF_EDITOR)
    assert len(small_ones(client)) >= 2
    # The readers' and the newsroom's own.
    addresses = [row.url for row in PictureRendition.objects.filter(image=lead)]
    assert len(addresses) > 5
    stranger = Client()
    assert {stranger.get(address).status_code for address in addresses} == {200}
    end(lead)
    with django_capture_on_commit_callbacks(execute=True):
        keep_rights()
    # The newsroom looks at it, in the list and on the picture's own screen.
    screen = client.get(reverse("wagtailimages:edit", args=[lead.pk])).content.decode()
    seen = [src for src in small_ones(client) if "withheld" in src]
    seen += re.findall(r'src="([^"]*withheld[^"]*)"', screen)
    assert len(seen) >= 2
    for address in seen:
        shown = client.get(address)
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
        assert stranger.get(address).status_code == 302
    assert {stranger.get(address).status_code for address in addresses} == {404}
    files = {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    assert not files & {Path(address).name for address in addresses}
    # A longer right: where it was, for the newsroom and for readers.
    Picture.objects.filter(pk=lead.pk).update(expires_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert keep_rights() == 1
        prepare(Picture.objects.get(pk=lead.pk))
    assert not [src for src in small_ones(client) if "withheld" in src]
    for row in PictureRendition.objects.filter(image=lead):
        assert stranger.get(row.url).status_code == 200
    assert not list(Path(settings.ORIGINALS_ROOT).rglob("withheld/*/*"))


def test_a_file_left_behind_is_withdrawn_within_a_minute(
    lead: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    """By a version that drew the newsroom's small ones where readers get them, or just then."""
    prepare(lead)
    paths = [Path(row.file.path) for row in lead.renditions.all()]
    Picture.objects.filter(pk=lead.pk).update(
        expires_at=timezone.now() - timedelta(days=1), taken_off_at=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw_strays() == len(paths) > 0
    assert not any(path.exists() for path in paths)
    assert withdraw_strays() == 0


def test_the_cdn_is_told_of_the_files_too(lead: Picture, settings: Any) -> None:
    """By address, or by the key that the file bore."""
    settings.BROADSHEET_CDN = CdnPlan(kind="fastly", site=("http://testserver",), token="x")
    prepare(lead)
    addresses = [row.url for row in lead.renditions.all()]
    keys = {Client().get(address)["Surrogate-Key"] for address in addresses}
    assert len(keys) == len(addresses)
    end(lead)
    keep_rights()
    assert set(OutboundAct.objects.of_kind(PURGE).values_list("key", flat=True)) >= keys


def test_the_desk_is_told_a_week_before(client: Client, story: Story, lead: Picture) -> None:
    end(lead, seconds=3 * 86400)
    desk(client, CHIEF_EDITOR)
    said = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Rights of pictures that end" in said
    assert reverse("wagtailimages:image_usage", args=[lead.pk]) in said


def test_a_story_with_ended_rights_is_refused_and_a_territory_is_asked_about(
    story: Story, lead: Picture, beside: Picture
) -> None:
    Picture.objects.filter(pk=beside.pk).update(
        territory="GERMANY OUT", source_type="trainedAlgorithmicMedia"
    )
    end(lead)
    fresh = Story.objects.get(pk=story.pk)
    refused = [fault.message for fault in faults(fresh)]
    assert len(refused) == 1
    assert "The rights of the picture “The quay” have ended" in refused[0]
    asked = {item.check for item in findings(fresh) if not item.is_blocking}
    assert asked >= {"territory", "ai"}


def test_readers_are_told_what_ai_made(client: Client, story: Story, lead: Picture) -> None:
    path = story.public_path()
    assert "Made by AI" not in client.get(path).content.decode()
    Picture.objects.update(source_type="trainedAlgorithmicMedia")
    assert client.get(path).content.decode().count('<span class="made">Made by AI</span>') == 3


def carried(file: Path) -> tuple[str, ...]:
    with file.open("rb") as opened:
        facts = facts_in(opened)
    return facts.photographer, facts.agencies, facts.copyright_notice, facts.source_type


def test_public_files_keep_creator_credit_copyright_and_source_type(front: FrontPage) -> None:
    picture = make_picture(
        photographer='Mara "<M>" Lind',
        agencies="POOL / EPN",
        copyright_notice="© 2026 EPN & sons",
        source_type="digitalCapture",
        usage_terms="A secret of the desk",
    )
    prepare(picture)
    wanted = ('Mara "<M>" Lind', "POOL / EPN", "© 2026 EPN & sons", "digitalCapture")
    files = [Path(row.file.path) for row in picture.renditions.all()]
    assert {file.suffix for file in files} == {".avif", ".webp", ".jpg"}
    for file in files:
        read = carried(file)
        # The credit line names the photographer too, as IPTC asks for.
        assert read[0] == wanted[0], file
        assert wanted[1] in read[1], file
        assert read[2:] == wanted[2:], file
        assert b"A secret of the desk" not in file.read_bytes()


def test_another_credit_reaches_the_public_files(
    client: Client, front: FrontPage, django_capture_on_commit_callbacks: Any
) -> None:
    picture = make_picture(photographer="Nobody", agencies="")
    prepare(picture)
    desk(client, CHIEF_EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {
                "title": picture.title,
                "photographer": "Mara Lind",
                "collection": str(Collection.objects.get(depth=1).pk),
            },
        )
    assert answer.status_code == 302
    picture.refresh_from_db()
    if carried(Path(picture.renditions.all()[0].file.path))[0] != "Mara Lind":
        # Where tasks wait for a worker.
        assert renew(picture) > 0
    for row in picture.renditions.all():
        assert carried(Path(row.file.path))[0] == "Mara Lind"


def test_no_public_byte_says_where_a_picture_was_taken(client: Client, front: FrontPage) -> None:
    """Published with its place in the file; every public file and page is searched for it."""
    data = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 37.0, 30.0), 3: "E", 4: (26.0, 15.0, 5.0)})
    exif[0x010F] = "SecretCamera"
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="50,37.5N"/></rdf:RDF>'
        b"</x:xmpmeta>"
    )
    Image.effect_noise((900, 600), 50).convert("RGB").save(data, "JPEG", exif=exif, xmp=xmp)
    desk(client, CHIEF_EDITOR)
    client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Quay",
            "photographer": "Mara Lind",
            "collection": str(Collection.objects.get(depth=1).pk),
            "file": SimpleUploadedFile("quay.jpg", data.getvalue(), "image/jpeg"),
        },
    )
    client.logout()
    picture = Picture.objects.latest("pk")
    prepare(picture)
    story = make_story(make_section(front), "Ferries", lead_picture=picture)
    public = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(public) >= 5
    for path in public:
        content = path.read_bytes()
        for secret in (b"GPS", b"SecretCamera", b"50,37.5N"):
            assert secret not in content, (path, secret)
        with Image.open(path) as shown:
            assert not shown.getexif().get_ifd(0x8825)
    for path_of_page in ("/", story.public_path(), "/feed/", "/sitemap.xml"):
        answer = client.get(path_of_page).content
        assert b"SecretCamera" not in answer
        assert b"50,37" not in answer
