"""Making a draft for five thousand lines, from the figures to the stored draft, against the solver alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.actions.pouring import pour
from accounts.models import Agency
from disbursement.actions import reallocations
from disbursement.models import (
    CapitalPlan,
    Contract,
    FundingSource,
    MonthlyPayment,
    PlanLine,
    Reallocation,
)
from disbursement.querysets.moving import facts as facts_of
from disbursement.rules.moving import UNIT, by_group, span
from disbursement.solving import of_one_source
from projects.models import Project, PublicProject
from tests.benchmarks import database
from tests.benchmarks.harness import Goal, Ledger, Line, in_turn, ratio, took
from tests.benchmarks.province import AT

LINES, SOURCES, MONTHS, YEAR = 5_000, 3, 8, 2026
ON, MINIMUM = date(YEAR, MONTHS + 1, 5), 200
GOAL = Goal(4)
NOTE = (
    "Beside the solver stand ten questions, five thousand forecasts and as many stored lines, each "
    "with its reason."
)


@pytest.fixture
def plan() -> Iterator[CapitalPlan]:
    name = database.name_of("moves", f"{LINES}")
    if not database.exists(name):
        database.make_empty(name)
        with database.using(name):
            call_command("migrate", verbosity=0)
            fill()
            database.run("VACUUM (ANALYZE)")
        database.seal(name)
    work = database.name_of("moves", "work")
    database.copy(name, work)
    with database.using(work):
        yield CapitalPlan.objects.get(horizon="annual")
    database.drop(work)


def fill() -> None:
    """Half of the lines are paid too slowly, half faster than their plan allows."""
    owner = Agency.objects.create(code="o", name="Chủ đầu tư", short_name="CĐT", kind="pmu")
    plans = [
        CapitalPlan.objects.create(horizon=horizon, first_year=YEAR, last_year=last)
        for horizon, last in (("annual", YEAR), ("medium_term", YEAR + 4))
    ]
    sources = [
        FundingSource.objects.create(code=f"{n}", name=f"Nguồn {n}", budget="local", level=1)
        for n in range(1, SOURCES + 1)
    ]
    projects = [
        Project(code=f"P{n}", name=f"Đường {n}", agency=owner, funding="public", updated_at=AT)
        for n in range(LINES)
    ]
    pour(projects)
    pour([_public(project, owner) for project in projects])
    pour([_contract(project) for project in projects])
    lines = [
        PlanLine(
            plan=each,
            source=sources[n % SOURCES],
            bucket="year",
            project=project,
            allocated_vnd=held(n) * (1 if each is plans[0] else 2),
            disbursed_vnd=monthly(n) * MONTHS if each is plans[0] else 0,
        )
        for each in plans
        for n, project in enumerate(projects)
    ]
    pour(lines)
    for month in range(1, MONTHS + 1):
        pour([_payment(line, monthly(n), month) for n, line in enumerate(lines[:LINES])])


def held(number: int) -> int:
    """Capital of a line, in đồng."""
    return (5_000 + 37 * (number % 1_000)) * UNIT


def monthly(number: int) -> int:
    """What a line pays each month, in đồng."""
    return held(number) // (30 if number % 2 else 10)


def _public(project: Project, owner: Agency) -> PublicProject:
    return PublicProject(
        project=project,
        owner=owner,
        land_ready="ready",
        total_investment_vnd=10**12,
        recorded_at=AT,
    )


def _contract(project: Project) -> Contract:
    return Contract(project=project, number="1", signed_date=ON, value_vnd=10**11, recorded_at=AT)


def _payment(line: PlanLine, paid: int, month: int) -> MonthlyPayment:
    return MonthlyPayment(
        line=line,
        month=date(YEAR, month, 1),
        advance_vnd=0,
        volume_vnd=paid,
        updated_at=timezone.now(),
        updated_by_id=1,
    )


def test_a_draft_of_five_thousand_lines(plan: CapitalPlan, ledger: Ledger) -> None:
    known = facts_of(plan.pk, year=YEAR, month=date(YEAR, MONTHS, 1))
    groups = [[span(each) for each in rows] for rows in by_group(known).values()]
    make = partial(
        reallocations.make, plan=plan, minimum_line_vnd=MINIMUM * UNIT, by=None, on=ON, at=AT
    )
    taken = in_turn(
        {
            "floor": lambda: [of_one_source(each, minimum=MINIMUM) for each in groups],
            "ours": make,
        },
        repeats=3,
    )
    row = Reallocation.objects.latest("pk")
    assert row.lines.count() == LINES
    assert row.lines.exclude(edited_delta_vnd=0).count() > SOURCES
    ours, floor = taken["ours"], taken["floor"]
    work = "A draft of reallocation, from the figures to the stored lines"
    value = ratio(ours, floor)
    told = f"solver alone {took(floor)}"
    ledger.add(Line(work, f"{LINES} lines", took(ours), told, value, GOAL, NOTE))
