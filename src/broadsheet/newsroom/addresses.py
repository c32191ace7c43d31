"""Which view answers each kind of address of the newsroom."""

from django.utils.translation import gettext_lazy as _

from broadsheet.core.registries import FixedAddress, address_views, fixed_addresses
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Person, Section, Story, Topic
from broadsheet.newsroom.models.correction import LOG_PATH
from broadsheet.newsroom.views import archive, corrections, lists, people, story


def register() -> None:
    address_views.register(Story, story.serve_story)
    address_views.register(Section, lists.serve_section)
    address_views.register(Topic, lists.serve_topic)
    address_views.register(Person, people.serve_person)
    fixed_addresses.register(
        "archive",
        FixedAddress("/news/", _("Archive"), archive.serve_archive, ("page",), below=archive.DATED),
    )
    fixed_addresses.register(
        "corrections",
        FixedAddress(
            LOG_PATH,
            _("Corrections"),
            corrections.serve_corrections,
            ("page", "feed"),
            below=corrections.NUMBERED,
        ),
    )
    fixed_addresses.register("team", FixedAddress("/team/", _("Team"), people.serve_team))
    fixed_addresses.register(
        "contacts", FixedAddress("/contacts/", _("Contacts"), people.serve_contacts)
    )
    for kind in StoryType:
        fixed_addresses.register(
            f"type:{kind.value}",
            FixedAddress(
                f"/tag/{kind.slug}/", kind.label, lists.serve_type(kind), ("page", "feed")
            ),
        )
