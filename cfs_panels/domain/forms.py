"""Forms as data: the questions, their order and what each asks for.

A form file (``resources/forms/<key>_<version>.toml``) becomes one `FormDefinition` for one
service. What people answer is cleaned in `form_answers`, judged in `form_problems` and worded in
`form_words`. Answers are plain JSON, by field key; an unanswered question has no entry:

=================  =============================================================
kind               answer
=================  =============================================================
short_text         text, one line
long_text          text
date               ``"2025-10-23"``, or the words as typed while they are no date
time               ``"14:30"``, or the words as typed
duration_minutes   whole minutes, or the words as typed
number             number, or the words as typed
choice             the ``value`` of one choice
choices            list of values, in the order of the form
yes_no             true or false
yes_no_details     ``{"answer": true, "details": "..."}``
staff_choice       ``{"id": "...", "name": "..."}``
table              list of rows, each an object by column key
=================  =============================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from cfs_panels.domain.vocabulary import Service

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Answers: TypeAlias = Mapping[str, JSON]

SEGMENTED_CHOICES = 5  # up to this many stand side by side, more go into a list to type in

# What is known of a case before a form is begun, by the names that form files use.
KNOWN_FACTS = frozenset(
    {
        "case.manager",  # staff_choice
        "enquiry.employment",  # text
        "enquiry.reason",  # text
        "household.access_needs",  # text
        "household.address",  # text
        "household.people",  # table rows: name, relationship, born_on, lives_here
        "today",  # date
        "visit.booked_on",  # date
        "visit.where",  # home, video or office
    }
)


# What choices can be taken from when a question is asked, rather than stand in a file.
WHOM = "whom"
"""Of those whom the case has told of: the ones of whom a step of each may be made."""

CHOICES_FROM = frozenset({"applicants", "children", "delay_causes", "review_papers", "terms", WHOM})


class FieldKind(StrEnum):
    """What a question takes for an answer."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    DURATION = "duration_minutes"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    YES_NO_DETAILS = "yes_no_details"
    STAFF_CHOICE = "staff_choice"
    TABLE = "table"


CELL_KINDS = frozenset(
    {
        FieldKind.SHORT_TEXT,
        FieldKind.DATE,
        FieldKind.NUMBER,
        FieldKind.CHOICE,
        FieldKind.YES_NO,
    }
)
CONDITION_KINDS = frozenset(
    {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO, FieldKind.YES_NO_DETAILS}
)


class Required(StrEnum):
    """When a question must have an answer; a draft may always be saved without."""

    NO = "no"
    TO_PASS = "to_pass"  # noqa: S105  (passing the form on, not a password)


class DetailsWhen(StrEnum):
    """Which answer of a yes or no question asks for more."""

    YES = "yes"
    NO = "no"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, stored by value and shown by label."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """The condition of a question: another question has one of these answers."""

    field: str
    is_any_of: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """One question, or one column of a table.

    Attributes:
        missing: The sentence when a needed answer is not there.
        unit: A word after the box, ``bedrooms``.
        max_length: The most characters of a text, 0 for the usual limit of its kind.
        rows: The height of a long text box in lines.
        beside: The field stands beside the one before it where there is room.
        minimum: The least number or number of minutes.
        maximum: The greatest number or number of minutes.
        not_future: The sentence when a date lies after today, empty where it may.
        details_when: Which answer to a yes or no question opens the details box.
        details_label: The label of the details box.
        details_missing: The sentence when details are needed and not there.
        staff_list: The list of colleagues to choose from, ``team_managers``.
        columns: The columns of a table; the first one names its row.
        row_name: What one row of a table is, ``person``.
        prefilled_from: The known fact that answers the question, ``household.address``.
        source: The rule or standard that the question serves.
        choices_from: What the choices are taken from when the question is asked: ``applicants``.
        not_before: The event of the case that a date may not lie before: ``enquiry_received``.
        too_early: The sentence when it does, with the event's own ``{date}``.
    """

    key: str
    label: str
    kind: FieldKind
    hint: str = ""
    required: Required = Required.NO
    missing: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    max_length: int = 0
    rows: int = 4
    beside: bool = False
    minimum: int | None = None
    maximum: int | None = None
    not_future: str = ""
    details_when: DetailsWhen = DetailsWhen.YES
    details_label: str = ""
    details_missing: str = ""
    staff_list: str = ""
    columns: tuple[FieldDefinition, ...] = ()
    row_name: str = ""
    shown_when: ShownWhen | None = None
    prefilled_from: str = ""
    source: str = ""
    choices_from: str = ""
    not_before: str = ""
    too_early: str = ""

    @property
    def needed_to_pass(self) -> bool:
        """Return whether the form cannot be passed on without an answer."""
        return self.required is Required.TO_PASS

    @property
    def is_segmented(self) -> bool:
        """Return whether the choices stand side by side rather than in a list."""
        return self.kind is FieldKind.CHOICE and len(self.choices) <= SEGMENTED_CHOICES

    def choice(self, value: JSON) -> Choice | None:
        """Return the choice with a value, if the question has it."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def asks_details(self, answer: bool) -> bool:
        """Return whether a yes or a no opens the details box."""
        return self.details_when is DetailsWhen.EITHER or answer is (
            self.details_when is DetailsWhen.YES
        )


@dataclass(frozen=True, slots=True)
class SectionDefinition:
    """One page of a form.

    ``recap`` names fields of earlier sections that are shown again at the top of this one, the
    same answer in both places.
    """

    key: str
    title: str
    fields: tuple[FieldDefinition, ...]
    help: str = ""
    recap: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One version of a form as one service asks it."""

    key: str
    version: int
    title: str
    service: Service
    sections: tuple[SectionDefinition, ...]
    intro: str = ""

    def fields(self) -> Iterator[FieldDefinition]:
        """Yield every question in the order of the form."""
        for section in self.sections:
            yield from section.fields

    def field(self, key: str) -> FieldDefinition:
        """Return the question with a key."""
        for field in self.fields():
            if field.key == key:
                return field
        raise KeyError(key)

    def section_of(self, key: str) -> SectionDefinition:
        """Return the section that holds the question with a key."""
        for section in self.sections:
            if any(field.key == key for field in section.fields):
                return section
        raise KeyError(key)


def is_shown(definition: FormDefinition, field: FieldDefinition, answers: Answers) -> bool:
    """Return whether a question is asked, given the other answers.

    A question that depends on one which is itself not asked is not asked either.
    """
    condition = field.shown_when
    while condition is not None:
        asked = definition.field(condition.field)
        if not _meets(condition, answers.get(asked.key)):
            return False
        condition = asked.shown_when
    return True


def shown_fields(
    definition: FormDefinition, section: SectionDefinition, answers: Answers
) -> tuple[FieldDefinition, ...]:
    """Return the questions of a section that are asked, given the answers."""
    return tuple(field for field in section.fields if is_shown(definition, field, answers))


def prefilled(definition: FormDefinition, facts: Answers) -> dict[str, JSON]:
    """Return the first answers of a new form out of what is already known."""
    return {
        field.key: facts[field.prefilled_from]
        for field in definition.fields()
        if field.prefilled_from and facts.get(field.prefilled_from) not in (None, "", [])
    }


def _meets(condition: ShownWhen, answer: JSON) -> bool:
    if isinstance(answer, dict):
        answer = answer.get("answer")
    given = answer if isinstance(answer, list) else [answer]
    return any(
        type(wanted) is type(value) and wanted == value
        for wanted in condition.is_any_of
        for value in given
    )
