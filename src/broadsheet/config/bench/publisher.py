"""Publishes on a site from a process of its own, at the word, and says when it was committed.

`python -m broadsheet.config.bench.publisher SITE` reads lines: `draft HEADLINE` makes a story of
the first section with two topics and an author, `publish` publishes it, `rename NAME` renames the
newspaper, `unpublish PATH` takes a story from readers. Each is answered by a line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any


class Publisher:
    """What a line asks for, done on the site that Django was set up on."""

    def __init__(self) -> None:
        from broadsheet.newsroom.models import Person, Section, Story, Topic

        self.section = Section.objects.live().order_by("pk").first()
        self.topics = list(Topic.objects.order_by("pk")[:2])
        self.person = Person.objects.filter(is_public=True).order_by("pk").first()
        assert self.section is not None
        assert self.person is not None
        self.old = Story.objects.live().order_by("first_published_at").first()
        self.draft_pk = 0

    def paths(self) -> list[str]:
        """Where a new story may show beside its own address; feeds and sitemaps come last."""
        from django.utils import timezone

        assert self.section is not None
        assert self.person is not None
        assert self.old is not None
        lists = [thing.public_path() for thing in (self.section, self.person, *self.topics)]
        now = timezone.localdate()
        pages = ["/", *lists, "/news/", "/tag/news-feed/", self.old.public_path()]
        pages += [f"/news/{now:%Y/%m/}", f"/news/{now:%Y/%m/%d/}"]
        feeds = [f"{path}feed/" for path in ("/", *lists)] + ["/feed/atom/", "/feed/json/"]
        return [*pages, *feeds, "/sitemap-news.xml", f"/sitemap-{now:%Y-%m}.xml", "/sitemap.xml"]

    def draft(self, headline: str) -> dict[str, Any]:
        from django.utils.text import slugify

        from broadsheet.newsroom.models import Byline, Story, StoryTopic

        story = Story(
            title=headline,
            slug=slugify(headline),
            standfirst=f"{headline}, as it was told at noon.",
            body=[{"type": "text", "value": f"<p>{headline}.</p>" * 12}],
            live=False,
        )
        story.bylines.set([Byline(person=self.person, sort_order=0)])
        story.story_topics.set(
            [StoryTopic(topic=topic, sort_order=place) for place, topic in enumerate(self.topics)]
        )
        assert self.section is not None
        self.section.add_child(instance=story)
        story.save_revision()
        self.draft_pk = story.pk
        return {"path": f"/{story.slug}/"}

    def publish(self) -> dict[str, Any]:
        from broadsheet.newsroom.models import Story

        story = Story.objects.get(pk=self.draft_pk)
        revision = story.get_latest_revision()
        assert revision is not None
        revision.publish()
        at = time.time()
        story.refresh_from_db()
        return {"path": story.public_path(), "at": at}

    def unpublish(self, path: str) -> dict[str, Any]:
        from broadsheet.newsroom.models import Story

        Story.objects.get(slug=path.strip("/")).unpublish()
        return {"at": time.time()}

    def rename(self, name: str) -> dict[str, Any]:
        from wagtail.models import Site

        from broadsheet.masthead.models import SiteSettings

        found = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        found.name = name
        found.save()
        return {"at": time.time()}


def main(site: Path) -> None:
    from broadsheet.config.cli.app import open_site

    open_site(site)
    publisher = Publisher()
    _say({"paths": publisher.paths()})
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        act = getattr(publisher, word)
        _say(act(rest) if rest else act())


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
