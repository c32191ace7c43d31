from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffAction(models.TextChoices):
    """What happens to accounts and at the sign-in, as the audit log names it."""

    SIGNED_IN = "staff.signed_in", _("Signed in")
    SIGNED_OUT = "staff.signed_out", _("Signed out")
    SIGN_IN_FAILED = "staff.sign_in_failed", _("Sign-in failed")
    SECOND_FACTOR_FAILED = "staff.second_factor_failed", _("Second factor failed")
    SECOND_FACTOR_ADDED = "staff.second_factor_added", _("Second factor added")
    SECOND_FACTOR_REMOVED = "staff.second_factor_removed", _("Second factor removed")
    RECOVERY_CODES_MADE = "staff.recovery_codes_made", _("Recovery codes made anew")
    PASSWORD_CHANGED = "staff.password_changed", _("Password changed")
    SESSION_ENDED = "staff.session_ended", _("Session ended")
    INVITED = "staff.invited", _("Invited")
    INVITED_AGAIN = "staff.invited_again", _("Invitation sent again")
    INVITATION_REVOKED = "staff.invitation_revoked", _("Invitation revoked")
    INVITATION_ACCEPTED = "staff.invitation_accepted", _("Invitation accepted")
    ROLES_CHANGED = "staff.roles_changed", _("Roles changed")
    NIGHT_DESK_GIVEN = "staff.night_desk_given", _("May publish urgently")
    NIGHT_DESK_TAKEN = "staff.night_desk_taken", _("May no longer publish urgently")
    DEACTIVATED = "staff.deactivated", _("Account deactivated")
    REACTIVATED = "staff.reactivated", _("Account activated again")


#: What stands in an entry's data, in the order in which the log shows it.
DETAILS = ("how", "role", "roles", "sections", "address", "browser", "ip")
