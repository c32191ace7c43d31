"""Every value that site.toml may and may not hold; no traceback, no password in a message."""

from __future__ import annotations

import dataclasses
import stat
from datetime import time
from pathlib import Path

import pytest

from broadsheet.config.backends import (
    backup_plan,
    cdn_plan,
)
from broadsheet.config.site_file import SiteConfig, load, new_text
from broadsheet.config.site_keys import KEYS, SiteFileError, hidden, spelled
from tests.config.site_text import PASSWORD, assert_names, read, refusal, write

#: Keys that mean nothing without others.
NEEDED = {
    "oidc_server": ("oidc_client", "oidc_secret"),
    "backup_every": ("backup_to",),
    "cdn_kind": ("cdn_service",),
}
WRONG_KIND = {str: "7", int: '"7"', bool: '"yes"', list: '"en"'}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


class TestTheForm:
    def test_the_keys_are_those_of_the_configuration(self) -> None:
        names = [item.name for item in dataclasses.fields(SiteConfig) if item.name != "folder"]
        assert names == list(KEYS)

    def test_a_file_with_its_schema_alone_is_enough(self, folder: Path) -> None:
        config = read(folder)
        assert config.address == "http://127.0.0.1:8000"
        assert config.database == "sqlite"
        assert config.data == folder / "data"
        assert config.is_loopback

    @pytest.mark.parametrize("name", KEYS)
    def test_the_example_of_each_key_is_accepted(self, folder: Path, name: str) -> None:
        line = KEYS[name].example
        assert line.startswith(f"{spelled(name)} = ")
        beside = "\n".join(KEYS[other].example for other in NEEDED.get(name, ()))
        config = read(folder, "" if name == "schema" else f"{beside}\n{line}")
        assert isinstance(getattr(config, name), KEYS[name].kind)

    @pytest.mark.parametrize("name", KEYS)
    def test_a_value_of_the_wrong_kind_is_refused(self, folder: Path, name: str) -> None:
        text = f"{spelled(name)} = {WRONG_KIND[KEYS[name].kind]}\n"
        write(folder, text, schema=name != "schema")
        with pytest.raises(SiteFileError) as refused:
            load(folder, {})
        assert_names(str(refused.value), name, "it must be ")

    def test_true_is_no_number(self, folder: Path) -> None:
        assert_names(refusal(folder, "port = true"), "port", "a whole number", "True")

    def test_a_list_of_numbers_is_no_list_of_texts(self, folder: Path) -> None:
        assert_names(refusal(folder, "hosts = [1]"), "hosts", "a list of texts")

    @pytest.mark.parametrize("name", ["database", "cache", "mail", "oidc_secret", "secret_key"])
    def test_a_private_value_of_the_wrong_kind_is_not_repeated(
        self, folder: Path, name: str
    ) -> None:
        message = refusal(folder, f'{name} = ["x://user:{PASSWORD}@host/name"]')
        assert_names(message, name)
        assert PASSWORD not in message

    def test_an_unknown_key_near_to_a_known_one_is_guessed(self, folder: Path) -> None:
        message = refusal(folder, 'adress = "http://127.0.0.1"')
        assert "does not know: adress." in message
        assert f"Did you mean address? For example: {KEYS['address'].example}" in message

    def test_an_unknown_key_near_to_none_is_answered_with_all(self, folder: Path) -> None:
        message = refusal(folder, "xyz = 1")
        assert "does not know: xyz." in message
        for name in KEYS:
            assert spelled(name) in message

    def test_backups_may_stand_in_a_table_of_their_own(self, folder: Path) -> None:
        config = read(folder, '[backup]\nto = "/srv/b"\nevery = "week"\nat = "23:05"\nkeep = 3\n')
        assert (config.backup_to, config.backup_every) == ("/srv/b", "week")
        plan = backup_plan(config)
        assert plan is not None
        assert (plan.at, plan.keep) == (time(23, 5), 3)
        assert backup_plan(read(folder)) is None

    @pytest.mark.parametrize(
        ("text", "key", "reason"),
        [
            ('backup.every = "day"', "backup_to", "it is missing"),
            ('backup.every = "month"', "backup_every", "none of hour, day, week"),
            ('backup.at = "24:00"', "backup_at", "no time of day"),
            ('backup.at = "3:30"', "backup_at", "no time of day"),
            ("backup.keep = 0", "backup_keep", "not between 1 and"),
            ('backup.to = "data/backups"', "backup_to", "which a restore replaces"),
            ('backup.to = "s3://"', "backup_to", "names no bucket"),
            ('backup.to = "ftp://x/y"', "backup_to", "neither a folder nor s3"),
        ],
    )
    def test_a_schedule_that_cannot_work_is_refused(
        self, folder: Path, text: str, key: str, reason: str
    ) -> None:
        assert_names(refusal(folder, text), key, reason)

    def test_a_cdn_may_stand_in_a_table_of_its_own(self, folder: Path) -> None:
        text = (
            'address = "https://news.example"\nhosts = ["www.news.example", ".news.example"]\n'
            '[cdn]\nkind = "fastly"\nservice = "one"\nseconds = 600\n'
        )
        plan = cdn_plan(read(folder, text, BROADSHEET_CDN_TOKEN=PASSWORD))
        assert plan is not None
        assert (plan.kind, plan.service, plan.token, plan.seconds) == (
            "fastly",
            "one",
            PASSWORD,
            600,
        )
        assert plan.site == ("https://news.example", "https://www.news.example")
        assert PASSWORD not in repr(plan)
        assert cdn_plan(read(folder)) is None

    @pytest.mark.parametrize(
        ("text", "key", "reason"),
        [
            ('cdn.kind = "akamai"', "cdn_kind", "none of bunny, cloudflare"),
            ('cdn.kind = "fastly"', "cdn_service", "it is empty, and fastly needs it"),
            ('cdn.kind = "http"', "cdn_url", "it is missing"),
            ('cdn.url = "127.0.0.1:6081"', "cdn_url", "no http:// or https:// address"),
            ("cdn.seconds = 5", "cdn_seconds", "not between 60 and"),
            (f'cdn.token = "{PASSWORD} {PASSWORD}"', "cdn_token", "holds spaces"),
        ],
    )
    def test_a_cdn_that_can_not_work_is_refused(
        self, folder: Path, text: str, key: str, reason: str
    ) -> None:
        message = refusal(folder, text)
        assert_names(message, key, reason)
        assert PASSWORD not in message

    def test_an_unknown_key_of_the_backups_is_named_as_it_stands(self, folder: Path) -> None:
        message = refusal(folder, '[backup]\nfolder = "/srv/b"')
        assert "does not know: backup.folder." in message
        assert "does not know: backup" in refusal(folder, "backup = 7")
        assert "does not know: backup" in refusal(folder, 'backup_to = "/srv/b"')

    def test_a_table_is_an_unknown_key(self, folder: Path) -> None:
        assert "does not know: mailserver." in refusal(folder, "[mailserver]\nhost = 'x'")

    def test_a_missing_schema_is_named(self, folder: Path) -> None:
        write(folder, 'address = "http://127.0.0.1"', schema=False)
        with pytest.raises(SiteFileError) as refused:
            load(folder, {})
        assert_names(str(refused.value), "schema", "it is missing")

    def test_a_later_schema_is_refused(self, folder: Path) -> None:
        write(folder, "schema = 2", schema=False)
        with pytest.raises(SiteFileError) as refused:
            load(folder, {})
        assert_names(str(refused.value), "schema", "knows version 1, not 2")


class TestTheFile:
    def test_a_folder_without_the_file_is_no_site(self, folder: Path) -> None:
        with pytest.raises(SiteFileError, match="There is no site in") as refused:
            load(folder, {})
        assert f"`broadsheet new {folder}`" in str(refused.value)

    def test_a_file_is_no_site_folder(self, folder: Path) -> None:
        (folder / "notes.txt").write_text("notes")
        with pytest.raises(SiteFileError, match="There is no site in"):
            load(folder / "notes.txt", {})

    def test_a_folder_of_the_files_name_is_refused(self, folder: Path) -> None:
        (folder / "site.toml").mkdir()
        with pytest.raises(SiteFileError, match="can't be read"):
            load(folder, {})

    @pytest.mark.parametrize(
        "text",
        ["address = http://x", "port = ", '"', "a = 1\na = 2", "= 1", f"port = {'9' * 5000}"],
    )
    def test_broken_toml_is_refused_with_a_line_that_works(self, folder: Path, text: str) -> None:
        message = refusal(folder, text)
        assert f"{folder / 'site.toml'} is not valid TOML" in message
        assert KEYS["address"].example in message

    def test_brackets_without_end_are_refused(self, folder: Path) -> None:
        assert "is not valid TOML" in refusal(folder, f"hosts = {'[' * 100_000}")

    def test_a_file_that_is_not_utf_8_is_refused(self, folder: Path) -> None:
        (folder / "site.toml").write_bytes('address = "höhe"'.encode("latin-1"))
        with pytest.raises(SiteFileError, match=r"is not UTF-8\. Save it again as UTF-8\."):
            load(folder, {})

    def test_the_mark_of_a_windows_editor_is_no_fault(self, folder: Path) -> None:
        (folder / "site.toml").write_bytes(b"\xef\xbb\xbfschema = 1\n")
        assert load(folder, {}).schema == 1


class TestTheEnvironment:
    def test_it_wins_over_the_file(self, folder: Path) -> None:
        config = read(
            folder,
            "port = 8001\nlanguages = ['en']\nbehind_proxy = false\nlog_level = 'debug'",
            BROADSHEET_PORT="8002",
            BROADSHEET_LANGUAGES="uk, en,",
            BROADSHEET_BEHIND_PROXY="true",
            BROADSHEET_LOG_LEVEL="error",
        )
        assert (config.port, config.languages) == (8002, ["uk", "en"])
        assert (config.behind_proxy, config.log_level) == (True, "error")

    def test_it_can_give_the_schema(self, folder: Path) -> None:
        write(folder, "", schema=False)
        assert load(folder, {"BROADSHEET_SCHEMA": "1"}).schema == 1

    def test_other_variables_are_not_ours(self, folder: Path) -> None:
        assert read(folder, "", PORT="1", BROADSHEET_SITE="x", BROADSHEET_XYZ="1").port == 8000

    @pytest.mark.parametrize("text", ["", "80 00", "eight", "--5", "٨٠", "1.5", "9" * 5000])
    def test_a_number_that_is_none_is_refused(self, folder: Path, text: str) -> None:
        assert_names(refusal(folder, "", BROADSHEET_PORT=text), "port", "no whole number")

    def test_a_negative_number_is_read_and_refused_by_its_size(self, folder: Path) -> None:
        assert_names(refusal(folder, "", BROADSHEET_PORT="-5"), "port", "-5 is not between")

    @pytest.mark.parametrize(
        ("text", "value"), [("1", True), ("TRUE", True), ("0", False), ("False", False)]
    )
    def test_yes_and_no_have_two_forms(self, folder: Path, text: str, value: bool) -> None:
        assert read(folder, "", BROADSHEET_BEHIND_PROXY=text).behind_proxy is value

    def test_yes_in_words_is_refused(self, folder: Path) -> None:
        message = refusal(folder, "", BROADSHEET_BEHIND_PROXY="yes")
        assert_names(message, "behind_proxy", "“yes”, which is no true or false")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('address = ""', "http://"),
        ('address = "news.example.org"', "“news.example.org” is not http:// or https://"),
        ('address = "https://news.example.org/"', "without a path or a slash"),
        ('address = "https://news.example.org/news"', "without a path"),
        ('address = "ftp://news.example.org"', "http://"),
        ('address = "https://news.example.org\\n"', "http://"),
        ('address = "https://новини.example"', "xn--"),
        ('address = "http://news.example.org:99999"', "port"),
        ('address = "http://[:::::]"', "host or port"),
        ('hosts = ["https://www.example.org"]', "no host name"),
        ('hosts = ["www.example.org:8000"]', "no host name"),
        ('hosts = [""]', "no host name"),
        ("languages = []", "it is empty"),
        ('languages = ["EN"]', "“EN” is no language code"),
        ('languages = ["english"]', "no language code"),
        ('languages = ["xx"]', "no language code"),
        ('languages = ["en", "uk", "en"]', "twice"),
        ('permalink = ""', "between slashes"),
        ('permalink = "/{slug}"', "between slashes"),
        ('permalink = "{slug}/"', "between slashes"),
        ('permalink = "/{year}/"', "without {slug}"),
        ('permalink = "/{slug}/{author}/"', "no placeholder {author}"),
        ('permalink = "/{}/{slug}/"', "no placeholder {}"),
        ('permalink = "/{slug!r}/"', "no placeholder {slug!r}"),
        ('permalink = "/{{slug}}/"', "brace"),
        ('permalink = "/{slug}{/"', "brace"),
        ('permalink = "/{slug}/\\n"', "between slashes"),
        ('permalink = "//{slug}/"', "between slashes"),
        ('permalink = "/a b/{slug}/"', "between slashes"),
        ('database = ""', "neither sqlite nor postgresql://"),
        ('database = "mysql://localhost/news"', "neither sqlite nor postgresql://"),
        ('database = "news.sqlite3"', "neither sqlite nor postgresql://"),
        ('database = "postgresql://localhost"', "with the name of a database"),
        ('database = "postgresql://localhost/"', "with the name of a database"),
        ('database = "postgresql://localhost:port/news"', "host or port"),
        ('database = "postgresql://[::1/news"', "host or port"),
        ('database = "postgresql://localhost/news?sslmod=require"', "not sslmod"),
        ('cache = "memcached://localhost"', "neither none nor redis://"),
        ('cache = "redis://"', "neither none nor redis://"),
        ('cache = "redis://localhost:x"', "host or port"),
        ('mail = "mail.example.org"', "neither log nor smtp://"),
        ('mail = "smtp://"', "neither log nor smtp://"),
        ('mail = "smtp://mail.example.org:mail"', "host or port"),
        ('mail_from = ""', "no e-mail address"),
        ('mail_from = "the desk"', "no e-mail address"),
        ('mail_from = "desk@example.org\\nBcc: all@example.org"', "no e-mail address"),
        ('host = ""', "no network address"),
        ('host = "127.0.0.1 "', "no network address"),
        ("port = 0", "0 is not between 1 and 65535"),
        ("port = 65536", "65536 is not between 1 and 65535"),
        ("web_processes = -1", "-1 is not between 0 and 256"),
        ("web_threads = 0", "0 is not between 1 and 256"),
        ("upload_megabytes = 0", "0 is not between 1 and 2048"),
        ('log_level = "loud"', "“loud” is none of debug, info, warning, error"),
        ('log_format = "xml"', "“xml” is none of plain, json"),
        ('secret_key = "short"', "fewer than 32 characters"),
        ('second_factor = ["pilot"]', "“pilot” is no role; the roles are administrator"),
        ('oidc_server = "http://login.example.org"', "is no https:// address"),
        ('oidc_server = "login.example.org"', "is no https:// address"),
        ('oidc_client = ""\noidc_server = "https://login.example.org"', "it is empty"),
    ],
)
def test_a_value_that_cannot_work_is_refused(folder: Path, line: str, reason: str) -> None:
    assert_names(refusal(folder, line), line.partition(" ")[0], reason)


@pytest.mark.parametrize(
    "line",
    [
        'address = "http://[::1]:8000"',
        'address = "https://xn--b1amarcd.example"',
        'hosts = ["www.example.org", ".example.net", "*", "[::1]"]',
        'languages = ["pt-br", "zh-hans"]',
        'permalink = "/{section}/{year}/{month}/{day}/{slug}/"',
        'permalink = "/news-{slug}/"',
        'database = "postgresql:///news"',
        'database = "postgres://user:p%40ss@[::1]:5432/news?sslmode=require"',
        'cache = "rediss://:secret@cache.example.org:6380/1"',
        'mail = "smtps://user@mail.example.org"',
        'mail_from = "The desk <desk@example.org>"',
        'host = "::"',
    ],
)
def test_a_value_that_can_work_is_taken(folder: Path, line: str) -> None:
    assert read(folder, line)


class TestPasswords:
    @pytest.mark.parametrize(
        "url",
        [
            f"mysql://root:{PASSWORD}@localhost/news",
            f"postgresql://news:{PASSWORD}@localhost",
            f"postgresql://news:{PASSWORD}/x@localhost/news",
            f"postgresql://news:a@{PASSWORD}@localhost",
            f"postgresql://news:{PASSWORD}@localhost:port/news",
            f"postgresql://news:{PASSWORD}@[::1/news",
            f"postgresql://news:{PASSWORD}#@localhost/news",
            f"postgresql://news:{PASSWORD}?@localhost/news",
        ],
    )
    def test_the_database_password_is_never_shown(self, folder: Path, url: str) -> None:
        message = refusal(folder, f'database = "{url}"')
        assert_names(message, "database")
        assert PASSWORD not in message

    def test_the_passwords_of_cache_and_mail_are_never_shown(self, folder: Path) -> None:
        for name in ("cache", "mail"):
            message = refusal(folder, f'{name} = "ftp://user:{PASSWORD}@host/1"')
            assert_names(message, name)
            assert PASSWORD not in message

    def test_a_short_secret_key_is_never_shown(self, folder: Path) -> None:
        assert PASSWORD not in refusal(folder, f'secret_key = "{PASSWORD}"')

    def test_the_password_of_an_account_that_is_a_mailbox_is_hidden_too(self) -> None:
        shown = hidden(f"smtp+tls://desk@example.org:{PASSWORD}@mail.example.org:587")
        assert shown == "smtp+tls://desk@example.org:…@mail.example.org:587"

    def test_what_is_hidden_still_says_where(self) -> None:
        shown = hidden("postgresql://news:p:a@ss/w@db.example.org:5432/news")
        assert shown == "postgresql://news:…@db.example.org:5432/news"

    def test_an_address_without_a_password_is_shown_whole(self) -> None:
        for url in ("sqlite", "postgresql://news@localhost/news", "redis://localhost:6379/1"):
            assert hidden(url) == url


class TestTheSecretKey:
    def test_it_is_made_once_and_for_this_account_alone(self, folder: Path) -> None:
        config = read(folder)
        key = config.find_secret_key()
        path = folder / "data" / "secret_key"
        assert len(key) > 50
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert read(folder).find_secret_key() == key

    def test_the_one_given_needs_no_file(self, folder: Path) -> None:
        given = "k" * 40
        assert read(folder, "", BROADSHEET_SECRET_KEY=given).find_secret_key() == given
        assert not (folder / "data").exists()

    @pytest.mark.parametrize("content", [b"", b"short\n", b"\xff" * 60])
    def test_a_broken_file_is_refused_in_a_sentence(self, folder: Path, content: bytes) -> None:
        (folder / "data").mkdir()
        (folder / "data" / "secret_key").write_bytes(content)
        with pytest.raises(SiteFileError, match=r"holds no secret key.*Remove it"):
            read(folder).find_secret_key()

    def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(self, folder: Path) -> None:
        (folder / "data").write_text("a file where a folder should be")
        with pytest.raises(SiteFileError, match="secret key can't be kept in"):
            read(folder).find_secret_key()


class TestTheFileOfANewSite:
    @pytest.mark.parametrize("database", ["sqlite", "postgresql://news:p%22@localhost/news"])
    def test_it_says_what_was_asked_for(self, folder: Path, database: str) -> None:
        text = new_text(address="https://news.example.org", language="uk", database=database)
        (folder / "site.toml").write_text(text, encoding="utf-8")
        config = load(folder, {})
        assert config.address == "https://news.example.org"
        assert config.languages == ["uk"]
        assert config.database == database

    def test_quotes_cannot_break_it(self, folder: Path) -> None:
        text = new_text(address='http://"\\\n', language="en", database="sqlite")
        (folder / "site.toml").write_text(text, encoding="utf-8")
        with pytest.raises(SiteFileError, match="The key address"):
            load(folder, {})
