"""What administrators see of backups, and that nobody else sees any of it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from broadsheet.config.examination import _backups
from broadsheet.fronts.models import FrontPage
from broadsheet.keeping.enums import BackupOrigin, BackupState
from broadsheet.keeping.models import Backup
from broadsheet.keeping.plan import BackupPlan
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests.desk import desk, make_account

INDEX, NOW = "/admin/backups/", "/admin/backups/now/"
DAILY = BackupPlan(to="/srv/backups", every="day", at=time(3, 30))


@pytest.fixture(autouse=True)
def paper(front: FrontPage, settings: object) -> None:
    settings.BROADSHEET_BACKUP = DAILY  # type: ignore[attr-defined]


def make_backup(hours: float = 1, **fields: object) -> Backup:
    moment = timezone.now() - timedelta(hours=hours)
    values = {
        "origin": BackupOrigin.SCHEDULE,
        "destination": "/srv/backups",
        "state": BackupState.DONE,
        "asked_at": moment,
        "started_at": moment,
        "name": "broadsheet-testserver-20261124T033000Z.zip",
        "size": 5_000_000,
    }
    return Backup.objects.create(**{**values, **fields})


def section_of_problems(client: Client) -> str:
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content.decode(), "lxml")
    found = page.select_one(".desk-list--problems")
    assert found is not None
    return " ".join(found.text.split())


class TestWhoMay:
    @pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF_EDITOR])
    @pytest.mark.parametrize("path", [INDEX, f"{INDEX}results/", NOW])
    def test_no_role_sees_backups_or_asks_for_one(
        self, client: Client, role: str, path: str
    ) -> None:
        make_backup()
        desk(client, role)
        for answer in (client.get(path), client.post(path)):
            # Wagtail leads away with a sentence where it refuses.
            assert answer.status_code in (302, 403, 405)
            assert "20261124T033000Z" not in answer.content.decode()
        assert Backup.objects.count() == 1
        assert INDEX not in client.get("/admin/").content.decode()

    def test_rights_of_django_do_not_open_them_either(self, client: Client) -> None:
        account = make_account(CHIEF_EDITOR)
        account.user_permissions.set(Permission.objects.filter(content_type__app_label="keeping"))
        client.force_login(account)
        assert client.get(INDEX).status_code in (302, 403)
        assert client.post(NOW).status_code in (302, 403)
        assert Backup.objects.count() == 0

    def test_a_stranger_is_asked_to_sign_in(self, client: Client) -> None:
        for path in (INDEX, NOW):
            answer = client.get(path)
            assert answer.status_code == 302
            assert answer["Location"].startswith("/accounts/login/")


class TestTheList:
    def test_administrators_find_it_in_the_menu_and_read_state_size_and_reason(
        self, client: Client
    ) -> None:
        make_backup(30)
        make_backup(2, state=BackupState.FAILED, reason="No <room> left.", name="", size=None)
        desk(client)
        assert INDEX in client.get("/admin/").content.decode()
        page = client.get(INDEX).content.decode()
        for words in ("Good", "Failed", "No &lt;room&gt; left.", "4.8\xa0MB", "The schedule"):
            assert words in page
        assert "/srv/backups/broadsheet-testserver-20261124T033000Z.zip" in page
        assert NOW in page

    def test_it_asks_as_few_questions_for_many_as_for_one(self, client: Client) -> None:
        desk(client)
        account = make_account()

        def questions() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(INDEX).status_code == 200
            return len(asked)

        make_backup(asked_by=account)
        questions()
        few = questions()
        for _number in range(20):
            make_backup(asked_by=account)
        assert questions() == few

    def test_back_up_now_asks_the_worker_and_the_log_says_who(self, client: Client) -> None:
        desk(client, username="ada")
        assert "/srv/backups" in client.get(NOW).content.decode()
        answer = client.post(NOW, follow=True)
        assert "makes a backup in /srv/backups" in answer.content.decode()
        asked = Backup.objects.get()
        assert asked.state == BackupState.WAITING
        assert asked.origin == BackupOrigin.DESK
        assert str(asked.asked_by) == "ada"
        assert ModelLogEntry.objects.get(action="keeping.backup.ask").user == asked.asked_by
        again = client.post(NOW, follow=True)
        assert "on its way already" in again.content.decode()
        assert Backup.objects.count() == 1

    def test_without_a_place_it_says_what_to_write(self, client: Client, settings: object) -> None:
        settings.BROADSHEET_BACKUP = None  # type: ignore[attr-defined]
        desk(client)
        page = client.get(NOW).content.decode()
        assert "[backup]" in page
        answer = client.post(NOW, follow=True)
        assert "does not say where backups are kept" in answer.content.decode()
        assert Backup.objects.count() == 0


class TestTheDesk:
    def test_all_is_quiet_after_a_good_one(self, client: Client) -> None:
        make_backup(20)
        desk(client)
        assert "backup" not in section_of_problems(client).lower()

    def test_the_last_failure_is_named_with_its_reason(self, client: Client) -> None:
        make_backup(20)
        make_backup(1, state=BackupState.FAILED, reason="No room left.")
        desk(client)
        said = section_of_problems(client)
        assert "The last backup failed" in said
        assert "No room left." in said

    def test_a_failure_that_a_good_one_followed_is_history(self, client: Client) -> None:
        make_backup(20, state=BackupState.FAILED, reason="No room left.")
        make_backup(1)
        desk(client)
        assert "backup" not in section_of_problems(client).lower()

    @pytest.mark.parametrize(("hours", "too_old"), [(26, False), (28, True)])
    def test_a_good_one_may_be_a_day_and_three_hours_old(
        self, client: Client, hours: float, too_old: bool
    ) -> None:
        make_backup(hours)
        desk(client)
        assert ("The last good backup is too old" in section_of_problems(client)) is too_old

    def test_a_schedule_that_never_made_one_is_a_problem(self, client: Client) -> None:
        desk(client)
        assert "There is none" in section_of_problems(client)

    def test_without_a_schedule_there_is_a_quiet_hint_and_no_problem(
        self, client: Client, settings: object
    ) -> None:
        settings.BROADSHEET_BACKUP = None  # type: ignore[attr-defined]
        desk(client)
        said = section_of_problems(client)
        assert "Nothing needs mending." in said
        assert "No backups are scheduled" in said
        make_backup(24)
        assert "No backups" not in section_of_problems(client)

    def test_a_demo_is_left_in_peace(self, client: Client, settings: object) -> None:
        settings.BROADSHEET_BACKUP = None  # type: ignore[attr-defined]
        settings.BROADSHEET_IS_DEMO = True  # type: ignore[attr-defined]
        desk(client)
        assert "backup" not in section_of_problems(client).lower()

    @pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF_EDITOR])
    def test_nobody_else_hears_of_it(self, client: Client, role: str) -> None:
        make_backup(1, state=BackupState.FAILED, reason="No room left.")
        desk(client, role)
        assert "backup" not in section_of_problems(client).lower()


class TestDoctor:
    def level(self) -> tuple[str, str]:
        from django.conf import settings

        finding = _backups(settings.SITE)
        return finding.level, finding.message

    def test_it_says_of_which_day_the_last_good_one_is(self) -> None:
        made = make_backup(2)
        assert made.started_at is not None
        assert self.level() == (
            "ok",
            f"the last good one is of {made.started_at:%Y-%m-%d %H:%M} UTC",
        )

    def test_it_warns_of_none_of_an_old_one_and_of_a_failure(self, settings: object) -> None:
        assert self.level()[0] == "warning"
        assert "broadsheet worker" in self.level()[1]
        make_backup(40)
        assert "the last good one is of" in self.level()[1].lower()
        make_backup(1, state=BackupState.FAILED, reason="No room left.")
        assert "The last one failed: No room left." in self.level()[1]
        Backup.objects.all().delete()
        settings.BROADSHEET_BACKUP = None  # type: ignore[attr-defined]
        assert "broadsheet backup DEST" in self.level()[1]
