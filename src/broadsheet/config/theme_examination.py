"""What `broadsheet doctor` looks at in a theme: templates, style, files, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders
from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Node, Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode

from broadsheet.core.theme import Theme, for_readers, theme_files
from broadsheet.masthead.contrast import contrast
from broadsheet.masthead.theme_style import PART, address_in, file_named

#: WCAG 2.2: text 1.4.3, what only has to be seen 1.4.11.
FOR_TEXT, FOR_SIGHT = 4.5, 3.0
#: What stands on what: colour, ground, least contrast.
PAIRS = (
    ("ink", "paper", FOR_TEXT),
    ("soft", "paper", FOR_TEXT),
    ("accent", "paper", FOR_TEXT),
    ("ink", "tint", FOR_TEXT),
    ("soft", "tint", FOR_TEXT),
    ("accent", "tint", FOR_TEXT),
    ("on_band", "band", FOR_TEXT),
    ("soft_on_band", "band", FOR_TEXT),
    ("on_accent", "accent", FOR_TEXT),
    ("line", "paper", FOR_SIGHT),
    ("focus", "paper", FOR_SIGHT),
)
IMPORT = re.compile(r"@import\b", re.I)
#: An address that leaves the site, or that the content security policy keeps out.
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.\-]*:|//)", re.I)
PICTURE_TEXT = re.compile(r"image-set\(\s*[\"']", re.I)
SHIPPED_STYLE = "broadsheet/broadsheet.css"
TOKENS = {
    "light": re.compile(r"@layer tokens\s*\{\s*:root\s*\{(.*?)\}", re.S),
    "dark": re.compile(r":root\[data-scheme=\"dark\"\]\s*\{(.*?)\}", re.S),
}
TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{3,6})\b")


def faults_of(theme: Theme) -> Iterator[str]:
    """Every fault as a sentence that names the file; none for a sound theme."""
    yield from _links_out(theme)
    for path in theme_files(theme.folder):
        place = path.relative_to(theme.folder).as_posix()
        name = place.partition("/")[2]
        if place.startswith("templates/"):
            yield from _template(place, name)
        elif place.startswith("static/") and not for_readers(name):
            yield f"theme/{place} would replace a file of the newsroom's screens and is not used."
        if path.suffix == ".css":
            yield from _style(theme, path)
    for name in theme.preload or ():
        if finders.find(name) is None:
            yield f"theme/theme.toml preloads {name}, which is not there."
    yield from contrast_faults(theme)


def contrast_faults(theme: Theme, accents: Mapping[str, str] | None = None) -> Iterator[str]:
    """Declared colours that can't be read; `accents` are the site's own, by their scheme."""
    for scheme, declared in (("light", theme.light), ("dark", theme.dark)):
        if accents is not None:
            declared = {**declared, "accent": accents[scheme]}
        inks = shipped_colours(scheme) | dict(declared)
        for colour, ground, least in PAIRS:
            wanted = ("accent",) if accents is not None else tuple(declared)
            if colour not in wanted and ground not in wanted:
                continue
            found = contrast(inks[colour], inks[ground])
            if round(found, 2) < least:
                yield (
                    f"In the {scheme} scheme {colour} ({inks[colour]}) on {ground} "
                    f"({inks[ground]}) has a contrast of {found:.1f} and needs {least}."
                )


def shipped_colours(scheme: str) -> dict[str, str]:
    """The colours of the built-in style, for what a theme leaves as it is."""
    path = finders.find(SHIPPED_STYLE)
    match = TOKENS[scheme].search(Path(str(path)).read_text(encoding="utf-8")) if path else None
    found = TOKEN.findall(match[1]) if match else []
    return {name.replace("-", "_"): _long(value) for name, value in found}


def _long(colour: str) -> str:
    """`#fff` as `#ffffff`."""
    if len(colour) == 4:
        return "#" + "".join(digit * 2 for digit in colour[1:])
    return colour


def _links_out(theme: Theme) -> Iterator[str]:
    for path in sorted(theme.folder.rglob("*")):
        if path.is_symlink() and not theme.holds(path):
            place = path.relative_to(theme.folder).as_posix()
            yield f"theme/{place} leads out of the theme and is not used. Put a copy in its place."


def _template(place: str, name: str) -> Iterator[str]:
    if not for_readers(name):
        yield f"theme/{place} would replace a screen of the newsroom and is not used."
        return
    try:
        template = Engine.get_default().get_template(name)
    except TemplateSyntaxError as error:
        line = getattr(getattr(error, "token", None), "lineno", 0)
        reason = getattr(error, "raw_error_message", None) or str(error)
        yield f"theme/{place}{f', line {line}' if line else ''}: {reason}"
        return
    except UnicodeDecodeError:
        yield f"theme/{place} is not UTF-8. Save it again as UTF-8."
        return
    yield from _missing_parts(place, template)


def _missing_parts(place: str, template: Template) -> Iterator[str]:
    """Templates and static files that are named in so many words and are not there."""
    engine = template.engine
    for kind, attribute in ((ExtendsNode, "parent_name"), (IncludeNode, "template")):
        for node in template.nodelist.get_nodes_by_type(kind):
            name = getattr(getattr(node, attribute), "var", None)
            if not isinstance(name, str):
                continue
            try:
                engine.get_template(name)
            except TemplateDoesNotExist:
                yield f"{_where(place, node)} names the template {name}, which is not there."
            except TemplateSyntaxError:
                # A template of the theme is named on its own account.
                continue
    for node in template.nodelist.get_nodes_by_type(StaticNode):
        path = getattr(getattr(node, "path", None), "var", None)
        if isinstance(path, str) and finders.find(path) is None:
            yield f"{_where(place, node)} names the file {path}, which is not there."


def _where(place: str, node: Node) -> str:
    token = getattr(node, "token", None)
    return f"theme/{place}, line {token.lineno}" if token else f"theme/{place}"


def _style(theme: Theme, path: Path) -> Iterator[str]:
    place = f"theme/{path.relative_to(theme.folder).as_posix()}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield f"{place} is not UTF-8. Save it again as UTF-8."
        return
    plain = PART.sub(lambda match: "" if match["comment"] else match[0], text)
    if IMPORT.search(plain):
        yield f"{place} has an @import, which is not followed. Put those rules into it."
    if PICTURE_TEXT.search(plain):
        yield f"{place} names a picture in image-set() as a text. Write it as url()."
    for match in PART.finditer(text):
        address = None if match["comment"] else address_in(match)
        if address is None or address.startswith("#"):
            continue
        if ELSEWHERE.match(address):
            yield (
                f"{place} asks for {address:.80}: readers' pages load nothing from elsewhere. "
                "Put the file into theme/static/."
            )
        elif not _is_there(theme, path, address):
            yield f"{place} names {address:.80}, which is not in theme/static/."


def _is_there(theme: Theme, style: Path, address: str) -> bool:
    if address.startswith("/"):
        # An address of the site that no fingerprint follows.
        name = address.partition("?")[0].removeprefix("/static/")
        return address.startswith("/static/") and finders.find(name) is not None
    if style == theme.folder / "theme.css":
        name = file_named(address)
        return bool(name) and finders.find(name) is not None
    target = (style.parent / PurePosixPath(address.partition("#")[0].partition("?")[0])).resolve()
    return target.is_file() and target.is_relative_to(theme.static.resolve())
