"""A newer archive: kept as it is here, or written over on request; and what would happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.core.models import Address
from broadsheet.fronts.models import FrontPage
from broadsheet.importers.file_sources import SeveralSources
from broadsheet.importers.ghost.archive import GhostArchive
from broadsheet.importers.models import ImportedItem
from broadsheet.importers.rehearsal import rehearse
from broadsheet.importers.report import ImportReport
from broadsheet.importers.writer import ImportOptions
from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.models import Person, Story, Topic
from tests.factories import make_picture, make_section, make_story
from tests.importers.bringing import bring
from tests.importers.ghost.making import export, lexical, paragraph, post, write
from tests.importers.test_writer import SMALL


def version(tmp_path: Path, words: str) -> Path:
    return write(
        tmp_path / "export.json",
        export(
            post("quay", title=f"{words} title", lexical=lexical(paragraph(words))),
            post("about", title=f"{words} about", lexical=lexical(paragraph(words)), type="page"),
            tags=[{"id": "t", "name": f"{words} tag", "slug": "river"}],
            users=[{"id": "u", "name": f"{words} name", "slug": "mara", "bio": words}],
            posts_tags=[{"id": "x", "post_id": "id-quay", "tag_id": "t"}],
            posts_authors=[{"id": "y", "post_id": "id-quay", "author_id": "u"}],
        ),
    )


def words_here() -> set[str]:
    story = Story.objects.get(slug="quay")
    return {
        story.title.split()[0],
        story.body.raw_data[0]["value"].removeprefix("<p>").removesuffix("</p>"),
        story.card.headline.split()[0],
        InformationPage.objects.get(slug="about").title.split()[0],
        Topic.objects.get(slug="river").name.split()[0],
        Person.objects.get(slug="mara").name.split()[0],
    }


def test_what_changed_there_is_left_here_unless_asked(front: FrontPage, tmp_path: Path) -> None:
    bring(version(tmp_path, "Old"))
    story = Story.objects.get(slug="quay")
    story.standfirst = "Edited here."
    story.save_revision().publish()
    report = bring(version(tmp_path, "New"))
    assert report.kept == {"person": 1, "topic": 1, "post": 1, "page": 1}
    assert words_here() == {"Old"}
    assert Story.objects.get().standfirst == "Edited here."
    report = bring(version(tmp_path, "New"), overwrite=True)
    assert +report.kept == {}
    assert report.overwritten == {"person": 1, "topic": 1, "post": 1, "page": 1}
    assert words_here() == {"New"}
    # What the desk had is a version of the story still.
    assert Story.objects.get().revisions.count() == 2
    again = bring(version(tmp_path, "New"), overwrite=True)
    assert not +again.overwritten


def with_lead_of_ours(credit: str) -> Story:
    """The imported story with a picture that the desk chose, and the credit that it typed."""
    story = Story.objects.get(slug="quay")
    story.lead_picture = make_picture("Ours", photographer="")
    story.lead_credit = credit
    story.save_revision().publish()
    return Story.objects.get(slug="quay")


def test_a_credit_that_the_desk_has_typed_is_not_emptied(front: FrontPage, tmp_path: Path) -> None:
    bring(version(tmp_path, "Old"))
    with_lead_of_ours("Mara Lind / EPN")
    report = bring(version(tmp_path, "New"), overwrite=True)
    assert words_here() == {"New"}
    assert Story.objects.get().lead_credit == "Mara Lind / EPN"
    assert not [problem for problem in report.problems if "draft here" in problem]


def test_what_may_not_go_out_is_a_draft_and_the_rest_goes_on(
    front: FrontPage, tmp_path: Path
) -> None:
    bring(version(tmp_path, "Old"))
    story = with_lead_of_ours("Mara Lind")
    # The rule was another one when the story went out, or was passed by.
    Story.objects.filter(pk=story.pk).update(lead_credit="")
    report = bring(version(tmp_path, "New"), overwrite=True)
    (said,) = [problem for problem in report.problems if "is a draft here" in problem]
    assert "“New title”" in said
    assert "has no credit" in said
    assert report.overwritten == {"person": 1, "topic": 1, "post": 1, "page": 1}
    story = Story.objects.get()
    assert story.title == "Old title"
    assert story.live
    assert story.has_unpublished_changes
    draft = story.get_latest_revision_as_object()
    assert draft.title == "New title"
    assert InformationPage.objects.get(slug="about").title == "New about"


def rehearsed(path: Path) -> ImportReport:
    archive = GhostArchive.open(path)
    options = ImportOptions("ghost")
    return rehearse(archive.header, archive, options, SeveralSources([]), total=len(archive))


def test_a_rehearsal_counts_what_an_import_brings_and_changes_nothing(front: FrontPage) -> None:
    report = rehearsed(SMALL)
    assert not Story.objects.exists()
    assert not ImportedItem.objects.exists()
    assert not Person.objects.exists()
    done = bring(SMALL)
    for name in ("created", "statuses", "converted", "left_out", "restricted", "missing_files"):
        assert getattr(report, name) == getattr(done, name), name
    addresses = Address.objects.count()
    again = rehearsed(SMALL)
    assert not +again.created
    assert again.unchanged["post"] == done.created["post"]
    assert Address.objects.count() == addresses


def test_a_rehearsal_names_addresses_that_are_taken(front: FrontPage) -> None:
    make_story(make_section(front), "Ours", slug="baker-retires")
    assert any("/baker-retires/" in problem for problem in rehearsed(SMALL).problems)


@pytest.mark.parametrize("year", ["1906", "2999", "0001", "9999"])
def test_whatever_the_year_a_story_comes_in(front: FrontPage, tmp_path: Path, year: str) -> None:
    row = post("old", published_at=f"{year}-01-01 00:00:00", lexical=lexical(paragraph("Words.")))
    bring(write(tmp_path / "export.json", export(row)))
    assert Story.objects.get(slug="old").live
