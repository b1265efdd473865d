"""The list of cases on Friday 24 October 2025, and one of them; all people are invented."""

from __future__ import annotations

from datetime import date

from cfs_panels.domain.case_lines import (
    CaseDetails,
    CaseRow,
    ClockLine,
    HouseholdLine,
    NeedLine,
)
from cfs_panels.domain.caseload import CaseList, CaseView
from cfs_panels.domain.projections import StageState
from cfs_panels.domain.vocabulary import CaseStatus, Service

TODAY = date(2025, 10, 24)
STAGES = ("enquiry", "initial_visit", "application", "stage_1", "stage_2", "panel", "decision",
          "notices")  # fmt: skip
STAGE_NAMES = ("Enquiry", "Initial visit", "Application", "Stage 1", "Stage 2", "Panel",
               "Decision", "Notices")  # fmt: skip
COUNTS = (
    (CaseView.ALL_OPEN, 128),
    (CaseView.NEEDS_ACTION, 14),
    (CaseView.MINE, 6),
    (CaseView.WAITING_FOR_PANEL, 9),
    (CaseView.PAUSED, 7),
    (CaseView.CLOSED, 412),
)

F, A = Service.FOSTERING, Service.ADOPTION
_ROWS = (
    ("A-2025-0026", "Owen and Ceri Pritchard", A, "Second-time adopter", 4, "Decide Stage 1",
     "Louise Penhaligon", "overdue", "4 days over 2 months", "Stage 1, 20 October",
     date(2025, 10, 20), 1.0),
    ("F-2025-0082", "Tomasz and Ewa Zielinski", F, "Mainstream", 6, "Medical comment",
     "Dr Imogen Farrell", "overdue", "2 days late", "Medical comment, 22 October",
     date(2025, 10, 22), 1.0),
    ("F-2025-0087", "Marcus and Leanne Thwaite", F, "Mainstream", 5, "Write adviser’s note",
     "Ruth Ellingham", "dueSoon", "Ends today", "Observations, 24 October",
     date(2025, 10, 24), 1.0),
    ("F-2025-0041", "Amrit Sandhu-Cole", F, "Mainstream", 7, "Decide", "Margaret Osei", "dueSoon",
     "1 working day left", "Decision, 27 October", date(2025, 10, 27), 0.86),
    ("F-2025-0091", "Helen Cartwright and Jo Sandhu", F, "Mainstream", 6, "Send papers",
     "Dilys Corrigan", "dueSoon", "1 working day left", "Papers, 27 October",
     date(2025, 10, 27), 0.86),
    ("F-2025-0078", "Rhys Kendrick", F, "Mainstream, brief report", 6, "Await observations",
     "Nadia Farouk", "dueSoon", "1 working day left", "Observations, 27 October",
     date(2025, 10, 27), 0.9),
    ("F-2025-0127", "Josephine Achterberg", F, "Mainstream", 2, "Finish the visit record",
     "Hannah Whitlock", "onTrack", "7 working days left", "Initial visit, 4 November",
     date(2025, 11, 4), 0.53),
    ("F-2025-0103", "Yvonne Drummond", F, "Connected person", 6, "Check new papers",
     "Ruth Ellingham", "dueSoon", "13 days left", "Temporary approval, 6 November",
     date(2025, 11, 6), 0.88),
    ("F-2025-0112", "Shanice Bailey-Grant", F, "Connected person", 5, "Extension to panel",
     "Jerome Castle", "dueSoon", "14 days left", "Temporary approval, 7 November",
     date(2025, 11, 7), 0.87),
    ("A-2025-0031", "Niamh Gallagher and Beth Okoro", A, "Adoption", 4, "Third referee",
     "Tim Braithwaite", "onTrack", "31 days left", "Stage 1, 24 November",
     date(2025, 11, 24), 0.48),
    ("F-2025-0074", "Gwen Abernethy", F, "Mainstream", 5, "Book panel slot", "Ruth Ellingham",
     "onTrack", "51 days left", "Panel, 14 December", date(2025, 12, 14), 0.79),
    ("A-2025-0022", "Farida Rahmani", A, "Adoption", 5, "Book panel slot", "Ruth Ellingham",
     "onTrack", "55 days left", "Decision, 18 December", date(2025, 12, 18), 0.55),
    ("F-2025-0119", "Bronwen and Idris Calloway", F, "Mainstream", 4, "Health assessment",
     "Nadia Farouk", "onTrack", "60 days left", "Stage 1, 23 December",
     date(2025, 12, 23), 0.3),
    ("A-2025-0034", "Ottilie Marchbanks", A, "Adoption", 3, "Accept registration",
     "Ines Moorcroft", "paused", "Paused", "On hold since 1 October", None, 0.2),
)  # fmt: skip


def case_row(number: int, *, serial: int = 0) -> CaseRow:
    """Return one of the rows, or a copy of it under another reference."""
    (reference, household, service, kind, stage, step, owner, state, words, name, due_on,
     share) = _ROWS[number % len(_ROWS)]  # fmt: skip
    if serial:
        reference = f"{service.value[0].upper()}-{2000 + serial % 26}-{serial:05}"
        household = f"{household} {serial}"
    return CaseRow(
        id=f"c{serial or number + 1}",
        reference=reference,
        household=household,
        service=service,
        kind=kind,
        stage=STAGES[stage - 1],
        stage_name=STAGE_NAMES[stage - 1],
        stage_number=stage,
        stage_count=8,
        status=CaseStatus.OPEN,
        next_step=step,
        next_owner=owner,
        worker=owner,
        team="Adoption team" if service is A else "North fostering team",
        clock_name=name,
        clock_state=state,
        clock_words=words,
        clock_due_on=due_on,
        clock_fraction=share,
    )


def case_list(rows: tuple[CaseRow, ...] | None = None) -> CaseList:
    """Return the list of the picture, or one of other rows."""
    rows = rows or tuple(case_row(n) for n in range(len(_ROWS)))
    return CaseList(
        rows=rows,
        counts=COUNTS,
        stages=tuple(zip(STAGES, STAGE_NAMES, strict=True)),
        teams=("Adoption team", "North fostering team", "South fostering team"),
        workers=tuple(sorted({row.worker for row in rows})),
    )


def _stage(number: int) -> StageState:
    state = {4: "now", 5: "booked"}.get(number, "done" if number < 4 else "to_come")
    below = {4: "Day 86", 5: "Booked 4 Nov 2025"}.get(number, "")
    return StageState(STAGES[number], STAGE_NAMES[number], state, None, None, below)


def _clock(rule: str, name: str, state: str, due_on: date, words: str) -> ClockLine:
    return ClockLine(
        rule_id=rule,
        name=name,
        state=state,
        figure="Today",
        unit="last day of 10",
        pill="Due soon",
        line="Report given 10 October. No reply.",
        source="Fostering Regulations, regulation 26",
        started_on=date(2025, 5, 12),
        due_on=due_on,
        stopped_on=None,
        fraction=1.0,
        weight="REG",
        confirmed=True,
        words=words,
    )


def _need(key: str, name: str, state: str, below: str) -> NeedLine:
    return NeedLine(key, name, "Marcus, Leanne", below, state, "", state == "in", below=below)


def thwaite() -> CaseDetails:
    """Return the case of the side panel."""
    needs = (
        _need("views", "Applicants’ observations", "ends_today", "Last day is today"),
        _need("declaration", "Declaration of compliance", "blocked",
              "Blocked: waits for the observations"),
        _need("pets", "Updated pet assessment", "asked", "Missing: asked for on 20 October"),
        _need("note", "Panel adviser’s note", "todo", "To write by 27 October 2025"),
        *(_need(f"in{n}", f"Check {n}", "in", "Checked") for n in range(13)),
    )  # fmt: skip
    return CaseDetails(
        id="c3",
        reference="F-2025-0087",
        household="Marcus and Leanne Thwaite",
        service=F,
        kind="Mainstream",
        pathway="fostering_mainstream",
        status=CaseStatus.OPEN,
        stage="stage_2",
        worker="Hannah Whitlock",
        worker_id="u1",
        manager="Louise Penhaligon",
        manager_id="u2",
        team="North fostering team",
        opened_on=date(2025, 3, 3),
        home=HouseholdLine("h1", ("12 Larch Close", "Harrowmere"), "WX4 7QN", "01632 960 147", "",
                           "", "", None, False, "", 1),
        people=(),
        stages=tuple(_stage(n) for n in range(8)),
        clocks=(
            _clock("F-OBS", "Observations", "dueSoon", date(2025, 10, 24), "Ends today"),
            _clock("F-PAPERS", "Papers", "dueSoon", date(2025, 10, 27), "1 working day left"),
            _clock("F-PANEL", "Panel", "onTrack", date(2026, 1, 12), "80 days left"),
            _clock("F-LOCAL", "16 weeks", "overdue", date(2025, 9, 1), "53 days over 16 weeks"),
        ),
        needs=needs,
        next_step="Write adviser’s note",
        next_step_key="write_note",
        next_owner="Ruth Ellingham",
        worst_clock="dueSoon",
        meeting_id="m1",
        meeting_on=date(2025, 11, 4),
        item_id="i1",
        latest=(),
        actions=(),
        is_restricted=False,
        version=1,
        stage_words="Stage 2, day 86. Booked for panel on 4 November 2025.",
        allowed=frozenset({"advise_panel", "view_case"}),
    )  # fmt: skip
