"""What an import did, for people and for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from broadsheet.importers.records import Archive, StoryRecord


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address of the old site and how we answer it.

    "live", "redirect" (for good), "gone" (410), "none" (404), or "taken": another page of ours is
    read there. `leads_to` is where what stood there is now.
    """

    path: str
    kind: str
    answer: str
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the source that has no block of ours, or that readers no longer see."""

    card: str
    story: str
    became: str


@dataclass
class ImportReport:
    """Counts by kind ("story", "page", "topic", "person"), and what needs a person's eye."""

    created: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    #: Changed in the archive since the last import, and left here as it is.
    kept: Counter[str] = field(default_factory=Counter)
    #: Changed in the archive since, and written over what stood here.
    overwritten: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    restricted: int = 0
    #: Cards that became cleaned HTML, by their name in the source.
    converted: Counter[str] = field(default_factory=Counter)
    #: The same, one after the other: the card and the story where it stands.
    converted_cards: list[Card] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    #: Pictures, files and recordings that came in.
    files: Counter[str] = field(default_factory=Counter)
    #: Of pictures without a credit: the picture's title and the headline above it.
    without_credit: list[str] = field(default_factory=list)
    tiers: list[str] = field(default_factory=list)
    newsletters: list[str] = field(default_factory=list)
    #: Members by what became of them: "active", "bounced", "unsubscribed", "complained".
    members: Counter[str] = field(default_factory=Counter)
    #: What has no place here, by the names of those that have it there.
    left_behind: dict[str, list[str]] = field(default_factory=dict)
    is_rehearsal: bool = False
    missing_files: int = 0
    #: Their addresses there, each once, with the headline where it is first missed.
    missing: dict[str, str] = field(default_factory=dict)
    addresses: list[OldAddress] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @classmethod
    def of(cls, archive: Archive, *, is_rehearsal: bool = False) -> ImportReport:
        """A report that says of an archive what is known before its stories are read."""
        left_behind = {
            "picture of a tag": [tag.name for tag in archive.tags if tag.picture],
            "search text of a tag": [
                tag.name for tag in archive.tags if tag.meta_title or tag.meta_description
            ],
            "cover picture of a person": [person.name for person in archive.people if person.cover],
            "place of a person": [person.name for person in archive.people if person.location],
        }
        return cls(
            problems=[str(problem) for problem in archive.problems],
            tiers=list(archive.tiers),
            newsletters=list(archive.newsletters),
            left_behind={kind: names for kind, names in left_behind.items() if names},
            is_rehearsal=is_rehearsal,
        )

    def count(self, record: StoryRecord, *, open_restricted: bool) -> None:
        """Count what a story or page that comes in is, and what became of its cards."""
        self.statuses[record.status] += 1
        self.restricted += record.visibility != "public" and not open_restricted
        self.converted.update(record.converted)
        self.left_out.update(item.kind for item in record.left_out)
        self.converted_cards += [
            *(Card(card, record.slug, "cleaned HTML") for card in record.converted.elements()),
            *(Card(item.kind, record.slug, "left out") for item in record.left_out),
        ]
        self.problems += [str(problem) for problem in record.problems]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return values | {
            "addresses": [asdict(address) for address in self.addresses],
            "converted_cards": [asdict(card) for card in self.converted_cards],
        }

    def answers(self) -> Counter[str]:
        return Counter(address.answer for address in self.addresses)
