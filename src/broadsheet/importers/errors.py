"""What an importer refuses, in sentences that say what to do next."""

from __future__ import annotations


class ExportRefused(Exception):
    """The file can't be imported; the message is one sentence for the person who gave it."""


class BodyUnreadable(Exception):
    """A story's body can't be read in this format; the importer tries the next one."""


class ImportRefused(Exception):
    """The site can't take an archive; the message is a sentence that says what to do."""


class FileRefused(Exception):
    """A picture or file can't be taken; the message is a sentence that names it."""
