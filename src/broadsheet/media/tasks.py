from broadsheet.core.tasks import task
from broadsheet.media.models import Picture
from broadsheet.media.renditions import prepare, renew


# Minutes of work after a large upload: search and references go before.
@task(priority=-50)
def prepare_renditions(picture_id: int) -> int:
    """Make a picture's renditions; a picture deleted meanwhile needs none."""
    picture = Picture.objects.filter(pk=picture_id).first()
    return prepare(picture) if picture else 0


@task(priority=-50)
def renew_renditions(picture_id: int) -> int:
    """Make a picture's renditions anew, since what they say of it has changed."""
    picture = Picture.objects.filter(pk=picture_id).first()
    return renew(picture) if picture else 0
