"""Ghost's routes.yaml: at which addresses the old site's posts, tags and authors were."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from broadsheet.importers.ghost.backup import Found
from broadsheet.importers.records import ListRecord, Problem
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.yaml_files import YamlRefused, read_yaml

TAG, AUTHOR = "/tag/{slug}/", "/author/{slug}/"
_VARIABLE = re.compile(r"\{(\w+)\}")
#: A list of one tag's or author's stories: "tag:news", "primary_author:mara".
_ONE = re.compile(r"(?:primary_)?(?P<kind>tag|author)s?(?:\.slug)?:'?(?P<slug>[\w-]+)'?")
#: What a route shows: "page.about", "tag.news".
_DATA = re.compile(r"(?P<kind>page|post|tag|author)\.(?P<slug>[\w-]+)")
_TERM = re.compile(r"(?P<key>[\w.]+):(?P<no>-?)(?P<values>\[[^\]]*\]|'[^']*'|[\w.-]+)")


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What an address can be made of."""

    source_id: str
    slug: str
    published_at: datetime | None
    #: Slugs, the primary one first.
    tags: Sequence[str]
    authors: Sequence[str]
    featured: bool = False


Matches = Callable[[PostFacts], bool]


@dataclass(frozen=True, slots=True)
class Collection:
    """Posts that a list of the old site had, and the form of their addresses."""

    path: str
    permalink: str
    matches: Matches


@dataclass(frozen=True, slots=True)
class Routes:
    """The forms of the old site's addresses; Ghost's own where nothing else is said."""

    collections: tuple[Collection, ...] = ()
    tag: str = TAG
    author: str = AUTHOR
    #: Its lists, and the pages that a theme's template made.
    lists: tuple[ListRecord, ...] = ()
    timezone: str = "UTC"

    def path_of(self, post: PostFacts) -> str:
        """The address that a post had; empty for Ghost's own form."""
        for collection in self.collections:
            if collection.matches(post):
                return _filled(collection.permalink, post, self.timezone)
        return ""


def routes_of(found: Found | None, timezone: str, problems: list[Problem]) -> Routes:
    """The routes of a file; what can't be read is a problem."""
    if found is None:
        return Routes()
    try:
        document = read_yaml(found.data)
    except YamlRefused as refused:
        problems.append(
            Problem(
                "routes",
                _("The file %(name)s") % {"name": found.name},
                str(refused),
                _("Old addresses are taken as Ghost makes them: mend it and import again."),
            )
        )
        return Routes()
    if not isinstance(document, Mapping):
        return Routes()
    collections, lists = [], []
    for path, value in _section(document, "routes").items():
        lists.append(_route(str(path), value))
    for path, value in _section(document, "collections").items():
        lists.append(_list_of(str(path), value))
        permalink = value.get("permalink") if isinstance(value, Mapping) else None
        if not isinstance(permalink, str) or not permalink.startswith("/"):
            continue
        written = value.get("filter") if isinstance(value, Mapping) else None
        matches = _filter(str(written)) if written else _everything
        if matches is None:
            problems.append(
                Problem(
                    "routes",
                    _("The collection %(path)s of %(name)s") % {"path": path, "name": found.name},
                    _("chooses its posts by “%(filter)s”, which can't be read")
                    % {"filter": str(written)[:100]},
                    _("Look whether old addresses below it answer, and add redirects."),
                )
            )
            continue
        collections.append(Collection(str(path), permalink, matches))
    taxonomies = _section(document, "taxonomies")
    return Routes(
        tuple(collections),
        _form(taxonomies.get("tag"), TAG),
        _form(taxonomies.get("author"), AUTHOR),
        tuple(item for item in lists if item.path.startswith("/") and item.path != "/"),
        timezone or "UTC",
    )


def _list_of(path: str, value: object) -> ListRecord:
    """The list of a collection or channel: all stories, or those of one tag or author."""
    chosen = _ONE.fullmatch(str(value.get("filter"))) if isinstance(value, Mapping) else None
    path = path if path.endswith("/") else f"{path}/"
    if chosen is None:
        return ListRecord(path)
    return ListRecord(path, "tag" if chosen["kind"] == "tag" else "author", chosen["slug"])


def _route(path: str, value: object) -> ListRecord:
    """A route of its own: a channel is a list, any other a page by the theme's template."""
    if isinstance(value, Mapping) and value.get("controller") == "channel":
        return _list_of(path, value)
    path = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
    data = value.get("data") if isinstance(value, Mapping) else None
    shown = _DATA.fullmatch(data) if isinstance(data, str) else None
    if shown is None:
        return ListRecord(path, "nothing")
    if shown["kind"] == "tag":
        return ListRecord(path, "tag", shown["slug"])
    return ListRecord(path, "author" if shown["kind"] == "author" else "page", shown["slug"])


def _section(document: Mapping[object, object], name: str) -> Mapping[object, object]:
    value = document.get(name)
    return value if isinstance(value, Mapping) else {}


def _form(value: object, default: str) -> str:
    return value if isinstance(value, str) and "{slug}" in value else default


def _everything(_post: PostFacts) -> bool:
    return True


def _filter(text: str) -> Matches | None:
    """Ghost's filters as far as newsrooms use them: "tag:news+featured:true,author:mara"."""
    ways: list[list[Matches]] = []
    for way in _outside_brackets(text, ","):
        terms = []
        for term in _outside_brackets(way, "+"):
            match = _TERM.fullmatch(term.strip())
            if match is None or (found := _term(match)) is None:
                return None
            terms.append(found)
        ways.append(terms)
    return lambda post: any(all(term(post) for term in way) for way in ways)


def _term(match: re.Match[str]) -> Matches | None:
    values = {value.strip(" '\"") for value in match["values"].strip("[]").split(",")}
    negative = bool(match["no"])
    read = _READERS.get(match["key"])
    if read is None:
        return None
    return lambda post: bool(values & read(post)) != negative


_READERS: dict[str, Callable[[PostFacts], set[str]]] = {
    **dict.fromkeys(("tag", "tags", "tags.slug"), lambda post: set(post.tags)),
    "primary_tag": lambda post: set(post.tags[:1]),
    **dict.fromkeys(("author", "authors", "authors.slug"), lambda post: set(post.authors)),
    "primary_author": lambda post: set(post.authors[:1]),
    "featured": lambda post: {str(post.featured).lower()},
}


def _outside_brackets(text: str, sign: str) -> list[str]:
    parts, depth = [""], 0
    for character in text:
        depth += (character == "[") - (character == "]")
        if character == sign and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _filled(permalink: str, post: PostFacts, timezone: str) -> str:
    try:
        zone = zoneinfo.ZoneInfo(timezone)
        shown = (post.published_at or datetime.now(UTC)).astimezone(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OverflowError):
        shown = post.published_at or datetime.now(UTC)
    values = {
        "slug": post.slug,
        "id": post.source_id,
        "year": f"{shown:%Y}",
        "month": f"{shown:%m}",
        "day": f"{shown:%d}",
        "author": next(iter(post.authors), "all"),
        "primary_author": next(iter(post.authors), "all"),
        "primary_tag": next(iter(post.tags), "all"),
    }
    path = _VARIABLE.sub(lambda match: values.get(match[1], match[1]), permalink)
    return path if path.endswith("/") else f"{path}/"
