"""Models of deadlines, one file a subject."""

from deadlines.models.assignments import Assignment, AssignmentLead, AssignmentResult
from deadlines.models.flags import EscalationStep, Flag, FlagEvent, FlagStatement
from deadlines.models.law import Holiday, RuleVersion
from deadlines.models.obligations import Obligation, ObligationChange
from deadlines.models.proposals import RuleProposal
from deadlines.models.sweeps import SweepRun

__all__ = [
    "Assignment",
    "AssignmentLead",
    "AssignmentResult",
    "EscalationStep",
    "Flag",
    "FlagEvent",
    "FlagStatement",
    "Holiday",
    "Obligation",
    "ObligationChange",
    "RuleProposal",
    "RuleVersion",
    "SweepRun",
]
