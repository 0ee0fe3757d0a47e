"""Models of deadlines, one file a subject."""

from deadlines.models.flags import Flag, FlagEvent
from deadlines.models.law import Holiday, RuleVersion
from deadlines.models.obligations import Obligation, ObligationChange
from deadlines.models.sweeps import SweepRun

__all__ = [
    "Flag",
    "FlagEvent",
    "Holiday",
    "Obligation",
    "ObligationChange",
    "RuleVersion",
    "SweepRun",
]
