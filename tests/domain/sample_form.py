"""A small form with one question of every kind, for the tests of forms."""

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

WHERE = FieldDefinition(
    "where",
    "Where",
    FieldKind.CHOICE,
    required=Required.TO_PASS,
    missing="Choose where the visit took place",
    choices=(Choice("home", "Home"), Choice("video", "Video"), Choice("office", "Office")),
)
VISITED_ON = FieldDefinition(
    "visited_on",
    "Date of visit",
    FieldKind.DATE,
    required=Required.TO_PASS,
    missing="Enter the date of the visit",
    not_future="The visit cannot be in the future",
    prefilled_from="visit.booked_on",
)
STARTED_AT = FieldDefinition("started_at", "Started at", FieldKind.TIME)
HOW_LONG = FieldDefinition(
    "how_long", "How long", FieldKind.DURATION, minimum=5, maximum=600, beside=True
)
SEEN = FieldDefinition(
    "safety_seen",
    "What you saw to be safe",
    FieldKind.CHOICES,
    choices=(Choice("alarms", "Smoke alarms"), Choice("stairs", "Stairs and windows")),
    shown_when=ShownWhen("where", ("home", "video")),
)
STAIRS = FieldDefinition(
    "stairs_note",
    "The stairs",
    FieldKind.SHORT_TEXT,
    shown_when=ShownWhen("safety_seen", ("stairs",)),
)
BEDROOMS = FieldDefinition(
    "bedrooms", "Bedrooms", FieldKind.NUMBER, unit="bedrooms", minimum=0, maximum=30
)
GARDEN = FieldDefinition("garden", "Is there a garden?", FieldKind.YES_NO)
MEDICAL = FieldDefinition(
    "medical",
    "Will every applicant have a medical?",
    FieldKind.YES_NO_DETAILS,
    details_when=DetailsWhen.NO,
    details_label="Who will not, and why",
    details_missing="Enter who will not have a medical, and why",
)
HOUSEHOLD = FieldDefinition(
    "household",
    "The household",
    FieldKind.TABLE,
    row_name="person",
    prefilled_from="household.people",
    columns=(
        FieldDefinition(
            "name",
            "Name",
            FieldKind.SHORT_TEXT,
            required=Required.TO_PASS,
            missing="Enter the name",
        ),
        FieldDefinition("born_on", "Date of birth", FieldKind.DATE),
        FieldDefinition("seen", "Seen", FieldKind.YES_NO),
    ),
)
REASONS = FieldDefinition(
    "reasons",
    "Reasons",
    FieldKind.LONG_TEXT,
    required=Required.TO_PASS,
    missing="Enter the reasons for your recommendation",
    max_length=4000,
)
MANAGER = FieldDefinition(
    "manager",
    "Manager",
    FieldKind.STAFF_CHOICE,
    staff_list="team_managers",
    required=Required.TO_PASS,
    missing="Choose the manager who will check this visit",
)
VISIT = SectionDefinition("visit", "Visit", (WHERE, VISITED_ON, STARTED_AT, HOW_LONG))
HOME = SectionDefinition("home", "Home", (SEEN, STAIRS, BEDROOMS, GARDEN, MEDICAL, HOUSEHOLD))
OUTCOME = SectionDefinition("outcome", "Outcome", (REASONS, MANAGER), recap=("visited_on",))
FORM = FormDefinition("sample", 1, "Sample", Service.FOSTERING, (VISIT, HOME, OUTCOME))

COMPLETE: dict[str, JSON] = {
    "where": "home",
    "visited_on": "2025-10-23",
    "reasons": "A warm home.",
    "manager": {"id": "u1", "name": "Louise Penhaligon"},
}
