from pathlib import Path

from broadsheet.importers.ghost import read_archive
from broadsheet.importers.records import PersonRecord, TagRecord
from tests.importers.ghost.making import export, write


def test_people_keep_what_readers_saw_of_them(tmp_path: Path):
    user = {
        "id": 1,
        "slug": "odile",
        "name": "Odile Marsh",
        "email": "odile@a.example",
        "bio": "Covers the town hall.",
        "website": "https://odile.example",
        "location": "Verlow",
        "twitter": "@odile",
        "mastodon": "@odile@a.example",
        "profile_image": "__GHOST_URL__/content/images/o.jpg",
        "cover_image": None,
    }
    archive = read_archive(write(tmp_path / "e.json", export(users=[user])))
    assert archive.people == (
        PersonRecord(
            source_id="1",
            slug="odile",
            name="Odile Marsh",
            bio="Covers the town hall.",
            website="https://odile.example",
            location="Verlow",
            handles={"twitter": "@odile", "mastodon": "@odile@a.example"},
            picture="/content/images/o.jpg",
        ),
    )


def test_a_website_that_runs_code_is_no_website(tmp_path: Path):
    user = {"id": "1", "name": "X", "website": "javascript:alert(1)", "cover": "/c.jpg"}
    (person,) = read_archive(write(tmp_path / "e.json", export(users=[user]))).people
    assert (person.website, person.cover, person.slug) == ("", "/c.jpg", "x")


def test_internal_tags_are_labels_of_the_desk(tmp_path: Path):
    tags = [
        {"id": "1", "slug": "news", "name": "News", "visibility": "public", "description": "All."},
        {"id": "2", "slug": "hash-night", "name": "#Night", "visibility": "internal"},
        {"id": "3", "slug": "hash-old", "name": "#Old"},
    ]
    archive = read_archive(write(tmp_path / "e.json", export(tags=tags)))
    assert archive.tags == (
        TagRecord("1", "news", "News", "All."),
        TagRecord("2", "hash-night", "Night", is_internal=True),
        TagRecord("3", "hash-old", "Old", is_internal=True),
    )


def test_people_and_tags_twice_in_the_file_are_named(tmp_path: Path):
    users = [{"id": "1", "name": "A"}, {"id": "1", "name": "B"}, {"name": "C"}, {"slug": "d"}]
    tags = [{"id": "1", "name": "A", "slug": "a"}, {"id": "2", "name": "B", "slug": "a"}]
    archive = read_archive(write(tmp_path / "e.json", export(users=users, tags=tags)))
    assert [person.name for person in archive.people] == ["A", "C", "d"]
    assert len(archive.tags) == 2
    assert [str(problem) for problem in archive.problems] == [
        "The person “B” has the id 1 of another in the file and was left out. "
        "Check the stories that should name it.",
        "The tag “B” has the slug “a” of another in the file. Merge the two, or rename one.",
    ]


def test_ten_thousand_tags_are_read(tmp_path: Path):
    tags = [{"id": str(n), "name": f"Tag {n}", "slug": f"tag-{n}"} for n in range(10_000)]
    assert len(read_archive(write(tmp_path / "e.json", export(tags=tags))).tags) == 10_000
