"""Ghost's posts and pages as story records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.captions import read_caption
from broadsheet.importers.fields import Fields, moment
from broadsheet.importers.ghost.bodies import read_body
from broadsheet.importers.ghost.glance import Post, headline_of, item_of, kind_of
from broadsheet.importers.ghost.relations import Relations
from broadsheet.importers.ghost.routes import PostFacts, Routes
from broadsheet.importers.ghost.source import Export
from broadsheet.importers.records import (
    PictureRecord,
    Problem,
    SocialRecord,
    Status,
    StoryRecord,
    Visibility,
)
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.words import plain_text

_VISIBILITIES: dict[str, Visibility] = {
    "": "public",
    "public": "public",
    "members": "members",
    "paid": "paid",
    "tiers": "tiers",
}
#: A post is not ahead of its time because two clocks differ.
_CLOCKS_APART = timedelta(days=1)
#: More would make every page that lists the story heavy, and no reader reads them.
MOST_TAGS = 100
_STATUSES: dict[str, Status] = {
    "published": "published",
    "draft": "draft",
    "scheduled": "scheduled",
    "sent": "sent",
}


class StoryReader:
    """Turns posts into story records; `people` and `tags` are slugs by the ids that there are."""

    def __init__(
        self,
        export: Export,
        site: OldSite,
        people: Mapping[str, str],
        tags: Mapping[str, str],
        routes: Routes | None = None,
    ) -> None:
        self._export = export
        self._exported_at = export.exported_at
        self._relations = Relations(export)
        self._site = site
        self._people = people
        self._tags = tags
        self._routes = routes or Routes()

    def stories(self, posts: list[Post]) -> Iterator[StoryRecord]:
        for post in posts:
            yield self.story(post)

    def story(self, post: Post) -> StoryRecord:
        row = self._export.row("posts", post.number)
        meta = self._relations.meta_of(post.source_id)
        item, problems = item_of(row), list(post.problems)
        email_only = meta.flag("email_only") or row.flag("email_only")
        moments = {
            name: _moment(row, name, item, problems)
            for name in ("published_at", "created_at", "updated_at")
        }
        status = self._status(row, moments, email_only, item, problems)
        source = read_body(row, post.uuid, self._site)
        body = source.body
        authors = self._authors(post, row, item, problems)
        tags = self._tags_of(post, item, problems)
        problems += [
            Problem(fault.code, item, fault.fault, fault.next_step) for fault in source.faults
        ]
        return StoryRecord(
            source_id=post.source_id,
            uuid=post.uuid,
            kind=kind_of(row),
            slug=post.slug,
            headline=headline_of(row),
            standfirst=row.text("custom_excerpt"),
            status=status,
            email_only=email_only,
            visibility=_visibility(row, item, problems),
            featured=row.flag("featured"),
            language=row.text("locale", "language").replace("_", "-"),
            published_at=moments["published_at"],
            created_at=moments["created_at"],
            updated_at=moments["updated_at"],
            path=self._path(post, row, moments["published_at"], authors, tags),
            author_ids=authors,
            tag_ids=tags,
            lead_picture=self._lead_picture(row, meta),
            meta_title=meta.text("meta_title") or row.text("meta_title"),
            meta_description=meta.text("meta_description") or row.text("meta_description"),
            open_graph=self._social("og", row, meta),
            twitter=self._social("twitter", row, meta),
            canonical_url=self._site.link(row.text("canonical_url")),
            code_head=row.text("codeinjection_head"),
            code_foot=row.text("codeinjection_foot"),
            body=body.blocks,
            free_body=body.free,
            full_body=body.full,
            converted=body.converted,
            left_out=body.left_out,
            source_format=source.format,
            source_text=source.text,
            problems=tuple(problems),
        )

    def _status(
        self,
        row: Fields,
        moments: dict[str, datetime | None],
        email_only: bool,
        item: str,
        problems: list[Problem],
    ) -> Status:
        named = row.text("status")
        status = _STATUSES.get(named, "draft")
        if named not in _STATUSES:
            problems.append(
                Problem(
                    "unknown-status",
                    item,
                    _("has the unknown status “%(status)s” and is a draft now") % {"status": named},
                    _("Publish it if it was public."),
                )
            )
        if status == "published" and email_only:
            status = "sent"
        published = moments["published_at"]
        if status == "scheduled" and published is None:
            problems.append(
                Problem(
                    "no-date",
                    item,
                    _("is scheduled for no date and is a draft now"),
                    _("Schedule it again."),
                )
            )
            return "draft"
        if status in ("published", "sent") and published is None:
            moments["published_at"] = moments["created_at"] or moments["updated_at"]
            problems.append(
                Problem(
                    "no-date",
                    item,
                    _("is published without a date and has that of its creation now"),
                    _("Set the date in the editor if it matters."),
                )
            )
        elif status == "published" and published and self._is_ahead(published):
            problems.append(
                Problem(
                    "future-date",
                    item,
                    _("is published but dated %(date)s, after the export")
                    % {"date": f"{published:%Y-%m-%d}"},
                    _("Correct the date in the editor."),
                )
            )
        return status

    def _is_ahead(self, published: datetime) -> bool:
        return self._exported_at is not None and published > self._exported_at + _CLOCKS_APART

    def _authors(
        self, post: Post, row: Fields, item: str, problems: list[Problem]
    ) -> tuple[str, ...]:
        named = self._relations.authors_of(post.source_id)
        if not named and (only := row.text("author_id")):
            named = (only,)
        for author in named:
            if author not in self._people:
                problems.append(
                    Problem(
                        "missing-author",
                        item,
                        _("names the author %(id)s, who is not in the file") % {"id": author},
                        _("Give it a byline in the editor."),
                    )
                )
        return tuple(author for author in named if author in self._people)

    def _tags_of(self, post: Post, item: str, problems: list[Problem]) -> tuple[str, ...]:
        named = self._relations.tags_of(post.source_id)
        for tag in named:
            if tag not in self._tags:
                problems.append(
                    Problem(
                        "missing-tag",
                        item,
                        _("names the tag %(id)s, which is not in the file") % {"id": tag},
                        _("Choose its topics in the editor."),
                    )
                )
        found = [tag for tag in named if tag in self._tags]
        if len(found) > MOST_TAGS:
            problems.append(
                Problem(
                    "many-tags",
                    item,
                    _("has %(count)s tags, of which the first %(most)d are its topics")
                    % {"count": f"{len(found):,}", "most": MOST_TAGS},
                    _("Choose in the editor which of them matter; all of them are topics here."),
                )
            )
        return tuple(found[:MOST_TAGS])

    def _path(
        self,
        post: Post,
        row: Fields,
        published: datetime | None,
        authors: tuple[str, ...],
        tags: tuple[str, ...],
    ) -> str:
        if kind_of(row) == "page":
            return ""
        facts = PostFacts(
            post.source_id,
            post.slug,
            published,
            [self._tags[tag] for tag in tags],
            [self._people[author] for author in authors],
            row.flag("featured"),
        )
        return self._routes.path_of(facts)

    def _lead_picture(self, row: Fields, meta: Fields) -> PictureRecord | None:
        address = self._site.file(row.text("feature_image", "image"))
        if not address:
            return None
        caption = read_caption(plain_text(meta.raw("feature_image_caption")))
        return PictureRecord(address, meta.text("feature_image_alt"), caption.text, caption.credit)

    def _social(self, network: str, row: Fields, meta: Fields) -> SocialRecord:
        def field(name: str) -> str:
            return meta.text(f"{network}_{name}") or row.text(f"{network}_{name}")

        return SocialRecord(field("title"), field("description"), self._site.file(field("image")))


def _moment(row: Fields, name: str, item: str, problems: list[Problem]) -> datetime | None:
    value = row.data.get(name)
    try:
        return moment(value)
    except ValueError:
        problems.append(
            Problem(
                "bad-date",
                item,
                _("has “%(value)s” where a date should be (%(field)s)")
                % {"value": str(value)[:40], "field": name},
                _("Set the date in the editor if it matters."),
            )
        )
        return None


def _visibility(row: Fields, item: str, problems: list[Problem]) -> Visibility:
    named = row.text("visibility")
    if named in _VISIBILITIES:
        return _VISIBILITIES[named]
    # Ghost 4 wrote the tiers themselves here; what we can't read must not become public.
    if not named.startswith(("product:", "tiers", "label:")):
        problems.append(
            Problem(
                "unknown-visibility",
                item,
                _("has the unknown visibility “%(visibility)s” and is for some readers alone now")
                % {"visibility": named[:60]},
                _("Open it to everyone if it was public."),
            )
        )
    return "tiers"
