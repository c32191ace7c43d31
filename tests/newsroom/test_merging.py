"""Two people save one story over HTTP: apart they are merged, at the same place they are asked."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import Revision

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.merging.merge import Choice, merge
from broadsheet.newsroom.models import EditorBase, Section, Story
from broadsheet.staff.models import User
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import add_url, edit_url, make_account, story_form, written
from tests.factories import make_section, make_story

JSON = {"Accept": "application/json"}
KEY = re.compile(r'name="editor_base" value="([^"]+)"')
BLOCKS = 6


class Editor:
    """One person's window with a story, sending the whole form as a browser does."""

    def __init__(self, user: User, story: Story, texts: dict[str, str]) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.story = story
        self.texts = dict(texts)
        self.fields: dict[str, Any] = {}
        self.base = self.opened()
        self.revision = ""

    def opened(self) -> str:
        found = KEY.search(self.client.get(edit_url(self.story)).content.decode())
        assert found
        return found[1]

    def form(self) -> dict[str, str]:
        body = [written(f"<p>{text}</p>") for text in self.texts.values()]
        headline = self.fields.get("title", "A crane moves")
        sent = story_form(headline, slug="a-crane-moves", body=body, **self.extra())
        sent |= {f"body-{n}-id": key for n, key in enumerate(self.texts)}
        sent["editor_base"] = self.base
        return sent | ({"overwrite_revision_id": self.revision} if self.revision else {})

    def extra(self) -> dict[str, Any]:
        return {key: value for key, value in self.fields.items() if key != "title"}

    def autosave(self) -> Any:
        answer = self.client.post(edit_url(self.story), self.form(), headers=JSON)
        if answer.status_code == 200:
            self.revision = str(answer.json()["revision_id"])
        return answer

    def save(self, **extra: str) -> Any:
        return self.client.post(edit_url(self.story), {**self.form(), **extra})


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


@pytest.fixture
def texts() -> dict[str, str]:
    return {str(uuid4()): f"Paragraph {number}" for number in range(BLOCKS)}


@pytest.fixture
def story(section: Section, texts: dict[str, str]) -> Story:
    story = make_story(section, "A crane moves", live=False, slug="a-crane-moves")
    story.body = json.dumps(
        [{"id": key, "type": "text", "value": f"<p>{text}</p>"} for key, text in texts.items()]
    )
    story.save_revision()
    return Story.objects.get(pk=story.pk)


@pytest.fixture
def two(story: Story, texts: dict[str, str]) -> tuple[Editor, Editor]:
    mara = make_account(EDITOR, username="mara", first_name="Mara", last_name="Lind")
    ines = make_account(EDITOR, username="ines", first_name="Ines", last_name="Tarrow")
    return Editor(mara, story, texts), Editor(ines, story, texts)


def paragraphs(story: Story) -> list[str]:
    newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    return [re.sub("<[^>]+>", "", block.value.source) for block in newest.body]


def headline(story: Story) -> str:
    return str(Story.objects.get(pk=story.pk).get_latest_revision_as_object().title)


def test_forty_edits_of_two_people_to_blocks_of_their_own_are_all_there(
    two: tuple[Editor, Editor], story: Story, texts: dict[str, str]
) -> None:
    keys = list(texts)
    for turn in range(20):
        for place, editor in enumerate(two):
            key = keys[(turn * 2 + place) % BLOCKS]
            editor.texts[key] = f"{editor.texts[key]} {turn}"
            answer = editor.autosave()
            assert answer.status_code == 200, answer.content
    found = paragraphs(story)
    for turn in range(20):
        for place in range(2):
            assert f" {turn}" in found[(turn * 2 + place) % BLOCKS] + " "
    assert found == [
        " ".join(
            [
                f"Paragraph {number}",
                *(str(turn) for turn in range(20) if number in {turn * 2 % 6, (turn * 2 + 1) % 6}),
            ]
        )
        for number in range(BLOCKS)
    ]


def test_an_editor_is_told_what_others_wrote_and_keeps_it_though_the_screen_lacks_it(
    two: tuple[Editor, Editor], story: Story, texts: dict[str, str]
) -> None:
    mara, ines = two
    first, second, *_rest = texts
    ines.fields["standfirst"] = "Two sweepers began."
    ines.texts[second] = "By Ines"
    ines.autosave()
    mara.texts[first] = "By Mara"
    answer = mara.autosave().json()
    assert "Ines Tarrow" in answer["from_others"]
    assert "standfirst" in answer["from_others"]
    # Her window still shows the old second paragraph, and she goes on typing in the first.
    mara.texts[first] = "By Mara, longer"
    assert mara.autosave().status_code == 200
    assert paragraphs(story)[:2] == ["By Mara, longer", "By Ines"]
    assert mara.save().status_code == 302
    newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert newest.standfirst == "Two sweepers began."


def test_the_same_block_is_asked_block_by_block_and_the_rest_is_kept(
    two: tuple[Editor, Editor], story: Story, texts: dict[str, str]
) -> None:
    mara, ines = two
    first, second, third, *_rest = texts
    ines.texts |= {first: "The crane moved at noon", second: "By Ines"}
    ines.autosave()
    mara.texts |= {first: "The crane moved at one", third: "By Mara"}
    refused = mara.autosave()
    assert refused.status_code == 400
    assert refused.json()["error_code"] == "invalid_revision"
    assert refused.json()["conflicts"] == ["Text, block 1"]
    shown = mara.save()
    assert shown.status_code == 409
    html = shown.content.decode()
    assert "<del>noon</del><ins>one</ins>" in html
    assert "Ines Tarrow" in html
    marks = re.findall(r'name="(choice-[0-9a-f]+)"', html)
    assert len(set(marks)) == 1
    # Nothing is saved before the choice is made, and nothing typed is lost meanwhile.
    assert paragraphs(story)[0] == "The crane moved at noon"
    assert "By Mara" in html
    assert mara.save(**{marks[0]: "both"}).status_code == 302
    assert paragraphs(story)[:4] == [
        "The crane moved at noon",
        "The crane moved at one",
        "By Ines",
        "By Mara",
    ]


@pytest.mark.parametrize(
    ("answer", "kept"), [("theirs", "By Ines"), ("mine", "By Mara"), ("nonsense", None)]
)
def test_each_answer_is_obeyed_and_a_newer_save_is_asked_again(
    two: tuple[Editor, Editor], story: Story, answer: str, kept: str | None
) -> None:
    mara, ines = two
    ines.fields["title"] = "By Ines"
    ines.autosave()
    mara.fields["title"] = "By Mara"
    mark = re.findall(r'name="(choice-[0-9a-f]+)"', mara.save().content.decode())[0]
    chosen = mara.save(**{mark: answer})
    if kept:
        assert chosen.status_code == 302
        assert headline(story) == kept
        return
    assert chosen.status_code == 409
    ines.fields["title"] = "By Ines, later"
    ines.autosave()
    assert mara.save(**{mark: "mine"}).status_code == 409
    assert headline(story) == "By Ines, later"


def test_bylines_of_both_can_be_kept(two: tuple[Editor, Editor], story: Story) -> None:
    mara, ines = two

    def byline(name: str) -> list[dict[str, str]]:
        return [{"person": "", "text": name, "role": "author", "ORDER": "1"}]

    ines.fields["bylines"] = byline("a correspondent in Rivne")
    assert ines.autosave().status_code == 200
    mara.fields["bylines"] = byline("a reader")
    mark = re.findall(r'name="(choice-[0-9a-f]+)"', mara.save().content.decode())[0]
    assert mara.save(**{mark: "both"}).status_code == 302
    newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert [line.text for line in newest.bylines.all()] == ["a correspondent in Rivne", "a reader"]


def test_publishing_takes_what_others_saved_along_and_says_so(
    two: tuple[Editor, Editor], story: Story, texts: dict[str, str]
) -> None:
    mara, ines = two
    first, second, *_rest = texts
    ines.texts[second] = "By Ines"
    ines.autosave()
    mara.texts[first] = "By Mara"
    answer = mara.client.post(edit_url(story), {**mara.form(), "action-publish": "1"}, follow=True)
    said = " ".join(str(message) for message in answer.context["messages"])
    assert "Ines Tarrow" in said
    live = Story.objects.get(pk=story.pk)
    assert live.live
    assert [re.sub("<[^>]+>", "", block.value.source) for block in live.body][:2] == [
        "By Mara",
        "By Ines",
    ]


def test_a_window_whose_beginning_is_forgotten_is_asked_about_all_that_differs(
    two: tuple[Editor, Editor], story: Story, texts: dict[str, str]
) -> None:
    mara, ines = two
    first, second, *_rest = texts
    loaded = Revision.objects.get(pk=Story.objects.get(pk=story.pk).latest_revision_id)
    ines.texts[second] = "By Ines"
    ines.autosave()
    EditorBase.objects.all().delete()
    mara.texts[first] = "By Mara"
    sent = {"loaded_revision_id": str(loaded.pk)}
    sent["loaded_revision_created_at"] = loaded.created_at.isoformat()
    assert len(set(re.findall(r'"choice-[0-9a-f]+"', mara.save(**sent).content.decode()))) == 2


def test_nobody_uses_the_window_of_another(two: tuple[Editor, Editor], story: Story) -> None:
    mara, ines = two
    mara.base = ines.base
    mara.fields["title"] = "By Mara"
    assert mara.autosave().json()["editor_base"] != ines.base
    assert EditorBase.objects.get(key=ines.base).is_behind is False


def test_a_story_that_is_begun_has_its_ground_from_the_first_autosave(
    section: Section, client: Client
) -> None:
    client.force_login(make_account(REPORTER))
    answer = client.post(add_url(section), story_form("A crane"), headers=JSON).json()
    base = EditorBase.objects.get(key=answer["editor_base"])
    assert base.story_id == answer["pk"]
    assert base.revision_id == answer["revision_id"]


def test_autosave_of_who_is_signed_out_is_answered_with_the_way_in(
    story: Story, client: Client
) -> None:
    answer = client.post(edit_url(story), story_form("A crane"), headers=JSON)
    # The script finds no answer in JSON there, and keeps the words in the browser.
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def block(key: str, text: str) -> dict[str, str]:
    return {"id": key, "type": "text", "value": text}


def content(*blocks: dict[str, str], **fields: Any) -> dict[str, Any]:
    return {"body": json.dumps(list(blocks)), "title": "A", **fields}


def test_removing_adding_and_moving_blocks_is_merged() -> None:
    a, b, c = block("a", "A"), block("b", "B"), block("c", "C")
    base = content(a, b, c)
    theirs = content(a, block("x", "X"), b, c)
    mine = content(c, a)
    merged = merge(base, theirs, mine, names=["title", "body"])
    assert merged.conflicts == []
    assert [item["id"] for item in json.loads(merged.content["body"])] == ["c", "a", "x"]


def test_what_one_removed_and_the_other_changed_is_asked() -> None:
    a, b = block("a", "A"), block("b", "B")
    merged = merge(content(a, b), content(a, block("b", "B2")), content(a), names=["title", "body"])
    (conflict,) = merged.conflicts
    assert conflict.choices == (Choice.THEIRS, Choice.MINE)
    answered = merge(
        content(a, b),
        content(a, block("b", "B2")),
        content(a),
        names=["title", "body"],
        choices={conflict.mark: "mine"},
    )
    assert [item["id"] for item in json.loads(answered.content["body"])] == ["a"]


def test_a_merged_save_is_taken_from_an_editor_with_comments_as_a_browser_sends_it(
    two: tuple[Editor, Editor], story: Story, texts: dict[str, str]
) -> None:
    mara, ines = two
    first, second, *_rest = texts
    ines.texts[second] = "By Ines"
    ines.autosave()
    mara.texts[first] = "By Mara"
    none = {f"comments-{key}_FORMS": "0" for key in ("TOTAL", "INITIAL", "MAX_NUM", "MIN_NUM")}
    assert mara.save(**none).status_code == 302
    assert paragraphs(story)[:2] == ["By Mara", "By Ines"]


def test_what_both_have_moved_is_asked_and_every_block_stays() -> None:
    a, b, c, d = (block(key, key.upper()) for key in "abcd")
    base, theirs, mine = content(a, b, c), content(b, a, d, c), content(a, c, b)
    asked = merge(base, theirs, mine, names=["title", "body"])
    (conflict,) = asked.conflicts
    assert (conflict.part, conflict.theirs, conflict.mine) == ("order", list("bac"), list("acb"))
    assert conflict.choices == (Choice.THEIRS, Choice.MINE)
    for answer, order in (("theirs", "badc"), ("mine", "adcb")):
        choices = {conflict.mark: answer}
        merged = merge(base, theirs, mine, names=["title", "body"], choices=choices)
        assert merged.conflicts == []
        assert [item["id"] for item in json.loads(merged.content["body"])] == list(order)
    # A window whose beginning is not known is asked as well.
    assert [item.part for item in merge(None, theirs, mine, names=["body"]).conflicts] == ["order"]


def test_an_order_that_only_the_other_changed_stays_and_is_told() -> None:
    a, b = block("a", "A"), block("b", "B")
    theirs, mine = content(b, a), content(a, block("b", "B2"))
    merged = merge(content(a, b), theirs, mine, names=["body"])
    assert [item["value"] for item in json.loads(merged.content["body"])] == ["B2", "A"]
    assert merged.from_others == ["order"]
    moved = merge(content(a, b), content(a, block("b", "B2")), theirs, names=["body"])
    assert [item["value"] for item in json.loads(moved.content["body"])] == ["B2", "A"]
    assert moved.from_others == ["text"]
