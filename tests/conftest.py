"""What all tests share: quick settings, an empty newspaper, the real files beside the project."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from broadsheet.fronts.models import FrontPage

# Thousands of tests and all that they stand on load in two thirds of the time.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    # With xdist its own process, too, which collects no tests, comes here.
    gc.enable()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """What pytest-django asks for before it makes the tests' database."""
    from tests.prepared_database import begin_prepared

    begin_prepared()


@pytest.fixture(autouse=True)
def quick_settings(settings: object, tmp_path: Path) -> None:
    """Files in a folder of the test's own, tasks at once, a quick password hash."""
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    settings.ORIGINALS_ROOT = tmp_path / "originals"  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


@pytest.fixture
def front(db: None) -> FrontPage:
    """An empty newspaper: its front page, as `broadsheet new` makes it."""
    from tests.publication import make_test_publication

    return make_test_publication()


def corpora() -> Path:
    """Where real files lie: BROADSHEET_TEST_CORPORA, else beside the project."""
    beside = Path(__file__).parents[2] / "shared" / "corpora"
    return Path(os.environ.get("BROADSHEET_TEST_CORPORA", beside))


@pytest.fixture(autouse=True)
def no_patience() -> None:
    """What was refused in one test is no reason to wait in another, which may use the same keys."""
    from broadsheet.newsroom import schedule

    schedule._not_before.clear()


@pytest.fixture(autouse=True)
def no_other_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks another site: no name is known, as on a machine without a network."""
    import socket

    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "There is no network in tests.")

    monkeypatch.setattr("broadsheet.newsroom.other_sites.asking.resolve", unknown)


@pytest.fixture
def reference_corpora() -> Path:
    """Real exports and photos that are not part of the project; the test skips without them."""
    folder = corpora()
    if not folder.is_dir():
        pytest.skip("The real files of ../shared/corpora are not here.")
    return folder
