"""Invented words for pages in extreme states, in three scripts."""

from __future__ import annotations

import random
from collections.abc import Iterator

#: 140 characters.
LONG_HEADLINE = (
    "Harbour trust, council, pilots and the ferry company agree at the ninth attempt on who pays "
    "for dredging a channel between Sallay and quays"
)
#: 60 letters, such as a German desk may write.
LONG_WORD = "Hafenlotsenversicherungsgesellschaftsvorstandswahlergebnisse"
AUTHORS = (
    *("Maren Tolgate", "Joss Amberwick", "Ingrid Vasker-Lomond", "Teodor Quayle"),
    *("Philippa Strand", "Oluwaseun Brightwater", "Kit Hale", "Anneliese Corrow-Pike"),
    *("Dov Merrin", "Saoirse Undertow", "Bartholomew Lighterman", "Yui Harrowgate"),
)
STANDFIRST = "The water came over the sill at ten past four, and nobody on the quay was surprised."
PARAGRAPHS = (
    "The lock-keeper read the gauge twice, wrote the figure on his sleeve and rang the bell.",
    "By noon the boats that could leave had left, and the others had doubled their lines.",
)
_WHO = (
    *("the harbour master", "a tally clerk", "the night pilot", "the owner of the rope shop"),
    *("a crane driver on her second shift", "the council's engineer", "the oldest of the bakers"),
)
_DID = (
    *("counted the barges at the upper basin", "asked for the ledger of last winter"),
    *("said that the figures did not add up", "walked the sea wall from end to end"),
    *("remembered the flood that took the old footbridge", "closed the gate a minute early"),
)
_THEN = (
    *("before the tide turned", "while the tram waited at the bridge", "without raising a voice"),
    *("as the rain came in from the islands", "and nobody wrote it down"),
    *("which had never been done on a Tuesday", "for the third time in one week"),
)


def long_text(words: int) -> str:
    """The HTML of a text of at least so many words, with a heading every nine paragraphs."""
    chance = random.Random(words)
    parts: list[str] = []
    count = 0
    for number, paragraph in enumerate(_paragraphs(chance)):
        if number and number % 9 == 0:
            parts.append(f"<h2>What {chance.choice(_WHO)} saw</h2>")
        parts.append(f"<p>{paragraph}</p>")
        count += len(paragraph.split())
        if count >= words:
            break
    return "".join(parts)


def _paragraphs(chance: random.Random) -> Iterator[str]:
    while True:
        yield " ".join(
            f"{chance.choice(_WHO).capitalize()} {chance.choice(_DID)} {chance.choice(_THEN)}."
            for _sentence in range(chance.randint(3, 7))
        )


#: The one section and the one story of a small newspaper, by their language.
SMALL_PAPERS = {
    "en": {
        "section": "Street",
        "menu": "Featured",
        "headline": "The last boatbuilder of Tar Lane keeps one hull on the slip",
        "standfirst": "She has no buyer for it, and says that this was never the question.",
        "body": (
            "The shed smells of pine tar and coffee. On Monday the ribs were bare; on Friday the "
            "ninth plank was steamed, bent and fastened before the kettle boiled.",
            "A boat, she says, is a promise made in wood. Nobody has to ask for it.",
        ),
        "quote": "A boat is a promise made in wood.",
        "author": "Wren Halloway",
    },
    "uk": {
        "section": "Порт",
        "menu": "Головне",
        "headline": "Останній пором на острів Чаїний вирушить у неділю о шостій ранку",
        "standfirst": "Після сорока років на лінії капітанка каже, що не пропустила жодного рейсу.",
        "body": (
            "Біля каси з'ясували, що квитків на прощальний рейс уже немає: їх розібрали за "
            "пів години. «Ми возили хліб, пошту й молодят», - згадує боцман.",
            "Міська рада обіцяє новий катер до весни. Мешканці острова поки що рахують човни "
            "й домовляються, хто кого перевезе до школи.",
        ),
        "quote": "Ми возили хліб, пошту й молодят.",
        "author": "Оксана Причальна",
    },
    "ar": {
        "section": "الميناء",
        "menu": "أبرز الأخبار",
        "headline": "آخر عبّارة إلى جزيرة النوارس تبحر صباح الأحد بعد أربعين عامًا",
        "standfirst": "تقول القبطانة إن الرحلة لم تتأخر يومًا واحدًا منذ سنة 1986.",
        "body": (
            "تجمّع السكان عند الرصيف قبل شروق الشمس، وبيعت التذاكر الـ 96 في نصف ساعة. "
            "«كنا ننقل الخبز والبريد والعرسان»، يقول كبير البحارة وهو يفكّ الحبال.",
            "وعد المجلس البلدي بقارب جديد قبل الربيع، أما أهل الجزيرة فيعدّون قواربهم "
            "الصغيرة ويتفقون على من سينقل الأطفال إلى المدرسة.",
        ),
        "quote": "كنا ننقل الخبز والبريد والعرسان.",
        "author": "سلمى الرصيفي",
    },
}
