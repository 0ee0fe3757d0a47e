"""Reports: frozen figures, the paper made of them, its editions, decisions and letters."""

from reporting.models.editions import Edition, SignedCopy
from reporting.models.letters import OutgoingLetter
from reporting.models.meetings import MeetingConclusion
from reporting.models.papers import Ask, Explanation, Paper, Passage
from reporting.models.public import PublicReport
from reporting.models.runs import ReportRun
from reporting.models.targets import Target, TargetGoal

__all__ = [
    "Ask",
    "Edition",
    "Explanation",
    "MeetingConclusion",
    "OutgoingLetter",
    "Paper",
    "Passage",
    "PublicReport",
    "ReportRun",
    "SignedCopy",
    "Target",
    "TargetGoal",
]
