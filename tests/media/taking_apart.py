"""Takes pictures in a process of its own, which is bounded and measured: see test_hostile."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path


def main(folder: Path) -> None:
    import tests.site_folder  # noqa: F401

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.config.settings")
    # Whoever computes longer is ended by the system, and the test says so.
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    import django

    django.setup()

    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import UploadedFile

    from broadsheet.media.facts import facts_in
    from broadsheet.media.fields import PictureField

    def peak() -> int:
        # `ru_maxrss` would count the memory of the process that began this one.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) // 1024

    print("start", "", peak(), sep="\t")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as opened:
            upload = UploadedFile(opened, path.name, size=path.stat().st_size)
            try:
                PictureField().clean(upload)
                facts_in(opened)
                outcome = "taken"
            except ValidationError:
                outcome = "refused"
        print(path.parent.name, outcome, peak(), sep="\t")


main(Path(sys.argv[1]))
