"""The sample workbook's CSV folder as records: what its taken rows say, read as plainly as can be.

The product's own reader judges rows; this one is told by the expected file which rows to drop, so
that the figures are tested on their own.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cfs_panels.domain.tracking.records import (
    AnyRecord,
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    PanelRecord,
    ReviewRecord,
    TrackingRecords,
)

FOLDER = Path(__file__).parents[1] / "fixtures" / "tracking"
NAME = "tracker-2023-24"

LISTS: dict[str, tuple[str, ...]] = {
    "service": ("Fostering", "Adoption"),
    "panel": ("Fostering", "Adoption"),
    "source": ("New", "IFA transfer", "OLA transfer"),
    "type": (
        *("Mainstream", "Specialist", "Connected person", "Supported lodgings"),
        *("Adoption", "Second-time adopter", "Foster carer adopting", "Child specific"),
    ),
    "item type": (
        *("Approval", "Brief report", "First review", "Review", "Termination", "Resignation"),
        *("Temporary approval extension", "Match", "Relinquished child", "Adopter deregistration"),
    ),
    "recommendation": (
        *("Approve", "Not approve", "Continue", "Vary", "Terminate", "Match", "Not match"),
        *("Should be placed", "Should not be placed", "Full report", "Extend", "Noted", "Defer"),
    ),
    "decision": (
        *("Approve", "Not approve", "Continue", "Vary", "Terminate", "Match", "Not match"),
        *("Should be placed", "Should not be placed", "Further information"),
    ),
    "terms": (
        *("Short-term", "Long-term", "Respite", "Parent and child", "Specialist"),
        "Child specific",
    ),
    "plan": ("Adoption", "Long-term fostering", "SGO", "Connected"),
    "match source": ("Own", "Regional", "Inter-agency"),
    "outcome": ("Continue", "Vary", "Terminate"),
    "reason": (
        *("Retirement", "Change of circumstances", "Moving to IFA", "Moving to other LA"),
        *("Dissatisfaction", "Other", "Standard of care", "No contact"),
        *("Child no longer placed", "Unwilling or unavailable"),
    ),
}
KINDS: dict[str, tuple[str, ...]] = {
    "Panels": ("Main", "Extra"),
    "Decisions": (
        *("Approval", "Review", "Termination", "Match", "Should be placed"),
        *("Temporary approval", "Adopter deregistration"),
    ),
    "Reviews": ("First annual", "Annual", "Following concerns"),
    "Endings": ("Resignation", "Deregistration"),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

R = TypeVar("R", bound=AnyRecord)


class Cells(dict[str, str]):
    """The cells of one row by header in small letters; an empty one is not known."""

    sheet: str

    def text(self, header: str) -> str:
        return self.get(header, "").strip()

    def day(self, header: str) -> date | None:
        return read_date(self.text(header)) if self.text(header) else None

    def truth(self, header: str) -> bool | None:
        said = self.text(header).lower()
        return said in {"y", "yes", "true", "1"} if said else None

    def count(self, header: str) -> int | None:
        return int(self.text(header)) if self.text(header) else None

    def listed(self, header: str) -> str:
        known = KINDS[self.sheet] if header == "kind" else LISTS[header]
        return nearest(self.text(header), known)

    def several(self, header: str) -> tuple[str, ...]:
        parts = self.text(header).split(";") if self.text(header) else []
        return tuple(nearest(part, LISTS[header]) for part in parts)


def read_date(text: str) -> date:
    """Return a date however it was typed; the day comes first."""
    if re.fullmatch(r"\d{5}", text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    parts = re.findall(r"\d+|[A-Za-z]{3,}", text)
    if len(parts[0]) == 4:
        return date(*(int(part) for part in parts))
    day, month, year = parts
    return date(int(year), int(month) if month.isdigit() else number_of(month), int(day))


def number_of(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1


def nearest(text: str, known: tuple[str, ...]) -> str:
    """Return the listed value that a text says, or slips from."""
    return min(known, key=lambda value: distance(bare(text), bare(value))) if text.strip() else ""


def bare(text: str) -> str:
    return re.sub(r"[\s-]", "", text).lower()


@cache
def distance(one: str, other: str) -> int:
    """Return how many letters must be changed to make one word of another."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for index, wanted in enumerate(other, 1):
            changed = before + (letter != wanted)
            before = row[index]
            row[index] = min(changed, row[index] + 1, row[index - 1] + 1)
    return row[-1]


def household(cells: Cells) -> HouseholdRecord:
    return HouseholdRecord(
        ref=cells.text("ref"),
        service=cells.listed("service"),
        type=cells.listed("type"),
        applicant_1=cells.text("applicant 1"),
        applicant_2=cells.text("applicant 2"),
        source=cells.listed("source"),
        child_ref=cells.text("child ref"),
        enquiry=cells.day("enquiry"),
        initial_visit=cells.day("initial visit"),
        registration=cells.day("roi"),
        application=cells.day("application"),
        stage_1_start=cells.day("stage 1 start"),
        stage_1_end=cells.day("stage 1 end"),
        stage_2_start=cells.day("stage 2 start"),
        stage_2_end=cells.day("stage 2 end"),
        temporary_approval=cells.day("temporary approval"),
        closed=cells.day("closed"),
    )


def panel(cells: Cells) -> PanelRecord:
    return PanelRecord(cells.listed("panel"), cells.day("date"), cells.listed("kind"))


def item(cells: Cells) -> ItemRecord:
    return ItemRecord(
        panel=cells.listed("panel"),
        held_on=cells.day("date"),
        ref=cells.text("ref"),
        child_ref=cells.text("child ref"),
        item_type=cells.listed("item type"),
        recommendation=cells.listed("recommendation"),
        terms=cells.several("terms"),
        places=cells.count("places"),
        deferral_reason=cells.text("deferral reason"),
        papers_on_time=cells.truth("papers on time"),
        unanimous=cells.truth("unanimous"),
    )


def decision(cells: Cells) -> DecisionRecord:
    return DecisionRecord(
        ref=cells.text("ref"),
        child_ref=cells.text("child ref"),
        panel_date=cells.day("panel date"),
        kind=cells.listed("kind"),
        received=cells.day("received"),
        decided=cells.day("decided"),
        decision=cells.listed("decision"),
        terms=cells.several("terms"),
        places=cells.count("places"),
        oral_notice=cells.day("oral notice"),
        written_notice=cells.day("written notice"),
        requirements=tuple(filter(None, cells.text("requirements").split(";"))),
    )


def review(cells: Cells) -> ReviewRecord:
    return ReviewRecord(
        ref=cells.text("ref"),
        reviewed_on=cells.day("date"),
        kind=cells.listed("kind"),
        to_panel=cells.truth("to panel"),
        outcome=cells.listed("outcome"),
    )


def ending(cells: Cells) -> EndingRecord:
    return EndingRecord(
        cells.text("ref"), cells.day("received"), cells.listed("kind"), cells.listed("reason")
    )


def child(cells: Cells) -> ChildRecord:
    return ChildRecord(
        child_ref=cells.text("child ref"),
        first_name=cells.text("first name"),
        sibling_group=cells.text("sibling group"),
        entered_care=cells.day("entered care"),
        plan=cells.listed("plan"),
        should_be_placed=cells.day("should be placed"),
        plan_changed=cells.day("plan changed"),
        placement_order=cells.day("placement order"),
        matched=cells.day("matched"),
        matched_ref=cells.text("matched ref"),
        match_source=cells.listed("match source"),
        placed=cells.day("placed"),
        early_permanence=cells.truth("early permanence"),
        foster_carer_adopting_from=cells.day("foster carer adopting from"),
        adoption_order=cells.day("adoption order"),
        disrupted=cells.day("disrupted"),
    )


@cache
def expected() -> dict[str, Any]:
    """Return what the makers of the sample say of it."""
    found: dict[str, Any] = json.loads((FOLDER / f"{NAME}.expected.json").read_text("utf-8"))
    return found


def rows(sheet: str) -> Iterator[Cells]:
    """Yield the rows of a sheet that can be taken."""
    rejected = {found["row"] for found in expected()["rejected"] if found["sheet"] == sheet}
    with (FOLDER / f"{NAME}-csv" / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        headers, *lines = csv.reader(file)
    for number, line in enumerate(lines, 2):
        if number not in rejected:
            cells = Cells(zip((h.strip().lower() for h in headers), line, strict=True))
            cells.sheet = sheet
            yield cells


def records_of(sheet: str, record: Callable[[Cells], R]) -> tuple[R, ...]:
    return tuple(record(cells) for cells in rows(sheet))


@cache
def sample_records() -> TrackingRecords:
    """Return all that the sample says, but for its central list, which no figure asks for."""
    return TrackingRecords(
        households=records_of("Households", household),
        panels=records_of("Panels", panel),
        items=records_of("Items", item),
        decisions=records_of("Decisions", decision),
        reviews=records_of("Reviews", review),
        endings=records_of("Endings", ending),
        children=records_of("Children", child),
    )
