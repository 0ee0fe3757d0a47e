"""Public investment: sources, plans, payments, what is ahead."""

from disbursement.models.ahead import CapitalSheet, Reallocation, ReallocationLine, Scenario
from disbursement.models.payments import (
    ClosedFigure,
    Contract,
    MonthClosing,
    MonthlyPayment,
    MonthReport,
    TreasuryFigure,
)
from disbursement.models.plans import (
    Bucket,
    CapitalPlan,
    PlanDecision,
    PlanEntry,
    PlanLine,
    SourceBalance,
)
from disbursement.models.sources import FundingSource

__all__ = [
    "Bucket",
    "CapitalPlan",
    "CapitalSheet",
    "ClosedFigure",
    "Contract",
    "FundingSource",
    "MonthClosing",
    "MonthReport",
    "MonthlyPayment",
    "PlanDecision",
    "PlanEntry",
    "PlanLine",
    "Reallocation",
    "ReallocationLine",
    "Scenario",
    "SourceBalance",
    "TreasuryFigure",
]
