"""Models of the registry, one file a subject."""

from projects.models.contacts import Contact, Filing, SiteLoss
from projects.models.documents import Document, DocumentFile
from projects.models.handling import HandlingClass, HandlingDecision, ReviewEntry, ReviewRound
from projects.models.imports import ImportBatch
from projects.models.instruments import Instrument
from projects.models.investors import Investor, InvestorMember
from projects.models.land import Extension, LandTranche
from projects.models.money import Contribution, Deposit
from projects.models.periods import ExcludedPeriod, Suspension, Termination
from projects.models.project import Project, Sector
from projects.models.requests import ExtensionRequest
from projects.models.schedule import ScheduleItem, ScheduleRevision

__all__ = [
    "Contact",
    "Contribution",
    "Deposit",
    "Document",
    "DocumentFile",
    "ExcludedPeriod",
    "Extension",
    "ExtensionRequest",
    "Filing",
    "HandlingClass",
    "HandlingDecision",
    "ImportBatch",
    "Instrument",
    "Investor",
    "InvestorMember",
    "LandTranche",
    "Project",
    "ReviewEntry",
    "ReviewRound",
    "ScheduleItem",
    "ScheduleRevision",
    "Sector",
    "SiteLoss",
    "Suspension",
    "Termination",
]
