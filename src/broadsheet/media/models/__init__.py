from broadsheet.media.models.file import File
from broadsheet.media.models.picture import Picture, PictureRendition
from broadsheet.media.models.recording import Recording

__all__ = ["File", "Picture", "PictureRendition", "Recording"]
