"""Models of inspection, one file a subject."""

from inspections.models.case_steps import CaseExtension, CasePause, CaseStep, CaseTransfer
from inspections.models.cases import (
    Case,
    CaseGroup,
    CaseMember,
    CaseProject,
    CaseSubject,
)
from inspections.models.conclusions import CaseProposal, Conclusion, Finding, LawArea
from inspections.models.plans import GoodCompliance, InspectionPlan, PlanItem
from inspections.models.remedies import (
    CaseSanction,
    Recommendation,
    RecommendationAnswer,
    SanctionPayment,
)

__all__ = [
    "Case",
    "CaseExtension",
    "CaseGroup",
    "CaseMember",
    "CasePause",
    "CaseProject",
    "CaseProposal",
    "CaseSanction",
    "CaseStep",
    "CaseSubject",
    "CaseTransfer",
    "Conclusion",
    "Finding",
    "GoodCompliance",
    "InspectionPlan",
    "LawArea",
    "PlanItem",
    "Recommendation",
    "RecommendationAnswer",
    "SanctionPayment",
]
