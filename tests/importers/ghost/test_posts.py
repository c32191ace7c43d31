from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.importers.captions import Credit
from broadsheet.importers.ghost import read_archive
from broadsheet.importers.records import Archive, PictureRecord, SocialRecord, StoryRecord
from tests.importers.ghost.making import card, export, lexical, mobiledoc, paragraph, post, write


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    def read(*posts: dict[str, Any], **tables: Any) -> Archive:
        return read_archive(write(tmp_path / "export.json", export(*posts, **tables)))

    return read


@pytest.fixture
def story(archive: Any) -> Any:
    def read(**fields: Any) -> StoryRecord:
        tables = {name: fields.pop(name) for name in list(fields) if isinstance(fields[name], list)}
        read_in = archive(post("a", **fields), **tables)
        return (*read_in.stories, *read_in.pages)[0]

    return read


def codes(story: StoryRecord) -> list[str]:
    return [problem.code for problem in story.problems]


AUTHOR = [{"id": "1", "name": "Odile", "slug": "odile"}, {"id": "2", "name": "Teo", "slug": "teo"}]


def test_a_post_keeps_what_the_desk_wrote_about_it(story):
    read = story(
        title="  The  gate ",
        custom_excerpt="Opened by hand.",
        featured=1,
        locale="pt_BR",
        canonical_url="https://a.example/x",
        codeinjection_head="<script>1</script>",
        codeinjection_foot="<i>2</i>",
        feature_image="__GHOST_URL__/content/images/size/w1000/a.jpg",
        posts_meta=[
            {
                "post_id": "id-a",
                "feature_image_alt": "A gate",
                "feature_image_caption": "At <b>noon</b>. (Mara Lind / EPN)",
                "meta_title": "Gate",
                "meta_description": "About a gate",
                "og_title": "OG",
                "og_description": "OD",
                "og_image": "__GHOST_URL__/content/images/og.jpg",
                "twitter_title": "TT",
            }
        ],
    )
    assert read.headline == "The gate"
    assert read.standfirst == "Opened by hand."
    assert read.featured
    assert read.language == "pt-BR"
    assert read.canonical_url == "https://a.example/x"
    assert (read.code_head, read.code_foot) == ("<script>1</script>", "<i>2</i>")
    assert read.lead_picture == PictureRecord(
        "/content/images/a.jpg",
        "A gate",
        "At noon.",
        Credit("Mara Lind / EPN", "Mara Lind", ("EPN",)),
    )
    assert (read.meta_title, read.meta_description) == ("Gate", "About a gate")
    assert read.open_graph == SocialRecord("OG", "OD", "/content/images/og.jpg")
    assert read.twitter == SocialRecord("TT")
    assert read.published_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert read.created_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert read.updated_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_meta_in_the_post_itself_is_read_as_old_exports_have_it(story):
    read = story(meta_title="Old", og_title="OG", image="/content/images/a.jpg")
    assert (read.meta_title, read.open_graph.title) == ("Old", "OG")
    assert read.lead_picture == PictureRecord("/content/images/a.jpg")


def test_authors_and_tags_stand_in_their_order_and_once(story):
    read = story(
        users=AUTHOR,
        tags=[{"id": "t", "name": "T", "slug": "t"}, {"id": "s", "name": "S", "slug": "s"}],
        posts_authors=[
            {"post_id": "id-a", "author_id": "1", "sort_order": 1},
            {"post_id": "id-a", "author_id": "2", "sort_order": 0},
            {"post_id": "id-a", "author_id": "2", "sort_order": 2},
        ],
        posts_tags=[
            {"post_id": "id-a", "tag_id": "t", "sort_order": 1},
            {"post_id": "id-a", "tag_id": "s", "sort_order": 0},
        ],
    )
    assert read.author_ids == ("2", "1")
    assert read.tag_ids == ("s", "t")
    assert read.problems == ()


def test_the_one_author_of_old_exports_is_read_from_the_post(story):
    assert story(users=AUTHOR, author_id=1).author_ids == ("1",)


def test_an_author_and_a_tag_that_are_not_in_the_file_are_problems_and_no_crash(story):
    read = story(
        users=AUTHOR,
        posts_authors=[
            {"post_id": "id-a", "author_id": "9", "sort_order": 0},
            {"post_id": "id-a", "author_id": "1", "sort_order": 1},
        ],
        posts_tags=[{"post_id": "id-a", "tag_id": "8"}],
    )
    assert (read.author_ids, read.tag_ids) == (("1",), ())
    assert [str(problem) for problem in read.problems] == [
        "The story “A” (a) names the author 9, who is not in the file. "
        "Give it a byline in the editor.",
        "The story “A” (a) names the tag 8, which is not in the file. "
        "Choose its topics in the editor.",
    ]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "page"}, "page"),
        ({"type": "post"}, "post"),
        ({"type": None, "page": 1}, "page"),
        ({"type": None, "page": True}, "page"),
        ({"type": None, "page": 0}, "post"),
    ],
)
def test_pages_are_told_from_posts_in_old_and_new_exports(story, fields, kind):
    assert story(**fields).kind == kind


@pytest.mark.parametrize(
    ("named", "visibility", "problem"),
    [
        (None, "public", []),
        ("public", "public", []),
        ("members", "members", []),
        ("paid", "paid", []),
        ("tiers", "tiers", []),
        ("product:gold", "tiers", []),
        ("whatever", "tiers", ["unknown-visibility"]),
    ],
)
def test_what_is_not_surely_public_is_not_public(story, named, visibility, problem):
    read = story(visibility=named)
    assert read.visibility == visibility
    assert codes(read) == problem


@pytest.mark.parametrize(
    ("fields", "status", "problem"),
    [
        ({"status": "published"}, "published", []),
        ({"status": "draft", "published_at": None}, "draft", []),
        ({"status": "scheduled", "published_at": "2027-01-01 06:00:00"}, "scheduled", []),
        ({"status": "scheduled", "published_at": None}, "draft", ["no-date"]),
        ({"status": "sent"}, "sent", []),
        ({"status": "published", "email_only": 1}, "sent", []),
        ({"status": "odd"}, "draft", ["unknown-status"]),
        ({"status": "published", "published_at": None}, "published", ["no-date"]),
        ({"status": "published", "published_at": "soon"}, "published", ["bad-date", "no-date"]),
        ({"status": "published", "published_at": "2999-01-01"}, "published", ["future-date"]),
        ({"status": "published", "published_at": "1906-04-18"}, "published", []),
    ],
)
def test_every_status_and_date_is_read_or_named(story, fields, status, problem):
    read = story(**fields)
    assert read.status == status
    assert codes(read) == problem


def test_a_published_post_without_a_date_has_that_of_its_creation(story):
    assert story(published_at=None).published_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_a_post_meant_for_the_mail_alone_says_so(story):
    read = story(status="draft", posts_meta=[{"post_id": "id-a", "email_only": 1}])
    assert (read.status, read.email_only) == ("draft", True)


def test_equal_slugs_are_told_apart_and_readers_addresses_stay(archive):
    read = archive(
        post("draft-first", slug="same", status="draft"),
        post("page", slug="same", type="page"),
        post("published", slug="same"),
    )
    slugs = {record.source_id: record.slug for record in (*read.stories, *read.pages)}
    assert slugs == {"id-published": "same", "id-page": "same-2", "id-draft-first": "same-3"}
    assert [problem.code for problem in read.problems] == ["duplicate-slug"] * 2


def test_a_post_twice_in_the_file_is_read_once(archive):
    read = archive(post("a"), post("b", id="id-a"))
    assert [record.slug for record in read.stories] == ["a"]
    assert [problem.code for problem in read.problems] == ["duplicate-id"]


def test_equal_and_missing_uuids_become_ones_own_and_stay_the_same(archive):
    posts = [
        post("a"),
        post("b", uuid=post("a")["uuid"]),
        post("c", uuid="x"),
        post("d", uuid=None),
    ]
    first, again = archive(*posts), archive(*posts)
    uuids = [record.uuid for record in first.stories]
    assert len(set(uuids)) == 4
    assert uuids == [record.uuid for record in again.stories]
    assert str(uuids[0]) == posts[0]["uuid"]
    assert [problem.code for problem in first.problems] == ["duplicate-uuid"]


def test_a_post_without_title_and_slug_has_both(story):
    read = story(title=None, slug=None)
    assert (read.headline, read.slug) == ("(Untitled)", "id-a")
    assert story(title="Two words", slug="").slug == "two-words"


def test_lexical_is_preferred_then_mobiledoc_then_html_then_markdown(story):
    bodies = {
        "lexical": lexical(paragraph("from Lexical")),
        "mobiledoc": '{"version":"0.3.1","sections":[[1,"p",[[0,[],0,"from mobiledoc"]]]]}',
        "html": "<p>from HTML</p>",
        "markdown": "from Markdown",
    }
    while bodies:
        name = next(iter(bodies))
        assert story(**bodies).source_format == name
        del bodies[name]
    assert story().source_format == ""
    assert story().body == []


def test_a_broken_body_is_named_and_the_next_format_read(story):
    read = story(lexical='{"root": {"chil', mobiledoc='{"version":"0.2"}', html="<p>kept</p>")
    assert [block["value"] for block in read.body] == ["<p>kept</p>"]
    assert codes(read) == ["unreadable-body", "unreadable-body"]


def test_a_body_nested_past_reading_falls_back_to_its_html(story):
    deep = '{"root":' + '{"children":[' * 100_000 + "]}" * 100_000 + "}"
    read = story(lexical=deep, html="<p>kept</p>")
    assert [block["value"] for block in read.body] == ["<p>kept</p>"]


def test_the_free_part_is_before_the_paywall(story):
    read = story(
        visibility="paid",
        lexical=lexical(paragraph("free"), card("paywall"), paragraph("paid")),
    )
    assert [block["value"] for block in read.free_body] == ["<p>free</p>"]
    assert [block["value"] for block in read.body] == ["<p>free</p>", "<p>paid</p>"]


def test_a_file_without_people_tags_or_settings_is_read(archive):
    read = archive(post("a"))
    assert (read.title, read.language, read.people, read.tags) == ("", "", (), ())
    assert len(read.stories) == 1


def test_a_body_that_points_in_circles_is_named_with_its_story(story):
    circle = mobiledoc([10, 0], [10, 1], [1, "p", [[0, [], 0, "Words."]]], cards=[1, 0])
    read = story(mobiledoc=circle, lexical=None)
    assert [str(problem) for problem in read.problems] == [
        f"The story “A” (a) refers to the card “{number}”, which its body doesn't have. "
        "Compare its words with the old page."
        for number in (0, 1)
    ]
    assert read.body[0]["value"] == "<p>Words.</p>"


def test_of_ten_thousand_tags_a_story_has_the_first_hundred(story):
    read = story(
        lexical=lexical(paragraph("Words.")),
        tags=[{"id": f"t{n}", "name": f"Tag {n}", "slug": f"t-{n}"} for n in range(10_000)],
        posts_tags=[
            {"id": f"x{n}", "post_id": "id-a", "tag_id": f"t{n}", "sort_order": n}
            for n in range(10_000)
        ],
    )
    assert read.tag_ids == tuple(f"t{n}" for n in range(100))
    assert [str(problem) for problem in read.problems] == [
        "The story “A” (a) has 10,000 tags, of which the first 100 are its topics. "
        "Choose in the editor which of them matter; all of them are topics here."
    ]
