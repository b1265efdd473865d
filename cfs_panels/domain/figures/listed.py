"""The values of the tracking workbook's lists that figures ask for, in the lists' own words."""

from enum import StrEnum

from cfs_panels.domain.vocabulary import Service

SERVICE_WORDS = {Service.FOSTERING: "Fostering", Service.ADOPTION: "Adoption"}
"""How a case's Service and a meeting's Panel name the service."""


class Sheet(StrEnum):
    """The sheet that the row behind a figure stands on."""

    HOUSEHOLDS = "Households"
    PANELS = "Panels"
    ITEMS = "Items"
    DECISIONS = "Decisions"
    REVIEWS = "Reviews"
    ENDINGS = "Endings"
    CHILDREN = "Children"


class CaseType(StrEnum):
    """The types of case that are counted apart."""

    MAINSTREAM = "Mainstream"
    SPECIALIST = "Specialist"
    CONNECTED = "Connected person"
    SUPPORTED_LODGINGS = "Supported lodgings"
    CHILD_SPECIFIC = "Child specific"


class Source(StrEnum):
    """Whom a household fostered for before."""

    IFA = "IFA transfer"
    OLA = "OLA transfer"


class PanelKind(StrEnum):
    """Whether a meeting was planned for the year or added."""

    MAIN = "Main"
    EXTRA = "Extra"


class ItemType(StrEnum):
    """What an item asks of panel."""

    APPROVAL = "Approval"
    BRIEF_REPORT = "Brief report"
    FIRST_REVIEW = "First review"
    EXTENSION = "Temporary approval extension"
    MATCH = "Match"
    RELINQUISHED = "Relinquished child"
    ADOPTER_DEREGISTRATION = "Adopter deregistration"


class Recommended(StrEnum):
    """What panel recommended, or that it deferred."""

    EXTEND = "Extend"
    SHOULD_BE_PLACED = "Should be placed"
    DEFER = "Defer"


class DecisionKind(StrEnum):
    """What a decision is about."""

    APPROVAL = "Approval"
    MATCH = "Match"


class Decided(StrEnum):
    """What was decided, or asked for."""

    APPROVE = "Approve"
    NOT_APPROVE = "Not approve"
    FURTHER_INFORMATION = "Further information"


class Term(StrEnum):
    """What a household is approved for."""

    SHORT_TERM = "Short-term"
    LONG_TERM = "Long-term"
    RESPITE = "Respite"
    PARENT_CHILD = "Parent and child"
    SPECIALIST = "Specialist"
    CHILD_SPECIFIC = "Child specific"


class ReviewKind(StrEnum):
    """Why an approval was reviewed."""

    CONCERNS = "Following concerns"


class Outcome(StrEnum):
    """What a review led to."""

    TERMINATE = "Terminate"


class EndingKind(StrEnum):
    """Who ended an approval."""

    RESIGNATION = "Resignation"
    DEREGISTRATION = "Deregistration"


class EndingReason(StrEnum):
    """Why an approval ended."""

    RETIREMENT = "Retirement"
    CIRCUMSTANCES = "Change of circumstances"
    TO_IFA = "Moving to IFA"
    TO_OTHER_LA = "Moving to other LA"
    DISSATISFACTION = "Dissatisfaction"
    STANDARD_OF_CARE = "Standard of care"
    NO_CONTACT = "No contact"
    CHILD_NO_LONGER_PLACED = "Child no longer placed"
    UNWILLING = "Unwilling or unavailable"
    OTHER = "Other"


class MatchSource(StrEnum):
    """Where a child's adopters come from."""

    OWN = "Own"
    REGIONAL = "Regional"
    INTER_AGENCY = "Inter-agency"
