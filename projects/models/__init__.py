"""Models of the registry, one file a subject."""

from projects.models.appraisal import Criterion, CriterionValue, PlanningReference
from projects.models.calls import Call, CallDecision, CallEntry
from projects.models.clearance import ClearanceCount
from projects.models.contacts import Contact, Filing, SiteLoss
from projects.models.documents import Document, DocumentFile
from projects.models.filing_sheets import FilingSheet
from projects.models.handling import HandlingClass, HandlingDecision, ReviewEntry, ReviewRound
from projects.models.imports import (
    BulkChange,
    BulkChangeRow,
    ImportBatch,
    ImportLayout,
    ImportRow,
    ImportTouch,
)
from projects.models.instruments import Instrument
from projects.models.investors import (
    EquityEvidence,
    Investor,
    InvestorMember,
    InvestorMerge,
    InvestorName,
    InvestorsApart,
    Sanction,
)
from projects.models.land import Extension, LandTranche
from projects.models.money import CapitalPart, Contribution, Deposit, DepositOutcome
from projects.models.periods import ClosureStep, ExcludedPeriod, Suspension, Termination
from projects.models.project import Project
from projects.models.proposals import Opinion, Proposal, Supplement
from projects.models.public import InvestmentDecision, PublicProject
from projects.models.publications import Interest, Publication
from projects.models.published import PciResult, PublishedFigure
from projects.models.quality import (
    CertificateEntry,
    CertificateList,
    ProjectQuality,
    RecordCheck,
)
from projects.models.references import InvestmentZone, Sector
from projects.models.registrations import InvestorRegistration
from projects.models.relations import BasisDocument, ContactPerson, ProjectLink
from projects.models.requests import ExtensionRequest
from projects.models.schedule import ScheduleItem, ScheduleRevision
from projects.models.sites import PlaceOutline, SiteArea, SitePoint
from projects.models.stages import StageMove
from projects.models.support import SupportRequest, SupportStep

__all__ = [
    "BasisDocument",
    "BulkChange",
    "BulkChangeRow",
    "Call",
    "CallDecision",
    "CallEntry",
    "CapitalPart",
    "CertificateEntry",
    "CertificateList",
    "ClearanceCount",
    "ClosureStep",
    "Contact",
    "ContactPerson",
    "Contribution",
    "Criterion",
    "CriterionValue",
    "Deposit",
    "DepositOutcome",
    "Document",
    "DocumentFile",
    "EquityEvidence",
    "ExcludedPeriod",
    "Extension",
    "ExtensionRequest",
    "Filing",
    "FilingSheet",
    "HandlingClass",
    "HandlingDecision",
    "ImportBatch",
    "ImportLayout",
    "ImportRow",
    "ImportTouch",
    "Instrument",
    "Interest",
    "InvestmentDecision",
    "InvestmentZone",
    "Investor",
    "InvestorMember",
    "InvestorMerge",
    "InvestorName",
    "InvestorRegistration",
    "InvestorsApart",
    "LandTranche",
    "Opinion",
    "PciResult",
    "PlaceOutline",
    "PlanningReference",
    "Project",
    "ProjectLink",
    "ProjectQuality",
    "Proposal",
    "PublicProject",
    "Publication",
    "PublishedFigure",
    "RecordCheck",
    "ReviewEntry",
    "ReviewRound",
    "Sanction",
    "ScheduleItem",
    "ScheduleRevision",
    "Sector",
    "SiteArea",
    "SiteLoss",
    "SitePoint",
    "StageMove",
    "Supplement",
    "SupportRequest",
    "SupportStep",
    "Suspension",
    "Termination",
]
