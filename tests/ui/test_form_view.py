"""A form that is data is shown, answered, judged and passed on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cfs_panels.domain.form_problems import SectionState, problems
from cfs_panels.domain.forms import (
    JSON,
    Choice,
    DetailsWhen,
    FieldDefinition,
    FieldKind,
    FormDefinition,
    Required,
    SectionDefinition,
    ShownWhen,
)
from cfs_panels.domain.vocabulary import Service
from ui.widgets.form_editors import YesNoDetails
from ui.widgets.form_frame import CHECK
from ui.widgets.form_table import TableEditor
from ui.widgets.form_view import FormView
from ui.widgets.segmented import Segmented

Shown = Callable[..., None]
TODAY = date(2025, 10, 24)
STAFF = {"managers": [("m1", "Louise Penhaligon")]}


def _field(key: str, kind: FieldKind, **more: object) -> FieldDefinition:
    return FieldDefinition(key, key.replace("_", " ").capitalize(), kind, **more)  # type: ignore[arg-type]  # any of its facts


WHERE = _field(
    "where",
    FieldKind.CHOICE,
    choices=(Choice("home", "Home"), Choice("video", "Video")),
    beside=True,
)
VISIT = SectionDefinition(
    "visit",
    "Visit",
    (
        _field("visited_on", FieldKind.DATE, required=Required.TO_PASS, missing="Enter the date"),
        WHERE,
        _field("why", FieldKind.LONG_TEXT, shown_when=ShownWhen("where", ("video",))),
        _field("began", FieldKind.TIME),
        _field("how_long", FieldKind.DURATION),
    ),
    help="What you saw.",
)
PEOPLE = SectionDefinition(
    "people",
    "People",
    (
        _field(
            "household",
            FieldKind.TABLE,
            row_name="person",
            columns=(
                _field("name", FieldKind.SHORT_TEXT, required=Required.TO_PASS, missing="Name?"),
                _field("born_on", FieldKind.DATE),
            ),
        ),
        _field("rooms", FieldKind.NUMBER, unit="bedrooms", minimum=1, maximum=9),
        _field("pets", FieldKind.YES_NO),
        _field("smoke", FieldKind.YES_NO_DETAILS, details_when=DetailsWhen.YES),
        _field("kinds", FieldKind.CHOICES, choices=(Choice("s", "Short"), Choice("l", "Long"))),
    ),
)
OUTCOME = SectionDefinition(
    "outcome",
    "Outcome",
    (
        _field("reasons", FieldKind.LONG_TEXT, required=Required.TO_PASS, missing="Say why"),
        _field("manager", FieldKind.STAFF_CHOICE, staff_list="managers"),
        _field("town", FieldKind.SHORT_TEXT),
    ),
    recap=("visited_on",),
)
FORM = FormDefinition("visit", 1, "Initial visit", Service.FOSTERING, (VISIT, PEOPLE, OUTCOME))
ANSWERS: dict[str, JSON] = {
    "visited_on": "2025-10-23",
    "where": "video",
    "why": "Snow.",
    "began": "14:30",
    "how_long": 90,
    "household": [{"name": "Josephine", "born_on": "1982-03-01"}, {"name": "Piet"}],
    "rooms": 3,
    "pets": False,
    "smoke": {"answer": True, "details": "Outside only."},
    "kinds": ["s", "l"],
    "reasons": "She is ready.",
    "manager": {"id": "m1", "name": "Louise Penhaligon"},
    "town": "Harrowmere",
}


@pytest.fixture
def view(shown: Shown) -> FormView:
    view = FormView(FORM, today=TODAY, staff=STAFF)
    shown(view, 1160, 760)
    return view


def test_answers_come_back_as_they_were_shown(view: FormView) -> None:
    assert view.answers() == {}
    view.show_answers(ANSWERS)
    assert view.answers() == ANSWERS


def test_what_is_typed_is_kept_even_while_it_is_no_date(qtbot: QtBot, view: FormView) -> None:
    qtbot.keyClicks(view.field("visited_on").editor, "last week")
    qtbot.keyClicks(view.field("began").editor, "teatime")
    assert view.answers() == {"visited_on": "last week", "began": "teatime"}
    again = FormView(FORM, today=TODAY)
    qtbot.addWidget(again)
    again.show_answers(view.answers())
    assert again.answers() == view.answers()


def test_a_format_is_judged_on_leaving_the_field(qtbot: QtBot, view: FormView) -> None:
    field = view.field("visited_on")
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "31 November 2025")
    assert field.error() == ""
    with qtbot.waitSignal(view.left):
        view.field("began").editor.setFocus()
    assert field.error() == "November has 30 days. Enter a real date"


def test_a_question_that_depends_on_another_opens_and_closes(qtbot: QtBot, view: FormView) -> None:
    assert view.field("why").isHidden()
    parts = view.field("where").editor
    assert isinstance(parts, Segmented)
    with qtbot.waitSignal(view.edited):
        parts.choose("video")
    assert view.field("why").isVisible()
    parts.choose("home")
    assert view.field("why").isHidden()


def test_details_are_asked_where_the_answer_asks_for_them(qtbot: QtBot, view: FormView) -> None:
    view.show_section("people")
    smoke = view.field("smoke").editor
    assert isinstance(smoke, YesNoDetails)
    smoke.parts.choose("no")
    assert view.answers()["smoke"] == {"answer": False, "details": ""}
    assert not smoke.details.isVisible()
    smoke.parts.choose("yes")
    assert smoke.details.isVisible()


def test_rows_are_added_and_removed(qtbot: QtBot, view: FormView) -> None:
    view.show_section("people")
    table = view.field("household").editor
    assert isinstance(table, TableEditor)
    assert table.add_button.text() == "Add a person"
    with qtbot.waitSignal(view.edited):
        table.add_button.click()
    assert table.add_button.text() == "Add another person"
    qtbot.keyClicks(table.rows()[0].fields["name"].editor, "Josephine")
    table.add_button.click()
    assert view.answers()["household"] == [{"name": "Josephine"}]
    table.rows()[0].remove.click()
    assert "household" not in view.answers()


def test_the_same_answer_stands_where_a_section_repeats_it(view: FormView) -> None:
    date_field = view.field("visited_on")
    assert date_field.isVisible()
    view.show_section("outcome")
    assert date_field.isVisible()
    view.show_section("people")
    assert not date_field.isVisible()


def test_questions_are_never_taken_out_of_their_place(view: FormView) -> None:
    # PySide ended the process when rows of questions were freed and laid out anew.
    keys = [field.key for field in FORM.fields()]
    places = {key: view.field(key).parentWidget() for key in keys}
    for section in ("people", "outcome", CHECK, "visit", "outcome"):
        view.show_section(section)
        assert {key: view.field(key).parentWidget() for key in keys} == places
        shown = {key for key in keys if not view.field(key).isHidden()}
        assert shown == {
            "people": {"household", "rooms", "pets", "smoke", "kinds"},
            "outcome": {"visited_on", "reasons", "manager", "town"},
            "visit": {"visited_on", "where", "began", "how_long"},
        }.get(section, set())


def test_sections_are_marked_by_how_far_they_are(view: FormView) -> None:
    assert view.sections.state("visit") is SectionState.EMPTY
    view.show_answers({"where": "home", "reasons": "x"})
    assert view.sections.state("visit") is SectionState.STARTED
    assert view.sections.state("outcome") is SectionState.DONE
    view.show_answers({"visited_on": "2025-10-23", "where": "home"})
    assert view.sections.state("visit") is SectionState.DONE


def test_problems_stand_on_top_and_beside_and_lead_to_their_field(
    qtbot: QtBot, view: FormView
) -> None:
    view.show_answers({"household": [{"born_on": "1982-03-01"}]})
    found = problems(FORM, view.answers(), today=TODAY)
    view.show_problems(found)
    assert view.section() == "visit"
    assert view.field("visited_on").error() == "Enter the date"
    assert view.sections.state("outcome") is SectionState.PROBLEMS
    table = view.field("household").editor
    assert isinstance(table, TableEditor)
    assert table.rows()[0].fields["name"].error() == "Name? (person 1)"
    links = [b for b in view.summary.findChildren(QPushButton) if b.text() == "Say why"]
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert view.section() == "outcome"
    assert view.field("reasons").editor.hasFocus()
    qtbot.keyClicks(view.field("reasons").editor, "Because.")
    assert view.field("reasons").error() == ""
    view.show_problems([])
    assert view.summary.isHidden()
    assert table.rows()[0].fields["name"].error() == ""


def test_all_answers_are_repeated_before_they_pass_on(qtbot: QtBot, view: FormView) -> None:
    view.show_answers(ANSWERS)
    for _ in range(3):
        view.next_section()
    assert view.section() == CHECK
    words = {label.text() for label in view.findChildren(QLabel)}
    assert {"23 October 2025", "1 hour 30 min", "Louise Penhaligon"} <= words
    change = [b for b in view.findChildren(QPushButton) if b.accessibleName() == "Change People"]
    change[0].click()
    assert view.section() == "people"


def test_a_narrow_form_has_its_sections_in_a_choice(qtbot: QtBot, view: FormView) -> None:
    view.set_compact(True)
    assert not view.sections.isVisible()
    box = view.section_box
    assert box.isVisible()
    box.set_value("outcome")
    box.edited.emit()
    assert view.section() == "outcome"


def test_a_colleague_who_has_left_stays_named(qtbot: QtBot, view: FormView) -> None:
    gone: JSON = {"id": "m9", "name": "Somebody Earlier"}
    view.show_answers({"manager": gone})
    assert view.answers() == {"manager": gone}


def test_a_form_that_is_passed_on_cannot_be_typed_into(qtbot: QtBot, view: FormView) -> None:
    view.show_answers(ANSWERS)
    view.set_read_only(True)
    qtbot.keyClicks(view.field("visited_on").editor, "1")
    assert view.answers() == ANSWERS
    table = view.field("household").editor
    assert isinstance(table, TableEditor)
    assert table.add_button.isHidden()


def test_known_facts_say_where_they_came_from(view: FormView) -> None:
    view.show_sources({"town": "From the enquiry."})
    editor = view.field("town").editor
    assert editor.accessibleDescription() == "From the enquiry."
