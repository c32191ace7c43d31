"""What a story must have before it goes out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from broadsheet.core.languages import language_of
from broadsheet.core.registries import Registry
from broadsheet.media.graphics import GraphicRefused, graphic_of
from broadsheet.media.models import File, Picture
from broadsheet.newsroom.beginning import is_blank
from broadsheet.newsroom.chart_figures import FiguresRefused, chart_of

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story


#: Pictures by id that may stand in a story without a credit, because an archive brought them so.
excused_pictures: Registry[Callable[[Story], Collection[int]]] = Registry("excuse of pictures")


class PublishingRefused(ValidationError):
    """The story may not go out as it is; the messages say what to do."""


@dataclass(frozen=True)
class Fault:
    """Something that keeps a story from going out, and the field where it is mended.

    `where` leads to the block in a body: (3, "credit"), or (3, "pictures", 0, "credit").
    """

    field: str
    message: str
    where: tuple[int | str, ...] = ()


@dataclass(frozen=True)
class PictureUse:
    """A picture in one place of a story, with what is said of it in that place."""

    field: str
    picture: Picture
    credit: str
    where: tuple[int | str, ...] = ()
    alt_text: str = ""
    caption: str = ""
    decorative: bool = False


def picture_uses(story: Story) -> Iterator[PictureUse]:
    """Every picture that readers would see in the story, in order."""
    if story.lead_picture:
        yield PictureUse(
            "lead_picture",
            story.lead_picture,
            story.lead_credit,
            alt_text=story.lead_alt_text,
            caption=story.lead_caption,
            decorative=story.lead_decorative,
        )
    for number, block in enumerate(story.body):
        yield from _uses_in(block.block_type, block.value, (number,))


def _uses_in(block_type: str, value: Any, where: tuple[int | str, ...]) -> Iterator[PictureUse]:
    if block_type == "picture" and value.get("picture"):
        yield PictureUse(
            "body",
            value["picture"],
            value.get("credit") or "",
            (*where, "credit"),
            alt_text=value.get("alt_text") or "",
            caption=value.get("caption") or "",
            decorative=bool(value.get("decorative")),
        )
    elif block_type == "gallery":
        for number, item in enumerate(value.get("pictures") or []):
            yield from _uses_in("picture", item, (*where, "pictures", number))


def faults(story: Story) -> list[Fault]:
    """What keeps the story from going out; empty when nothing does."""
    # Here, as the checks themselves speak of stories and faults.
    from broadsheet.newsroom.readiness.findings import blocking

    found: list[Fault] = [*withdrawn(story), *spiked(story), *blocking(story)]
    language = language_of(story.locale_id)
    for number, block in enumerate(story.body):
        found += _faults_in(block.block_type, block.value, number, language)
    return found


def excused(story: Story) -> set[int]:
    """The pictures that an archive brought to this story without a credit."""
    return {pk for _name, excuse in excused_pictures for pk in excuse(story)} if story.pk else set()


def withdrawn(story: Story) -> list[Fault]:
    """A withdrawn story comes back by its own door alone, which tells the log why."""
    from broadsheet.newsroom.models import Correction

    if story.pk is None:
        return []
    if not Correction.objects.filter(story_id=story.pk).withdrawals().standing().exists():
        return []
    sentence = _(
        "This story is withdrawn: readers are told why at its address. Whoever may withdraw "
        "stories can reinstate it under “Corrections”."
    )
    return [Fault("title", sentence)]


def spiked(story: Story) -> list[Fault]:
    """A spiked story is taken up again before it goes out, so that the log says why."""
    from broadsheet.newsroom.models import Spiking

    if story.pk is None or not Spiking.objects.filter(story_id=story.pk).exists():
        return []
    sentence = _("This story is spiked. Take it up again before you submit or publish it.")
    return [Fault("title", sentence)]


def _faults_in(block_type: str, value: Any, number: int, language: str) -> Iterator[Fault]:
    """What is wrong in a block that readers would not see as it is meant."""
    if block_type == "chart":
        try:
            chart_of(value, language)
        except FiguresRefused as refused:
            yield Fault("body", str(refused.message), (number, "data"))
    elif block_type == "question_answer" and is_blank(value["answer"].source):
        sentence = _("This question has no answer yet. Write it, or take the question out.")
        yield Fault("body", sentence, (number, "answer"))
    elif block_type == "graphic" and value.get("file"):
        try:
            left_out = graphic_of(value["file"]).left_out
        except GraphicRefused as refused:
            yield Fault("body", str(refused.message), (number, "file"))
        else:
            if left_out:
                yield Fault("body", _left_out_sentence(value["file"], left_out), (number, "file"))


def _left_out_sentence(file: File, names: tuple[str, ...]) -> str:
    return _(
        "“%(file)s” holds what a page can't show: %(names)s. Turn it into plain paths and texts, "
        "with “presentation attributes” in place of a style sheet, and upload it again."
    ) % {"file": file.filename, "names": ", ".join(names)}


def require_publishable(story: Story) -> None:
    """Raise PublishingRefused with every fault of the story."""
    found = faults(story)
    if found:
        raise PublishingRefused([fault.message for fault in found])
