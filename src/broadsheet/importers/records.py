"""The neutral archive: what every importer reads into, and the writer writes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypedDict
from uuid import UUID

from broadsheet.importers.captions import NO_CREDIT, Credit
from broadsheet.importers.wording import gettext as _

Kind = Literal["post", "page"]
Status = Literal["published", "draft", "scheduled", "sent"]
#: Stories on a page of a list where nobody says how many: as few as any theme shows.
LEAST_LISTED = 5
Visibility = Literal["public", "members", "paid", "tiers"]


class Block(TypedDict):
    """One body block as Wagtail stores it."""

    type: str
    value: Any
    id: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the archive that needs a person's eye; str() is the sentence for the report.

    `code` groups problems of one kind; `item` names the thing, `fault` goes on from it.
    """

    code: str
    item: str
    fault: str
    next_step: str

    def __str__(self) -> str:
        return _("%(item)s %(fault)s. %(next_step)s") % {
            "item": self.item,
            "fault": self.fault,
            "next_step": self.next_step,
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a story that the page doesn't show: its kind, and its words or address."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture that stands apart from the body: `address` is a path of the old site or a URL."""

    address: str
    alt_text: str = ""
    caption: str = ""
    credit: Credit = NO_CREDIT


@dataclass(frozen=True, slots=True)
class SocialRecord:
    """What a story says of itself where it is shared."""

    title: str = ""
    description: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Someone who writes; `handles` are names or addresses by network ("mastodon")."""

    source_id: str
    slug: str
    name: str
    bio: str = ""
    website: str = ""
    location: str = ""
    handles: dict[str, str] = field(default_factory=dict)
    picture: str = ""
    cover: str = ""


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A tag; an internal one is a label of the desk, its name without the sign before it."""

    source_id: str
    slug: str
    name: str
    description: str = ""
    is_internal: bool = False
    picture: str = ""
    meta_title: str = ""
    meta_description: str = ""


@dataclass(frozen=True, slots=True)
class RedirectRecord:
    """A redirect of the old site: from a path, or from all that a regular expression matches."""

    source: str
    leads_to: str
    permanent: bool = True
    is_pattern: bool = False


@dataclass(frozen=True, slots=True)
class ListRecord:
    """A page of the old site that no post or tag was: a list of stories, or one of its theme's.

    `shows` says of which tag, author or page, by `slug`; "nothing" is what no export holds.
    """

    path: str
    shows: Literal["stories", "tag", "author", "page", "nothing"] = "stories"
    slug: str = ""


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A reader of the old site; `newsletters` are those that they take, by name.

    `standing` says whether mail may be sent at all: what bounced, was complained of or was given
    up is never to be active again by an import.
    """

    source_id: str
    email: str
    name: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    newsletters: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    standing: Literal["active", "unsubscribed", "bounced", "complained"] = "active"
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A post or page of the archive; its moments are aware and in UTC.

    `body` is what the old page showed to a reader who may read all of it. `free_body` is the part
    before a paywall, empty where there is no paywall in it. `full_body` also has the blocks that
    the old site showed to its members alone; it is `body` where there are none. A block has the
    same id in all three.
    """

    source_id: str
    uuid: UUID
    kind: Kind
    slug: str
    headline: str
    standfirst: str = ""
    status: Status = "draft"
    #: Meant to be mailed and never to have a page; a draft can be meant so, too.
    email_only: bool = False
    visibility: Visibility = "public"
    featured: bool = False
    #: BCP 47, empty where the archive says nothing.
    language: str = ""
    #: Its address on the old site; empty where that was the slug at the root.
    path: str = ""
    published_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    #: In byline order.
    author_ids: tuple[str, ...] = ()
    #: The primary tag first.
    tag_ids: tuple[str, ...] = ()
    lead_picture: PictureRecord | None = None
    meta_title: str = ""
    meta_description: str = ""
    open_graph: SocialRecord = SocialRecord()
    twitter: SocialRecord = SocialRecord()
    canonical_url: str = ""
    #: Code that the old site put into the page: a note for the desk, never to be run.
    code_head: str = ""
    code_foot: str = ""
    body: list[Block] = field(default_factory=list)
    free_body: list[Block] = field(default_factory=list)
    full_body: list[Block] = field(default_factory=list)
    #: Blocks that are cleaned HTML because we have none of our own, by the source's name.
    converted: Counter[str] = field(default_factory=Counter)
    left_out: tuple[LeftOut, ...] = ()
    #: The format that the body was read from: "lexical", "mobiledoc", "html", "markdown" or "".
    source_format: str = ""
    #: The source's own words, read without converting it: `words()` of it are those of `body`.
    source_text: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """All of an old site that we read; `stories` are its posts."""

    title: str = ""
    description: str = ""
    language: str = ""
    timezone: str = ""
    address: str = ""
    people: tuple[PersonRecord, ...] = ()
    tags: tuple[TagRecord, ...] = ()
    stories: tuple[StoryRecord, ...] = ()
    pages: tuple[StoryRecord, ...] = ()
    tiers: tuple[str, ...] = ()
    newsletters: tuple[str, ...] = ()
    logo: str = ""
    redirects: tuple[RedirectRecord, ...] = ()
    #: The forms of the old addresses of tags and authors.
    tag_path: str = "/tag/{slug}/"
    author_path: str = "/author/{slug}/"
    #: Lists and pages that the old site had beside its posts.
    lists: tuple[ListRecord, ...] = ()
    #: Stories on a page of its lists: the least that it may have been.
    list_size: int = LEAST_LISTED
    problems: list[Problem] = field(default_factory=list)
