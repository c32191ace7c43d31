from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from broadsheet.core.languages import path_prefix
from broadsheet.masthead.current import content_language
from broadsheet.masthead.frame import path_of
from broadsheet.masthead.head import Head
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import CardTopic, Section, Topic
from broadsheet.newsroom.periods import Stretch, years_of
from broadsheet.search.asking import LONGEST_QUERY, NEWEST, Question, page_number
from broadsheet.search.finding import Choice, Finder, Totals, choices
from broadsheet.search.names import names_meant
from broadsheet.search.spelling import suggestions, vocabulary_of

RESULTS_A_PAGE = 20
#: The stories whose topics an empty search shows, and how many of these.
LATEST_STORIES = 60
LATEST_TOPICS = 12


def serve_search(request: HttpRequest, rest: tuple[str, ...]) -> HttpResponse:
    """Stories that hold every word of `q`; where there are none, whatever may help instead."""
    language = content_language()
    locale = Locale.objects.get(language_code=language)
    sections = list(Section.objects.live().public().filter(locale_id=locale.pk).order_by("path"))
    question = Question.asked(request.GET, language, sections)
    finder = Finder(locale.pk)
    years = years_of(finder.cards)
    context: dict[str, Any] = {
        "query": question.text,
        "question": question,
        "longest_query": LONGEST_QUERY,
        "head": Head(
            title=_("Search: %(query)s") % {"query": question.text}
            if question.text
            else _("Search"),
            path=request.path,
            noindex=True,
        ),
        "archive_path": path_of("archive"),
        "years": years,
        "sections": [(s, path_prefix(s.locale_id) + s.public_path()) for s in sections],
    }
    if question.stems:
        context.update(_answer(finder, question, page_number(request.GET), context))
    else:
        context["topics"] = _latest_topics(finder)
    return TemplateResponse(request, "search/search.html", context)


def _answer(
    finder: Finder, question: Question, number: int, context: dict[str, Any]
) -> dict[str, Any]:
    """What the page shows for words. Raises Http404 for a page that the results don't have."""
    found: dict[str, Any] = {"wanted": frozenset(question.stems)}
    if number == 1:
        found["names"] = names_meant(question, finder.locale_id, context["sections"])
    totals = finder.totals(question)
    total = totals.of(question)
    if total:
        page = _page(finder.stories(question), number, total)
        return {
            **found,
            "page": page,
            "filters": _filters(totals, question, context),
            "orders": _orders(question),
            **_ways_through(question, page),
        }
    wide = question.wide()
    if question.is_narrowed and (total := finder.count(wide)):
        filters = _filters(totals, question, context)
        return {**found, "wide": wide, "wide_total": total, "filters": filters}
    if number == 1:
        vocabulary = vocabulary_of(finder.cards, finder.locale_id)
        texts = suggestions(question.words, vocabulary, question.language)
        meant = [(text, wide.but(text=text)) for text in texts]
        counted = [(text, other.address(), finder.count(other)) for text, other in meant]
        found["suggestions"] = [item for item in counted if item[2]]
    if len(question.stems) > 1:
        results = finder.stories(wide, every_word=False)
        if count := results.count():
            some = _page(results, number, count)
            found.update(page=some, only_some=True, **_ways_through(wide, some))
    if number > 1 and "page" not in found:
        raise Http404(number)
    return found


class Counted(Paginator[Any]):
    """Turns pages of results whose number is known: counting them would search again."""

    def __init__(self, results: Any, total: int) -> None:
        super().__init__(results, RESULTS_A_PAGE)
        self.total = total

    @property
    def count(self) -> int:
        return self.total


def _page(results: Any, number: int, total: int) -> Page[Any]:
    """A page of results. Raises Http404 past the last."""
    try:
        return Counted(results, total).page(number)
    except EmptyPage as error:
        raise Http404(number) from error


def _ways_through(question: Question, page: Page[Any]) -> dict[str, str]:
    return {
        "earlier": question.address(page.previous_page_number()) if page.has_previous() else "",
        "further": question.address(page.next_page_number()) if page.has_next() else "",
    }


def _filters(
    totals: Totals, question: Question, context: dict[str, Any]
) -> list[tuple[str, str, list[Choice]]]:
    """(name, label, choices) of each filter that has something to choose."""
    in_sections, of_types = totals.by_section(question), totals.by_type(question)
    sections = [(s.slug, s.title, in_sections.get(s.pk, 0)) for s, _url in context["sections"]]
    types = [(kind.slug, str(kind.label), of_types.get(kind.value, 0)) for kind in StoryType]
    section = question.section.slug if question.section else ""
    kind = question.kind.slug if question.kind else ""
    found = [
        ("section", _("Section"), choices(sections, section, _("All sections"))),
        ("type", _("Type"), choices(types, kind, _("All types"))),
        ("period", _("Published"), _periods(question, context["years"])),
    ]
    return [(name, label, offered) for name, label, offered in found if len(offered) > 2]


def _periods(question: Question, years: list[Stretch]) -> list[Choice]:
    possible = [("", _("Any time")), ("month", _("Past month")), ("year", _("Past year"))]
    possible += [(str(year.period.year), str(year.period.year)) for year in years]
    values = [value for value, _label in possible]
    if question.period not in values:
        possible.append((question.period, question.period))
    return [Choice(value, label, None, value == question.period) for value, label in possible]


def _orders(question: Question) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is this one) of each order of the results."""
    return [
        (_("Best match"), question.but(order="").address(), not question.order),
        (_("Newest"), question.but(order=NEWEST).address(), bool(question.order)),
    ]


def _latest_topics(finder: Finder) -> list[Topic]:
    """What the newest stories are about, the most frequent first; two queries."""
    newest = list(finder.cards.newest().values_list("pk", flat=True)[:LATEST_STORIES])
    about = CardTopic.objects.filter(card__in=newest).select_related("topic")
    counts = Counter(item.topic for item in about)
    ranked = sorted(counts, key=lambda topic: (-counts[topic], topic.name))
    return ranked[:LATEST_TOPICS]
