"""Sent inside the transaction of the change, with `story`, `correction` and `user`.

What a receiver does outside the database belongs into `transaction.on_commit`.
"""

from django.dispatch import Signal

story_corrected = Signal()
correction_changed = Signal()
correction_taken_back = Signal()
story_withdrawn = Signal()
story_reinstated = Signal()
