from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from broadsheet.readers.actions import erase_reader, export_reader
from broadsheet.readers.emails import normal_email
from broadsheet.readers.models import Reader


class Command(BaseCommand):
    help = "Exports or erases all that is held on the reader with an e-mail address, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for act, text in (
            ("export", "Print all that is held on the reader."),
            ("erase", "Delete all that is held on the reader, and print how many rows went."),
        ):
            acts.add_parser(act, help=text).add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, act: str, email: str, **options: Any) -> None:
        reader = self.find(email)
        result = (
            export_reader(reader)
            if act == "export"
            else {"id": str(reader.pk), "erased": erase_reader(reader)}
        )
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))

    def find(self, email: str) -> Reader:
        try:
            reader = Reader.objects.having_email(normal_email(email)).first()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if reader is None:
            raise CommandError(
                _("No reader has the address %(email)s. Nothing is held on it.")
                % {"email": email.strip()}
            )
        return reader
