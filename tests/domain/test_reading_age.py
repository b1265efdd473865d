"""A text says how old its reader must be, as soon as it is long enough to tell."""

from cfs_panels.domain.reading_age import reading_age, reading_age_words


def test_a_few_words_tell_nothing() -> None:
    assert reading_age("The network is in place.") is None
    assert reading_age_words("") == ""


def test_short_sentences_of_short_words_read_early() -> None:
    text = "He works in term time. His sister lives near by. She will help when he is at work."
    assert reading_age(text) == 6
    assert reading_age_words(text) == "Plain English: reading age 6"


def test_long_sentences_of_long_words_read_late() -> None:
    text = (
        "Notwithstanding considerable professional reservations, the determination necessitates "
        "comprehensive reconsideration of accommodation and supervision."
    )
    assert reading_age_words(text) == "Reading age over 18"


def test_between_the_two_the_age_stands_alone() -> None:
    text = (
        "The assessment describes a supportive network, although the panel considered that the "
        "arrangements for school holidays had not been tested in a realistic way."
    )
    age = reading_age(text)
    assert age is not None
    assert 14 < age <= 22
    assert reading_age_words(text).startswith("Reading age ")


def test_silent_endings_are_no_syllables() -> None:
    plain = "They moved home and liked the place. They hoped for more time there."
    assert reading_age(plain) == reading_age(plain.replace("moved", "move"))
