"""Models of the registry, one file a subject."""

from projects.models.documents import Document, DocumentFile
from projects.models.imports import ImportBatch
from projects.models.instruments import Instrument
from projects.models.investors import Investor, InvestorMember
from projects.models.land import Extension, LandTranche
from projects.models.periods import ExcludedPeriod, Suspension, Termination
from projects.models.project import Project, Sector
from projects.models.schedule import ScheduleItem, ScheduleRevision

__all__ = [
    "Document",
    "DocumentFile",
    "ExcludedPeriod",
    "Extension",
    "ImportBatch",
    "Instrument",
    "Investor",
    "InvestorMember",
    "LandTranche",
    "Project",
    "ScheduleItem",
    "ScheduleRevision",
    "Sector",
    "Suspension",
    "Termination",
]
