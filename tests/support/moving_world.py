"""A slow project, a fast one and one without its site in one source: the ledger kept by its actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from disbursement.actions import ledger
from disbursement.actions.ledger_rows import DecisionFacts, RowFacts
from disbursement.actions.payments import Figures, enter
from disbursement.models import CapitalPlan, FundingSource, PlanLine
from tests.factories.payments import LocalSource, YearPlan
from tests.factories.plans import FiveYears
from tests.factories.public import ContractFactory, InvestmentDecided, PublicProjectFactory

TRIEU = 1_000_000
DECIDED = date(2026, 1, 5)
ON = date(2026, 9, 3)
AT = datetime(2026, 9, 3, 2, tzinfo=UTC)
HELD = 62_000
"""What each of them has in the plan of 2026, in triệu."""


@dataclass(frozen=True)
class World:
    """The plan of 2026 and its lines, with the figures of eight months."""

    plan: CapitalPlan
    source: FundingSource
    slow: PlanLine
    fast: PlanLine
    stuck: PlanLine


def build(*, room: int = 15_000) -> World:
    """Slow pays 1.000 a month, fast 7.000, stuck 7.000 without land; `room`: left for fast in 2026-2030."""
    source, plan, five = LocalSource(), YearPlan(), FiveYears()
    makers: dict[str, Any] = {"slow": {}, "fast": {"ready": True}, "stuck": {}}
    projects = {name: PublicProjectFactory(**more) for name, more in makers.items()}
    for public in projects.values():
        InvestmentDecided(project=public.project)
        ContractFactory(project=public.project)
    _record("assign", [_row(five, source, None, 900_000)], "1/NQ-HĐND")
    _record("assign", [_row(plan, source, None, 3 * HELD)], "2/NQ-HĐND")
    long = {"slow": HELD, "fast": HELD + room, "stuck": HELD + room}
    given: list[tuple[Any, dict[str, int]]] = [(five, long), (plan, dict.fromkeys(long, HELD))]
    for number, (of, amounts) in enumerate(given):
        rows = [_row(of, source, projects[name], amount) for name, amount in amounts.items()]
        _record("allocate", rows, f"{number + 3}/QĐ-UBND")
    lines = {name: PlanLine.objects.get(plan=plan, project=projects[name].project) for name in long}
    for name, paid in {"slow": 1_000, "fast": 7_000, "stuck": 7_000}.items():
        for month in range(1, 9):
            figures = Figures({"advance_vnd": 0, "volume_vnd": paid * TRIEU})
            enter(line=lines[name], month=date(2026, month, 1), figures=figures, by=None, at=AT)
        lines[name].refresh_from_db()
    return World(plan, source, **lines)


def _row(plan: CapitalPlan, source: FundingSource, public: Any, amount: int) -> RowFacts:
    return RowFacts(
        plan=plan,
        layer="allocated" if public else "council",
        bucket="year",
        source=source,
        project=public.project if public else None,
        amount_delta_vnd=amount * TRIEU,
    )


def _record(kind: str, rows: list[RowFacts], number: str) -> None:
    facts = DecisionFacts(kind=kind, issuer="council", number=number, issued_date=DECIDED)
    ledger.record(facts=facts, rows=rows, by=None, on=ON, at=AT)
