"""The one vocabulary of events for all pathways; every clock, count and status derives from these.

The whole of it stands here from the first revision, so that what is recorded today can be counted
by what is built later. Words for people: ``resources/words/events.toml``.
"""

from enum import StrEnum


class Service(StrEnum):
    """The two services an agency may run."""

    FOSTERING = "fostering"
    ADOPTION = "adoption"


class EventType(StrEnum):
    """What can happen in a case, in the past tense."""

    # Front door
    CONTACT_MADE = "contact_made"
    ENQUIRY_RECEIVED = "enquiry_received"
    INFORMATION_PACK_SENT = "information_pack_sent"
    INFORMATION_EVENT_ATTENDED = "information_event_attended"
    ENQUIRY_OUTCOME_RECORDED = "enquiry_outcome_recorded"

    # Initial visit
    INITIAL_VISIT_OFFERED = "initial_visit_offered"
    INITIAL_VISIT_DONE = "initial_visit_done"
    INITIAL_VISIT_PASSED = "initial_visit_passed"
    INITIAL_VISIT_SENT_BACK = "initial_visit_sent_back"
    INITIAL_VISIT_DECIDED = "initial_visit_decided"
    VIABILITY_RECORDED = "viability_recorded"

    # Application
    APPLICATION_RECEIVED = "application_received"
    APPLICATION_ACCEPTED = "application_accepted"
    APPLICATION_DECLINED = "application_declined"
    REGISTRATION_RECEIVED = "registration_received"
    REGISTRATION_ACCEPTED = "registration_accepted"
    REGISTRATION_DECLINED = "registration_declined"

    # Stage 1
    STAGE_ONE_STARTED = "stage_one_started"
    STAGE_ONE_PLAN_MADE = "stage_one_plan_made"
    CHECK_REQUESTED = "check_requested"
    CHECK_RECEIVED = "check_received"
    CHECK_CHASED = "check_chased"
    STAGE_ONE_COMPLETED = "stage_one_completed"
    STAGE_ONE_PASSED = "stage_one_passed"
    STAGE_ONE_REFUSED = "stage_one_refused"
    STAGE_ONE_NOTICE_SENT = "stage_one_notice_sent"

    # Stage 2
    NOTICE_TO_PROCEED_RECEIVED = "notice_to_proceed_received"
    STAGE_TWO_STARTED = "stage_two_started"
    ASSESSMENT_PLAN_MADE = "assessment_plan_made"
    REPORT_FINISHED = "report_finished"
    BRIEF_REPORT_FINISHED = "brief_report_finished"
    REPORT_GIVEN = "report_given"
    OBSERVATIONS_RECEIVED = "observations_received"
    OBSERVATIONS_EXPIRED = "observations_expired"
    COMPLIANCE_DECLARED = "compliance_declared"
    MEDICAL_COMMENT_REQUESTED = "medical_comment_requested"
    MEDICAL_COMMENT_RECEIVED = "medical_comment_received"
    LEGAL_ADVICE_RECEIVED = "legal_advice_received"
    SECOND_OPINION_ASKED = "second_opinion_asked"
    SECOND_OPINION_RECEIVED = "second_opinion_received"

    # A child's plan
    CARE_ENTERED = "care_entered"
    ADOPTION_PLANNED = "adoption_planned"
    PLAN_PROPOSED = "plan_proposed"
    PERMANENCE_REPORT_STARTED = "permanence_report_started"
    PERMANENCE_REPORT_FINISHED = "permanence_report_finished"
    MEDICAL_ADVISER_REPORTED = "medical_adviser_reported"
    KEY_DECISION_DISCUSSED = "key_decision_discussed"
    PLAN_ENDORSED = "plan_endorsed"
    PLAN_CHANGED = "plan_changed"
    PLAN_RESCINDED = "plan_rescinded"
    PLACEMENT_ORDER_APPLIED = "placement_order_applied"
    PLACEMENT_ORDER_MADE = "placement_order_made"
    PLACEMENT_ORDER_REFUSED = "placement_order_refused"
    PLACEMENT_ORDER_REVOKED = "placement_order_revoked"
    WIDER_FAMILY_FINDING_STARTED = "wider_family_finding_started"
    COURT_DATE_SET = "court_date_set"
    ASSESSMENTS_COMPLETED = "assessments_completed"
    SIBLINGS_ASSESSED = "siblings_assessed"
    ROUTE_CHANGED = "route_changed"
    PLAN_REVIEW_STARTED = "plan_review_started"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    UNPLACED_REVIEWED = "unplaced_reviewed"
    MATCH_PROPOSED = "match_proposed"
    DISRUPTION_MEETING_HELD = "disruption_meeting_held"

    # Temporary approval and placement
    TEMPORARILY_APPROVED = "temporarily_approved"
    EXTENSION_SOUGHT = "extension_sought"
    TEMPORARY_APPROVAL_EXTENDED = "temporary_approval_extended"
    TEMPORARY_APPROVAL_CONTINUED = "temporary_approval_continued"
    TEMPORARY_APPROVAL_ENDED = "temporary_approval_ended"
    PLACED_OUTSIDE_TERMS = "placed_outside_terms"
    PLACEMENT_OUTSIDE_TERMS_ENDED = "placement_outside_terms_ended"
    REVIEWING_OFFICER_INFORMED = "reviewing_officer_informed"
    EARLY_PERMANENCE_NOTICE_RECEIVED = "early_permanence_notice_received"

    # Hold and withdrawal
    CASE_HELD = "case_held"
    CASE_RESUMED = "case_resumed"
    APPLICANT_LEFT = "applicant_left"
    WITHDRAWN_BY_APPLICANT = "withdrawn_by_applicant"
    WITHDRAWN_BY_AGENCY = "withdrawn_by_agency"
    CASE_CLOSED = "case_closed"

    # Panel
    PANEL_BOOKED = "panel_booked"
    PANEL_BOOKING_CANCELLED = "panel_booking_cancelled"
    PANEL_ADVISED = "panel_advised"
    PAPERS_SENT = "papers_sent"
    CONFLICT_DECLARED = "conflict_declared"
    ITEM_HEARD = "item_heard"
    RECOMMENDATION_RECORDED = "recommendation_recorded"
    ITEM_DEFERRED = "item_deferred"
    FULL_REPORT_ASKED = "full_report_asked"
    PANEL_VIEWS_GIVEN = "panel_views_given"
    PANEL_NOTED = "panel_noted"
    RECOMMENDATION_LAPSED = "recommendation_lapsed"
    MINUTES_DRAFTED = "minutes_drafted"
    MINUTES_APPROVED = "minutes_approved"
    FINAL_MINUTES_SENT = "final_minutes_sent"
    QUALITY_FEEDBACK_GIVEN = "quality_feedback_given"

    # Agency decision maker
    SENT_TO_DECISION_MAKER = "sent_to_decision_maker"
    FURTHER_INFORMATION_ASKED = "further_information_asked"
    FURTHER_INFORMATION_RECEIVED = "further_information_received"
    DECISION_MADE = "decision_made"
    ORAL_NOTICE_GIVEN = "oral_notice_given"
    WRITTEN_NOTICE_SENT = "written_notice_sent"

    # Challenge
    QUALIFYING_DETERMINATION_SENT = "qualifying_determination_sent"
    REPRESENTATIONS_RECEIVED = "representations_received"
    REVIEW_MECHANISM_REQUESTED = "review_mechanism_requested"
    REVIEW_MECHANISM_PAPERS_SENT = "review_mechanism_papers_sent"
    REVIEW_MECHANISM_RECOMMENDED = "review_mechanism_recommended"
    REVIEW_MECHANISM_ENDED = "review_mechanism_ended"
    DETERMINATION_WINDOW_ENDED = "determination_window_ended"
    RETURNED_TO_PANEL = "returned_to_panel"
    FINAL_DECISION_MADE = "final_decision_made"
    REFUSED = "refused"

    # After approval
    APPROVED = "approved"
    AGREEMENT_SIGNED = "agreement_signed"
    REGISTERED = "registered"
    FIRST_REVIEW_STARTED = "first_review_started"
    ANNUAL_REVIEW_STARTED = "annual_review_started"
    CONCERNS_REVIEW_STARTED = "concerns_review_started"
    REVIEW_REPORT_FINISHED = "review_report_finished"
    REVIEW_REPORT_AGREED = "review_report_agreed"
    REVIEW_HELD = "review_held"
    FIRST_REVIEW_DONE = "first_review_done"
    ANNUAL_REVIEW_DONE = "annual_review_done"
    CONCERNS_REVIEW_DONE = "concerns_review_done"
    APPROVAL_CONTINUED = "approval_continued"
    REQUIREMENT_SET = "requirement_set"
    REQUIREMENT_MET = "requirement_met"
    VARIATION_PROPOSED = "variation_proposed"
    VARIATION_AGREED = "variation_agreed"
    TERMS_VARIED = "terms_varied"
    EXEMPTION_GRANTED = "exemption_granted"
    EXEMPTION_ENDED = "exemption_ended"
    ALLEGATION_RECEIVED = "allegation_received"
    ALLEGATION_CONCLUDED = "allegation_concluded"
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_CONCLUDED = "complaint_concluded"
    UNANNOUNCED_VISIT_DONE = "unannounced_visit_done"
    TRAINING_STANDARDS_MET = "training_standards_met"
    RESIGNATION_RECEIVED = "resignation_received"
    RESIGNATION_EFFECTIVE = "resignation_effective"
    CARERS_SEPARATED = "carers_separated"
    CARER_NOTICE_RECEIVED = "carer_notice_received"
    CARER_LEFT = "carer_left"
    TERMINATION_PROPOSED = "termination_proposed"
    PROPOSAL_DROPPED = "proposal_dropped"
    APPROVAL_TERMINATED = "approval_terminated"
    MATCHING_PLAN_MADE = "matching_plan_made"
    PLACEMENT_REPORT_GIVEN = "placement_report_given"
    MATCHED = "matched"
    PLACED = "placed"
    PLACEMENT_VISITED = "placement_visited"
    PLACEMENT_REVIEWED = "placement_reviewed"
    ADOPTION_ORDER_APPLIED = "adoption_order_applied"
    ADOPTION_ORDER_MADE = "adoption_order_made"
    PLACEMENT_DISRUPTED = "placement_disrupted"
    DEREGISTERED = "deregistered"

    # The central list (about a member, not a case)
    MEMBER_JOINED = "member_joined"
    MEMBER_INDUCTED = "member_inducted"
    MEMBER_TRAINED = "member_trained"
    MEMBER_APPRAISED = "member_appraised"
    MEMBER_NOTICE_RECEIVED = "member_notice_received"
    MEMBER_LEFT = "member_left"

    # The agency (reports to its executive)
    EXECUTIVE_REPORTED = "executive_reported"
    PANEL_QUALITY_REPORTED = "panel_quality_reported"

    # The record itself
    WORKER_CHANGED = "worker_changed"
    HOUSEHOLD_CHANGED = "household_changed"
    SAFETY_NOTE_ADDED = "safety_note_added"
    PAPER_ADDED = "paper_added"
    DELAY_RECORDED = "delay_recorded"


class CaseStatus(StrEnum):
    """Where a case stands as a whole."""

    OPEN = "open"
    PAUSED = "paused"
    WITH_DECISION_MAKER = "with_decision_maker"
    DECIDED = "decided"
    CHALLENGED = "challenged"
    APPROVED = "approved"
    IN_REVIEW = "in_review"
    NOT_APPROVED = "not_approved"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Return whether work on the case goes on."""
        return self in {
            CaseStatus.OPEN,
            CaseStatus.PAUSED,
            CaseStatus.WITH_DECISION_MAKER,
            CaseStatus.DECIDED,
            CaseStatus.CHALLENGED,
            CaseStatus.IN_REVIEW,
        }

    @property
    def is_over(self) -> bool:
        """Return whether nothing more is expected of the case."""
        return self in {CaseStatus.NOT_APPROVED, CaseStatus.WITHDRAWN, CaseStatus.CLOSED}


class PanelOutcome(StrEnum):
    """What a panel may do with an item; a deferral is not a recommendation."""

    SUITABLE = "suitable"
    SUITABLE_WITH_TERMS = "suitable_with_terms"
    NOT_SUITABLE = "not_suitable"
    DEFERRED = "deferred"
    FULL_REPORT_ASKED = "full_report_asked"
    CONTINUE = "continue"
    VARY = "vary"
    TERMINATE = "terminate"
    MATCH = "match"
    NO_MATCH = "no_match"
    SHOULD_BE_PLACED = "should_be_placed"
    SHOULD_NOT_BE_PLACED = "should_not_be_placed"
    EXTEND = "extend"
    VIEWS_GIVEN = "views_given"
    NOTED = "noted"

    @property
    def is_recommendation(self) -> bool:
        """Return whether a decision follows it; a deferral, for one, is no recommendation."""
        return self.event is EventType.RECOMMENDATION_RECORDED

    @property
    def event(self) -> EventType:
        """Return the event that it makes in the case."""
        return _OUTCOME_EVENTS.get(self, EventType.RECOMMENDATION_RECORDED)


_OUTCOME_EVENTS = {
    PanelOutcome.DEFERRED: EventType.ITEM_DEFERRED,
    PanelOutcome.FULL_REPORT_ASKED: EventType.FULL_REPORT_ASKED,
    PanelOutcome.VIEWS_GIVEN: EventType.PANEL_VIEWS_GIVEN,
    PanelOutcome.NOTED: EventType.PANEL_NOTED,
}
OUTCOME_EVENTS = frozenset({EventType.RECOMMENDATION_RECORDED, *_OUTCOME_EVENTS.values()})
"""The events that tell what came of an item at panel."""


class DecisionOutcome(StrEnum):
    """What the decision maker may decide."""

    APPROVE = "approve"
    PROPOSE_NOT_TO_APPROVE = "propose_not_to_approve"
    MORE_INFORMATION = "more_information"
    ASK_FOR_FULL_REPORT = "ask_for_full_report"
    REFUSE = "refuse"
    CONTINUE = "continue"
    PROPOSE_TO_VARY = "propose_to_vary"
    PROPOSE_TO_TERMINATE = "propose_to_terminate"
    VARY = "vary"
    TERMINATE = "terminate"
    MATCH = "match"
    NO_MATCH = "no_match"
    SHOULD_BE_PLACED = "should_be_placed"
    SHOULD_NOT_BE_PLACED = "should_not_be_placed"
    PLAN_RESCINDED = "plan_rescinded"


class Weight(StrEnum):
    """The legal weight of a rule: it decides what happens when the rule is not met."""

    REG = "REG"
    STATG = "STATG"
    NMS = "NMS"
    LOCAL = "LOCAL"
    GOOD = "GOOD"

    @property
    def blocks(self) -> bool:
        """Return whether nobody may go on against it."""
        return self is Weight.REG

    @property
    def warns(self) -> bool:
        """Return whether a named role goes on with a recorded reason."""
        return self in {Weight.STATG, Weight.NMS}
