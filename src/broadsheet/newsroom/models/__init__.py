from broadsheet.newsroom.models.card import CardByline, CardTopic, StoryCard
from broadsheet.newsroom.models.correction import Correction
from broadsheet.newsroom.models.person import Department, Person, PersonLink
from broadsheet.newsroom.models.rules import PublishingRules
from broadsheet.newsroom.models.section import Section
from broadsheet.newsroom.models.story import Byline, Story, StoryTopic
from broadsheet.newsroom.models.topic import Topic
from broadsheet.newsroom.models.version import StoryVersion

__all__ = [
    "Byline",
    "CardByline",
    "CardTopic",
    "Correction",
    "Department",
    "Person",
    "PersonLink",
    "PublishingRules",
    "Section",
    "Story",
    "StoryCard",
    "StoryTopic",
    "StoryVersion",
    "Topic",
]
