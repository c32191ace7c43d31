"""Which lists have a feed: the front, sections, topics, public people, types, corrections."""

from __future__ import annotations

from django.utils.translation import gettext as _

from broadsheet.core.languages import language_of, path_prefix
from broadsheet.core.models import Address
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Person, Section, StoryCard, Topic
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.syndication.corrections import corrections_feed
from broadsheet.syndication.feeds import Feed, FeedOfList
from broadsheet.syndication.text import plain, whole_address

TYPE_ROUTE = "type:"
CORRECTIONS_ROUTE = "corrections"


def feed_of(target: object, settings: SiteSettings) -> FeedOfList | None:
    """The feed of what stands at an address; None for what has none, such as a story."""
    if isinstance(target, FrontPage):
        return front_feed(target, settings)
    if isinstance(target, Section):
        return list_feed(target, target.title, target.description, settings)
    if isinstance(target, Topic):
        return list_feed(target, target.name, target.description, settings)
    if isinstance(target, Person) and target.has_address():
        return list_feed(target, target.name, target.short_bio or target.bio, settings)
    if isinstance(target, Address) and target.route == CORRECTIONS_ROUTE:
        return corrections_feed(target, titled(_("Corrections"), settings), settings)
    if isinstance(target, Address):
        return type_feed(target, settings)
    return None


def front_feed(front: FrontPage, settings: SiteSettings) -> Feed:
    """All stories of the front's language."""
    return Feed(
        target=front,
        title=plain(settings.name),
        path=path_prefix(front.locale_id) + front.public_path(),
        description=plain(settings.description or settings.tagline or settings.name),
        cards=StoryCard.objects.in_language(language_of(front.locale_id)),
        language=language_of(front.locale_id),
        publication=plain(settings.name),
        guid=f"urn:uuid:{front.public_id}",
    )


def list_feed(
    target: Section | Topic | Person, name: str, description: str, settings: SiteSettings
) -> Feed:
    title = titled(name, settings)
    return Feed(
        target=target,
        title=title,
        path=path_prefix(target.locale_id) + target.public_path(),
        description=plain(description) or title,
        cards=cards_of(target),
        language=language_of(target.locale_id),
        publication=plain(settings.name),
        guid=f"urn:uuid:{target.public_id}",
    )


def cards_of(target: Section | Topic | Person) -> StoryCardQuerySet:
    if isinstance(target, Section):
        return StoryCard.objects.in_section(target)
    if isinstance(target, Topic):
        return StoryCard.objects.about(target)
    return StoryCard.objects.by(target)


def type_feed(address: Address, settings: SiteSettings) -> Feed | None:
    """The feed of a type of story; None for another fixed page, such as the archive."""
    value = address.route.removeprefix(TYPE_ROUTE)
    if not address.route.startswith(TYPE_ROUTE) or value not in StoryType.values:
        return None
    kind = StoryType(value)
    language = language_of(address.locale_id)
    title = titled(str(kind.label), settings)
    return Feed(
        target=address,
        title=title,
        path=address.url,
        description=title,
        cards=StoryCard.objects.in_language(language).of_type(kind),
        language=language,
        publication=plain(settings.name),
        # A type has no id of its own, and its address stands for good.
        guid=whole_address(address.url),
    )


def titled(name: str, settings: SiteSettings) -> str:
    """A list's name as it stands among a reader's many feeds."""
    return plain(_("%(list)s – %(newspaper)s") % {"list": name, "newspaper": settings.name})
