import re
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from cfs_panels.domain.form_answers import cleaned
from cfs_panels.domain.form_problems import problems
from cfs_panels.domain.form_words import answer_words
from cfs_panels.domain.forms import FieldKind, FormDefinition
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.form_files import FormFileError, read_form_file
from cfs_panels.services.form_library import FormLibrary

TODAY = date(2025, 10, 24)
LIBRARY = FormLibrary.from_resources()
SMALL = """\
key = "small"
version = 1
title = "Small"
services = ["fostering", "adoption"]

[[sections]]
key = "visit"
title = "Visit"

[[sections.fields]]
key = "where"
label = "Where"
kind = "choice"
required = "to_pass"
missing = "Choose where the visit took place"
choices = [
    { value = "home", label = "Home" },
    { value = "video", label = "Video", services = ["adoption"] },
    { value = "office", label = "Office" },
]

[[sections.fields]]
key = "why"
label = "Why not at home"
kind = "long_text"
rows = 3
shown_when = { field = "where", is = "office" }

[[sections.fields]]
key = "people"
label = "People"
kind = "table"
row_name = "person"

[[sections.fields.columns]]
key = "name"
label = "Name"
kind = "short_text"

[[sections]]
key = "outcome"
title = "Outcome"
recap = ["where"]

[[sections.fields]]
key = "money"
label = "Money"
kind = "number"
minimum = 1
maximum = 9
"""


def forms() -> list[FormDefinition]:
    return [form for service in Service for form in LIBRARY.for_service(service)]


FORM_IDS = [f"{form.key}_{form.version} {form.service}" for form in forms()]


def test_a_file_gives_a_form_to_each_of_its_services() -> None:
    fostering, adoption = read_form_file("small_1.toml", SMALL)
    assert (fostering.service, adoption.service) == (Service.FOSTERING, Service.ADOPTION)
    assert [choice.value for choice in fostering.field("where").choices] == ["home", "office"]
    assert len(adoption.field("where").choices) == 3
    assert fostering.field("people").columns[0].label == "Name"
    assert fostering.sections[1].recap == ("where",)


MISTAKES = [
    ('kind = "long_text"', 'kind = "essay"', 25, "kind: “essay” is not known; write 'short_text'"),
    ('label = "Why not at home"', "", 22, "“label” is missing"),
    ('{ value = "home", label = "Home" }', '{ value = "home" }', 17, "“label” is missing"),
    ('{ value = "office", label = "Office" }', '{ value = "home", label = "O" }', 19,
     "“home” is a choice already"),
    ("rows = 3", 'colour = "red"', 26, "“colour” is not known here"),
    ("rows = 3", 'unit = "pounds"', 26, "“unit” does not go with long_text"),
    ("rows = 3", "rows = -1", 26, "rows: input should be greater than or equal to 0"),
    ("rows = 3", 'prefilled_from = "moon.phase"', 26, "“moon.phase” is no known fact"),
    ("rows = 3", 'required = "to_pass"', 22, "“missing” is missing"),
    ("rows = 3", 'services = ["adopting"]', 26, "“adopting” is not known; write 'fostering' or"),
    ('key = "why"', 'key = "where"', 23, "“where” is a field already"),
    ('key = "why"', 'key = "Why Not"', 23, "“Why Not” is not all small letters, figures"),
    ('kind = "long_text"', 'kind = "staff_choice"', 22, "“staff_list” is missing"),
    ('kind = "long_text"', 'kind = "yes_no_details"', 22, "“details_label” is missing"),
    ('is = "office" }', 'is = "garage" }', 27, "“garage” is no answer to “where”"),
    ('is = "office" }', 'is = ["home", "video"] }', 27, "“video” is no answer to “where”"),
    ('is = "office" }', "is = true }", 27, "“True” is no answer to “where”"),
    ('{ field = "where",', '{ field = "wear",', 27, "names “wear”, which is no earlier field"),
    ('{ field = "where",', '{ field = "why",', 27, "names “why”, which is no earlier field"),
    ('row_name = "person"', "", 29, "“row_name” is missing, table needs it"),
    ('kind = "short_text"', 'kind = "long_text"', 35, "a column cannot be long_text"),
    ('recap = ["where"]', 'recap = ["when"]', 43, "no earlier section asks “when”"),
    ('key = "outcome"', 'key = "visit"', 41, "“visit” is a section already"),
    ("minimum = 1", "minimum = 10", 49, "“minimum” is above “maximum”"),
    ('key = "money"', 'key = "people"', 45, "“people” is table further up"),
    ('key = "small"', 'key = "smaller"', 1, "a file for this form is named smaller_1.toml"),
    ("version = 1", "version = 2", 1, "a file for this form is named small_2.toml"),
    ("version = 1", 'version = "1"', 2, "version: input should be a valid integer"),
    ('"fostering", "adoption"]\n', '"fostering"]\n', 18, "this form is not for adoption"),
    ('title = "Small"', "title = Small", 3, "this is not TOML"),
    ('label = "Money"', 'label = "Money', 47, "this is not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), MISTAKES)
def test_a_mistake_in_a_form_file_is_told_with_file_line_and_reason(
    old: str, new: str, line: int, words: str
) -> None:
    """design.md 5: an unknown event, form, role or field is an error that names file and line."""
    assert old in SMALL
    with pytest.raises(FormFileError) as error:
        read_form_file("small_1.toml", SMALL.replace(old, new, 1))
    told = str(error.value).splitlines()
    assert any(
        line_.startswith(f"small_1.toml, line {line}: ") and words in line_ for line_ in told
    ), told


def test_all_mistakes_of_a_file_are_told_at_once_in_their_order() -> None:
    text = SMALL.replace('is = "office"', 'is = "garage"').replace('["where"]', '["when"]')
    with pytest.raises(FormFileError) as error:
        read_form_file("small_1.toml", text)
    assert re.findall(r"line (\d+)", str(error.value)) == ["27", "43"]


def test_one_choice_is_refused() -> None:
    text = SMALL.replace('    { value = "office", label = "Office" },\n', "").replace(
        '    { value = "video", label = "Video", services = ["adoption"] },\n', ""
    )
    with pytest.raises(FormFileError, match="line 16: one choice is no choice"):
        read_form_file("small_1.toml", text)


def test_older_versions_of_a_form_stay() -> None:
    second = SMALL.replace("version = 1", "version = 2").replace('"Small"', '"Small, again"')
    library = FormLibrary({"small_1.toml": SMALL, "small_2.toml": second})
    assert library.form("small", 1, Service.ADOPTION).title == "Small"
    assert library.newest("small", Service.ADOPTION).version == 2
    assert [form.title for form in library.for_service(Service.FOSTERING)] == ["Small, again"]


def test_a_form_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        LIBRARY.form("initial_visit", 99, Service.FOSTERING)
    with pytest.raises(KeyError):
        LIBRARY.newest("no_such_form", Service.FOSTERING)


def test_the_initial_visit_asks_what_the_service_needs_in_order() -> None:
    form = LIBRARY.newest("initial_visit", Service.FOSTERING)
    assert [section.title for section in form.sections] == [
        "Visit", "People seen", "Home and space", "Motivation", "Health", "Experience",
        "Work and support", "Conversation", "Outcome",
    ]  # fmt: skip
    assert [choice.label for choice in form.field("recommendation").choices] == [
        "Proceed",
        "Do not proceed",
        "Applicant withdrew",
    ]
    assert form.field("reasons").hint == (
        "The family may read this. Two or three plain sentences are enough."
    )


def test_the_initial_visit_speaks_of_the_service_it_is_for() -> None:
    for service, own, other in (
        (Service.FOSTERING, "foster", "adopt"),
        (Service.ADOPTION, "adopt", "foster"),
    ):
        why = LIBRARY.newest("initial_visit", service).field("why_now")
        assert own in why.label
        assert other not in why.label + why.missing + why.hint


def test_a_visit_is_passed_on_with_few_answers() -> None:
    form = LIBRARY.newest("initial_visit", Service.FOSTERING)
    assert [problem.field for problem in problems(form, {}, today=TODAY)] == [
        "visited_on", "how_long", "where", "household", "child_room", "why_now", "health_said",
        "with_children", "who_helps", "strengths", "worries", "recommendation", "reasons",
        "manager",
    ]  # fmt: skip


def test_a_visit_elsewhere_says_why_it_was_not_at_home() -> None:
    form = LIBRARY.newest("initial_visit", Service.ADOPTION)
    told = [p.message for p in problems(form, {"where": "video"}, today=TODAY)]
    assert "Enter why the visit was not at home" in told


@pytest.mark.parametrize(
    ("decision", "needed"),
    [
        ("invite", ["reasons"]),
        ("do_not_proceed", ["reasons"]),
        ("send_back", ["to_put_right"]),
    ],
)
def test_the_manager_gives_reasons_or_says_what_to_put_right(
    decision: str, needed: list[str]
) -> None:
    form = LIBRARY.newest("initial_visit_decision", Service.FOSTERING)
    found = problems(form, {"decision": decision, "decided_on": "2025-10-24"}, today=TODAY)
    assert [problem.field for problem in found] == needed


@pytest.mark.parametrize("form", forms(), ids=FORM_IDS)
def test_every_word_of_a_form_is_in_the_house_style(form: FormDefinition) -> None:
    """ui.md 7: no "please", "and" not "&"; questions are no sentences with a full stop."""
    for section in form.sections:
        assert len(section.fields) <= 8, section.title
        for field in section.fields:
            words = [field.label, field.hint, field.missing, field.details_label, section.help]
            words += [field.details_missing, field.not_future, *(c.label for c in field.choices)]
            for text in words:
                assert not re.search(r"(?i)please|&|e\.g\.|i\.e\.|'|  ", text), text
            assert not field.label.endswith((".", ":")), field.label
            for sentence in (field.missing, field.details_missing):
                assert not sentence or sentence.startswith(("Enter", "Choose", "Add")), sentence
                assert not sentence.endswith("."), sentence
            if field.kind is not FieldKind.LONG_TEXT and field.hint:
                assert len(field.hint) < 120, field.hint


ANSWER: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("form", forms(), ids=FORM_IDS)
@given(data=st.data())
def test_no_answer_whatever_breaks_a_shipped_form(
    form: FormDefinition, data: st.DataObject
) -> None:
    keys = st.sampled_from([field.key for field in form.fields()])
    answers = data.draw(st.dictionaries(keys, ANSWER))
    for problem in problems(form, answers, today=TODAY):
        assert answer_words(form.field(problem.field), None) == ""


@pytest.mark.parametrize("form", forms(), ids=FORM_IDS)
@given(data=st.data())
def test_no_text_typed_into_a_shipped_form_is_lost(
    form: FormDefinition, data: st.DataObject
) -> None:
    typed = {
        field.key: data.draw(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=20))
        for field in form.fields()
        if field.kind in (FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT)
    }
    stored = cleaned(form, dict(typed), today=TODAY)
    assert {key: stored.get(key, "") for key in typed} == {k: v.strip() for k, v in typed.items()}


def test_every_form_file_is_named_for_what_it_holds() -> None:
    for name in resources.names("forms", ".toml"):
        content = tomllib.loads(resources.read_text(name))
        assert name == f"forms/{content['key']}_{content['version']}.toml"
