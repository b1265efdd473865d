"""The decision of the pictures as the services return it, to look at pages without an agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from cfs_panels.domain.cases import ClockLine
from cfs_panels.domain.decisions import (
    ApprovalLine,
    DecisionAnswers,
    DecisionDetails,
    DecisionRow,
    NoticeLine,
    PackLine,
    RequirementLine,
)
from cfs_panels.domain.meetings import RecommendationDetails
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome, Service

NOW = datetime(2025, 10, 24, 9, 42, tzinfo=UTC)

REASONS = (
    "Realistic understanding of children’s needs",
    "Support network is in place and tested",
    "References and checks complete and positive",
    "Changed work plans after preparation",
)
PAPERS = (
    ("Panel minutes, item 4", "2 pages, final", 2),
    ("Form F report", "64 pages, version 4", 64),
    ("Adviser’s note", "1 page", 1),
    ("Manager’s declaration", "2 pages", 2),
    ("Medical comment", "1 page", 1),
    ("References (3)", "9 pages", 9),
    ("Applicant’s observations", "1 page", 1),
    ("Home safety check", "6 pages", 6),
)


def sample_clock() -> ClockLine:
    return ClockLine(
        rule_id="F-ADM",
        name="Decision",
        state="dueSoon",
        figure="1",
        unit="working day left",
        pill="Due soon",
        line="Final minutes received 16 October.",
        source="National minimum standard 14.9",
        started_on=date(2025, 10, 16),
        due_on=date(2025, 10, 27),
        stopped_on=None,
        fraction=0.86,
        weight="NMS",
        confirmed=True,
        words="1 working day left",
    )


def sample_pack() -> tuple[PackLine, ...]:
    first, lines = 1, []
    for number, (title, below, pages) in enumerate(PAPERS):
        read = number < len(PAPERS) - 1
        lines.append(
            PackLine(f"paper{number}", title, below, pages, first, read, "application/pdf")
        )
        first += pages
    return tuple(lines)


def sample_requirement() -> RequirementLine:
    return RequirementLine(
        id="requirement",
        case_id="case",
        reference="F-2025-0041",
        household="Amrit Sandhu-Cole",
        text="Second visit to Amrit’s sister",
        owner="Nadia Farouk",
        due_on=date(2025, 11, 30),
        recipient="",
        met_on=None,
        evidence="",
        state="onTrack",
    )


def sample_answers() -> DecisionAnswers:
    return DecisionAnswers(
        arguments_for=("He knows the area", "A tested network", "Good references"),
        arguments_against=("Works full time in term", "One visit to his sister"),
        process_fair="fair",
        new_information="none",
        adopted_reasons=(1, 3, 4),
        own_reasons="The sister is central to the plan and was seen once. I accept the network is "
        "in place. I do not yet find that it has been tested in a school holiday",
    )


def sample_notices() -> tuple[NoticeLine, ...]:
    return (
        NoticeLine("oral", "Told in person or by phone", None, None, None, "", "", "todo"),
        NoticeLine("written", "Letter", None, None, None, "", "", "todo"),
    )


def sample_recommendation() -> RecommendationDetails:
    return RecommendationDetails(
        outcome=PanelOutcome.SUITABLE,
        words="Suitable to foster",
        sentence="Panel recommends that Amrit Sandhu-Cole is suitable to foster.",
        reasons=REASONS,
        terms=("short_term", "respite"),
        places=1,
        ages="5 to 12",
        unanimous=False,
        views=(),
        deferral_reason="",
        recorded_at=NOW,
    )


def sample_details() -> DecisionDetails:
    return DecisionDetails(
        id="decision",
        case_id="case",
        meeting_id="meeting",
        item_id="item",
        reference="F-2025-0041",
        household="Amrit Sandhu-Cole",
        service=Service.FOSTERING,
        item_name="Approval, mainstream",
        panel_on=date(2025, 10, 7),
        item_number=4,
        minutes_received_on=date(2025, 10, 16),
        due_on=date(2025, 10, 27),
        clock=sample_clock(),
        day_words="Day 6 of 7",
        pack=sample_pack(),
        recommendation=sample_recommendation(),
        panel_summary="Panel: suitable to foster. One child, 5 to 12, short-term and respite.",
        dissent_summary="5 of 6 members. One dissent: Geoff Marland wanted one more visit.",
        choices=(
            (DecisionOutcome.APPROVE, "Approve"),
            (DecisionOutcome.PROPOSE_NOT_TO_APPROVE, "Propose not to approve"),
            (DecisionOutcome.MORE_INFORMATION, "Ask for more information"),
        ),
        term_choices=(
            ("short_term", "Short-term"),
            ("long_term", "Long-term"),
            ("respite", "Respite"),
            ("emergency", "Emergency"),
            ("parent_and_child", "Parent and child"),
            ("short_breaks", "Short breaks"),
        ),
        answers=sample_answers(),
        answered=(False, True, True, True, True, False, False, True, False),
        requirements=(sample_requirement(),),
        notices=sample_notices(),
        not_ready=("1 document unread", "no decision"),
        state="draft",
        signed_by="",
        signed_at=None,
        digest="",
        decision_words="",
        window_words="",
        letters=(),
        version=3,
        may=frozenset({"write_decision", "give_notice", "make_case_documents"}),
        pack_pages=86,
    )


def deciding(details: DecisionDetails) -> DecisionDetails:
    """Return the record ready to sign, late and against panel, with all it then asks for."""
    answers = replace(
        details.answers,
        outcome=DecisionOutcome.APPROVE,
        terms=("short_term", "respite"),
        places=1,
        ages="5 to 12",
        effective_on=date(2025, 10, 24),
    )
    return replace(
        details,
        answers=answers,
        answered=(True,) * 8 + (False,),
        not_ready=(),
        decision_words="Amrit Sandhu-Cole is approved to foster.",
        pack=tuple(replace(line, is_read=True) for line in details.pack),
        differs=True,
        late=True,
        late_words="It was due by Monday 27 October 2025.",
        information_asked=((date(2025, 10, 20), "Has the sister agreed to the holidays?"),),
        version=details.version + 1,
    )


def signed(details: DecisionDetails) -> DecisionDetails:
    """Return the record signed, with its notices to give."""
    done = deciding(details)
    return replace(
        done,
        state="signed",
        signed_by="Margaret Osei",
        signed_at=NOW,
        digest="3fa2" * 16,
        decided_on=date(2025, 10, 24),
        day_words="Decided in time",
        differs=False,
        late=False,
        notices=(
            NoticeLine(
                "oral",
                "Told in person or by phone",
                date(2025, 10, 28),
                date(2025, 10, 24),
                time(10, 15),
                "Margaret Osei",
                "Amrit Sandhu-Cole",
                "done",
            ),
            NoticeLine("written", "Letter", date(2025, 10, 31), None, None, "", "", "onTrack"),
        ),
        letters=(
            ("approval_letter", "Approval letter"),
            ("foster_care_agreement", "Foster care agreement"),
            ("decision_record", "Decision record"),
        ),
        version=done.version + 1,
    )


def _row(case_id: str, household: str, service: Service, **facts: object) -> DecisionRow:
    letter = "F" if service is Service.FOSTERING else "A"
    row = DecisionRow(
        case_id=case_id,
        decision_id=case_id,
        reference=f"{letter}-2025-00{len(household)}",
        household=household,
        service=service,
        item_name="Approval, mainstream" if letter == "F" else "Approval",
        panel_on=date(2025, 10, 7),
        panel_words="Suitable to foster" if letter == "F" else "Suitable to adopt",
        minutes_received_on=date(2025, 10, 16),
        due_on=date(2025, 10, 27),
        day_words="Day 6 of 7",
        state="dueSoon",
        state_words="Day 6 of 7",
        outcome_words="",
        signed_on=None,
        notices_due="",
    )
    return replace(row, **facts)  # type: ignore[arg-type] # a test names the fields it changes


def sample_rows() -> tuple[DecisionRow, ...]:
    signed_on = date(2025, 10, 23)
    return (
        _row("case0", "Grace Adeyemi", Service.FOSTERING, item_name="First review"),
        _row("case", "Amrit Sandhu-Cole", Service.FOSTERING),
        _row(
            "case2",
            "Niamh Gallagher and Beth Okoro",
            Service.ADOPTION,
            state="onTrack",
            day_words="Day 2 of 7",
            state_words="Day 2 of 7",
            due_on=date(2025, 10, 31),
        ),
        _row(
            "case3",
            "Desmond Achebe",
            Service.FOSTERING,
            signed_on=signed_on,
            outcome_words="Approve",
            state="dueSoon",
            state_words="Notice to give",
            day_words="Decided in time",
            notices_due="Tell them by Monday 27 October. Write by Thursday 30 October",
        ),
        _row(
            "case4",
            "Bronwen Tully",
            Service.FOSTERING,
            signed_on=date(2025, 10, 9),
            outcome_words="Propose not to approve",
            state="done",
            state_words="Signed 9 October",
            day_words="Decided in time",
        ),
    )


def sample_approvals() -> tuple[ApprovalLine, ...]:
    return (
        ApprovalLine(
            "a1", "c1", "F-2024-0031", "Colin and Maureen Butterfield", Service.FOSTERING,
            ("Colin Butterfield", "Maureen Butterfield"), date(2024, 11, 20),
            "2 children, aged 5 to 12, short-term and respite", date(2025, 10, 20), None, 1,
        ),
        ApprovalLine(
            "a2", "c2", "F-2024-0044", "Amina Yusuf", Service.FOSTERING, ("Amina Yusuf",),
            date(2024, 12, 2), "1 child, aged 0 to 5, short-term", date(2025, 12, 1), None, 0,
        ),
        ApprovalLine(
            "a3", "c3", "A-2025-0011", "Farida Rahmani", Service.ADOPTION, ("Farida Rahmani",),
            date(2025, 3, 14), "", None, None, 2,
        ),
    )  # fmt: skip
