"""The vocabularies of the media room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceType(models.TextChoices):
    """How a picture came to be: IPTC's Digital Source Type, by the ends of its addresses."""

    CAPTURE = "digitalCapture", _("Taken by a camera")
    COMPUTED_CAPTURE = "computationalCapture", _("Several takes, joined by the camera")
    NEGATIVE = "negativeFilm", _("Scanned negative")
    POSITIVE = "positiveFilm", _("Scanned slide")
    PRINT = "print", _("Scanned print")
    EDITED = "humanEdits", _("Changed by a person")
    ENHANCED = "algorithmicallyEnhanced", _("Changed by a program")
    CREATION = "digitalCreation", _("Drawn or made by a person on a screen")
    DATA = "dataDrivenMedia", _("Drawn from figures")
    SCREEN = "screenCapture", _("Picture of a screen")
    VIRTUAL = "virtualRecording", _("Recorded from a made-up scene")
    COMPOSITE = "composite", _("Put together from several pictures")
    COMPOSITE_CAPTURE = "compositeCapture", _("Put together from several photographs")
    COMPOSITE_SYNTHETIC = "compositeSynthetic", _("Put together, parts of it made by a program")
    COMPOSITE_AI = "compositeWithTrainedAlgorithmicMedia", _("Changed or added to by AI")
    AI = "trainedAlgorithmicMedia", _("Made by AI")
    PROGRAM = "algorithmicMedia", _("Made by a program, without AI")

    @property
    def address(self) -> str:
        return f"http://cv.iptc.org/newscodes/digitalsourcetype/{self.value}"


#: Terms that IPTC has replaced, with what stands for them now.
FORMER = {
    "softwareImage": SourceType.CREATION,
    "digitalArt": SourceType.CREATION,
    "minorHumanEdits": SourceType.EDITED,
}
#: What readers are told of.
MADE_BY_AI = frozenset({SourceType.AI, SourceType.COMPOSITE_AI})
