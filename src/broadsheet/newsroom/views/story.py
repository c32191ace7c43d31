from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from broadsheet.core.compiled import Compiled
from broadsheet.core.languages import path_prefix
from broadsheet.masthead.current import settings_for
from broadsheet.masthead.head import Head, breadcrumbs
from broadsheet.media.models import Picture
from broadsheet.media.shown import pictures_shown
from broadsheet.newsroom.blocks.pictures import fetch_pictures, made_by, pictures_at_hand
from broadsheet.newsroom.enums import BylineRole
from broadsheet.newsroom.excerpts import excerpt_of
from broadsheet.newsroom.free_part import shown_blocks, shown_length
from broadsheet.newsroom.layouts import LONG_HEADLINE, layout_of, stage_of
from broadsheet.newsroom.models import Byline, Correction, Person, Story, StoryCard, Topic
from broadsheet.newsroom.models.correction import last_changed, update_shown
from broadsheet.newsroom.models.story import StoryTopic
from broadsheet.newsroom.reading_time import count_words, reading_time, texts_of
from broadsheet.newsroom.structured_data import story_json_ld
from broadsheet.newsroom.views.notes import notes_of

#: The blocks with a picture of their own, and where in the block it stands.
PICTURE_KEYS = {"picture": "picture", "external_story": "picture", "embed": "poster"}


def serve_story(request: HttpRequest, target: Story, rest: tuple[str, ...]) -> HttpResponse:
    if rest:
        raise Http404(request.path)
    return TemplateResponse(request, target.template, story_context(request, target))


_section = Compiled(lambda path: Page.objects.filter(path=path).order_by().only("title", "slug"))
_corrections = Compiled(lambda story: Correction.objects.filter(story_id=story))
_bylines = Compiled(lambda story: Byline.objects.filter(story_id=story).select_related("person"))
_topics = Compiled(lambda story: StoryTopic.objects.filter(story_id=story).select_related("topic"))
_cards = Compiled(lambda keys: StoryCard.objects.filter(pk__in=keys).with_authors())


def bylines_of(story: Story) -> list[Byline]:
    """Its names in their order, each with its person; a preview's are in no database yet."""
    return list(story.bylines.all()) if _holds(story, "bylines") else _bylines(story.pk)


def topics_of(story: Story) -> list[Topic]:
    """Its topics in their order."""
    held = _holds(story, "story_topics")
    return [line.topic for line in (story.story_topics.all() if held else _topics(story.pk))]


def _holds(story: Story, name: str) -> bool:
    """Whether a story has lines in memory, of a form or of a revision."""
    return story.pk is None or name in (story.__dict__.get("_cluster_related_objects") or ())


def related_cards(story: Story) -> dict[int, StoryCard]:
    """The cards of the stories that the body points to; one that isn't live is absent.

    Their pictures come with the story's own.
    """
    ids = {
        block["value"].get("story")
        for block in shown_blocks(story)
        if block["type"] == "related_story"
    } - {None, story.pk}
    if not ids:
        return {}
    return {card.pk: card for card in _cards(sorted(int(key) for key in ids))}


def section_of(story: Story) -> Page | None:
    """The page above a story, of which its title and its address are shown."""
    above = story.path[: -story.steplen]
    # Treebeard's own question brings all columns of a page.
    return _section.first(above) if above else None


def word_count(story: Story) -> int:
    return sum(
        count_words(text)
        for block in story.body.raw_data
        for text in texts_of(block["type"], block["value"])
    )


def other_roles(bylines: list[Byline]) -> dict[str, list[Byline]]:
    """The names that are no authors, by the words of their role, in the roles' order."""
    return {
        str(role.label): lines
        for role in BylineRole
        if role != BylineRole.AUTHOR and (lines := [b for b in bylines if b.role == role])
    }


def public_people(bylines: list[Byline]) -> list[Person]:
    """The authors who have a page of their own, each once, in the byline's order."""
    people = {line.person.pk: line.person for line in bylines if line.person and line.url}
    return list(people.values())


def picture_ids(story: Story, people: Iterable[Person]) -> Iterator[int | None]:
    """The keys of every picture on the page, so that all come in two queries."""
    if not story.is_restricted:
        yield from (story.lead_picture_id, story.social_picture_id)
    yield from (person.photo_id for person in people)
    for block in shown_blocks(story):
        kind, value = block["type"], block["value"]
        if kind == "gallery":
            # Wagtail stores the items of a list in two forms.
            items = [item.get("value", item) for item in value.get("pictures", [])]
            yield from (item.get("picture") for item in items)
        elif kind in PICTURE_KEYS:
            yield value.get(PICTURE_KEYS[kind])


def unexpired(pictures: Mapping[int, Picture]) -> dict[int, Picture]:
    return {pk: picture for pk, picture in pictures.items() if not picture.is_expired}


def read_body(story: Story, pictures: Mapping[int, Picture]) -> None:
    """Turn the blocks that are shown into values, which ask for no picture that is at hand."""
    with pictures_at_hand(pictures):
        for place, raw in enumerate(shown_blocks(story)):
            # A related story is shown by its card: the story itself is not asked for.
            if raw["type"] != "related_story":
                _ = story.body[place].value


def story_context(
    request: HttpRequest, story: Story, corrections: Sequence[Correction] | None = None
) -> dict[str, Any]:
    """All that the story page shows; the same for readers and for a preview.

    `corrections` are the story's own unless a preview gives others.

    A restricted story's page has no lead picture and no read time to show, and of its body what
    stands before the paywall.
    """
    settings = settings_for(request)
    if corrections is None:
        corrections = _corrections(story.pk) if story.pk else []
    corrected = last_changed(corrections)
    updated = update_shown(story.updated_at, corrections)
    modified = updated or story.last_published_at
    if corrected:
        modified = max(modified, corrected) if modified else corrected
    notes = notes_of(corrections)
    bylines = bylines_of(story)
    topics = topics_of(story)
    prefix = path_prefix(story.locale_id)
    section = section_of(story)
    section_title = section.title if section else ""
    # A section's address follows from its slug, so that no second query is needed.
    section_path = f"/{section.slug}/" if section else ""
    authors = [line for line in bylines if line.role == BylineRole.AUTHOR]
    people = [] if story.is_restricted else public_people(authors)
    has_body = not story.is_restricted or shown_length(story) > 0
    cards = related_cards(story)
    own = {key for key in picture_ids(story, people) if key}
    wanted = own | {card.picture_id for card in cards.values()}
    previewed = story.social_picture_id or story.lead_picture_id
    pictures = fetch_pictures(wanted, previewed=previewed) if has_body else {}
    read_body(story, pictures)
    for card in cards.values():
        card.take_picture(pictures)
    # Cards of other stories don't repeat a picture that this one shows.
    pictures_shown(request).update(own & pictures.keys())
    # A picture of the free part may be the lead picture as well: a restricted page has no lead.
    leads = {} if story.is_restricted else unexpired(pictures)
    lead = leads.get(story.lead_picture_id or 0)
    social = leads.get(story.social_picture_id or 0, lead)
    head = Head(
        title=notes.titled(story.seo_title or story.title),
        path=prefix + story.public_path(),
        description=story.search_description or excerpt_of(story),
        kind="article",
        canonical=story.canonical_url,
        social_title=story.social_title or story.title,
        social_description=story.social_description or excerpt_of(story),
        picture=social,
        picture_alt=alt_text(story, social),
        published_at=story.shown_at,
        modified_at=modified,
        section=section_title,
        authors=[line.name for line in authors],
        tags=[str(topic) for topic in topics],
        noindex=story.noindex,
        # Opinions stand in italics in the lists beside every story.
        has_italics=True,
    )
    head.json_ld = [
        breadcrumbs([(_("Front page"), f"{prefix}/"), (section_title, prefix + section_path)])
    ]
    if settings is not None:
        head.json_ld.append(
            story_json_ld(
                story,
                path=head.path,
                words=word_count(story),
                section=section_title,
                bylines=bylines,
                topics=topics,
                picture=lead,
                publisher=settings.name,
                modified=modified,
                corrections=notes.all,
            )
        )
    return {
        "page": story,
        "story": story,
        "head": head,
        "section": section,
        "section_path": section_path,
        "section_url": prefix + section_path,
        "type_url": f"/tag/{story.kind.slug}/",
        "updated_at": updated,
        **notes.context(),
        "history_path": f"{head.path}history/" if settings and settings.public_history else "",
        "authors": authors,
        "other_roles": other_roles(bylines),
        "people": [(person, pictures.get(person.photo_id or 0)) for person in people],
        "topics": topics,
        "lead_picture": lead,
        "lead_made": made_by(lead),
        "lead_alt": alt_text(story, lead),
        # A template's `default` would look at the picture's own in any case.
        "lead_caption": story.lead_caption or (lead.caption if lead else ""),
        "lead_credit": story.lead_credit or (lead.credit if lead else ""),
        "layout": layout_of(story, has_picture=lead is not None),
        "stage": stage_of(story),
        "kicker": kicker_of(story, topics),
        "is_long": len(story.title) > LONG_HEADLINE,
        "read_minutes": reading_time(story),
        "has_body": has_body,
        "related_cards": cards,
    }


def kicker_of(story: Story, topics: Iterable[Topic]) -> str:
    """The kicker where it says more than the type and the topics that stand above it."""
    said = {str(story.kind.label), *(str(topic) for topic in topics)}
    repeats = story.kicker.casefold() in {words.casefold() for words in said}
    return "" if repeats else story.kicker


def alt_text(story: Story, picture: Picture | None) -> str:
    """What the picture shows: said for this story's lead, else the picture's own description."""
    if picture is None or picture.pk == story.lead_picture_id:
        return story.lead_alt(picture)
    return str(picture.description)
