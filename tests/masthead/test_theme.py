"""A theme on readers' pages: its parts come first, and all is as shipped when it is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.template import TemplateDoesNotExist, loader
from django.test import Client, RequestFactory

from broadsheet.config.static_files import ThemeFinder
from broadsheet.core.theme import theme_version
from broadsheet.masthead.current import showing_content_in
from broadsheet.masthead.errors import server_error
from broadsheet.masthead.models import SiteSettings
from broadsheet.masthead.templatetags.theme import first_fonts
from broadsheet.newsroom.models import StoryCard
from tests.desk import make_account
from tests.newspaper import Newspaper
from tests.reading import ReadPage, read
from tests.themes import LAMPLIGHT, install, make_theme, wearing

FOOTER = "templates/masthead/parts/footer.html"
PAGES = {"/": 200, "/everything/": 200, "/harbour/": 200, "/no-such-page/": 404}


def stylesheets(page: ReadPage) -> list[str]:
    return [str(link["href"]) for link in page.all('link[rel="stylesheet"]')]


def style_of_page(page: ReadPage) -> str:
    response = Client().get(stylesheets(page)[-1])
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    return response.content.decode()


class TestTheExample:
    @pytest.mark.parametrize("path", PAGES)
    def test_every_page_wears_it(self, path: str, paper: Newspaper) -> None:
        with wearing(LAMPLIGHT):
            page = read(path, status=PAGES[path])
        assert page.all("footer .keeper")
        assert not page.all('footer a[rel="me"]')
        built_in, own = stylesheets(page)
        assert built_in.startswith("/static/broadsheet/broadsheet.css")
        assert re.fullmatch(r"/files/theme/[0-9a-f]{10}\.css", own)

    def test_a_template_may_extend_the_one_that_it_replaces(self, paper: Newspaper) -> None:
        with wearing(LAMPLIGHT):
            page = read("/no-such-page/", status=404)
        assert page.words("h1") == "The lamp is lit, the page is not here"
        assert page.words("title") == "Page not found - The Test Post"
        assert page.one("main form")["action"] == "/search/"

    def test_the_front_has_its_rows_in_its_order(self, paper: Newspaper) -> None:
        def kinds() -> list[str]:
            found = [str(row["class"]) for row in read("/").all(".front-row")]
            names = [match[1] for name in found if (match := re.search(r"row-(\w+)-row", name))]
            return [name for name in names if name not in ("opinion", "pictures")]

        # A row whose stories have no picture is set in columns, whatever its turn.
        StoryCard.objects.update(picture=paper.pictures["quay"])
        shipped = kinds()
        with wearing(LAMPLIGHT):
            own = kinds()
        assert shipped[:2] == ["spread", "tiles"]
        assert own[:2] == ["columns", "turned"]
        assert len(own) == len(shipped)

    def test_it_fetches_its_own_fonts_at_once(self, paper: Newspaper) -> None:
        with wearing(LAMPLIGHT):
            (link,) = read("/").all('link[rel="preload"]')
        # The built-in style asks for it under this very address: no font is fetched twice.
        assert link["href"] == "/static/broadsheet/fonts/vollkorn-latin.woff2"
        assert len(read("/").all('link[rel="preload"]')) == 3

    def test_without_one_the_faces_of_the_page_are_fetched(self, paper: Newspaper) -> None:
        def fetched(path: str) -> list[str]:
            links = read(path).all('link[rel="preload"]')
            return [str(link["href"]).rpartition("/")[2].removesuffix(".woff2") for link in links]

        upright = ["vollkorn-latin", "sofia-sans-condensed-latin"]
        assert fetched("/contacts/") == upright
        # A list has its opinions in italics, a story and the front those beside them.
        for path in ("/", "/everything/", "/tag/opinion/"):
            assert fetched(path) == [*upright, "vollkorn-italic-latin"]
        with showing_content_in("uk"):
            cyrillic = [name.replace("latin", "cyrillic") for name in upright]
            shown = [Path(name).stem for name in first_fonts(None)]
        assert shown == [*cyrillic, *upright]

    def test_its_style_holds_its_colours_and_its_files_by_their_prints(
        self, paper: Newspaper
    ) -> None:
        with wearing(LAMPLIGHT):
            style = style_of_page(read("/"))
            address = re.search(r'url\("(/static/lamplight/stroke\.svg\?v=[0-9a-f]{10})"\)', style)
            assert address
            response = Client().get(address[1])
            assert response.status_code == 200
            assert response["Content-Type"] == "image/svg+xml"
        assert style.startswith("@layer theme{:root{--paper:#eef3f1;--ink:#14251f")
        assert ":root[data-scheme=dark]{--paper:#17111a" in style
        assert "aspect-ratio:4/3" in style
        assert "font-family: var(--serif)" in style
        assert "/*" not in style

    def test_what_was_shipped_comes_back_when_its_folder_is_emptied(
        self, paper: Newspaper, tmp_path: Path
    ) -> None:
        before = {path: read(path, status=status).html for path, status in PAGES.items()}
        theme = install(tmp_path / "theme")
        with wearing(theme):
            worn = {path: read(path, status=status).html for path, status in PAGES.items()}
        for path in sorted(theme.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        with wearing(theme):
            after = {path: read(path, status=status).html for path, status in PAGES.items()}
        assert after == before
        assert all(worn[path] != before[path] for path in PAGES)


class TestItsStyle:
    def test_it_has_another_address_when_a_file_changes(
        self, paper: Newspaper, tmp_path: Path
    ) -> None:
        picture = {"static/a/b.svg": "<svg/>"}
        make_theme(tmp_path, {"theme.css": "a{background:url(static/a/b.svg)}", **picture})
        found = []
        for change in ({}, {"theme.css": "b{}"}, {"theme.css": "c{}"}):
            make_theme(tmp_path, change)
            with wearing(tmp_path):
                found.append((stylesheets(read("/"))[-1], theme_version()))
        assert len(set(found)) == 3
        with wearing(make_theme(tmp_path, {"theme.css": "a{background:url(static/a/b.svg)}"})):
            assert (stylesheets(read("/"))[-1], theme_version()) == found[0]
        make_theme(tmp_path, {"static/a/b.svg": "<svg></svg>"})
        with wearing(tmp_path):
            assert stylesheets(read("/"))[-1] != found[0][0]

    def test_a_browser_keeps_it_for_a_year_and_an_old_address_gives_the_new_one(
        self, paper: Newspaper, tmp_path: Path
    ) -> None:
        with wearing(make_theme(tmp_path, {"theme.css": "b{}"})):
            response = Client().get(stylesheets(read("/"))[-1])
            old = Client().get("/files/theme/0123456789.css")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert old.content == response.content == b"b{}"
        assert old["Cache-Control"] == "public, max-age=60"

    def test_a_theme_without_one_loads_none(self, paper: Newspaper, tmp_path: Path) -> None:
        with wearing(make_theme(tmp_path, {FOOTER: "<footer></footer>"})):
            assert len(stylesheets(read("/"))) == 1

    def test_the_sites_own_accent_goes_before_the_themes(self, paper: Newspaper) -> None:
        with wearing(LAMPLIGHT):
            # Until the site chooses, no inline style says anything else.
            assert not read("/").all("style")
            paper.settings.accent = "#7a1f5c"
            paper.settings.save()
            assert "--accent:#7a1f5c" in read("/").one("head style").text

    def test_an_accent_is_measured_on_the_themes_paper(
        self, paper: Newspaper, tmp_path: Path
    ) -> None:
        settings = SiteSettings(accent="#b4530f", accent_dark="#ff9d8a")
        settings.clean()
        with (
            wearing(make_theme(tmp_path, {"theme.toml": "[light]\npaper = '#c9c2a0'"})),
            pytest.raises(ValidationError, match="can't be read on #c9c2a0"),
        ):
            settings.clean()


class TestItsFiles:
    def test_a_template_may_include_the_one_that_it_replaces(
        self, paper: Newspaper, tmp_path: Path
    ) -> None:
        text = '<p class="above">Above</p>{% include "original/masthead/parts/footer.html" %}'
        with wearing(make_theme(tmp_path, {FOOTER: text})):
            page = read("/")
        assert page.words(".above") == "Above"
        assert page.one("footer.colophon .imprint")

    def test_a_part_of_a_story_may_be_replaced(self, paper: Newspaper, tmp_path: Path) -> None:
        text = "<header><h1>{{ story.title }}, told anew</h1></header>"
        with wearing(make_theme(tmp_path, {"templates/newsroom/story_head.html": text})):
            assert read("/everything/").words("h1").endswith(", told anew")

    def test_a_static_file_may_be_replaced(self, paper: Newspaper, tmp_path: Path) -> None:
        shipped = read("/").one('link[rel="icon"]')["href"]
        with wearing(make_theme(tmp_path, {"static/broadsheet/icon.svg": "<svg id='own'/>"})):
            own = str(read("/").one('link[rel="icon"]')["href"])
            body = b"".join(Client().get(own).streaming_content)  # type: ignore[attr-defined]
        assert own != shipped
        assert body == b"<svg id='own'/>"

    def test_the_newsrooms_screens_are_not_its_own(self, tmp_path: Path) -> None:
        files = {
            "templates/wagtailadmin/login.html": "{% nonsense %}",
            "static/wagtailadmin/css/core.css": "own",
        }
        with wearing(make_theme(tmp_path, files)):
            loader.get_template("wagtailadmin/login.html")
            assert str(tmp_path) not in str(finders.find("wagtailadmin/css/core.css"))

    @pytest.mark.parametrize("name", ["../secret.html", "a/../../secret.html", "out.html"])
    def test_nothing_outside_its_folder_is_a_template(self, name: str, tmp_path: Path) -> None:
        make_theme(tmp_path, {"theme/templates/a/b.html": "", "theme/secret.html": "secret"})
        (tmp_path / "theme/templates/out.html").symlink_to("/etc/hostname")
        with wearing(tmp_path / "theme"), pytest.raises(TemplateDoesNotExist):
            loader.get_template(name)

    @pytest.mark.parametrize("name", ["../far.txt", "a/../../far.txt", "out.txt", "dir/x"])
    def test_nothing_outside_its_folder_is_served(
        self, name: str, paper: Newspaper, tmp_path: Path
    ) -> None:
        make_theme(tmp_path, {"theme/far.txt": "", "theme/static/a/b.txt": "", "far/x": "far"})
        (tmp_path / "theme/static/out.txt").symlink_to("/etc/hostname")
        (tmp_path / "theme/static/dir").symlink_to(tmp_path / "far")
        with wearing(tmp_path / "theme"):
            assert ThemeFinder().find(name) == []
            assert Client().get(f"/static/{name}").status_code == 404
            assert Client().get("/static/a/b.txt").status_code == 200

    def test_a_static_folder_that_leads_elsewhere_is_not_served(
        self, paper: Newspaper, tmp_path: Path
    ) -> None:
        make_theme(tmp_path, {"far/x.txt": "far", "theme/theme.css": ""})
        (tmp_path / "theme/static").symlink_to(tmp_path / "far")
        with wearing(tmp_path / "theme"):
            assert finders.find("x.txt") is None
            assert Client().get("/static/x.txt").status_code == 404


class TestABrokenTemplate:
    BROKEN = "<footer>\n\n{% nonsense %}</footer>"

    @pytest.fixture
    def staff(self, paper: Newspaper) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(make_account(is_superuser=True))
        return client

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (BROKEN, 3, "Invalid block tag on line 3: 'nonsense'"),
            ('\n{% include "gone.html" %}', 2, "gone.html"),
            ("\n{{ frame.name|add:frame|slice:frame|date:frame|nope }}", 2, "Invalid filter"),
            ("\n\n\n{% widthratio frame 3 3 4 %}", 4, "widthratio"),
        ],
    )
    def test_staff_are_told_which_file_and_why(
        self, text: str, line: int, words: str, staff: Client, tmp_path: Path
    ) -> None:
        theme = make_theme(tmp_path / "theme", {FOOTER: text})
        with wearing(theme):
            response = staff.get("/")
        assert response.status_code == 500
        html = response.content.decode()
        assert f"theme/{FOOTER}, line {line}" in html
        assert words in html.replace("&#x27;", "'")
        assert str(tmp_path) not in html

    @pytest.mark.parametrize("path", PAGES)
    def test_readers_are_told_that_something_broke(
        self, path: str, paper: Newspaper, tmp_path: Path
    ) -> None:
        with wearing(make_theme(tmp_path, {FOOTER: self.BROKEN})):
            response = Client(raise_request_exception=False).get(path)
        assert response.status_code == 500
        assert "Something broke on our side" in response.content.decode()
        assert "footer.html" not in response.content.decode()

    def test_the_newsroom_goes_on_working(self, staff: Client, tmp_path: Path) -> None:
        with wearing(make_theme(tmp_path, {FOOTER: self.BROKEN})):
            assert staff.get("/admin/").status_code == 200

    def test_a_broken_500_gives_way_to_the_shipped_one(self, tmp_path: Path) -> None:
        with wearing(make_theme(tmp_path, {"templates/500.html": "{% nonsense %}"})):
            response = server_error(RequestFactory().get("/"))
        assert "Something broke on our side" in response.content.decode()

    def test_a_fault_elsewhere_is_not_put_on_the_theme(
        self, staff: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object) -> None:
            raise RuntimeError("a fault")

        monkeypatch.setattr("broadsheet.masthead.templatetags.masthead.frame_for", fail)
        with wearing(LAMPLIGHT):
            html = staff.get("/").content.decode()
        assert "Something broke on our side" in html
