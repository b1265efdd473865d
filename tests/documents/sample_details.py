"""Rich, invented details of every kind of document, for tests and for looking at pages.

The people are those of Wealdshire County Council, an agency that does not exist, on
24 October 2025.
"""

from datetime import date, time

from cfs_panels.documents.agenda import AgendaBreak, AgendaDetails, AgendaLine, AgendaMember
from cfs_panels.documents.approval_letter import ApprovalLetterDetails
from cfs_panels.documents.blocks import Letterhead
from cfs_panels.documents.decision_record import DecisionRecordDetails, ReasonLine
from cfs_panels.documents.determination_letters import DeterminationLetterDetails
from cfs_panels.documents.form_report import FormAnswer, FormReportDetails, FormSection, FormTable
from cfs_panels.documents.foster_care_agreement import AgreementDetails
from cfs_panels.documents.initial_visit_report import InitialVisitDetails
from cfs_panels.documents.letters import Contact, LetterDetails
from cfs_panels.documents.lines import (
    ConflictLine,
    NoticeLine,
    PaperLine,
    QuorumLine,
    RequirementLine,
    Seal,
)
from cfs_panels.documents.minutes import (
    MemberViewLine,
    MinutesDetails,
    MinutesItem,
    MinutesMember,
    MinutesPerson,
    QuestionLine,
)
from cfs_panels.domain.vocabulary import Service

TODAY = date(2025, 10, 24)

LETTERHEAD = Letterhead(
    agency="Wealdshire County Council",
    address=("County Hall", "Castle Street", "Harrowmere", "WX1 1AA"),
    contact="01632 960400, fostering.adoption@wealdshire.example",
)

# Forms

VISIT_SECTIONS = (
    FormSection(
        "Visit",
        (
            FormAnswer("Date of visit", "23 October 2025"),
            FormAnswer("How long", "1 hour 30 min"),
            FormAnswer("Where", "Home"),
            FormAnswer("Started at", "16:00"),
            FormAnswer("Anyone else you spoke to"),
            FormAnswer("Interpreter and access needs", "None"),
        ),
    ),
    FormSection(
        "People seen",
        (
            FormAnswer(
                "The household",
                FormTable(
                    ("Name", "Who they are", "Date of birth", "Lives here", "Seen"),
                    (
                        ("Josephine Achterberg", "Applicant", "2 March 1982", "Yes", "Yes"),
                        ("Piet Achterberg", "Her son", "19 May 2003", "No", "No"),
                    ),
                ),
            ),
            FormAnswer("Who often stays or visits", "Her sister Marijke, most weekends."),
        ),
    ),
    FormSection(
        "Home and space",
        (
            FormAnswer("The home is", "Owned, with or without a mortgage"),
            FormAnswer("Bedrooms", "3 bedrooms"),
            FormAnswer(
                "Where a child would sleep",
                "The back bedroom, which was Piet's. It is a good size, with a window on the "
                "garden and a desk.\nShe would decorate it together with the child.",
            ),
            FormAnswer(
                "What you saw to be safe",
                ("Smoke alarms", "Medicines out of reach", "Stairs and windows"),
            ),
            FormAnswer("What has to be made safe", "The pond needs a cover."),
        ),
    ),
    FormSection(
        "Motivation",
        (
            FormAnswer(
                "Why they want to foster, and why now",
                "Josephine grew up with foster brothers in Breda and has thought of fostering "
                "since Piet left home. A bus advert made her ring. She wants a house with "
                "children's voices in it again, and has the time from February.",
            ),
            FormAnswer("What they have in mind", ("Short term", "Short breaks and respite")),
            FormAnswer("Ages", ("5 to 10", "11 to 15")),
            FormAnswer(
                "Work and how it would fit",
                "Night nurse at Harrowmere Infirmary, four nights a week. Her ward manager has "
                "agreed in writing that she can move to days from 2 February.",
            ),
        ),
    ),
    FormSection(
        "Outcome",
        (
            FormAnswer(
                "Strengths you saw",
                "Josephine has thought about how her work as a night nurse would fit. She would "
                "move to days from February. Her spare room is ready. She asked good questions "
                "about contact with birth families.",
            ),
            FormAnswer(
                "Worries, and what was said about them",
                "She has not told her adult son yet. She will do so this week.",
            ),
            FormAnswer("Your recommendation", "Proceed"),
            FormAnswer(
                "Reasons",
                "A warm and practical person with time, room and a realistic view of the task. "
                "Nothing seen or said stands in the way of an application.",
            ),
        ),
    ),
)

INITIAL_VISIT = InitialVisitDetails(
    household="Josephine Achterberg",
    reference="F-2025-0127",
    service="Fostering",
    sections=VISIT_SECTIONS,
    made_on=TODAY,
    version="Initial visit, version 1",
    enquiry_on=date(2025, 10, 14),
    visited_on=date(2025, 10, 23),
    how_long="1 hour 30 min",
    mode="At home, 7 Tannery Walk",
    people_seen=("Josephine Achterberg",),
    visited_by="Hannah Whitlock",
    recommendation="Proceed",
    passed_on=date(2025, 10, 24),
    manager="Louise Penhaligon",
    manager_decision="Invite to apply",
    manager_reasons="I agree. The pond is covered and Piet is told before the application.",
    decided_on=date(2025, 10, 24),
    decision_facts=(("Before the next step", "Pond covered. Her son told."),),
    draft=False,
)

EMPTY_VISIT = InitialVisitDetails(
    household="Josephine Achterberg",
    reference="F-2025-0127",
    service="Fostering",
    sections=(),
    made_on=TODAY,
)

DECLARATION = FormReportDetails(
    title="Declaration of compliance",
    subject="Helen Cartwright and Jo Sandhu",
    reference="F-2025-0091",
    made_on=TODAY,
    version="version 1",
    author="Louise Penhaligon",
    facts=(("Report", "Form F report, version 3"), ("Author", "Jerome Castle")),
    sections=(
        FormSection(
            "Checks",
            (
                FormAnswer("Are all Schedule 3 Part 1 items in?", "Yes"),
                FormAnswer("Are the medical reports less than 12 months old?", "Yes"),
                FormAnswer(
                    "What is missing, and why does the case go on?",
                    "Nothing is missing. The second reference for Jo came on 20 October and was "
                    "read against the first.",
                ),
            ),
        ),
        FormSection("Quality of the report", (FormAnswer("Does the analysis answer the task?"),)),
    ),
    signatures=(
        Seal("Louise Penhaligon", "Team manager", "24 October 2025 at 11:20", "version 1"),
        Seal("Jerome Castle", "Social worker"),
    ),
    draft=False,
)

# Agenda

_NO_CONFLICT = QuorumLine(
    present=7,
    needed=5,
    is_quorate=True,
    chaired_by="Patricia Hollis",
    social_workers=("Sunita Rao",),
)


def _item(
    number: int,
    at: str,
    minutes: int,
    title: str,
    reference: str,
    kind: str,
    presenter: str,
    *papers: PaperLine,
    attending: tuple[str, ...] = (),
    conflicts: tuple[ConflictLine, ...] = (),
    quorum: QuorumLine = _NO_CONFLICT,
) -> AgendaLine:
    return AgendaLine(
        number=number,
        start=time.fromisoformat(at),
        minutes=minutes,
        title=title,
        reference=reference,
        kind=kind,
        presenters=(presenter,) if presenter else (),
        attending=attending,
        papers=papers,
        conflicts=conflicts,
        quorum=quorum,
    )


_FORM_F = PaperLine("Form F report", "version 4", 64)
_MEDICAL = PaperLine("Medical adviser's comment", "20 October 2025", 1)
_NOTE = PaperLine("Panel adviser's note", "version 1", 1)
_REVIEW = PaperLine("First annual review report", "version 2", 22)

AGENDA = AgendaDetails(
    panel="Fostering panel",
    reference="FP-2025-11-04",
    held_on=date(2025, 11, 4),
    made_on=TODAY,
    start=time(9, 30),
    end=time(16, 35),
    place="County Hall, room 3",
    link="In the calendar invitation of 20 October 2025",
    chair="Patricia Hollis",
    adviser="Ruth Ellingham",
    minute_taker="Dilys Corrigan",
    members=(
        AgendaMember("Patricia Hollis", "Chair, independent", "In person"),
        AgendaMember("David Amankwah", "Vice chair", "By video, leaves at 15:00"),
        AgendaMember("Sunita Rao", "Social worker, 11 years", "In person"),
        AgendaMember("Geoff Marland", "Independent", "In person"),
        AgendaMember("Abigail Stroud", "Independent", "In person"),
        AgendaMember("Kelechi Obi", "Care experienced", "By video"),
        AgendaMember("Peter Winslade", "Elected member", "In person"),
    ),
    apologies=("Dr Imogen Farrell",),
    opening=("Welcome, apologies and conflicts of interest", "Minutes of 7 October 2025"),
    closing=("Learning from today's items", "Next meeting: Tuesday 2 December 2025, 09:30"),
    lines=(
        _item(
            1, "09:45", 40, "Marcus and Leanne Thwaite", "F-2025-0087", "Approval, mainstream",
            "Nadia Farouk, social worker", _FORM_F, _MEDICAL, _NOTE,
            attending=("Marcus Thwaite", "Leanne Thwaite"),
        ),
        _item(
            2, "10:25", 35, "Yvonne Drummond", "F-2025-0103", "Approval, connected person",
            "Tim Braithwaite, social worker", PaperLine("Connected person report", "version 2", 41),
            attending=("Yvonne Drummond", "her friend Carol Beech, supporter"),
        ),
        AgendaBreak(time(11, 0), "Break", 15),
        _item(
            3, "11:15", 40, "Helen Cartwright and Jo Sandhu", "F-2025-0091",
            "Approval, mainstream", "Jerome Castle, social worker",
            PaperLine("Form F report", "version 3", 58), _MEDICAL, _NOTE,
            attending=("Helen Cartwright", "Jo Sandhu", "Helen's sister, supporter"),
        ),
        _item(
            4, "11:55", 25, "Colin and Maureen Butterfield", "F-2024-0061", "First review",
            "Hannah Whitlock, supervising social worker", _REVIEW,
        ),
        AgendaBreak(time(12, 40), "Lunch", 40),
        _item(
            5, "13:20", 40, "Tomasz and Ewa Zielinski", "F-2025-0082", "Approval, mainstream",
            "Hannah Whitlock, social worker", _FORM_F,
            attending=("Tomasz Zielinski", "Ewa Zielinski", "Polish interpreter"),
        ),
        AgendaBreak(time(14, 55), "Break", 10),
        _item(
            6, "15:05", 30, "Denise Fairclough", "F-2023-0017", "Review after concerns",
            "Jerome Castle, supervising social worker",
            PaperLine("Review report", "version 1", 19), PaperLine("Chronology", "", 7),
            attending=("Denise Fairclough",),
            conflicts=(
                ConflictLine("Peter Winslade", "Personal", "Neighbour", "Will leave the room",
                             "Patricia Hollis", date(2025, 10, 20)),
                ConflictLine("Abigail Stroud", "Professional", "Former supervisor of the worker",
                             "Will leave the room", "Patricia Hollis", date(2025, 10, 20)),
            ),
            quorum=QuorumLine(
                present=4, needed=5, is_quorate=False, members=7, chaired_by="Patricia Hollis",
                social_workers=("Sunita Rao",), missing=("one more member",),
            ),
        ),
        _item(
            7, "16:05", 5, "Two resignations", "", "To note", "Ruth Ellingham, panel adviser",
            PaperLine("Note of resignations", "", 1),
        ),
    ),
    papers_due_on=date(2025, 10, 27),
    papers_sent_on=date(2025, 10, 27),
    draft=False,
)  # fmt: skip

EMPTY_AGENDA = AgendaDetails(
    panel="Adoption panel", reference="AP-2025-11-12", held_on=date(2025, 11, 12), made_on=TODAY
)

# Minutes, fostering: one of the items is Amrit Sandhu-Cole's

_PRESENT = (
    MinutesMember("David Amankwah", "Vice chair"),
    MinutesMember("Sunita Rao", "Social worker, 11 years"),
    MinutesMember("Geoff Marland", "Independent"),
    MinutesMember("Abigail Stroud", "Independent"),
    MinutesMember("Kelechi Obi", "Care experienced", "By video"),
    MinutesMember("Peter Winslade", "Elected member"),
)
_HELD = QuorumLine(
    present=6,
    members=7,
    needed=5,
    is_quorate=True,
    chaired_by="David Amankwah",
    chair_role="vice chair",
    social_workers=("Sunita Rao",),
    independent=2,
)

SANDHU_COLE = MinutesItem(
    number=4,
    title="Amrit Sandhu-Cole",
    reference="F-2025-0041",
    kind="Approval, mainstream",
    quorum=_HELD,
    started=time(11, 52),
    ended=time(12, 31),
    present=_PRESENT,
    in_attendance=(
        MinutesPerson("Nadia Farouk", "Social worker, presenting"),
        MinutesPerson("Ruth Ellingham", "Panel adviser"),
        MinutesPerson("Dilys Corrigan", "Minute taker"),
    ),
    papers=(
        PaperLine("Form F report", "version 4", 64),
        PaperLine("References (3)", "", 9),
        PaperLine("Medical adviser's comment", "18 September 2025", 1),
        PaperLine("Applicant's observations", "29 September 2025", 1),
        PaperLine("Home safety check", "version 1", 6, date(2025, 10, 3), "David Amankwah"),
    ),
    applicants=("Amrit Sandhu-Cole",),
    applicants_heard="heard",
    supporter="Priya Sandhu, Amrit's sister",
    key_issues=(
        "Amrit spoke openly about caring alone.",
        "His support network is his sister and two friends. All three were seen by the assessor.",
        "He works term time only. Panel asked about holidays and was satisfied.",
    ),
    strengths=(
        "Eleven years as a teaching assistant with children who have been hurt.",
        "He used the preparation course to change his plans about work.",
    ),
    vulnerabilities=("The support network has not been tested over a school holiday.",),
    questions=(
        QuestionLine(
            "What would you do if your sister could not help for a month?",
            "I have agreed with two friends who have both been police checked.",
            "Geoff Marland",
            "Amrit Sandhu-Cole",
        ),
        QuestionLine("Was the sister seen at home?", "Once, in June.", "", "Nadia Farouk"),
    ),
    medical_advice="The medical adviser had no concern.",
    views=(
        MemberViewLine("David Amankwah", "A thoughtful applicant with a clear plan.", True),
        MemberViewLine("Sunita Rao", "Strong evidence of reflection.", True),
        MemberViewLine("Geoff Marland", "He wanted one more visit to the sister first.", False),
        MemberViewLine("Abigail Stroud", "Agreed.", True),
        MemberViewLine("Kelechi Obi", "He would listen to a child.", True),
        MemberViewLine("Peter Winslade", "", True),
    ),
    recommendation="Panel recommends that Amrit Sandhu-Cole is suitable to foster.",
    terms=("One child, aged 5 to 12", "Short-term and respite"),
    reasons=(
        "He has a clear and realistic understanding of the needs of children who have been hurt.",
        "His support network is in place and tested.",
        "References and checks are complete and positive.",
        "He has used the preparation course to change his plans about work.",
    ),
    advice=("Training on attachment within six months.", "Supervision to look at holidays."),
)

TREWIN = MinutesItem(
    number=5,
    title="Colin Trewin and Bethan Lyle",
    reference="F-2025-0035",
    kind="Approval, mainstream",
    quorum=QuorumLine(5, 5, True, 7, "David Amankwah", "vice chair", ("Sunita Rao",), 1),
    started=time(13, 15),
    ended=time(14, 5),
    present=(*_PRESENT[:3], *_PRESENT[4:]),
    in_attendance=(MinutesPerson("Tim Braithwaite", "Social worker, presenting"),),
    conflicts=(
        ConflictLine(
            "Abigail Stroud",
            "Professional",
            "she supervised the assessing social worker until March 2025",
            "she left the room for this item",
            "David Amankwah",
        ),
    ),
    papers=(PaperLine("Form F report", "version 2", 57),),
    applicants=("Colin Trewin", "Bethan Lyle"),
    applicants_heard="declined",
    key_issues=("The two households of the couple's earlier relationships.",),
    vulnerabilities=("Bethan's work plans changed twice during the assessment.",),
    legal_advice="The legal adviser confirmed that the earlier order has ended.",
    views=(MemberViewLine("Sunita Rao", "More time together is needed.", True),),
    recommendation=(
        "Panel recommends that Colin Trewin and Bethan Lyle are not suitable to foster."
    ),
    reasons=(
        "They have lived together for five months only.",
        "The plan for care during shifts is not settled.",
    ),
)

DEFERRED = MinutesItem(
    number=6,
    title="Desmond Achebe",
    reference="F-2025-0058",
    kind="Approval, specialist",
    quorum=QuorumLine(
        4, 5, False, 7, "David Amankwah", "vice chair", (), None, ("a social worker",)
    ),
    present=_PRESENT[2:],
    applicants=("Desmond Achebe",),
    applicants_heard="not_attending",
    deferral_reason="Sunita Rao had to leave for a family emergency.",
)

MINUTES = MinutesDetails(
    panel="Fostering panel",
    reference="FP-2025-10-07",
    held_on=date(2025, 10, 7),
    made_on=date(2025, 10, 16),
    started=time(9, 30),
    ended=time(15, 10),
    place="County Hall, room 3, and by video",
    members=_PRESENT,
    apologies=("Patricia Hollis",),
    in_attendance=(
        MinutesPerson("Ruth Ellingham", "Panel adviser"),
        MinutesPerson("Dilys Corrigan", "Minute taker"),
        MinutesPerson("Fiona Mabey", "Observer, new member from November"),
    ),
    items=(SANDHU_COLE, TREWIN, DEFERRED),
    general=("The minutes of 2 September 2025 were agreed.", "Training day on 5 November 2025."),
    approval=Seal(
        "David Amankwah", "Vice chair", "15 October 2025 at 18:05", "version 3", "9f2c41d07be8"
    ),
    sent_to_decision_maker_on=date(2025, 10, 16),
    version="version 3",
    draft=False,
)

DRAFT_MINUTES = MinutesDetails(
    panel="Fostering panel",
    reference="FP-2025-10-07",
    held_on=date(2025, 10, 7),
    made_on=date(2025, 10, 8),
    items=(
        MinutesItem(4, "Amrit Sandhu-Cole", "F-2025-0041", "Approval, mainstream"),
    ),
)  # fmt: skip

EMPTY_MINUTES = MinutesDetails(
    panel="Adoption panel", reference="AP-2025-10-08", held_on=date(2025, 10, 8), made_on=TODAY
)

ADOPTION_MINUTES = MinutesDetails(
    panel="Adoption panel",
    reference="AP-2025-10-08",
    held_on=date(2025, 10, 8),
    made_on=date(2025, 10, 17),
    started=time(10, 0),
    ended=time(12, 20),
    place="By video",
    members=_PRESENT,
    items=(
        MinutesItem(
            number=1,
            title="Martin and Isla Pennyfeather",
            reference="A-2025-0014",
            kind="Approval, adoption",
            quorum=_HELD,
            present=_PRESENT,
            papers=(PaperLine("Prospective adopter's report (PAR)", "version 2", 71),),
            applicants=("Martin Pennyfeather", "Isla Pennyfeather"),
            applicants_heard="heard",
            key_issues=("How they would talk about adoption with a child from the start.",),
            strengths=("They have looked after nieces for long spells.",),
            views=(MemberViewLine("Sunita Rao", "A stable and playful couple.", True),),
            recommendation=(
                "Panel recommends that Martin and Isla Pennyfeather are suitable to adopt."
            ),
            reasons=("They understand loss, and say so in their own words.",),
            advice=("One or two children, aged 0 to 5.",),
        ),
    ),
    approval=Seal("Patricia Hollis", "Chair", "16 October 2025 at 09:12", "version 2", "51aa90c3"),
    sent_to_decision_maker_on=date(2025, 10, 17),
    version="version 2",
    draft=False,
)

# Decision records

DECISION = DecisionRecordDetails(
    subject="Amrit Sandhu-Cole",
    reference="F-2025-0041",
    kind="Approval, mainstream",
    panel="Fostering panel",
    made_on=TODAY,
    signature=Seal(
        "Margaret Osei",
        "Agency Decision Maker (ADM)",
        "24 October 2025 at 14:32",
        digest="b7e20c5519aa",
    ),
    panel_on=date(2025, 10, 7),
    panel_item=4,
    panel_recommendation="Panel recommends that Amrit Sandhu-Cole is suitable to foster.",
    panel_terms=("One child, aged 5 to 12", "Short-term and respite"),
    panel_dissent=("Geoff Marland wanted one more visit to Amrit's sister first.",),
    material=(
        PaperLine("Panel minutes, item 4", "final, version 3", 2),
        PaperLine("Form F report", "version 4", 64),
        PaperLine("Adviser's note", "", 1),
        PaperLine("Manager's declaration", "", 2),
        PaperLine("Medical comment", "", 1),
        PaperLine("References (3)", "", 9),
        PaperLine("Applicant's observations", "", 1),
        PaperLine("Home safety check", "version 1", 6),
    ),
    arguments_for=(
        "Long experience with children who have been hurt.",
        "A realistic plan for work and holidays.",
        "Checks and references complete and positive.",
    ),
    arguments_against=(
        "He would care alone.",
        "The support network has been seen once only.",
    ),
    panel_process="Fair and thorough. The applicant was heard and the dissent was recorded.",
    new_information="None since panel.",
    panel_reasons=(
        ReasonLine("He has a realistic understanding of children's needs.", True),
        ReasonLine(
            "His support network is in place and tested.",
            False,
            "it is in place, but has not been tested in a school holiday",
        ),
        ReasonLine("References and checks are complete and positive.", True),
        ReasonLine("He has changed his work plans after preparation.", True),
    ),
    own_reasons=(
        "The sister is central to the plan and was seen once. I accept that the network is in "
        "place.\nA second visit answers what is open, and need not delay the approval."
    ),
    decision="Amrit Sandhu-Cole is approved to foster.",
    terms=("One child, aged 5 to 12", "Short-term and respite"),
    decided_on=TODAY,
    effective_on=TODAY,
    review_by=date(2026, 10, 23),
    requirements=(
        RequirementLine("Second visit to Amrit's sister", "Nadia Farouk", date(2025, 11, 30)),
    ),
    notices=(
        NoticeLine(
            "Told by phone",
            "Amrit Sandhu-Cole",
            date(2025, 10, 28),
            "24 October 2025 at 15:10",
            "Nadia Farouk",
        ),
        NoticeLine("Letter", "Amrit Sandhu-Cole", date(2025, 10, 31)),
    ),
    minutes_received_on=date(2025, 10, 16),
    received_words="Final minutes received",
    due_on=date(2025, 10, 27),
    clock_rule="7 working days from the final minutes (national minimum standard 14.9)",
    draft=False,
)

REFUSAL = DecisionRecordDetails(
    subject="Martin and Isla Pennyfeather",
    reference="A-2025-0014",
    kind="Approval, adoption",
    panel="Adoption panel",
    made_on=TODAY,
    signature=Seal("Margaret Osei", "Agency Decision Maker (ADM)", "24 October 2025 at 09:05"),
    panel_on=date(2025, 10, 8),
    panel_item=1,
    panel_recommendation=(
        "Panel recommends that Martin and Isla Pennyfeather are suitable to adopt."
    ),
    material=(PaperLine("Prospective adopter's report (PAR)", "version 2", 71),),
    arguments_for=("A stable relationship.",),
    arguments_against=("A reference received after panel.",),
    panel_process="Fair. The panel did not have the reference.",
    new_information="A reference of 15 October 2025 from Isla's former employer.",
    panel_reasons=(ReasonLine("They understand loss.", False, "the reference puts it in doubt"),),
    own_reasons="The reference describes anger with a child that has not been explored.",
    decision="The agency proposes not to approve Martin and Isla Pennyfeather to adopt.",
    decided_on=TODAY,
    differs_from_panel=True,
    discussed_with="Helena Ross, head of service, not on the panel",
    discussion_outcome="She had reached the same view.",
    right_of_review=(
        "Written representations to the agency, or the Independent Review Mechanism (IRM), not "
        "both, by Thursday 18 December 2025."
    ),
    minutes_received_on=date(2025, 10, 14),
    received_words="Final minutes received",
    due_on=date(2025, 10, 23),
    clock_rule="7 working days from the final minutes (adoption national minimum standard 17)",
    late_reason="The reference had to be verified first.",
    draft=False,
)

EMPTY_DECISION = DecisionRecordDetails(
    subject="Amrit Sandhu-Cole",
    reference="F-2025-0041",
    kind="Approval, mainstream",
    panel="Fostering panel",
    made_on=TODAY,
    signature=Seal("Margaret Osei", "Agency Decision Maker (ADM)"),
)

# Letters

_NADIA = Contact("Nadia Farouk", "social worker", "01632 960417", "nadia.farouk@wealdshire.example")


def letter(
    recipients: tuple[str, ...],
    greeting: str,
    reference: str,
    *,
    contact: Contact = _NADIA,
    draft: bool = False,
) -> LetterDetails:
    """Return the frame of a letter from the decision maker, dated today."""
    return LetterDetails(
        recipients=recipients,
        address=("14 Mill Lane", "Harrowmere", "WX3 5QT"),
        greeting=greeting,
        reference=reference,
        signatory="Margaret Osei",
        signatory_role="Agency Decision Maker (ADM), Wealdshire County Council",
        contact=contact,
        made_on=TODAY,
        letter_on=TODAY,
        signed="24 October 2025 at 14:40",
        draft=draft,
    )


FOSTERING_APPROVAL = ApprovalLetterDetails(
    letter=letter(("Amrit Sandhu-Cole",), "Amrit", "F-2025-0041"),
    service=Service.FOSTERING,
    decided_on=TODAY,
    effective_on=TODAY,
    panel_on=date(2025, 10, 7),
    review_by=date(2026, 10, 23),
    terms=("One child, aged 5 to 12", "Short-term and respite"),
    advice=("Training on attachment within six months.",),
    requirements=(
        RequirementLine("A second visit to your sister", "Nadia Farouk", date(2025, 11, 30)),
    ),
    supervising_worker="Hannah Whitlock",
    agreement_return_by=date(2025, 11, 7),
)

COUPLE_APPROVAL = ApprovalLetterDetails(
    letter=letter(("Marcus Thwaite", "Leanne Thwaite"), "Marcus and Leanne", "F-2025-0087"),
    service=Service.FOSTERING,
    decided_on=date(2025, 11, 14),
    panel_on=date(2025, 11, 4),
    review_by=date(2026, 11, 13),
)

ADOPTION_APPROVAL = ApprovalLetterDetails(
    letter=letter(
        ("Martin Pennyfeather", "Isla Pennyfeather"),
        "Martin and Isla",
        "A-2025-0014",
        contact=Contact("Tim Braithwaite", "social worker", "01632 960433"),
    ),
    service=Service.ADOPTION,
    decided_on=TODAY,
    panel_on=date(2025, 10, 8),
    review_by=date(2026, 10, 23),
    advice=("One or two children, aged 0 to 5.", "A child who can be the youngest at home."),
    requirements=(RequirementLine("Finish the first aid course", "", date(2026, 1, 30)),),
    supervising_worker="Tim Braithwaite",
)

DRAFT_APPROVAL = ApprovalLetterDetails(
    letter=LetterDetails(
        recipients=("Amrit Sandhu-Cole",),
        address=(),
        greeting="Amrit",
        reference="F-2025-0041",
        signatory="Margaret Osei",
        signatory_role="Agency Decision Maker (ADM)",
        contact=Contact("Nadia Farouk"),
        made_on=TODAY,
    ),
    service=Service.FOSTERING,
)

FOSTERING_DETERMINATION = DeterminationLetterDetails(
    letter=letter(("Colin Trewin", "Bethan Lyle"), "Colin and Bethan", "F-2025-0035"),
    service=Service.FOSTERING,
    response_days=28,
    decided_on=TODAY,
    panel_on=date(2025, 10, 7),
    panel_recommendation=(
        "Panel recommends that Colin Trewin and Bethan Lyle are not suitable to foster."
    ),
    panel_reasons=TREWIN.reasons,
    material=(
        "The panel's final minutes of 7 October 2025",
        "Form F report, version 2, with your observations on it",
        "Your references and checks",
        "The medical adviser's comment",
        "The legal adviser's advice to the panel",
    ),
    arguments_for=(
        "You are both warm with children and have thought hard about fostering.",
        "Your references speak well of you.",
    ),
    arguments_against=(
        "You have lived together for five months.",
        "Your plan for looking after a child during shifts has changed twice and is not settled.",
    ),
    panel_process=(
        "I find that the panel worked fairly. You were invited, you chose not to attend, and the "
        "panel considered what you had written. The member with an interest took no part."
    ),
    new_information="Nothing new has come to light since the panel met.",
    reasons_adopted=TREWIN.reasons,
    own_reasons=(
        "I have asked myself whether a short delay would be enough. I do not think so. What you "
        "have to find out together about caring for somebody else's child takes longer.",
        "I see nothing that would rule you out for good. You may apply again.",
    ),
    respond_by=date(2025, 11, 21),
    representations_to=(
        "Ruth Ellingham, panel adviser, County Hall, Castle Street, Harrowmere WX1 1AA",
        "ruth.ellingham@wealdshire.example",
    ),
)

ADOPTION_DETERMINATION = DeterminationLetterDetails(
    letter=letter(("Martin Pennyfeather", "Isla Pennyfeather"), "Martin and Isla", "A-2025-0014"),
    service=Service.ADOPTION,
    response_days=40,
    decided_on=TODAY,
    panel_on=date(2025, 10, 8),
    panel_recommendation=(
        "Panel recommends that Martin and Isla Pennyfeather are suitable to adopt."
    ),
    panel_reasons=("They understand loss, and say so in their own words.",),
    panel_differs=True,
    material=("Prospective adopter's report (PAR), version 2", "The reference of 15 October 2025"),
    arguments_for=("You have a stable relationship.",),
    arguments_against=("A reference that came after the panel describes anger with a child.",),
    panel_process="I find that the panel worked fairly. It did not have the reference.",
    new_information="A reference of 15 October 2025 from Isla's former employer.",
    reasons_not_adopted=(
        "That you understand loss: the reference puts this in doubt, and it has not been explored.",
    ),
    own_reasons=("What the reference describes has to be understood before a child is placed.",),
    respond_by=date(2025, 12, 18),
    representations_to=("Ruth Ellingham, ruth.ellingham@wealdshire.example",),
)

AGREEMENT = AgreementDetails(
    carers=("Amrit Sandhu-Cole",),
    address=("14 Mill Lane", "Harrowmere", "WX3 5QT"),
    reference="F-2025-0041",
    signatory="Louise Penhaligon",
    signatory_role="Team manager",
    made_on=TODAY,
    approved_on=TODAY,
    review_by=date(2026, 10, 23),
    terms=("One child, aged 5 to 12", "Short-term and respite"),
    supervising_worker="Hannah Whitlock",
    support=("A weekly call in the first school holiday",),
    training=("Attachment, by April 2026",),
    contact_phone="01632 960400",
    out_of_hours_phone="01632 960999",
    draft=False,
)

DRAFT_AGREEMENT = AgreementDetails(
    carers=("Marcus Thwaite", "Leanne Thwaite"),
    address=(),
    reference="F-2025-0087",
    signatory="Louise Penhaligon",
    signatory_role="Team manager",
    made_on=TODAY,
)
