import pytest

from broadsheet.importers.addresses import OldSite

GHOST = OldSite(placeholders=("__GHOST_URL__",))
KNOWN = OldSite("https://www.verlow.example/blog", placeholders=("__GHOST_URL__",))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("__GHOST_URL__/story/", "/story/"),
        ("__GHOST_URL__", "/"),
        ("/story/", "/story/"),
        ("https://other.example/x", "https://other.example/x"),
        ("//other.example/x", "https://other.example/x"),
    ],
)
def test_addresses_of_the_old_site_lose_its_placeholder(url, path):
    assert GHOST.path(url) == path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://verlow.example/blog/story/?a=1#b", "/story/?a=1#b"),
        ("http://www.verlow.example/blog", "/"),
        ("//verlow.example/blog/story/", "/story/"),
        ("/blog/content/images/a.jpg", "/content/images/a.jpg"),
        ("https://verlow.example.org/blog/story/", "https://verlow.example.org/blog/story/"),
        ("https://[broken/", "https://[broken/"),
    ],
)
def test_a_known_host_and_folder_are_taken_off(url, path):
    assert KNOWN.path(url) == path


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "#/portal/signup",
        "__GHOST_URL__/#/portal/",
        "#note",
        "",
        "   ",
    ],
)
def test_addresses_that_lead_nowhere_or_run_code_make_no_link(url):
    assert GHOST.link(url) == ""


@pytest.mark.parametrize(
    "url", ["https://a.example/", "mailto:desk@a.example", "tel:+431234", "/story/", "story/"]
)
def test_addresses_that_lead_somewhere_make_a_link(url):
    assert GHOST.link(url) == url


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("__GHOST_URL__/content/images/size/w600/2026/a.jpg", "/content/images/2026/a.jpg"),
        ("/content/images/size/w600h400/format/webp/a.jpg", "/content/images/a.jpg"),
        ("content/images/a.jpg", "/content/images/a.jpg"),
        ("https://a.example/a.jpg#full", "https://a.example/a.jpg"),
        ("javascript:alert(1)", ""),
        ("blob:https://a.example/1", ""),
        ("file:///home/me/a.jpg", ""),
        ("", ""),
    ],
)
def test_a_picture_is_where_its_original_was(url, file):
    assert GHOST.file(url) == file


def test_only_pages_of_other_sites_can_be_embedded():
    assert GHOST.web_page("https://a.example/v") == "https://a.example/v"
    assert GHOST.web_page("__GHOST_URL__/v/") == ""
    assert GHOST.web_page("javascript:alert(1)") == ""
