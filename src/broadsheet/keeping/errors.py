class KeepingRefused(Exception):
    """A backup, a restore or an export can't be made; the message says why and what to do."""


class BackupDamaged(KeepingRefused):
    """The archive is not what was once written: nothing of it may be used."""
