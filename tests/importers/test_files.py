"""Pictures and files of an archive: in the media room, at their places, with their credit."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from PIL import Image

from broadsheet.fronts.models import FrontPage
from broadsheet.importers.models import MissingFile, UncreditedPicture
from broadsheet.masthead.models import InformationPage, SiteSettings
from broadsheet.media.models import File, Picture, Recording
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.models import Person, Story
from tests.factories import make_section, make_story
from tests.importers.bringing import bring
from tests.importers.ghost.making import card, export, lexical, paragraph, post, write
from tests.importers.make_archive import picture, write_backup

IMAGES = "__GHOST_URL__/content/images/2026/03"


@pytest.fixture(autouse=True)
def no_renditions(settings: Any) -> None:
    """What the worker makes later takes seconds a picture."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def folder(tmp_path: Path, **files: bytes) -> Path:
    """A copy of Ghost's content/ with these files; "_" stands for "/" and "__" for "."."""
    root = tmp_path / "content"
    for name, data in files.items():
        path = root / name.replace("__", ".").replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def one_story(tmp_path: Path, *nodes: Any, **fields: Any) -> Path:
    meta = fields.pop("meta", None)
    row = post("quay", title="The quay", lexical=lexical(*nodes), **fields)
    tables = {"posts_meta": [{"id": "m", "post_id": row["id"], **meta}]} if meta else {}
    return write(tmp_path / "export.json", export(row, **tables))


def body_of(story: Story) -> list[Any]:
    return list(Story.objects.get(pk=story.pk).body.raw_data)


def test_pictures_of_a_folder_stand_at_their_places_with_their_credit(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    content = folder(
        tmp_path,
        images_2026_03_lead__jpg=picture(1),
        images_2026_03_body__jpg=picture(2),
        images_2026_03_one__jpg=picture(3),
        images_2026_03_two__jpg=picture(4),
    )
    source = one_story(
        tmp_path,
        card("image", src=f"{IMAGES}/body.jpg", alt="A crane", caption="Dusk. (Ana Roth / VRA)"),
        card(
            "gallery",
            images=[{"src": f"{IMAGES}/one.jpg", "alt": "1"}, {"src": f"{IMAGES}/two.jpg"}],
            caption="Both (MILL)",
        ),
        feature_image="__GHOST_URL__/content/images/size/w600/2026/03/lead.jpg",
        meta={"feature_image_alt": "The quay", "feature_image_caption": "Noon. (Mara Lind / EPN)"},
    )
    report = bring(source, content=content)
    assert (report.files["picture"], report.missing_files) == (4, 0)
    story = Story.objects.get(slug="quay")
    assert story.lead_picture is not None
    assert (story.lead_picture.photographer, story.lead_picture.agencies) == ("Mara Lind", "EPN")
    assert story.card.picture == story.lead_picture
    single, gallery = body_of(story)
    assert Picture.objects.get(pk=single["value"]["picture"]).credit == "Ana Roth / VRA"
    chosen = [item.get("value", item)["picture"] for item in gallery["value"]["pictures"]]
    names = [Path(Picture.objects.get(pk=pk).file.name).name for pk in chosen]
    assert [name.partition("-")[0] for name in names] == ["one", "two"]
    page = client.get("/quay/").content.decode()
    assert page.count("<picture") >= 4
    assert "Ana Roth / VRA" in page


def test_the_same_content_is_one_picture_whatever_its_address(
    front: FrontPage, tmp_path: Path
) -> None:
    content = folder(tmp_path, images_2026_03_a__jpg=picture(1), images_2026_03_b__jpg=picture(1))
    source = one_story(
        tmp_path, card("image", src=f"{IMAGES}/a.jpg"), card("image", src=f"{IMAGES}/b.jpg")
    )
    bring(source, content=content)
    assert Picture.objects.count() == 1
    assert len({block["value"]["picture"] for block in body_of(Story.objects.get())}) == 1


def test_the_same_archive_twice_brings_no_file_twice(front: FrontPage, tmp_path: Path) -> None:
    backup = write_backup(tmp_path / "backup.zip", stories=6, pictures=8)
    first = bring(backup)
    assert first.files["picture"] == Picture.objects.count() == 8
    assert MissingFile.objects.count() == 0
    before = list(Picture.objects.values()), list(Story.objects.order_by("pk").values())
    again = bring(backup)
    assert not again.created
    assert not again.files
    assert (list(Picture.objects.values()), list(Story.objects.order_by("pk").values())) == before


def test_files_that_come_later_go_to_their_places(front: FrontPage, tmp_path: Path) -> None:
    source = one_story(tmp_path, card("image", src=f"{IMAGES}/late.jpg"))
    assert bring(source).missing_files == 1
    story = Story.objects.get(slug="quay")
    # The desk goes on meanwhile: its version must not lose the picture, nor the picture its words.
    story.standfirst = "Edited here."
    story.save_revision()
    report = bring(source, content=folder(tmp_path, images_2026_03_late__jpg=picture(1)))
    assert report.missing_files == 0
    pk = Picture.objects.get().pk
    assert body_of(story)[0]["value"]["picture"] == pk
    draft = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert draft.standfirst == "Edited here."
    assert draft.body.raw_data[0]["value"]["picture"] == pk


def test_a_picture_that_the_desk_chose_meanwhile_stays(front: FrontPage, tmp_path: Path) -> None:
    source = one_story(tmp_path, paragraph("Words."), feature_image=f"{IMAGES}/late.jpg")
    bring(source)
    from tests.factories import make_picture

    ours = make_picture("Ours")
    Story.objects.update(lead_picture=ours)
    bring(source, content=folder(tmp_path, images_2026_03_late__jpg=picture(1)))
    assert Story.objects.get().lead_picture == ours


def test_a_picture_without_credit_is_live_and_listed_and_never_blocks_an_edit(
    front: FrontPage, tmp_path: Path
) -> None:
    source = one_story(
        tmp_path, card("image", src=f"{IMAGES}/bare.jpg", alt="Bare"), paragraph("Words.")
    )
    report = bring(source, content=folder(tmp_path, images_2026_03_bare__jpg=picture(1)))
    assert report.without_credit == ["“Bare” in “The quay”"]
    story = Story.objects.get(slug="quay")
    assert story.live
    story.standfirst = "Edited."
    story.save_revision().publish()
    assert Story.objects.get(pk=story.pk).standfirst == "Edited."
    from broadsheet.newsroom.desk.needs import without_credit

    assert without_credit(Story.objects.all()).count() == 1


def test_the_rule_binds_an_imported_picture_that_is_added_to_another_story(
    front: FrontPage, tmp_path: Path
) -> None:
    source = one_story(tmp_path, card("image", src=f"{IMAGES}/bare.jpg"))
    bring(source, content=folder(tmp_path, images_2026_03_bare__jpg=picture(1)))
    other = make_story(make_section(front), "Another")
    other.lead_picture = Picture.objects.get()
    with pytest.raises(ValidationError, match="has no credit"):
        other.save_revision().publish()


def test_a_credit_in_the_file_itself_is_taken_where_the_caption_has_none(
    front: FrontPage, tmp_path: Path
) -> None:
    image, data = Image.new("RGB", (40, 30)), io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Ruben Slat / MILL"
    image.save(data, "JPEG", exif=exif)
    source = one_story(tmp_path, card("image", src=f"{IMAGES}/e.jpg", caption="No name."))
    bring(source, content=folder(tmp_path, images_2026_03_e__jpg=data.getvalue()))
    assert Picture.objects.get().credit == "Ruben Slat / MILL"
    assert not UncreditedPicture.objects.exists()


def test_files_and_recordings_answer_at_their_old_addresses(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    content = folder(
        tmp_path,
        files_2026_03_map__pdf=b"%PDF-1.4 tide table",
        media_2026_03_gulls__mp3=b"ID3 gulls",
        images_2026_03_a__jpg=picture(1),
    )
    source = one_story(
        tmp_path,
        card(
            "file",
            src="__GHOST_URL__/content/files/2026/03/map.pdf",
            fileTitle="Tides",
            fileCaption="By hand",
        ),
        card("audio", src="__GHOST_URL__/content/media/2026/03/gulls.mp3", title="Gulls"),
        card("image", src=f"{IMAGES}/a.jpg"),
    )
    report = bring(source, content=content)
    assert report.files == {"file": 1, "recording": 1, "picture": 1}
    block = body_of(Story.objects.get())[0]
    assert block["value"]["file"] == File.objects.get().pk
    assert client.get("/content/files/2026/03/map.pdf", follow=True).status_code == 200
    answer = client.get("/content/media/2026/03/gulls.mp3")
    assert answer.status_code == 301
    assert answer["Location"] == Recording.objects.get().file.url
    assert client.get("/content/images/2026/03/other.jpg").status_code == 404


def test_recordings_play_in_the_page_once_their_files_are_here(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    media = "__GHOST_URL__/content/media/2026/03"
    source = one_story(
        tmp_path,
        card("audio", src=f"{media}/gulls.mp3", title="Gulls"),
        card(
            "video", src=f"{media}/quay.mp4", thumbnailSrc=f"{IMAGES}/q.jpg", width=640, height=360
        ),
        card("audio", src=f"{media}/lost.mp3", title="Lost"),
    )
    bring(source)
    assert "<audio" not in client.get("/quay/").content.decode()
    content = folder(
        tmp_path,
        media_2026_03_gulls__mp3=b"ID3 gulls",
        media_2026_03_quay__mp4=b"film",
        images_2026_03_q__jpg=picture(1),
    )
    bring(source, content=content)
    answer = client.get("/quay/")
    soup = BeautifulSoup(answer.content, "html.parser")
    (audio,), (video,) = soup.select(".prose audio"), soup.select(".prose video")
    gulls, quay = (Recording.objects.get(type=kind).file.url for kind in ("audio", "video"))
    assert (audio["src"], video["src"]) == (gulls, quay)
    for player in (audio, video):
        assert player.has_attr("controls")
        assert player["preload"] == "none"
        assert str(player["src"]).startswith("/media/")
    assert (video["width"], video["height"]) == ("640", "360")
    prepare_at_once(Picture.objects.all())
    assert client.get(str(video["poster"])).status_code == 301
    assert "media-src 'self'" in answer["Content-Security-Policy"]
    # The one that is not here stays a link.
    assert "Lost" in soup.select_one(".prose").get_text()


def test_an_old_picture_leads_to_its_largest_size(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    source = one_story(tmp_path, card("image", src=f"{IMAGES}/a.jpg"))
    bring(source, content=folder(tmp_path, images_2026_03_a__jpg=picture(1)))
    prepare_at_once(Picture.objects.all())
    for path in ("/content/images/2026/03/a.jpg", "/content/images/size/w600/2026/03/a.jpg"):
        assert client.get(path)["Location"].endswith(".webp")


def test_portraits_and_the_logo_are_put_in_once(front: FrontPage, tmp_path: Path) -> None:
    content = folder(tmp_path, images_p__jpg=picture(1), images_logo__png=picture(2))
    document = export(
        post("quay"),
        users=[
            {
                "id": "1",
                "name": "Mara",
                "slug": "mara",
                "profile_image": "__GHOST_URL__/content/images/p.jpg",
            }
        ],
        posts_authors=[{"id": "a", "post_id": "id-quay", "author_id": "1"}],
        settings=[{"key": "logo", "value": "__GHOST_URL__/content/images/logo.png"}],
    )
    source = write(tmp_path / "export.json", document)
    bring(source, content=content)
    person = Person.objects.get(slug="mara")
    assert person.photo is not None
    # Their page stays public as their stories have made it.
    assert person.is_public
    assert SiteSettings.for_site(front.get_site()).logo is not None
    # The desk takes the portrait away: it stays away.
    person.photo = None
    person.save()
    bring(source, content=content)
    assert Person.objects.get(slug="mara").photo is None


def test_pictures_of_pages_come_in_too(front: FrontPage, tmp_path: Path) -> None:
    source = one_story(tmp_path, card("image", src=f"{IMAGES}/a.jpg"), type="page")
    bring(source, content=folder(tmp_path, images_2026_03_a__jpg=picture(1)))
    page = InformationPage.objects.get(slug="quay")
    assert page.body.raw_data[0]["value"]["picture"] == Picture.objects.get().pk
    assert page.get_latest_revision_as_object().body.raw_data[0]["value"]["picture"]


def test_a_scheduled_story_goes_out_with_its_pictures(front: FrontPage, tmp_path: Path) -> None:
    source = one_story(
        tmp_path,
        card("image", src=f"{IMAGES}/a.jpg"),
        status="scheduled",
        published_at="2999-01-01 08:00:00",
        feature_image=f"{IMAGES}/a.jpg",
    )
    bring(source, content=folder(tmp_path, images_2026_03_a__jpg=picture(1)))
    revision = Story.objects.get().revisions.get(approved_go_live_at__isnull=False).as_object()
    assert revision.lead_picture == Picture.objects.get()
    assert revision.body.raw_data[0]["value"]["picture"] == Picture.objects.get().pk


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("broken.jpg", picture(1)[:300], "damaged or not whole"),
        ("empty.jpg", b"", "is empty"),
        ("page.jpg", b"<html><script>alert(1)</script></html>", "Not a valid"),
        ("script.svg", b"<svg onload='alert(1)'/>", "Not a supported image format"),
    ],
)
def test_a_bad_picture_is_named_in_a_sentence_and_the_rest_comes_in(
    front: FrontPage, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    content = folder(tmp_path, images_2026_03_good__jpg=picture(1))
    (content / "images/2026/03" / name).write_bytes(data)
    source = one_story(
        tmp_path,
        card("image", src=f"{IMAGES}/{name}"),
        card("image", src=f"{IMAGES}/good.jpg"),
    )
    report = bring(source, content=content)
    assert [p for p in report.problems if said in p and "The quay" in p], report.problems
    assert Picture.objects.count() == 1
    assert report.missing_files == 1


def test_a_picture_that_stands_in_its_address_comes_in(front: FrontPage, tmp_path: Path) -> None:
    data = base64.b64encode(picture(1)).decode()
    bring(one_story(tmp_path, card("image", src=f"data:image/jpeg;base64,{data}")))
    assert body_of(Story.objects.get())[0]["value"]["picture"] == Picture.objects.get().pk


def test_a_folder_gives_nothing_from_outside_itself(front: FrontPage, tmp_path: Path) -> None:
    from broadsheet.importers.file_sources import FolderFiles

    content = folder(tmp_path, images_a__jpg=picture(1))
    (tmp_path / "secret.jpg").write_bytes(picture(2))
    (content / "images" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (content / "images" / "loop").symlink_to(content / "images" / "loop")
    files = FolderFiles(tmp_path)
    assert files.has("/content/images/a.jpg")
    for address in (
        "/content/images/link.jpg",
        "/content/images/loop",
        "/content/../secret.jpg",
        "/content/images/%2e%2e/%2e%2e/secret.jpg",
        "/content/images/..%5c..%5csecret.jpg",
        "/content/images/a.jpg%00.png",
        f"/content/images/{'x' * 300}.jpg",
        "//content/images/a.jpg",
        "https://elsewhere.example/content/images/a.jpg",
    ):
        assert files.open(address) is None, address


def test_a_backup_without_an_export_is_refused(tmp_path: Path) -> None:
    from broadsheet.importers.errors import ExportRefused
    from broadsheet.importers.ghost.archive import GhostArchive

    path = tmp_path / "backup.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content/images/a.jpg", picture(1))
    with pytest.raises(ExportRefused, match="is a zip without Ghost's JSON export"):
        GhostArchive.open(path)
