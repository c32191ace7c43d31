from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PaywallBlock(blocks.StaticBlock):
    """Where the part ends that everyone may read of a restricted story; readers see no mark."""

    class Meta:
        icon = "lock"
        label = _("End of the free part")
        admin_text = _(
            "Where only members may read the story, everyone reads as far as here. "
            "In a story for everyone it does nothing."
        )
        template = "newsroom/blocks/paywall.html"
