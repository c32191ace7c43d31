"""Rights that end: a picture leaves every page at its minute, and comes back if prolonged.

A page asks for itself whether a right has ended, so no page shows the picture a second longer even
if this job is late. The job takes the public files away, tells the rooms above, and logs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import structlog
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.edge.cdn.purging import ask_purges, purge_of_file
from broadsheet.media.models import Picture, PictureRendition
from broadsheet.media.storage import WITHHELD
from broadsheet.media.tasks import prepare_renditions

logger = structlog.get_logger("broadsheet.media")

#: Sent in the transaction, with `picture`.
picture_taken_off = Signal()
picture_brought_back = Signal()
#: At once; the next tick takes the rest.
MOST = 50


def keep_rights() -> int:
    """Take off what may be shown no longer, bring back what may again; returns how many changed."""
    now = timezone.now()
    ended = Picture.objects.filter(expires_at__lte=now, taken_off_at__isnull=True)
    again = Picture.objects.filter(taken_off_at__isnull=False).exclude(expires_at__lte=now)
    changed = 0
    for pictures, settle in ((ended, take_off), (again, bring_back)):
        for picture in pictures.order_by("expires_at", "pk")[:MOST]:
            try:
                changed += settle(picture)
            except Exception:
                # One picture's failure keeps no other one on the pages.
                logger.exception("A picture's rights could not be kept", picture=picture.pk)
    return changed


@transaction.atomic
def take_off(picture: Picture) -> bool:
    """Take a picture off all pages, with its public files; False where that was done already."""
    claimed = Picture.objects.filter(
        pk=picture.pk, taken_off_at__isnull=True, expires_at=picture.expires_at
    ).update(taken_off_at=timezone.now())
    if not claimed:
        return False
    withdraw_files(PictureRendition.objects.filter(image=picture))
    log(
        instance=picture,
        action="media.rights_ended",
        data={"expires_at": picture.expires_at.isoformat() if picture.expires_at else ""},
    )
    picture_taken_off.send(sender=Picture, picture=picture)
    logger.info("The rights of a picture ended: it left the pages", picture=picture.title)
    return True


def withdraw_files(renditions: Iterable[PictureRendition]) -> int:
    """Take files away from readers, and from the CDN; returns how many.

    The newsroom's are made anew when somebody looks, with the originals. In the caller's
    transaction.
    """
    gone = list(renditions)
    public = [row.file for row in gone if not str(row.file.name).startswith(WITHHELD)]
    ask_purges(purge_of_file(file.url) for file in public)
    for file in public:
        # At once: Wagtail's own task comes when the worker has time.
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
    PictureRendition.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)


def withdraw_strays() -> int:
    """Withdraw public files of pictures that were taken off before; returns how many.

    One that was being drawn when the right ended, or by a version that left the newsroom's there.
    """
    strays = PictureRendition.objects.filter(image__taken_off_at__isnull=False).exclude(
        file__startswith=WITHHELD
    )
    with transaction.atomic():
        return withdraw_files(strays[:1000])


@transaction.atomic
def bring_back(picture: Picture) -> bool:
    """Let a picture stand where it stood; False where that was done already."""
    claimed = Picture.objects.filter(pk=picture.pk, taken_off_at__isnull=False).update(
        taken_off_at=None
    )
    if not claimed:
        return False
    picture.taken_off_at = None
    # The newsroom's own small ones, which are made again where all the others are.
    PictureRendition.objects.filter(image=picture, file__startswith=WITHHELD).delete()
    log(instance=picture, action="media.rights_prolonged")
    prepare_renditions.enqueue(picture.pk)
    picture_brought_back.send(sender=Picture, picture=picture)
    return True
