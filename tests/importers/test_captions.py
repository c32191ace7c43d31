import pytest

from broadsheet.importers.captions import Credit, read_caption, read_credit


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("Cranes at dusk. (Mara Lind / POOL / EPN)", "Cranes at dusk.", "Mara Lind / POOL / EPN"),
        ("Cranes (old) at dusk (Mara Lind)", "Cranes (old) at dusk", "Mara Lind"),
        ("Cranes at dusk. (Mara Lind/EPN).", "Cranes at dusk.", "Mara Lind/EPN"),
        ("At dusk (photo: mara lind)", "At dusk", "photo: mara lind"),
        ("Вечір над портом (Мара Лінд / УНІАН)", "Вечір над портом", "Мара Лінд / УНІАН"),
        ("Вечір (фото: редакція)", "Вечір", "фото: редакція"),
        ("(Mara Lind (POOL) / EPN)", "", "Mara Lind (POOL) / EPN"),
        ("(EPN)", "", "EPN"),
        ("", "", ""),
    ],
)
def test_the_last_parentheses_of_a_caption_are_its_credit(caption, text, credit):
    read = read_caption(caption)
    assert (read.text, read.credit.text) == (text, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "The mayor speaks to Ilse Brandt (left)",
        "The mayor, Ilse Brandt (Left)",
        "The bridge in the year of the flood (2015)",
        "The bridge (centre) and the mill",
        "A smile :)",
        "An end without a beginning)",
        "Empty ()",
        "Counted (3/4)",
    ],
)
def test_other_parentheses_stay_in_the_caption(caption):
    read = read_caption(caption)
    assert (read.text, read.credit) == (caption, Credit())


def test_a_credit_names_the_photographer_first_and_then_the_agencies():
    assert read_credit("Mara Lind / POOL / EPN") == Credit(
        "Mara Lind / POOL / EPN", "Mara Lind", ("POOL", "EPN")
    )


def test_a_credit_in_capitals_alone_is_an_agency():
    assert read_credit("EPN") == Credit("EPN", "", ("EPN",))


def test_the_word_photo_is_no_part_of_a_name():
    assert read_credit("Photo: Mara Lind / EPN").photographer == "Mara Lind"
    assert read_credit("Photo by Mara Lind").photographer == "Mara Lind"
    assert read_credit("Фото: Мара Лінд").photographer == "Мара Лінд"
