"""A story is deleted with all that stands on it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story, StoryCard
from tests.factories import make_section, make_story, make_topic


@pytest.mark.django_db
def test_a_live_story_can_be_deleted_and_its_address_is_gone(front: FrontPage) -> None:
    story = make_story(make_section(front), slug="crane", topics=[make_topic()])
    story.delete()
    connection.check_constraints()
    assert not Story.objects.filter(pk=story.pk).exists()
    assert not StoryCard.objects.exists()
    assert Client().get("/crane/").status_code == 410
