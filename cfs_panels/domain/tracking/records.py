"""What one row of each sheet of the tracking workbook says.

Values from a list are the list's own words (``resources/workbook``), dates are dates, an empty cell
is ``None`` or an empty text: not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.tracking.cells import Cell
    from cfs_panels.domain.tracking.lines import Reference
    from cfs_panels.domain.tracking.strangers import NamedPerson


@dataclass(frozen=True, slots=True)
class HouseholdRecord:
    """One case of a household that applies or is approved; ``ref`` is the agency's reference."""

    ref: str
    service: str = ""
    type: str = ""
    applicant_1: str = ""
    applicant_2: str = ""
    applicant_1_born_on: date | None = None
    applicant_2_born_on: date | None = None
    applicant_1_ethnicity: str = ""
    applicant_2_ethnicity: str = ""
    applicant_1_gender: str = ""
    applicant_2_gender: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    worker: str = ""
    team: str = ""
    source: str = ""
    child_ref: str = ""
    enquiry: date | None = None
    initial_visit: date | None = None
    initial_visit_mode: str = ""
    initial_visit_outcome: str = ""
    registration: date | None = None
    application: date | None = None
    stage_1_start: date | None = None
    stage_1_end: date | None = None
    stage_1_outcome: str = ""
    stage_2_start: date | None = None
    stage_2_end: date | None = None
    temporary_approval: date | None = None
    report_kind: str = ""
    closed: date | None = None
    closed_stage: str = ""
    closed_reason: str = ""  # with its code in brackets where one is known: Refused (AW3)


@dataclass(frozen=True, slots=True)
class PanelRecord:
    """One meeting of a panel; ``panel`` and ``held_on`` together name it."""

    panel: str
    held_on: date | None
    kind: str = ""
    format: str = ""
    chair: str = ""
    papers_sent: date | None = None
    minutes_final: date | None = None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item of a panel's agenda, about a household, a child, or both."""

    panel: str
    held_on: date | None
    ref: str = ""
    child_ref: str = ""
    item_type: str = ""
    recommendation: str = ""
    terms: tuple[str, ...] = ()
    places: int | None = None
    deferral_reason: str = ""
    papers_on_time: bool | None = None
    unanimous: bool | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision of the agency decision maker, or one request for further information."""

    ref: str = ""
    child_ref: str = ""
    panel_date: date | None = None
    kind: str = ""
    received: date | None = None
    decided: date | None = None
    decision: str = ""
    terms: tuple[str, ...] = ()
    places: int | None = None
    oral_notice: date | None = None
    written_notice: date | None = None
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One review of an approval."""

    ref: str
    reviewed_on: date | None = None
    kind: str = ""
    to_panel: bool | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class EndingRecord:
    """How an approval ended: ``received`` is the date of the notice, or of the decision."""

    ref: str
    received: date | None = None
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """A child and the dates of its plan."""

    child_ref: str
    first_name: str = ""
    born_on: date | None = None
    sex: str = ""
    ethnicity: str = ""
    sibling_group: str = ""
    placed_with_siblings: bool | None = None
    disability: bool | None = None
    entered_care: date | None = None
    plan: str = ""
    relinquished: bool | None = None
    should_be_placed: date | None = None
    plan_changed: date | None = None
    placement_order: date | None = None
    matched: date | None = None
    matched_ref: str = ""
    match_source: str = ""
    placed: date | None = None
    early_permanence: bool | None = None
    foster_carer_adopting_from: date | None = None
    adoption_order: date | None = None
    disrupted: date | None = None


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One person on the central list, in one role."""

    name: str
    panels: tuple[str, ...] = ()
    role: str = ""
    social_work_years: int | None = None
    independent: bool | None = None
    joined: date | None = None
    left: date | None = None
    dbs_date: date | None = None
    induction_done: date | None = None
    last_training: date | None = None
    last_appraisal: date | None = None


@dataclass(frozen=True, slots=True)
class TrackingRecords:
    """All that a workbook says, or all that an agency's records would say in one."""

    households: tuple[HouseholdRecord, ...] = ()
    panels: tuple[PanelRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    reviews: tuple[ReviewRecord, ...] = ()
    endings: tuple[EndingRecord, ...] = ()
    children: tuple[ChildRecord, ...] = ()
    members: tuple[MemberRecord, ...] = ()


AnyRecord = (
    HouseholdRecord
    | PanelRecord
    | ItemRecord
    | DecisionRecord
    | ReviewRecord
    | EndingRecord
    | ChildRecord
    | MemberRecord
)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that can be taken: what it says, where it stood, and its unknown columns as notes."""

    sheet: str  # the sheet's name, as FORMAT names it: Households
    row: int  # as the spreadsheet shows it: the header is row 1
    record: AnyRecord
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is refused whole, and why; ``cells`` are as they were typed, by header."""

    sheet: str
    row: int
    column: str
    fault: str  # the class: missing_ref, unknown_ref, bad_date …
    about: str  # its Ref, Child ref or name
    reason: str  # one sentence for the person who mends it
    cells: Mapping[str, Cell] = field(default_factory=dict)
    fingerprint: str = ""  # of what a conflicting duplicate says, to know it again


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """A workbook once every cell is read and every row is judged."""

    taken: tuple[ReadRow, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)  # rows under the header, by sheet
    repeated: Mapping[str, int] = field(default_factory=dict)  # the same row again, by sheet
    unknown_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing_sheets: tuple[str, ...] = ()
    missing_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # by sheet that has rows: the columns that none of its headers names
    slips: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    # by sheet and column: how values were understood, as typed → as taken
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # by sheet: how headers were understood, as typed → the column's own
    unknown_sheets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()  # sentences about what was met on opening the workbook


@dataclass(frozen=True, slots=True)
class KnownRefs:
    """What is stored already, so that a workbook of mended rows alone can be taken.

    ``conflicting`` are the fingerprints of rows that were refused as conflicting duplicates, so
    that one that comes again unmended is refused again although the row it contradicts does not
    come with it. What is stored by now is left out of them. ``people`` are those who have a
    reference that was given here, and that no import brought; ``untold`` those of them that the
    person may not see.
    """

    households: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    conflicting: frozenset[str] = frozenset()
    people: Mapping[Reference, tuple[NamedPerson, ...]] = field(default_factory=dict)
    untold: frozenset[Reference] = frozenset()
