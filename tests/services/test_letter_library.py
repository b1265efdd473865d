"""The letter library: shipped wording is sound, and an agency's own is checked."""

from dataclasses import replace

import pytest

import resources
from cfs_panels.documents.approval_letter import build_approval_letter
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.letter_library import LETTER_FIELDS, LetterLibrary, WordingFile
from tests.documents.sample_details import FOSTERING_APPROVAL, LETTERHEAD

SHIPPED = resources.read_text("letters/approval_fostering_1.toml")
CHANGED = (
    SHIPPED.replace("version = 1\n", "version = 1\nrevision = 1\n")
    .replace("I am very pleased to tell you", "It is a joy to tell you")
)  # fmt: skip


def refusal(text: str, name: str = "own.toml") -> str:
    with pytest.raises(RuleBroken) as refused:
        LetterLibrary().check(WordingFile(name, text))
    return refused.value.message


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def test_every_letter_has_wording() -> None:
    library = LetterLibrary()

    assert set(library.keys()) == set(LETTER_FIELDS)
    assert all(library.versions(key) == ("1",) for key in LETTER_FIELDS)


def test_shipped_wording_never_speaks_of_conditions_and_names_its_source() -> None:
    for name in resources.names("letters", ".toml"):
        text = resources.read_text(name)
        assert "condition" not in text.lower()
        assert "source" in text.lower()


def test_letters_give_the_facts_of_other_bodies_and_an_agency_can_correct_them() -> None:
    assert LetterLibrary().wording("approval_fostering").facts["irm_email"] == "irm@irm.org.uk"
    corrected = LetterLibrary(contacts={"irm_phone": "01632 960001"})
    assert corrected.wording("approval_fostering").facts == {
        "irm_email": "irm@irm.org.uk",
        "irm_phone": "01632 960001",
    }


def test_an_agencys_own_wording_is_used_from_its_first_revision() -> None:
    library = LetterLibrary([WordingFile("approval_fostering 1.1", CHANGED)])

    assert library.versions("approval_fostering") == ("1", "1.1")
    wording = library.wording("approval_fostering")
    assert wording.label == "1.1"
    document = build_approval_letter(FOSTERING_APPROVAL, LETTERHEAD, wording)
    assert "It is a joy to tell you" in "\n".join(document_lines(document))


def test_an_older_version_can_still_be_had() -> None:
    library = LetterLibrary([WordingFile("own", CHANGED)])

    assert library.wording("approval_fostering", "1").revision == 0
    assert not library.is_superseded(library.wording("approval_fostering", "1.1"))


def test_a_wording_begun_from_an_older_shipped_version_is_known_as_superseded() -> None:
    library = LetterLibrary()
    old = replace(library.wording("approval_fostering"), version=0, revision=4)

    assert library.is_superseded(old)


def test_an_unknown_letter_or_version_is_refused() -> None:
    library = LetterLibrary()

    with pytest.raises(RuleBroken, match="There is no wording of the letter “invitation”"):
        library.wording("invitation")
    with pytest.raises(RuleBroken, match="There is no wording 9 of the letter"):
        library.wording("approval_fostering", "9")


def test_an_agencys_wording_needs_a_revision_of_its_own() -> None:
    with pytest.raises(RuleBroken, match=r"own, line 2: an agency's own wording has a revision"):
        LetterLibrary([WordingFile("own", SHIPPED)])


def test_the_same_revision_twice_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"second, line 2: version 1.1 is there twice"):
        LetterLibrary([WordingFile("first", CHANGED), WordingFile("second", CHANGED)])


def test_an_unknown_field_is_refused_with_file_line_and_the_fields_there_are() -> None:
    text = SHIPPED.replace("{supervising_worker} is your", "{social_worker} is your")

    message = refusal(text)

    assert message.startswith(
        f"own.toml, line {line_of(text, '{social_worker}')}: "
        "there is no field “social_worker” here."
    )
    assert "supervising_worker" in message


def test_a_field_typed_with_a_blank_is_refused() -> None:
    assert "there is no field “panel date” here" in refusal(
        SHIPPED.replace("{panel_date}", "{panel date}")
    )


def test_a_list_cannot_stand_inside_a_sentence() -> None:
    text = SHIPPED.replace("Yours are:", "Yours are {terms}:")

    assert f"line {line_of(text, '{terms}')}: there is no field “terms” here" in refusal(text)


def test_an_unknown_list_or_condition_is_refused_with_its_line() -> None:
    rows = SHIPPED.replace('rows = "advice"', 'rows = "advices"')
    condition = SHIPPED.replace('unless = "terms"', 'unless = "term"')

    assert f"line {line_of(rows, 'advices')}: there is no field “advices”" in refusal(rows)
    at = line_of(condition, 'unless = "term"')
    assert f"line {at}: there is no field “term”" in refusal(condition)


def test_a_brace_alone_is_refused_with_its_line() -> None:
    text = SHIPPED.replace("It is not part of the decision:", "It is {not part of the decision:")

    assert f"line {line_of(text, 'It is {not')}: a brace {{ or }} stands alone" in refusal(text)


@pytest.mark.parametrize(
    ("key", "cut", "field"),
    [
        ("approval_fostering", "{review_by}", "review_by"),
        ("approval_fostering", "{decision_date}", "decision_date"),
        ("approval_adoption", "{review_by}", "review_by"),
        ("qualifying_determination_fostering", "{respond_by}", "respond_by"),
        ("qualifying_determination_fostering", "{response_days}", "response_days"),
        ("qualifying_determination_adoption", "{letter_date}", "letter_date"),
        ("qualifying_determination_adoption", "{panel_process}", "panel_process"),
        ("foster_care_agreement", "{review_by}", "review_by"),
    ],
)
def test_wording_that_leaves_out_what_the_law_asks_for_is_refused(
    key: str, cut: str, field: str
) -> None:
    text = resources.read_text(f"letters/{key}_1.toml").replace(cut, "nothing")

    assert f"the letter must give these fields: {field}" in refusal(text)


def test_an_adoption_approval_cannot_be_given_terms() -> None:
    text = resources.read_text("letters/approval_adoption_1.toml").replace(
        'rows = "advice"', 'rows = "terms"', 1
    )

    assert "there is no field “terms” here" in refusal(text)


def test_wording_that_is_no_toml_is_refused_with_its_line() -> None:
    text = SHIPPED.replace('subject = "', "subject = ", 1)

    message = refusal(text)

    assert message.startswith("own.toml, line 4: this is not written as TOML")


@pytest.mark.parametrize(
    ("old", "new", "words", "told"),
    [
        ('kind = "facts"', 'kind = "fact"', 'kind = "fact"', "parts.kind"),
        ('name = "Fostering', 'nam = "Fostering', "", "name: Field required"),
        ("version = 1", "version = 0", "version = 0", "version: Input should be greater"),
        ('rows = "terms"', 'rowz = "terms"', "rowz", "parts.rowz: Extra inputs"),
        ('words = "The decision"', "", "", "a heading takes one of: words"),
        (
            'key = "approval_fostering"',
            'key = "approvals"',
            "approvals",
            "“approvals” is no letter",
        ),
    ],
)
def test_wording_of_the_wrong_shape_is_refused_with_its_line(
    old: str, new: str, words: str, told: str
) -> None:
    text = SHIPPED.replace(old, new, 1)

    message = refusal(text)

    assert told in message
    if words:
        assert message.startswith(f"own.toml, line {line_of(text, words)}:")


def test_a_part_without_words_is_refused_at_its_own_line() -> None:
    text = SHIPPED.replace('words = "The decision"', "", 1)
    at = text.splitlines().index('kind = "facts"')
    headers = [n for n, line in enumerate(text.splitlines()[:at], 1) if line == "[[parts]]"]

    assert refusal(text).startswith(f"own.toml, line {headers[-2]}: parts:")
