"""What stands around every page: rows S1, S3 to S9 and S30 to S33 of FEATURES.md."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.core.actions import withdraw_address
from broadsheet.masthead.models import Menu, MenuSlot, Panel, PromoBar, SocialLink
from tests.factories import locale
from tests.newspaper import Newspaper, address, make_menu
from tests.reading import read, words


def make_bar(text: str, **fields: object) -> PromoBar:
    return PromoBar.objects.create(
        text=text,
        call_to_action="Join us",
        address=address("/about/"),
        locale=locale(),
        **fields,
    )


def test_s1_the_bar_has_its_text_its_calls_and_its_goal(paper: Newspaper) -> None:
    page = read("/")
    assert page.words(".promo-text") == "Independent news of the harbour needs its readers."
    calls = [(words(link), link["href"]) for link in page.all(".promo-actions a")]
    assert calls == [("Join us", "/join-the-team/"), ("Why we ask", "/about/")]
    assert page.words(".promo-goal span") == "312 of 1,000 new members"
    goal = page.one(".promo-goal progress")
    assert (goal["value"], goal["max"]) == ("312", "1000")
    assert words(page.one(f"#{goal['aria-labelledby']}")) == "312 of 1,000 new members"


def test_s1_a_goal_that_is_overreached_fills_its_bar(paper: Newspaper) -> None:
    PromoBar.objects.update(goal_reached=1200)
    page = read("/")
    assert page.one("progress")["value"] == "1000"
    assert page.words(".promo-goal span") == "1,200 of 1,000 new members"


def test_s1_the_bar_without_a_goal_has_no_progress(paper: Newspaper) -> None:
    PromoBar.objects.update(goal_total=None, goal_reached=None, second_url="")
    page = read("/")
    assert not page.all(".promo-goal, progress")
    assert len(page.all(".promo-actions a")) == 1


def test_s1_the_bar_is_known_to_the_device_by_its_words(paper: Newspaper) -> None:
    page = read("/")
    first = page.one("promo-bar")["data-key"]
    assert page.one("promo-bar button")["aria-label"] == "Close this announcement"
    # The script that hides a closed bar runs before the page is painted, from a file of ours.
    script = page.one("head script:not([type])")
    assert "early.js" in str(script["src"])
    assert not script.has_attr("defer")
    PromoBar.objects.update(text="Other words")
    assert read("/").one("promo-bar")["data-key"] != first


def test_s1_a_page_without_a_bar_has_no_trace_of_one(paper: Newspaper) -> None:
    PromoBar.objects.update(is_on=False)
    assert "promo-" not in read("/").html


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [(-1, 1, True), (None, 1, True), (-1, None, True), (1, 2, False), (-2, -1, False)],
)
def test_s1_the_bar_keeps_its_time(
    paper: Newspaper, starts: int | None, ends: int | None, shown: bool
) -> None:
    now = timezone.now()
    PromoBar.objects.update(
        starts_at=now + timedelta(hours=starts) if starts else None,
        ends_at=now + timedelta(hours=ends) if ends else None,
    )
    assert bool(read("/").all(".promo")) is shown


def test_s1_one_bar_is_shown_and_that_of_the_section_goes_first(paper: Newspaper) -> None:
    bar = make_bar("Only in the city")
    bar.sections = [address("/city/")]
    bar.save()
    general = "Independent news of the harbour needs its readers."
    assert read("/").words(".promo-text") == general
    assert read("/everything/").words(".promo-text") == general
    assert read("/city/").words(".promo-text") == "Only in the city"
    assert read("/analysis/").words(".promo-text") == "Only in the city"


@pytest.mark.parametrize("path", ["/", "/everything/", "/search/", "/no-such-page/"])
def test_s3_the_skip_link_comes_first_and_leads_to_main(paper: Newspaper, path: str) -> None:
    page = read(path, status=404 if "no-such" in path else 200)
    focusable = page.all("body a[href], body button, body input, body summary, body [tabindex]")
    assert words(focusable[0]) == "Skip to content"
    assert focusable[0]["href"] == "#main"
    assert page.one("main")["id"] == "main"
    assert page.one("main")["tabindex"] == "-1"


def test_s4_s5_the_headers_menus_have_their_own_links(paper: Newspaper) -> None:
    page = read("/")
    featured, more = page.all(".menu-lists .link-list")
    assert words(featured.select("h2")[0]) == "Featured"
    assert [words(link) for link in featured.select("a")] == [
        "Harbour",
        "City",
        "Business",
        "Ferries",
        "Opinion",
    ]
    assert [words(link) for link in more.select("a")][-1] == "Advertising"
    assert [words(link) for link in page.all(".footer-lists .link-list")[2].select("a")][
        -1
    ] == "Partner"


def test_s4_a_link_whose_page_is_gone_is_absent_and_so_is_an_empty_menu(paper: Newspaper) -> None:
    withdraw_address(paper.sections["City"])
    assert "City" not in [words(link) for link in read("/").all(".featured a")]
    Menu.objects.all().delete()
    make_menu(MenuSlot.FEATURED, "Nothing lives", [("City", "/harbour/")])
    withdraw_address(paper.sections["Harbour"])
    page = read("/")
    assert "Nothing lives" not in page.html
    assert not page.all(".featured, .menu-lists")


def test_s6_s9_panels_have_a_silent_picture_and_one_call(paper: Newspaper) -> None:
    page = read("/")
    panels = page.all(".panels li")
    assert [words(panel.select(".panel-title")[0]) for panel in panels] == [
        "Newsletters",
        "Store",
        "Insights",
    ]
    assert [words(panel.select("a")[0]) for panel in panels] == [
        "All newsletters",
        "Shop now",
        "Learn more",
    ]
    assert all(image["alt"] == "" for image in page.all(".panels img"))
    Panel.objects.update(address=None)
    assert not read("/").all(".panels")


def test_the_menu_is_a_disclosure_that_needs_no_javascript(paper: Newspaper) -> None:
    page = read("/")
    menu = page.one("header details")
    assert words(menu.select("summary")[0]) == "Menu"
    assert not menu.has_attr("open")
    form = menu.select("form")[0]
    assert form["action"] == "/search/"
    assert not form.has_attr("method")
    field = form.select("input[name=q]")[0]
    assert form.select(f"label[for={field['id']}]")


def test_s30_s33_the_footer_has_its_menus_and_says_who_publishes(paper: Newspaper) -> None:
    page = read("/everything/")
    headings = [words(heading) for heading in page.all("footer.colophon h2")]
    assert headings == ["Featured", "Sections", "More", "Follow us"]
    follow = page.all(".footer-lists .link-list")[3].select("a")
    assert [(words(link), link["href"]) for link in follow] == [
        ("Mastodon", "https://social.example.org/@testpost"),
        ("Bluesky", "https://bsky.app/profile/example.org"),
    ]
    assert page.words(".imprint") == (
        "Published by Test Post Cooperative, founded 1987 Our policies"
    )
    assert page.one(".imprint a")["href"] == "/contacts/#policies"
    assert read("/contacts/").one("#policies")


def test_s30_empty_parts_of_the_footer_are_absent(paper: Newspaper) -> None:
    Menu.objects.all().delete()
    SocialLink.objects.all().delete()
    type(paper.settings).objects.update(
        publisher="", ethics_policy="", corrections_policy="", ownership=""
    )
    page = read("/")
    assert not page.all("footer.colophon h2, footer.colophon nav, .imprint")
    assert not read("/contacts/").all("#policies")


def test_the_name_is_the_heading_of_the_front_and_a_link_elsewhere(paper: Newspaper) -> None:
    assert read("/").words("h1") == "The Test Post"
    story = read("/everything/")
    assert words(story.one("header.masthead p.nameplate a[href='/']")) == "The Test Post"
    assert "ferry" in story.words("h1")


def test_a_logo_stands_for_the_name_and_says_it(paper: Newspaper) -> None:
    type(paper.settings).objects.update(logo=paper.pictures["quay"])
    assert read("/everything/").one("header .nameplate img")["alt"] == "The Test Post"


def test_the_language_of_the_page_is_that_of_its_content(paper: Newspaper) -> None:
    type(paper.settings).objects.update(language="uk")
    page = read("/everything/")
    assert page.one("html")["lang"] == "en"
