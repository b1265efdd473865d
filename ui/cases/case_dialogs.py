"""The decisions of a case that carry reasons: stage 1, observations, compliance, the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.cases import DecideStageOne, DeclareCompliance, RecordObservations
from cfs_panels.domain.decisions import SignAgreement
from cfs_panels.domain.words import plural
from ui.cases.event_dialog import ANY_WAY, NEED_DAY
from ui.cases.needs_table import PILLS
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.card import ActionRow
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.case_lines import CaseDetails, NeedLine
    from ui.cases.case_desk import CaseDesk

DECLARATION = "declaration"
SHOWN_GAPS = 5
PAPER_COLUMNS = ("report", "views", "signed", "note")  # what is no check of stage 1


def decide_stage_one(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask whether stage 1 is passed, with what is still out in sight."""

    def make() -> DecideStageOne:
        return DecideStageOne(
            case.id, day.value() or desk.today, outcome.value() == "pass", reasons.value()
        )

    dialog = AskingDialog(
        desk,
        "Decide stage 1",
        verb="Decide",
        icon="checks",
        lead=case.household,
        words="You decide on the information of stage 1 alone.",
        make=make,
        kept=f"{case.id} stage one",
    )
    out = [n for n in case.needs if not n.is_in and n.column not in PAPER_COLUMNS]
    _show_gaps(dialog, out, "All checks and references are in.")
    outcome = dialog.ask(
        "passed",
        "Your decision",
        Segmented([("pass", "Passed"), ("refuse", "Not passed")], name="Your decision"),
        needed="Choose your decision",
        stretch=False,
    )
    day = dialog.ask_day("decided_on", "Date", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    reasons = dialog.ask(
        "reasons",
        "Reasons",
        TextArea(lines=3),
        hint="In full where stage 1 is not passed: the applicants are told them in writing.",
    )
    return dialog.begin()


def record_observations(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask what the applicants said of the report, and when it came."""

    def make() -> RecordObservations:
        return RecordObservations(case.id, day.value() or desk.today, words.value())

    dialog = AskingDialog(
        desk,
        f"Observations of the {'adopters' if case.is_of_child else 'applicants'}",
        verb="Record",
        icon="note",
        lead=case.household,
        make=make,
        kept=f"{case.id} observations",
    )
    day = dialog.ask_day("received_on", "Came in on", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    words = dialog.ask(
        "words",
        "What they say",
        TextArea(lines=5),
        hint="In their own words. Leave empty if they said that they have none.",
    )
    return dialog.begin()


def declare_compliance(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Show what is still open, and ask for the statement that is declared."""

    def make() -> DeclareCompliance:
        return DeclareCompliance(case.id, day.value() or desk.today, statement.value())

    dialog = AskingDialog(
        desk,
        "Declare compliance",
        verb="Declare",
        icon="verified",
        lead=case.household,
        words="You declare that the report and the checks meet the regulations.",
        note="The declaration goes to panel with the papers, under your name. Whoever wrote the "
        "report cannot declare it.",
        make=make,
        kept=f"{case.id} declaration",
    )
    gaps = [need for need in case.needs if not need.is_in and need.key != DECLARATION]
    _show_gaps(dialog, gaps, "Nothing is missing: everything else that panel needs is in.")
    statement = dialog.ask(
        "statement",
        "Your statement",
        TextArea(lines=4),
        hint="What you have read, and that it complies. Say why panel can go on without what "
        "is still to come.",
        needed="Write the statement you declare",
    )
    day = dialog.ask_day("declared_on", "Date", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    return dialog.begin()


def sign_agreement(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask when carers and agency signed the foster care agreement."""

    def make() -> SignAgreement:
        return SignAgreement(case.id, day.value() or desk.today)

    dialog = AskingDialog(
        desk,
        "The signed foster care agreement",
        verb="Record",
        icon="sign",
        lead=case.household,
        words="Carers and agency have both signed it. Add the signed copy under Documents.",
        make=make,
        kept=f"{case.id} agreement",
    )
    day = dialog.ask_day("signed_on", "Signed on", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    return dialog.begin()


def _show_gaps(dialog: AskingDialog, gaps: Sequence[NeedLine], none: str) -> None:
    if not gaps:
        dialog.body.addWidget(ActionRow("onTrack", none, fill=True))
        return
    dialog.body.addWidget(Label(f"{plural(len(gaps), 'thing')} not in", "meta", strong=True))
    for need in gaps[:SHOWN_GAPS]:
        words = ". ".join(part for part in (need.person, need.evidence) if part)
        dialog.body.addWidget(ActionRow(PILLS.get(need.state, "missing"), need.name, words))
    if len(gaps) > SHOWN_GAPS:
        more = f"and {len(gaps) - SHOWN_GAPS} more, listed on the overview"
        dialog.body.addWidget(Label(more, "meta", muted=True))
