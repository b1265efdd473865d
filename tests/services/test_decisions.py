from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.decisions import (
    AskForInformation,
    DropRequirement,
    KeepRequirement,
    MarkRead,
    MeetRequirement,
    OpenDecision,
    SaveDecision,
    SetRequirement,
    SignDecision,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.meetings import Presence
from cfs_panels.domain.vocabulary import (
    CaseStatus,
    DecisionOutcome,
    EventType,
    PanelOutcome,
    Service,
)
from db.models import (
    AgencyDecisionRow,
    Approval,
    AuditEntry,
    Case,
    CaseEventRow,
    CentralListMember,
    Check,
    ConflictOfInterest,
    MadeDocument,
    MeetingMember,
    StoredFile,
)
from tests.decision_cases import Desk, Heard, add_checks, good_answers, make_hearing
from tests.factories import PASSWORD, TODAY

if TYPE_CHECKING:
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

NO_MINUTES = (
    "The panel's final minutes have not come yet. A decision waits for the recommendation and the "
    "final minutes."
)


@pytest.fixture
def desk(office: Office, staff: Staff) -> Desk:
    return Desk(office, staff)


def events(office: Office, case_id: str) -> list[EventType]:
    with office.reading() as session:
        rows = session.scalars(
            select(CaseEventRow).where(CaseEventRow.case_id == case_id).order_by(CaseEventRow.id)
        )
        return [row.type for row in rows]


# Opening and reading


@pytest.mark.parametrize(
    "upto", [EventType.ITEM_HEARD, EventType.RECOMMENDATION_RECORDED, EventType.MINUTES_APPROVED]
)
def test_nothing_is_decided_before_the_final_minutes(
    desk: Desk, office: Office, staff: Staff, upto: EventType
) -> None:
    heard = make_hearing(office, staff, upto=upto)
    with pytest.raises(RuleBroken) as refused:
        desk.open(heard.case_id)
    assert refused.value.message == NO_MINUTES


def test_a_deferred_case_is_not_decided(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff, Heard(outcome=PanelOutcome.DEFERRED))
    with pytest.raises(RuleBroken, match="final minutes have not come"):
        desk.open(heard.case_id)


def test_only_a_decision_maker_writes_a_record(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    for actor in (staff.adviser, staff.manager, staff.administrator):
        with pytest.raises(RuleBroken) as refused:
            desk.decisions.open_decision(actor, OpenDecision(heard.case_id))
        assert refused.value.message == (
            "Your role does not let you make decisions: only the agency decision maker does."
        )
    with pytest.raises(RuleBroken, match="There is no such case, or you may not open it"):
        desk.decisions.open_decision(staff.system_administrator, OpenDecision(heard.case_id))


def test_the_record_is_begun_once_and_its_pack_made_ready(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    first = desk.open(heard.case_id)
    assert desk.open(heard.case_id) == first
    with office.reading() as session:
        kept = session.scalars(select(MadeDocument.kind).where(MadeDocument.is_kept)).all()
        assert sorted(kept) == [
            "adviser_note",
            "declaration",
            "minutes",
            "minutes_extract",
            "observations",
        ]
        opened = session.scalars(
            select(AuditEntry).where(
                AuditEntry.kind == "agency_decision", AuditEntry.action == "view"
            )
        ).all()
        assert len(opened) == 2


def test_a_decision_maker_who_sat_on_the_panel_takes_no_part(
    desk: Desk, office: Office, staff: Staff
) -> None:
    """Fostering Regulations 27; Adoption Agencies Regulations 30B(3)."""
    heard = make_hearing(office, staff)
    with office.writing(staff.adviser) as session:
        member = session.scalars(
            select(CentralListMember).where(CentralListMember.name == "Sunita Rao")
        ).one()
        member.user_id = staff.decision_maker.user_id
        seat = session.scalars(
            select(MeetingMember).where(MeetingMember.member_id == member.id)
        ).one()
        seat.presence = Presence.ABSENT  # left before the end, and sat all the same
    with pytest.raises(RuleBroken) as refused:
        desk.open(heard.case_id)
    assert refused.value.message == (
        "You sat on the panel that heard this case, so you take no part in the decision. Another "
        "decision maker decides it."
    )


def test_a_decision_maker_on_the_central_list_who_did_not_sit_decides(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    with office.writing(staff.adviser) as session:
        member = session.scalars(
            select(CentralListMember).where(CentralListMember.name == "Peter Winslade")
        ).one()
        member.user_id = staff.decision_maker.user_id
    assert desk.open(heard.case_id)


@pytest.mark.parametrize("own", ["worker", "manager", "author", "declarer"])
def test_nobody_decides_their_own_work(desk: Desk, office: Office, staff: Staff, own: str) -> None:
    heard = make_hearing(office, staff)
    user_id = staff.decision_maker.user_id
    with office.writing(staff.adviser) as session:
        case = session.get_one(Case, heard.case_id)
        if own == "worker":
            case.worker_id = user_id
        elif own == "manager":
            case.manager_id = user_id
        elif own == "author":
            session.scalars(select(StoredFile)).one().author_id = user_id
        else:
            declared = CaseEventRow.type == EventType.COMPLIANCE_DECLARED
            session.scalars(select(CaseEventRow).where(declared)).one().recorded_by = user_id
    with pytest.raises(RuleBroken) as refused:
        desk.open(heard.case_id)
    assert refused.value.message == (
        "This case is your own work, so you do not decide it. Another decision maker does."
    )


def test_a_conflict_closes_the_case_to_a_decision_maker(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    with office.writing(staff.adviser) as session:
        member = session.scalars(
            select(CentralListMember).where(CentralListMember.name == "Peter Winslade")
        ).one()
        session.add(
            ConflictOfInterest(
                item_id=heard.items[0],
                member_id=member.id,
                case_id=heard.case_id,
                kind="personal",
                nature="Neighbour",
                declared_on=date(2025, 10, 6),
            )
        )
        member_id = member.id
    actor = replace(staff.decision_maker, member_id=member_id)
    with pytest.raises(RuleBroken, match="There is no such case, or you may not open it"):
        desk.decisions.open_decision(actor, OpenDecision(heard.case_id))


def test_reading_is_noted_and_can_be_taken_back(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    paper = desk.pages.decision(desk.actor, heard.case_id).pack[1].paper_id
    desk.decisions.mark_read(desk.actor, MarkRead(decision_id, paper))
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert [line.is_read for line in page.pack].count(True) == 1
    desk.decisions.mark_read(desk.actor, MarkRead(decision_id, paper, read=False))
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert not any(line.is_read for line in page.pack)
    with pytest.raises(RuleBroken, match="This paper is not in the pack"):
        desk.decisions.mark_read(desk.actor, MarkRead(decision_id, "another"))


# Answers


def test_answers_come_back_as_they_were_saved(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    answers = good_answers(process_comment="All were heard.", late_reason="")
    desk.answer(heard.case_id, answers)
    assert desk.pages.decision(desk.actor, heard.case_id).answers == answers


def test_reading_beside_a_form_that_saves_itself_is_no_clash(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    desk.read(heard.case_id, decision_id)
    saved = desk.decisions.save_decision(desk.actor, SaveDecision(decision_id, good_answers(), 1))
    assert saved.version == 2


def test_two_who_write_at_once_lose_neither_text(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    theirs, mine = good_answers(own_reasons="Theirs."), good_answers(own_reasons="Mine.")
    desk.decisions.save_decision(desk.actor, SaveDecision(decision_id, theirs, 1))
    with pytest.raises(Clash) as refused:
        desk.decisions.save_decision(desk.actor, SaveDecision(decision_id, mine, 1))
    assert (refused.value.theirs, refused.value.mine) == (theirs, mine)
    with pytest.raises(Clash):
        desk.decisions.sign_decision(
            desk.actor, SignDecision(decision_id, PASSWORD, has_read=True, version=1)
        )


def test_an_adoption_record_takes_no_terms(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff, service=Service.ADOPTION)
    decision_id = desk.open(heard.case_id)
    answers = good_answers(Service.ADOPTION, ages="0 to 5")
    with pytest.raises(RuleBroken) as refused:
        desk.decisions.save_decision(desk.actor, SaveDecision(decision_id, answers, 1))
    assert refused.value.field == "terms"
    assert refused.value.message == (
        "A decision on the approval of a prospective adopter is definite: it has no terms or "
        "conditions. Record requirements beside it."
    )


def test_asking_for_information_leaves_the_days_running(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    with pytest.raises(RuleBroken, match="Enter what you need to know"):
        desk.decisions.ask_for_information(desk.actor, AskForInformation(decision_id, " ", TODAY))
    asked = AskForInformation(decision_id, "When was the sister seen?", TODAY)
    changes = desk.decisions.ask_for_information(desk.actor, asked)
    assert changes.message == ("Asked for more information. The 7 working days keep running.")
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert page.information_asked == ((TODAY, "When was the sister seen?"),)
    assert (page.day_words, page.due_on) == ("Day 6 of 7", date(2025, 10, 27))


# Requirements


def test_a_requirement_has_words_an_owner_and_a_day(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    whole = SetRequirement(decision_id, "A second visit", "Hannah Whitlock", date(2025, 11, 30))
    for changes, field, sentence in (
        ({"text": " "}, "text", "Enter what is required."),
        (
            {"owner": ""},
            "owner",
            "Choose who does it. A requirement without an owner is not met.",
        ),
        ({"due_on": TODAY}, "due_on", "Choose a day to come."),
    ):
        with pytest.raises(RuleBroken) as refused:
            desk.decisions.set_requirement(desk.actor, replace(whole, **changes))
        assert (refused.value.field, refused.value.message) == (field, sentence)
    made = desk.decisions.set_requirement(desk.actor, whole)
    assert made.undo == DropRequirement(made.made)
    dropped = desk.decisions.drop_requirement(desk.actor, DropRequirement(made.made))
    assert desk.pages.decision(desk.actor, heard.case_id).requirements == ()
    assert dropped.undo == KeepRequirement(made.made)
    desk.decisions.keep_requirement(desk.actor, KeepRequirement(made.made))
    (line,) = desk.pages.decision(desk.actor, heard.case_id).requirements
    assert (line.text, line.owner, line.due_on) == (
        "A second visit",
        "Hannah Whitlock",
        date(2025, 11, 30),
    )


def test_a_requirement_is_met_with_what_shows_it(
    desk: Desk, office: Office, staff: Staff, moment: Moment
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    made = desk.decisions.set_requirement(
        desk.actor, SetRequirement(decision_id, "A second visit", "Hannah Whitlock", due)
    ).made
    met = MeetRequirement(made, TODAY, "Visit record of 24 October.")
    with pytest.raises(RuleBroken, match="the decision that sets it is not signed yet"):
        desk.decisions.meet_requirement(staff.worker, met)
    desk.sign(heard.case_id, good_answers(no_requirements=False))
    with pytest.raises(RuleBroken, match="Enter what shows that it is met"):
        desk.decisions.meet_requirement(staff.worker, replace(met, evidence=" "))
    with pytest.raises(RuleBroken, match="cannot be dated 23 October 2025"):
        desk.decisions.meet_requirement(staff.worker, replace(met, met_on=date(2025, 10, 23)))
    moment.on(date(2025, 11, 3))
    desk.decisions.meet_requirement(staff.worker, met)
    assert events(office, heard.case_id)[-1] is EventType.REQUIREMENT_MET
    with pytest.raises(RuleBroken, match="This requirement was met on 24 October 2025"):
        desk.decisions.meet_requirement(staff.worker, met)


# Signing


def sign(desk: Desk, decision_id: str, version: int, **changes: object) -> Changes:
    command = SignDecision(decision_id, PASSWORD, has_read=True, version=version)
    return desk.decisions.sign_decision(desk.actor, replace(command, **changes))  # type: ignore[arg-type] # any field


def refused_signature(desk: Desk, decision_id: str, version: int, **changes: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        sign(desk, decision_id, version, **changes)
    return refused.value


def test_an_approval_enters_each_applicant_on_the_register(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.sign(heard.case_id, good_answers())
    assert events(office, heard.case_id)[-2:] == [EventType.DECISION_MADE, EventType.APPROVED]
    with office.reading() as session:
        record = session.get_one(AgencyDecisionRow, decision_id)
        assert (record.signed_name, record.signed_role) == (
            "Margaret Osei",
            "Agency Decision Maker (ADM)",
        )
        assert len(record.digest) == 64
        rows = session.scalars(select(Approval)).all()
        assert {row.person_id for row in rows} == set(heard.cases[0].applicants)
        assert {(row.approved_on, row.review_due_on) for row in rows} == {
            (TODAY, date(2026, 10, 24))
        }
        assert session.get_one(Case, heard.case_id).status is CaseStatus.DECIDED
        kept = session.scalars(
            select(MadeDocument).where(MadeDocument.kind == "decision_record")
        ).one()
        assert kept.is_kept
        assert not kept.is_draft
        signed = session.scalars(select(AuditEntry).where(AuditEntry.action == "sign")).one()
        assert signed.record_id == decision_id


def test_an_unread_pack_is_not_signed(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    decision_id, version = desk.answer(heard.case_id, good_answers())
    paper = desk.pages.decision(desk.actor, heard.case_id).pack[0].paper_id
    desk.decisions.mark_read(desk.actor, MarkRead(decision_id, paper, read=False))
    refused = refused_signature(desk, decision_id, version)
    assert refused.message == "Read the whole pack before you sign: 1 document is unread."
    desk.decisions.mark_read(desk.actor, MarkRead(decision_id, paper))
    refused = refused_signature(desk, decision_id, version, has_read=False)
    assert (refused.field, refused.message) == (
        "has_read",
        "Tick that you have read the whole pack.",
    )


def test_a_wrong_password_signs_nothing(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    decision_id, version = desk.answer(heard.case_id, good_answers())
    refused = refused_signature(desk, decision_id, version, password="some other words")
    assert (refused.field, refused.message) == ("password", "This is not your password.")
    with office.reading() as session:
        assert session.get_one(AgencyDecisionRow, decision_id).signed_at is None


def test_a_password_stands_in_no_text_of_the_command() -> None:
    assert PASSWORD not in repr(SignDecision("x", PASSWORD, has_read=True, version=1))


def test_nobody_is_approved_without_each_applicants_medical(
    desk: Desk, office: Office, staff: Staff
) -> None:
    """Rulebook 0.4: always the applicants' medicals before the decision."""
    heard = make_hearing(office, staff, Heard(checks=False))
    with office.writing(staff.worker) as session:
        add_checks(session, office, heard.cases[0], medical={"received_on": None})
    decision_id, version = desk.answer(heard.case_id, good_answers())
    refused = refused_signature(desk, decision_id, version)
    assert refused.message == (
        "The medical report and comment of Marcus Thwaite has not come in. "
        "The medical report and comment of Leanne Thwaite has not come in. "
        "An approval waits for them."
    )


@pytest.mark.parametrize("service", Service)
def test_an_expired_medical_is_no_medical(
    desk: Desk, office: Office, staff: Staff, service: Service
) -> None:
    heard = make_hearing(office, staff, service=service)
    with office.writing(staff.worker) as session:
        medicals = select(Check).where(Check.key == "medical").order_by(Check.position)
        session.scalars(medicals).first().expires_on = date(2025, 10, 23)  # type: ignore[union-attr] # there
    decision_id, version = desk.answer(heard.case_id, good_answers(service))
    refused = refused_signature(desk, decision_id, version)
    assert refused.message == (
        "The medical report and comment of Marcus Thwaite has expired. An approval waits for it."
    )


def test_a_case_without_any_check_is_not_approved(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff, Heard(checks=False))
    decision_id, version = desk.answer(heard.case_id, good_answers())
    refused = refused_signature(desk, decision_id, version)
    assert refused.message.startswith(
        "The enhanced DBS certificate of Marcus Thwaite has not come in."
    )


def test_a_proposal_not_to_approve_needs_no_medical(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff, Heard(checks=False, outcome=PanelOutcome.NOT_SUITABLE))
    outcome = DecisionOutcome.PROPOSE_NOT_TO_APPROVE
    desk.sign(heard.case_id, good_answers(outcome=outcome, discussed_with=""))
    with office.reading() as session:
        assert session.scalars(select(Approval)).all() == []


def test_a_decision_other_than_panels_was_discussed(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff, Heard(outcome=PanelOutcome.NOT_SUITABLE))
    decision_id, version = desk.answer(heard.case_id, good_answers())
    refused = refused_signature(desk, decision_id, version)
    assert (refused.field, refused.message) == (
        "discussed_with",
        "Your decision differs from panel's recommendation. Say with which senior person outside "
        "the panel you discussed it.",
    )


def test_a_late_decision_says_why(desk: Desk, office: Office, staff: Staff, moment: Moment) -> None:
    """Minimum standard 14.9: due on Monday 27 October, the seventh working day."""
    heard = make_hearing(office, staff)
    moment.on(date(2025, 10, 27))
    answers = good_answers(effective_on=date(2025, 10, 28))
    decision_id, version = desk.answer(heard.case_id, answers)
    moment.on(date(2025, 10, 28))
    refused = refused_signature(desk, decision_id, version)
    assert (refused.field, refused.message) == (
        "late_reason",
        "The decision was due by 27 October 2025. Say why it is late.",
    )
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert (page.day_words, page.late) == ("1 day late", True)
    assert page.not_ready == ("why it is late",)


def test_a_decision_takes_effect_on_its_day_or_later(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    answers = good_answers(effective_on=date(2025, 10, 23))
    decision_id, version = desk.answer(heard.case_id, answers)
    refused = refused_signature(desk, decision_id, version)
    assert (refused.field, refused.message) == (
        "effective_on",
        "A decision of 24 October 2025 cannot take effect before that day.",
    )


@pytest.mark.parametrize(
    ("decided_on", "sentence"),
    [
        (
            date(2025, 10, 15),
            "The decision cannot be dated before the final minutes came, on 16 October 2025.",
        ),
        (
            date(2025, 10, 25),
            "25 October 2025 is in the future. A decision is dated the day it is made.",
        ),
    ],
)
def test_a_decision_has_a_day_that_can_be(
    desk: Desk, office: Office, staff: Staff, decided_on: date, sentence: str
) -> None:
    heard = make_hearing(office, staff)
    decision_id, version = desk.answer(heard.case_id, good_answers())
    refused = refused_signature(desk, decision_id, version, decided_on=decided_on)
    assert (refused.field, refused.message) == ("decided_on", sentence)


def test_a_signed_record_is_never_changed(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    requirement = desk.decisions.set_requirement(
        desk.actor, SetRequirement(decision_id, "A second visit", "Hannah Whitlock", due)
    ).made
    desk.sign(heard.case_id, good_answers())
    version = desk.pages.decision(desk.actor, heard.case_id).version
    actor, decisions = desk.actor, desk.decisions
    paper = desk.pages.decision(actor, heard.case_id).pack[0].paper_id
    for attempt in (
        lambda: decisions.save_decision(actor, SaveDecision(decision_id, good_answers(), version)),
        lambda: decisions.mark_read(actor, MarkRead(decision_id, paper, read=False)),
        lambda: decisions.set_requirement(actor, SetRequirement(decision_id, "X", "Y", due)),
        lambda: decisions.drop_requirement(actor, DropRequirement(requirement)),
        lambda: decisions.ask_for_information(actor, AskForInformation(decision_id, "X", TODAY)),
        lambda: sign(desk, decision_id, version),
    ):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.message == "This decision is signed and cannot be changed."


def test_what_is_signed_keeps_the_pack_that_was_read(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    desk.sign(heard.case_id, good_answers())
    before = desk.pages.decision(desk.actor, heard.case_id).pack
    with office.writing(staff.worker) as session:
        old = session.scalars(select(StoredFile)).one()
        session.add(
            StoredFile(
                case_id=heard.case_id,
                kind="report",
                title=old.title,
                file_name="report.pdf",
                media_type=old.media_type,
                size=old.size,
                pages=70,
                digest=old.digest,
                version_number=5,
                added_at=office.now(),
                added_by=staff.worker.user_id,
            )
        )
    after = desk.pages.decision(desk.actor, heard.case_id).pack
    assert after == before
    assert all(line.is_read for line in after)


def test_a_paper_that_comes_in_late_is_to_be_read(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    decision_id, version = desk.answer(heard.case_id, good_answers())
    with office.writing(staff.worker) as session:
        digest = session.scalars(select(StoredFile)).one().digest
        session.add(
            StoredFile(
                case_id=heard.case_id,
                kind="other",
                title="A letter from the school",
                file_name="letter.docx",
                media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                size=10,
                digest=digest,
                added_at=office.now(),
                added_by=staff.worker.user_id,
            )
        )
    refused = refused_signature(desk, decision_id, version)
    assert refused.message == "Read the whole pack before you sign: 1 document is unread."
    line = desk.pages.decision(desk.actor, heard.case_id).pack[-1]
    assert (line.title, line.below) == ("A letter from the school", "Word file")


def test_another_decision_maker_may_go_on_with_a_record(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id, version = desk.answer(heard.case_id, good_answers())
    deputy = Actor(
        user_id=staff.other_manager.user_id,
        user_name=staff.other_manager.user_name,
        name=staff.other_manager.name,
        roles=frozenset({Role.DECISION_MAKER}),
    )
    command = SignDecision(decision_id, PASSWORD, has_read=True, version=version)
    desk.decisions.sign_decision(deputy, command)
    page = desk.pages.decision(deputy, heard.case_id)
    assert page.signed_by == "Owen Tranter"
