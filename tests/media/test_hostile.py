"""Files of those who mean ill: refused in a sentence at every door, or drawn anew, in bounds."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from broadsheet.fronts.models import FrontPage
from broadsheet.importers.errors import FileRefused
from broadsheet.importers.file_sources import FolderFiles
from broadsheet.importers.receiving import Receiver
from broadsheet.importers.report import ImportReport
from broadsheet.media.models import Picture, Recording
from broadsheet.media.renditions import prepare
from broadsheet.staff.roles import CHIEF_EDITOR, REPORTER
from tests.desk import desk
from tests.media.hostile import CLEANED, HTML, MARK, REFUSED, jpeg_with, picture, plain, segment

pytestmark = pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
MEGABYTE = 1024 * 1024


def root() -> str:
    return str(Collection.get_first_root_node().pk)


def add_one(client: Client, name: str, data: bytes) -> Any:
    fields = {"title": "Quay", "collection": root(), "file": SimpleUploadedFile(name, data)}
    return client.post(reverse("wagtailimages:add"), fields)


def add_many(client: Client, name: str, data: bytes, title: str = "Quay") -> Any:
    fields = {"title": title, "collection": root(), "files[]": SimpleUploadedFile(name, data)}
    return client.post(
        reverse("wagtailimages:add_multiple"), fields, HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    ).json()


def bring_in(folder: Path, name: str, data: bytes) -> Picture | None:
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / "images" / name).write_bytes(data)
    receiver = Receiver(FolderFiles(folder), "ghost", ImportReport())
    return receiver.picture(f"/content/images/{name}")


@pytest.mark.parametrize(("name", "data", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_shown_is_refused_in_a_sentence_at_every_door(
    front: FrontPage, client: Client, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    desk(client, REPORTER)
    form = add_one(client, name, data).context["form"]
    assert said.lower() in " ".join(form.errors["file"]).lower()
    many = add_many(client, name, data)
    assert many["success"] is False
    assert said.lower() in many["error_message"].lower()
    if said != "extension":
        # An import gives the ending that the content has: old systems took any.
        with pytest.raises(FileRefused) as refused:
            bring_in(tmp_path / "content", name, data)
        assert name in str(refused.value)
    assert not Picture.objects.exists()
    assert public_files() == []


def public_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def check_public_files() -> None:
    files = public_files()
    assert files
    for path in files:
        raw = path.read_bytes()
        for foreign in (MARK, b"p0lygl0t", b"__HALT_COMPILER", b"index.html", b"haXx"):
            assert foreign not in raw, (path.name, foreign)
        assert not zipfile.is_zipfile(path)
        with Image.open(path) as shown:
            shown.load()
            # What is packed is found here.
            assert not {"icc_profile", "comment", "exif", "Comment"} & set(shown.info), path.name
            assert b"p0lygl0t" not in repr(shown.info).encode()


@pytest.mark.parametrize(("name", "data"), CLEANED.values(), ids=list(CLEANED))
def test_a_picture_that_is_something_else_too_is_drawn_anew(
    front: FrontPage, client: Client, tmp_path: Path, name: str, data: bytes
) -> None:
    desk(client, REPORTER)
    assert add_one(client, name, data).status_code == 302
    assert add_many(client, name, data)["success"] is True
    assert bring_in(tmp_path / "content", name, data) is not None
    for taken in Picture.objects.all():
        prepare(taken)
    # The newsroom's own small ones are public by their address too.
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert len({path.suffix for path in public_files()}) >= 3
    check_public_files()


def test_a_title_too_long_leaves_no_original_where_readers_get_it(
    front: FrontPage, client: Client
) -> None:
    """Wagtail keeps the file until the form is mended; it holds the place and the camera."""
    desk(client, REPORTER)
    data = jpeg_with(segment(0xFE, HTML))
    answer = add_many(client, "quay.jpg", data, title="Quay " * 60)
    assert answer["success"] is True
    waiting = UploadedFile.objects.get()
    assert Path(waiting.file.path).is_relative_to(settings.ORIGINALS_ROOT)
    assert public_files() == []
    mended = client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]),
        {
            f"uploaded-image-{waiting.pk}-title": "Quay",
            f"uploaded-image-{waiting.pk}-photographer": "Mara Lind",
            f"uploaded-image-{waiting.pk}-collection": root(),
        },
    )
    assert mended.json()["success"] is True
    assert Picture.objects.get().credit == "Mara Lind"
    check_public_files()


def sideways() -> bytes:
    tags = Image.Exif()
    tags[0x0112] = 6
    tags[0x010F] = MARK.decode()
    data = io.BytesIO()
    Image.new("RGB", (900, 300), (200, 10, 10)).save(data, "JPEG", exif=tags, comment=HTML)
    return data.getvalue()


def test_the_picture_of_an_account_is_drawn_anew_and_upright(
    front: FrontPage, client: Client
) -> None:
    desk(client, REPORTER)
    sent = {
        "name_email-first_name": "Ines",
        "name_email-last_name": "Tarrow",
        "name_email-email": "ines@example.org",
        "avatar-avatar": SimpleUploadedFile("me.jpg", sideways(), "image/jpeg"),
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert client.post(reverse("wagtailadmin_account"), sent).status_code == 302
    check_public_files()
    (portrait,) = public_files()
    with Image.open(portrait) as shown:
        assert (shown.width, shown.height) == (133, 400)


def test_the_still_of_a_film_is_drawn_anew_and_a_page_is_none(
    front: FrontPage, client: Client
) -> None:
    desk(client, CHIEF_EDITOR)

    def send(still: bytes) -> Any:
        fields = {
            "title": "Quay",
            "collection": root(),
            "duration": "9",
            "file": SimpleUploadedFile("quay.mp4", b"\0\0\0\x18ftypmp42", "video/mp4"),
            "thumbnail": SimpleUploadedFile("still.jpg", still, "image/jpeg"),
        }
        return client.post(reverse("wagtailmedia:add", args=["video"]), fields)

    assert "thumbnail" in send(HTML).context["form"].errors
    assert send(sideways()).status_code == 302
    still = Recording.objects.get().thumbnail
    with Image.open(still.path) as shown:
        assert (shown.width, shown.height) == (300, 900)
        assert not {"exif", "comment"} & set(shown.info)


def test_colours_of_a_profile_are_kept_without_the_profile(front: FrontPage) -> None:
    """A picture in another room of colours would look pale if its profile were only dropped."""
    from PIL import ImageCms

    from broadsheet.media.carrying import in_srgb

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    drawn = Image.new("LAB", (8, 8), (137, 208, 195))
    drawn.info["icc_profile"] = lab.tobytes()
    drawn.encoderinfo, drawn.encoderconfig = {}, ()
    changed = in_srgb(drawn)
    assert changed.mode == "RGB"
    red, green, blue = changed.getpixel((0, 0))  # type: ignore[misc]
    assert red > 230
    assert max(green, blue) < 60
    assert "icc_profile" not in changed.info


def run_apart(folder: Path) -> dict[str, tuple[str, int]]:
    """Take each file of a folder in another process; what came of it, and its peak in megabytes."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.media.taking_apart", str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {name: (outcome, int(peak)) for name, outcome, peak in lines}


def test_memory_and_time_are_bounded_whatever_comes(tmp_path: Path) -> None:
    """Twenty seconds of computing and 300 MB for all that is hostile, one after another."""
    for number, (case, (name, data)) in enumerate(
        [*((case, row[:2]) for case, row in REFUSED.items()), *CLEANED.items()]
    ):
        folder = tmp_path / f"{number:02} {case.replace('/', ' ')}"
        folder.mkdir()
        (folder / name).write_bytes(data)
    taken = run_apart(tmp_path)
    assert len(taken) == len(REFUSED) + len(CLEANED) + 1
    peak = max(peak for _outcome, peak in taken.values()) - taken["start"][1]
    assert peak < 300, taken


def test_the_largest_pictures_that_are_taken_stay_below_a_gigabyte(tmp_path: Path) -> None:
    sizes = {"JPEG": (10_000, 9_990), "WEBP": (10_000, 4_990), "PNG": (10_000, 9_990)}
    for kind, (width, height) in sizes.items():
        options = {"WEBP": {"quality": 5, "method": 0}, "PNG": {"compress_level": 1}}.get(kind, {})
        (tmp_path / kind).mkdir()
        ending = kind.lower()
        (tmp_path / kind / f"quay.{ending}").write_bytes(plain(width, height, kind, **options))
    taken = run_apart(tmp_path)
    start = taken.pop("start")[1]
    assert {outcome for outcome, _peak in taken.values()} == {"taken"}
    assert max(peak for _outcome, peak in taken.values()) - start < 1000, taken


def test_many_at_once_are_decoded_one_after_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hundred dropped at once, by several people, never hold their pixels at the same time."""
    import threading
    import time

    from broadsheet.media.fields import PictureField

    at_once: list[int] = []
    inside = [0]

    def decode(self: PictureField, file: Any) -> None:
        inside[0] += 1
        at_once.append(inside[0])
        time.sleep(0.02)
        inside[0] -= 1

    monkeypatch.setattr(PictureField, "decode", decode)
    data = picture("JPEG")
    threads = [
        threading.Thread(target=PictureField().clean, args=[SimpleUploadedFile("q.jpg", data)])
        for _number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert at_once == [1] * 6
