"""What the small export of Ghost 6 tells: the news of a small river town, made up for it."""

from __future__ import annotations

from typing import Any

from tests.importers.ghost.making import (
    bullets,
    card,
    heading,
    lexical,
    paragraph,
    text,
)
from tests.importers.small_cards import PICTURES, every_card

PEOPLE = {
    "odile-marsh": ("Odile Marsh", "Covers the town hall and everything that drips from it."),
    "teo-varga": ("Teo Varga", "Writes about water, woods and the railway."),
    "wen-achterberg": ("Wen Achterberg", "Data desk."),
    "sunniva-holt": ("Sunniva Holt", None),
}
TAGS = {
    "news": ("News", "What happened in Verlow today."),
    "town-hall": ("Town hall", None),
    "river": ("River", None),
    "railway": ("Railway", None),
    "schools": ("Schools", None),
    "opinion": ("Opinion", None),
    "hash-night-desk": ("#Night desk", None),
}


def plain(*paragraphs: str) -> str:
    return lexical(*(paragraph(words) for words in paragraphs))


def behind_paywall(free: str, paid: str) -> str:
    return lexical(paragraph(free), card("paywall"), paragraph(paid))


#: Slug, headline, standfirst, tags, authors, body, other fields.
STORIES: list[tuple[str, str, str, str, str, str, dict[str, Any]]] = [
    (
        "mill-gate-opened",
        "Verlow opens its mill gate again",
        "Eleven years after the flood, the river is let through by hand.",
        "news river hash-night-desk",
        "odile-marsh teo-varga",
        every_card(),
        {
            "featured": 1,
            "feature_image": f"{PICTURES}/gate-wide.jpg",
            "codeinjection_head": "<script>track()</script>",
            "canonical_url": "https://example.org/mill-gate",
            "meta": {
                "feature_image_alt": "Two people at a gate wheel",
                "feature_image_caption": "Two turns and it was open. (Ruben Slat / MILL / VRA)",
                "meta_title": "The mill gate is open",
                "meta_description": "Verlow's gate turns again.",
                "og_title": "It turns",
                "twitter_title": "It turns!",
            },
        },
    ),
    (
        "the-flood-remembered",
        "The flood, remembered",
        "Eleven years on, the marks are still on the walls.",
        "river",
        "teo-varga",
        plain(
            "On the corner of Tanner Street a brass line shows where the water stood.",
            "Most who pass it were children then. Some were not born.",
        ),
        {"feature_image": f"{PICTURES}/flood.jpg"},
    ),
    (
        "council-budget-vote",
        "Council passes the budget by one vote",
        "Roads get less, the library gets its roof.",
        "news town-hall",
        "odile-marsh wen-achterberg",
        plain(
            "It took until a quarter to midnight, and it took the vote of the mayor.",
            "“We could not have sat through another winter with buckets,” said the librarian.",
        ),
        {},
    ),
    (
        "night-train-returns",
        "The night train returns in May",
        "",
        "news railway",
        "teo-varga",
        lexical(
            paragraph("After six years the 23:10 will stop at Verlow again."),
            heading("The timetable", "h3"),
            bullets("Monday to Friday: 23:10", "Saturday: 23:40"),
        ),
        {},
    ),
    (
        "school-kitchen-prize",
        "A school kitchen wins the county prize",
        "Lentils, mostly.",
        "schools",
        "sunniva-holt",
        plain("The jury came unannounced, ate twice, and asked for the recipe."),
        {},
    ),
    (
        "bridge-inspection",
        "The footbridge fails its inspection",
        "It stays open, for now, to twelve people at a time.",
        "news town-hall river",
        "odile-marsh",
        plain(
            "Engineers found rust in three of the eight hangers.",
            "A sign will count to twelve. Who counts the people is not decided.",
        ),
        {},
    ),
    (
        "baker-retires",
        "After 41 years the baker puts out the oven",
        "",
        "news",
        "sunniva-holt",
        plain("He says that he will sleep until five, which is late for him."),
        {"feature_image": f"{PICTURES}/oven.jpg"},
    ),
    (
        "bus-line-nine",
        "Bus line nine will run on Sundays",
        "",
        "news railway",
        "wen-achterberg",
        plain("One bus, four journeys, from the first Sunday in April."),
        {},
    ),
    (
        "numbers-of-the-flood",
        "What the flood cost, in numbers",
        "We read 1,140 pages so that you need not.",
        "river town-hall",
        "wen-achterberg",
        lexical(
            paragraph("The town has paid 14.2 million. Nobody had added it up."),
            card("html", html="<table><tr><td>Roads</td><td>6.1</td></tr></table>"),
        ),
        {},
    ),
    (
        "letter-to-the-miller",
        "A letter to the miller",
        "Your gate is our gate.",
        "opinion",
        "odile-marsh",
        plain("Dear neighbour, the water that you hold is the water that we drink."),
        {"twitter_title": "Dear miller"},
    ),
    (
        "library-roof",
        "The library gets its roof",
        "",
        "news town-hall",
        "odile-marsh",
        plain("Work begins when the swifts have gone."),
        {},
    ),
    (
        "tysha-nad-richkoiu",
        "«Тиша над річкою» — a play about the flood",
        "Прем’єра в суботу.",
        "news schools",
        "sunniva-holt",
        lexical(
            paragraph("Учні школи № 3 грають те, про що вдома мовчать."),
            paragraph("It is played in two languages: ", text("обидві чути", 3), " well."),
        ),
        {"locale": "uk"},
    ),
    (
        "market-moves",
        "The market moves to the station yard",
        "",
        "news",
        "teo-varga sunniva-holt",
        plain("For one summer, while the square is paved."),
        {},
    ),
    (
        "swimming-lessons",
        "Every child to learn to swim by nine",
        "",
        "schools river",
        "sunniva-holt",
        plain("The pool is too short for it; the lake is too cold. The council chose the lake."),
        {},
    ),
    (
        "heron-count",
        "Herons: 61, and one that nobody could read",
        "",
        "river",
        "teo-varga",
        plain("The ring had worn smooth. It is thirty years old, at least, and so is the bird."),
        {},
    ),
    (
        "station-clock",
        "The station clock is right again",
        "",
        "railway",
        "teo-varga",
        plain("For eleven days it wasn't, and three people missed the same train."),
        {},
    ),
    (
        "water-tower-ledger",
        "Inside the water tower's ledger",
        "What it cost, and who signed.",
        "news river",
        "wen-achterberg odile-marsh",
        behind_paywall(
            "The ledger is bound in green cloth and was never meant to be read.",
            "On page 212 the same hand signs three times, once for a man who was dead.",
        ),
        {"visibility": "paid"},
    ),
    (
        "members-evening",
        "Notes from our members' evening",
        "",
        "news",
        "odile-marsh",
        behind_paywall("Forty came.", "They asked, in this order, about money, eels and commas."),
        {"visibility": "members"},
    ),
    (
        "supporters-archive",
        "From the archive, for supporters",
        "",
        "river",
        "teo-varga",
        plain("A photograph of the square, under water, with a piano."),
        {"visibility": "tiers"},
    ),
    (
        "tram-nobody-asked-for",
        "Draft: the tram that nobody asked for",
        "",
        "railway",
        "teo-varga",
        plain("To be checked: the price, the route, the reason."),
        {"status": "draft", "published_at": None},
    ),
    (
        "second-draft",
        "Draft: who owns the weir",
        "",
        "",
        "sunniva-holt",
        plain("Three deeds, two of them signed."),
        {"status": "draft", "published_at": None},
    ),
    (
        "may-elections",
        "Verlow votes in May: all 40 candidates",
        "",
        "town-hall",
        "wen-achterberg",
        plain("They answered the same nine questions."),
        {"status": "scheduled", "published_at": "2026-05-02 04:00:00"},
    ),
    (
        "letter-only",
        "River Letter, the first",
        "",
        "river",
        "teo-varga",
        plain("Good morning. The river is at two metres ten."),
        {"status": "sent", "meta": {"email_only": 1}},
    ),
    (
        "weir-notice",
        "Notice: the weir is closed to boats",
        "",
        "river",
        "teo-varga",
        plain("From Tuesday, until the eels have passed."),
        {},
    ),
]
PAGES = [
    ("about", "About the Verlow Lantern", plain("We are four people and a kettle.")),
    ("contact", "Contact", plain("Write to us, or come by: Tanner Street 4.")),
]
