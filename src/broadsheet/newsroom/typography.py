"""Quotes, apostrophes, dashes and the longest words as a compositor sets them, by language.

Straight marks become the language's own; what a writer has set already stays. Code, attributes and
addresses are never touched. Doing it twice changes nothing more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: A headline's last line of fewer letters than this looks lost.
SHORT = 8
#: In a headline of fewer words than this a last line of one is in order.
LEAST_WORDS = 5
THIN = "\u202f"


@dataclass(frozen=True)
class Marks:
    """A language's quotes, outer and inner, and the dash that stands between spaces."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str = "–"


CURLED = Marks(("“", "”"), ("‘", "’"))
ANGLED = Marks(("«", "»"), ("“", "”"))
LOW_HIGH = Marks(("„", "“"), ("‚", "‘"))
EASTERN = Marks(("«", "»"), ("„", "“"), "—")
#: A language that is not here keeps its marks as they were typed.
LANGUAGES = {
    "be": EASTERN,
    "bg": Marks(("„", "“"), ("’", "’"), "—"),
    "ca": ANGLED,
    "cs": LOW_HIGH,
    "da": CURLED,
    "de": LOW_HIGH,
    "de-ch": Marks(("«", "»"), ("‹", "›")),
    "el": ANGLED,
    "en": CURLED,
    "es": ANGLED,
    "et": LOW_HIGH,
    "fi": Marks(("”", "”"), ("’", "’")),
    "fr": Marks((f"«{THIN}", f"{THIN}»"), ("“", "”")),
    "hr": LOW_HIGH,
    "hu": Marks(("„", "”"), ("»", "«")),
    "it": ANGLED,
    "lt": LOW_HIGH,
    "lv": CURLED,
    "nb": Marks(("«", "»"), ("‘", "’")),
    "nl": CURLED,
    "no": Marks(("«", "»"), ("‘", "’")),
    "pl": Marks(("„", "”"), ("«", "»")),
    "pt": ANGLED,
    "pt-br": CURLED,
    "ro": Marks(("„", "”"), ("«", "»")),
    "ru": EASTERN,
    "sk": LOW_HIGH,
    "sl": LOW_HIGH,
    "sr": Marks(("„", "“"), ("’", "’")),
    "sv": Marks(("”", "”"), ("’", "’")),
    "tr": CURLED,
    "uk": EASTERN,
}
APOSTROPHE = "’"
#: Words that begin with an apostrophe, which is no opening quote.
ELIDED = re.compile(r"(?:\d0s|\d\ds?\b(?!\d)|tis\b|twas\b|em\b|til\b|cause\b|n['’]|[st]\b)", re.I)
WEB, MAIL = r"(?:https?://|www\.)[^\s<>\"“”«»]+", r"[\w.+-]+@[\w-]+\.[\w.-]+"
# No thin space here: that is the inner side of a French quote.
SIGNS = r"|(?P<quote>[\"'])|(?P<dash>(?<!-)--(?!-)|(?<=[ \t\n\xa0])-(?=[ \t\n\xa0]))"
MARK = re.compile(rf"(?P<address>{WEB}){SIGNS}")
#: A mail address may begin with any letter: it is looked for where there is its sign.
MARK_OR_MAIL = re.compile(rf"(?P<address>{WEB}|{MAIL}){SIGNS}")
#: A word that a phone's line may not hold, and where it divides: before the last
#: consonant ahead of a vowel, four letters from either end. Browsers know few words of that length.
LONG = 25
LONG_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
VOWELS = "aeiouyàâäéèêëíîïóôöúûüýаеиоуыэюяєіїё"
DIVISION = re.compile(
    rf"(?<=[^\W\d_]{{4}})(?=[^\W\d_{VOWELS}][{VOWELS}][^\W\d_]{{2}})(?<![cpst](?=h))", re.I
)
TAG = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", re.S
)
QUOTE_ENTITY = re.compile(r"&(?:quot|#34|#x22|(?P<single>apos|#39|#x27));", re.I)
VERBATIM = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea", "var"})
INLINE = frozenset(
    "a abbr b bdi bdo cite data del dfn em i ins mark q s small span strong sub sup time u".split()  # noqa: SIM905
)
OPENERS = frozenset("([{¿¡–—-/“‘„‚«‹" + THIN)


def typographic(text: str, language: str) -> str:
    """A plain text with the language's marks."""
    marks = marks_of(language)
    if marks is None:
        return text
    if not mark_in(text).search(text):
        return divisible(text)
    return _Compositor(marks).set(text, "")


def mark_in(text: str) -> re.Pattern[str]:
    """What a text's marks and addresses match."""
    return MARK_OR_MAIL if "@" in text else MARK


def divisible(text: str) -> str:
    """The text with soft hyphens in words that are longer than a narrow line."""
    # Most texts have none, and to look at every letter takes ten times as long as this.
    if len(text) < LONG or max(map(len, text.split()), default=0) < LONG:
        return text
    return LONG_WORD.sub(lambda match: DIVISION.sub("\N{SOFT HYPHEN}", match[0]), text)


def bind_end(text: str) -> str:
    """The text with its last words bound, so that a last line holds more than a short one."""
    words = text.split(" ")
    if len(words) < LEAST_WORDS:
        return text
    bound = words.pop()
    while len(bound) < SHORT and len(words) > 1:
        bound = f"{words.pop()}\N{NO-BREAK SPACE}{bound}"
    return " ".join([*words, bound])


def typographic_html(html: str, language: str) -> str:
    """HTML whose text has the language's marks; tags, code and addresses stay as they were."""
    marks = marks_of(language)
    if marks is None:
        return html
    tokens = _tokens(html)
    compositor = _Compositor(marks)
    out: list[str] = []
    verbatim: list[str] = []
    for place, (kind, token, name) in enumerate(tokens):
        if kind == "text":
            if verbatim:
                out.append(token)
                compositor.last = "x"
            else:
                out.append(compositor.set(_plain_quotes(token), _character_after(tokens, place)))
            continue
        out.append(token)
        if name in VERBATIM and kind == "open":
            verbatim.append(name)
        elif name in VERBATIM and kind == "close" and name in verbatim:
            del verbatim[verbatim.index(name) :]
            compositor.last = "x"
        elif name == "br":
            compositor.last = " "
        elif kind != "comment" and name not in INLINE and name not in VERBATIM:
            compositor.begin_block()
    return "".join(out)


def marks_of(language: str) -> Marks | None:
    language = language.lower()
    return LANGUAGES.get(language) or LANGUAGES.get(language.partition("-")[0])


@dataclass
class _Compositor:
    """Sets running text piece by piece and remembers which quotes are open."""

    marks: Marks
    open: list[str] = field(default_factory=list)
    #: The character before the next piece; empty at the beginning of a block.
    last: str = ""

    def begin_block(self) -> None:
        self.open.clear()
        self.last = ""

    def set(self, text: str, after: str) -> str:
        """One piece of text; `after` is the character that follows it in the same block."""
        out: list[str] = []
        done = 0
        for match in mark_in(text).finditer(text):
            start, end = match.span()
            if start > done:
                self.last = text[start - 1]
            out.append(divisible(text[done:start]))
            following = text[end : end + 1] or after
            if match["quote"]:
                set_mark = self.quote(match["quote"], following, text[end : end + 6])
            elif match["dash"]:
                set_mark = self.dash(match["dash"], following)
            else:
                set_mark = match["address"]
            out.append(set_mark)
            self.last = set_mark[-1]
            done = end
        out.append(divisible(text[done:]))
        if done < len(text):
            self.last = " " if text.endswith(("&nbsp;", "&#160;")) else text[-1]
        return "".join(out)

    def quote(self, mark: str, following: str, rest: str) -> str:
        at_start = not self.last or self.last.isspace() or self.last in OPENERS
        if mark == "'":
            if self.last.isalnum() and following.isalnum():
                return APOSTROPHE
            if at_start and ELIDED.match(rest):
                return APOSTROPHE
        if at_start and following and not following.isspace():
            inner = bool(self.open) if mark == '"' else True
            self.open.append(mark)
            return (self.marks.inner if inner else self.marks.outer)[0]
        if mark in self.open:
            place = len(self.open) - 1 - self.open[::-1].index(mark)
            del self.open[place:]
            inner = place > 0 if mark == '"' else True
            return (self.marks.inner if inner else self.marks.outer)[1]
        # An apostrophe at a word's end, or a quote that was opened in an earlier paragraph.
        return APOSTROPHE if mark == "'" else self.marks.outer[1]

    def dash(self, mark: str, following: str) -> str:
        before, behind = _is_space(self.last), _is_space(following)
        if mark == "-" or (before and behind):
            return self.marks.dash
        # `--force` is an option of a command, not a dash.
        return "—" if self.last and following and not before and not behind else mark


def _is_space(character: str) -> bool:
    return character.isspace() and character != THIN


def _tokens(html: str) -> list[tuple[str, str, str]]:
    """HTML as (text, open, close or comment; what stands there; the tag's name)."""
    found: list[tuple[str, str, str]] = []
    done = 0
    for match in TAG.finditer(html):
        if match.start() > done:
            found.append(("text", html[done : match.start()], ""))
        if match["name"] is None:
            found.append(("comment", match[0], ""))
        else:
            kind = "close" if match["close"] else "open"
            found.append((kind, match[0], match["name"].lower()))
        done = match.end()
    if done < len(html):
        found.append(("text", html[done:], ""))
    return found


def _plain_quotes(text: str) -> str:
    """Quotes written as entities become characters: in text they need no escaping."""
    if "&" not in text:
        return text
    return QUOTE_ENTITY.sub(lambda match: "'" if match["single"] else '"', text)


def _character_after(tokens: list[tuple[str, str, str]], place: int) -> str:
    """The first character of the next text in the same block; "" where the block ends."""
    for kind, token, name in tokens[place + 1 :]:
        if kind == "text":
            return " " if token.startswith(("&nbsp;", "&#160;")) else token[0]
        if kind != "comment" and name not in INLINE and name not in VERBATIM:
            return ""
    return ""
