"""The site folder on which the tests run, made before Django reads its settings.

Loaded by pytest's `-p`, ahead of pytest-django. BROADSHEET_TEST_DATABASE names a PostgreSQL
database (`postgresql://postgres@127.0.0.1/postgres`); without it the tests run on SQLite.
"""

import os
import tempfile
from pathlib import Path

folder = tempfile.TemporaryDirectory(prefix="broadsheet-tests-")
(Path(folder.name) / "site.toml").write_text(
    'schema = 1\naddress = "http://testserver"\n'
    f'database = "{os.environ.get("BROADSHEET_TEST_DATABASE", "sqlite")}"\n'
    # Most tests look at pages as they are made; the press's own turn it on.
    "press = false\n"
    f'secret_key = "{"not-secret-" * 5}"\n',
    encoding="utf-8",
)
os.environ["BROADSHEET_SITE"] = folder.name
