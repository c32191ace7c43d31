from broadsheet.newsroom.models.assignment import Assignment
from broadsheet.newsroom.models.card import CardByline, CardTopic, StoryCard
from broadsheet.newsroom.models.correction import Correction
from broadsheet.newsroom.models.editing import EditorBase
from broadsheet.newsroom.models.link import CheckedLink, LinkState
from broadsheet.newsroom.models.notice import Notice, NoticeChoices
from broadsheet.newsroom.models.person import Department, Person, PersonLink
from broadsheet.newsroom.models.rules import PublishingRules
from broadsheet.newsroom.models.section import Section
from broadsheet.newsroom.models.steps import Approval, EditorApproval, Spiking, UrgentPublication
from broadsheet.newsroom.models.story import Byline, Story, StoryTopic
from broadsheet.newsroom.models.topic import Topic
from broadsheet.newsroom.models.version import StoryVersion

__all__ = [
    "Approval",
    "Assignment",
    "Byline",
    "CardByline",
    "CardTopic",
    "CheckedLink",
    "Correction",
    "Department",
    "EditorApproval",
    "EditorBase",
    "LinkState",
    "Notice",
    "NoticeChoices",
    "Person",
    "PersonLink",
    "PublishingRules",
    "Section",
    "Spiking",
    "Story",
    "StoryCard",
    "StoryTopic",
    "StoryVersion",
    "Topic",
    "UrgentPublication",
]
