from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from broadsheet.fronts.models import FrontPage
from broadsheet.fronts.picks import picked_cards
from broadsheet.fronts.rows import rows_of
from broadsheet.masthead.current import content_language, settings_for
from broadsheet.masthead.frame import path_of
from broadsheet.masthead.head import FeedLink, Head
from broadsheet.masthead.structured_data import organization_json_ld, website_json_ld
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import CardTopic, StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet

BESIDE_LEAD = 3
IN_RAIL = 8
BELOW_LEAD = 2
BEHIND_LEAD = 4
LATEST_SHOWN = IN_RAIL + BELOW_LEAD
PICKS = 5


def serve_front(request: HttpRequest, target: FrontPage, rest: tuple[str, ...]) -> HttpResponse:
    """The automatic front: the newest story, editors' picks, the latest, a row for each section."""
    if rest and rest[0] == "page":
        # Other systems turn the pages of their front; here the archive has them.
        return HttpResponsePermanentRedirect("/news/")
    if rest:
        raise Http404(request.path)
    language = content_language()
    settings = settings_for(request)
    cards = StoryCard.objects.in_language(language)
    # As many as are wanted with all picks: the lead is known before them.
    most = LATEST_SHOWN + max(PICKS, BESIDE_LEAD) + BEHIND_LEAD + 1
    latest = list(cards.without_types([StoryType.SPONSORED]).newest().for_lists()[:most])
    lead = latest[0] if latest else None
    # A pick of the story that leads stands nowhere else: it must not change the front.
    picks = picked_cards(language, without=lead.pk if lead else None, count=PICKS)
    wanted = LATEST_SHOWN + (0 if picks else BESIDE_LEAD)
    shown = {card.pk for card in picks} | ({lead.pk} if lead else set())
    behind = stories_behind(lead, cards, shown) if lead else []
    shown |= {card.pk for card in behind}
    latest = [card for card in latest if card.pk not in shown][:wanted]
    shown |= {card.pk for card in latest}
    head = Head(
        title=settings.name if settings else target.title,
        path=request.path,
        description=settings.description if settings else "",
        picture=lead.picture if lead and not lead.is_restricted else None,
        feeds=[FeedLink("/feed/", _("All stories"))],
        has_italics=True,
    )
    if settings is not None:
        head.json_ld = [organization_json_ld(settings), website_json_ld(settings)]
    beside = picks
    if not beside:
        beside, latest = latest[:BESIDE_LEAD], latest[BESIDE_LEAD:]
    context = {
        "page": target,
        "head": head,
        "lead": lead,
        "behind": behind,
        "beside": beside,
        "has_picks": bool(picks),
        "rail": latest[:IN_RAIL],
        "below": latest[IN_RAIL:],
        "archive_path": path_of("archive"),
        "rows": rows_of(target, cards, shown),
        "is_front": True,
    }
    return TemplateResponse(request, target.template, context)


def stories_behind(lead: StoryCard, cards: StoryCardQuerySet, shown: set[int]) -> list[StoryCard]:
    """The newest stories of the lead's first topic: what came before, as links under it."""
    first = CardTopic.objects.filter(card=lead.pk).order_by("position").values("topic")[:1]
    related = cards.filter(card_topics__topic__in=first).exclude(pk__in=shown)
    return list(related.newest()[:BEHIND_LEAD])
