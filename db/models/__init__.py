"""Every table of the agency; importing this package maps them all."""

from db.models.agency import Agency, ReferenceCounter, RoleGrant, Setting, User
from db.models.audit_entry import AuditEntry
from db.models.case import (
    Case,
    CaseAccess,
    CaseEventRow,
    Check,
    FormRecord,
    MadeDocument,
    StoredFile,
)
from db.models.child import Child, SiblingGroup
from db.models.decision import (
    AgencyDecisionRow,
    Approval,
    ApprovalTerm,
    Notice,
    QualifyingDeterminationRow,
    RequirementRow,
)
from db.models.imports import ImportedRow, ImportRun
from db.models.meeting import (
    AgendaItem,
    Attendance,
    CentralListMember,
    ConflictOfInterest,
    MeetingMember,
    MemberViewRow,
    Movement,
    Panel,
    PanelAdvice,
    PanelMeeting,
    RecommendationRow,
)
from db.models.people import Household, HouseholdMember, Person
from db.models.rule_version import RuleVersion
from db.models.sealed_content import SealedContent

__all__ = [
    "Agency",
    "AgencyDecisionRow",
    "AgendaItem",
    "Approval",
    "ApprovalTerm",
    "Attendance",
    "AuditEntry",
    "Case",
    "CaseAccess",
    "CaseEventRow",
    "CentralListMember",
    "Check",
    "Child",
    "ConflictOfInterest",
    "FormRecord",
    "Household",
    "HouseholdMember",
    "ImportRun",
    "ImportedRow",
    "MadeDocument",
    "MeetingMember",
    "MemberViewRow",
    "Movement",
    "Notice",
    "Panel",
    "PanelAdvice",
    "PanelMeeting",
    "Person",
    "QualifyingDeterminationRow",
    "RecommendationRow",
    "ReferenceCounter",
    "RequirementRow",
    "RoleGrant",
    "RuleVersion",
    "SealedContent",
    "Setting",
    "SiblingGroup",
    "StoredFile",
    "User",
]
