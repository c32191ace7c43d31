from wagtail.search import index

from broadsheet.core.tasks import task
from broadsheet.newsroom.models import StoryCard
from broadsheet.newsroom.other_sites.checking import ask_due


@task()
def index_card(card_id: int) -> None:
    """Bring a card into readers' search; one that is gone meanwhile needs no place there."""
    card = StoryCard.get_indexed_objects().filter(pk=card_id).first()
    if card is not None:
        index.insert_or_update_object(card)


# Other sites may be slow: whatever else waits goes before, and between the runs.
@task(priority=-60)
def ask_other_sites() -> None:
    """Ask the links that are due, a few in each run."""
    if ask_due():
        ask_other_sites.enqueue()
