"""Whatever people write into the newsroom's forms, a page shows it and never obeys it."""

from __future__ import annotations

import pytest

from broadsheet.fronts.models import EditorsPick
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Story
from tests.factories import make_person, make_picture, make_section, make_story, make_topic
from tests.newspaper import Newspaper, every_block, make_file
from tests.reading import ReadPage, read

HOSTILE = "</script><script>alert(\"1\")</script><img src=x onerror=alert(1)> {{ 7|add:7 }} & 'q'"


@pytest.fixture
def hostile(paper: Newspaper) -> Story:
    """A story whose every field tries to break out."""
    section = make_section(paper.front, HOSTILE, slug="hostile-section", description=HOSTILE)
    person = make_person(
        HOSTILE, slug="hostile-person", job_title=HOSTILE, short_bio=HOSTILE, bio=HOSTILE
    )
    topic = make_topic(HOSTILE, slug="hostile-topic", description=HOSTILE)
    picture = make_picture(
        HOSTILE, description=HOSTILE, caption=HOSTILE, photographer=HOSTILE, agencies=HOSTILE
    )
    pictures = dict.fromkeys(paper.pictures, picture)
    blocks = [
        spoil(block)
        for block in every_block(pictures, file=make_file())
        if block["type"] not in ("text", "html")
    ]
    story = make_story(
        section,
        HOSTILE,
        slug="hostile",
        kicker=HOSTILE[:120],
        standfirst=HOSTILE,
        dateline=HOSTILE[:120],
        story_type=StoryType.SPONSORED,
        sponsor_name=HOSTILE[:120],
        sponsor_url="https://example.org/\"onmouseover='alert(1)'",
        lead_picture=picture,
        lead_caption=HOSTILE,
        lead_alt_text=HOSTILE,
        lead_credit=HOSTILE,
        seo_title=HOSTILE,
        search_description=HOSTILE,
        social_title=HOSTILE,
        social_description=HOSTILE,
        authors=[person, HOSTILE],
        topics=[topic],
        body=blocks,
    )
    EditorsPick.objects.all().delete()
    EditorsPick.objects.create(story=story)
    return story


def spoil(block: dict[str, object]) -> dict[str, object]:
    """The block with every plain text in it made hostile."""
    return {"type": block["type"], "value": spoiled(block["value"])}


KEPT = {"url", "layout", "style", "type", "picture", "poster", "file", "story", "body", "items"}
#: Figures that are none keep a story from going out; their names are tried beside charts' tests.
KEPT |= {"kind", "data", "answer"}


def spoiled(value: object, key: str = "") -> object:
    if isinstance(value, dict):
        return {name: spoiled(item, name) for name, item in value.items()}
    if isinstance(value, list) and key not in KEPT:
        return [spoiled(item, key) for item in value]
    return HOSTILE if isinstance(value, str) and key not in KEPT else value


def assert_harmless(page: ReadPage) -> None:
    assert not page.all("[onerror], [onclick], [onmouseover], [style], img[src=x]")
    assert "alert" not in "".join(
        script.get_text() for script in page.all("script:not([type='application/ld+json'])")
    )
    assert not [link for link in page.all("a") if "javascript:" in str(link.get("href")).lower()]
    # Raw markup of ours would show up unescaped.
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html


def test_the_story_page_obeys_nothing(hostile: Story) -> None:
    page = read("/hostile/")
    assert_harmless(page)
    assert "<img src=x onerror=alert(1)>" in page.words("h1")
    assert "{{ 7|add:7 }}" in page.words("h1")
    story = next(item for item in page.json_ld() if "headline" in item)
    assert story["headline"] == HOSTILE
    assert story["author"][1]["name"] == HOSTILE
    assert story["image"]["caption"] == HOSTILE
    # The caption of a hostile headline stays one attribute of one image.
    assert all(image.get("alt") in (HOSTILE, "") for image in page.all("article.story img"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/hostile-section/",
        "/tag/hostile-topic/",
        "/author/hostile-person/",
        "/team/",
        "/news/",
        "/everything/",
        "/search/?q=alert",
        "/search/?q=alrt",
        "/search/?q=alert+script+zeppelin",
        "/search/?q=script&section=%22%3E%3Cscript%3E&type=%3C&period=%27%22&order=%3Cb%3E",
        "/search/?q=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/search/?q=%22%20onfocus=alert(1)%20x=%22",
    ],
)
def test_lists_obey_nothing(hostile: Story, path: str) -> None:
    assert_harmless(read(path))


def test_site_settings_obey_nothing(paper: Newspaper) -> None:
    type(paper.settings).objects.update(
        name=HOSTILE[:120],
        tagline=HOSTILE,
        publisher=HOSTILE,
        street_address=HOSTILE,
        phone=HOSTILE[:40],
        accent="}</styl",
    )
    for path in ("/", "/contacts/", "/everything/", "/no-such-page/"):
        page = read(path, status=404 if "no-such" in path else 200)
        assert_harmless(page)
        assert not page.all("style")
