"""What comes in by the upload forms: only pictures that can be shown, each refusal a sentence."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import Picture
from broadsheet.staff.roles import REPORTER
from tests.desk import desk
from tests.factories import make_picture


def jpeg(size: tuple[int, int] = (300, 200)) -> bytes:
    data = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(data, "JPEG")
    return data.getvalue()


def test_a_refusal_in_the_chooser_keeps_what_was_typed(front: FrontPage, client: Client) -> None:
    sent = {
        "image-chooser-upload-file": SimpleUploadedFile("quay.jpg", jpeg()[:2000], "image/jpeg"),
        "image-chooser-upload-title": "The eastern quay at noon",
        "image-chooser-upload-photographer": "Mara Lind",
        "image-chooser-upload-caption": "Two cranes",
        "image-chooser-upload-collection": str(Collection.get_first_root_node().pk),
    }
    response = desk(client, REPORTER).post(reverse("wagtailimages_chooser:create"), sent)
    html = response.json()["htmlFragment"]
    assert "“quay.jpg” is damaged or not whole" in html
    for typed in ("The eastern quay at noon", "Mara Lind", "Two cranes"):
        assert typed in html


def test_replacing_a_picture_by_a_broken_file_leaves_it(front: FrontPage, client: Client) -> None:
    picture = make_picture()
    before = picture.file.name
    response = desk(client).post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {
            "file": SimpleUploadedFile("new.jpg", jpeg()[:2000], "image/jpeg"),
            "title": "A new title",
            "photographer": "Mara Lind",
        },
    )
    html = response.content.decode()
    assert "is damaged or not whole" in html
    assert "A new title" in html
    picture.refresh_from_db()
    assert picture.file.name == before
    assert picture.file.storage.exists(before)


def test_a_good_picture_is_taken_with_its_credit(front: FrontPage, client: Client) -> None:
    response = desk(client, REPORTER).post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Quay",
            "photographer": "Mara Lind",
            "agencies": "POOL / EPN",
            "files[]": SimpleUploadedFile("quay.jpg", jpeg(), "image/jpeg"),
        },
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert response.json()["success"] is True
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (300, 200)
    assert picture.file.name.startswith("original_images/")


def test_a_picture_without_a_title_gets_its_files_name(front: FrontPage, client: Client) -> None:
    desk(client, REPORTER).post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "",
            "image-chooser-upload-collection": Collection.get_first_root_node().pk,
            "image-chooser-upload-file": SimpleUploadedFile("the quay.jpg", jpeg(), "image/jpeg"),
        },
    )
    assert Picture.objects.get().title == "the quay"


def test_the_form_says_what_a_missing_credit_means(front: FrontPage, client: Client) -> None:
    bare = make_picture(photographer="", agencies="")
    html = desk(client).get(reverse("wagtailimages:edit", args=[bare.pk])).content.decode()
    assert "a story with this picture can&#x27;t be published" in html
    for label in ("Photographer", "Agency"):
        assert label in html
    credited = make_picture()
    html = client.get(reverse("wagtailimages:edit", args=[credited.pk])).content.decode()
    assert "is needed to publish the picture" in html
