from wagtail.search import index

from broadsheet.core.tasks import task
from broadsheet.newsroom.models import StoryCard


@task()
def index_card(card_id: int) -> None:
    """Bring a card into readers' search; one that is gone meanwhile needs no place there."""
    card = StoryCard.get_indexed_objects().filter(pk=card_id).first()
    if card is not None:
        index.insert_or_update_object(card)
