"""The ledger: whatever is entered, in whatever order, its balances are its rows within their bounds."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from deadlines.actions import sweeping
from deadlines.actions.reconciling import reconcile
from deadlines.models import SweepRun
from disbursement.actions import ledger
from disbursement.actions import payments as paying
from disbursement.actions.ledger_refusals import (
    AboveMediumTerm,
    BelowPaid,
    NoCarryCase,
    NoInvestmentDecision,
    NotALeaf,
    NotAssigned,
    NotInMediumTerm,
    SourceEnded,
    Unbalanced,
    WrongLayer,
)
from disbursement.actions.ledger_rows import DecisionFacts, RowFacts
from disbursement.models import (
    Bucket,
    CapitalPlan,
    FundingSource,
    PlanDecision,
    PlanEntry,
    PlanLine,
    SourceBalance,
)
from disbursement.querysets.ledger import as_on, drifts
from projects.actions.refusals import Refusal
from projects.models import Project, PublicProject
from tests import factories as f
from tests.factories.payments import LocalSource, YearPlan
from tests.factories.plans import BILLION, FiveYears
from tests.factories.public import InvestmentDecided, PublicProjectFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 8, 20)
AT = datetime(2026, 8, 20, 2, tzinfo=UTC)
Kind, Layer = PlanDecision.Kind, PlanEntry.Layer


class World:
    """Two sources, two projects that may be given capital, the plans of 2026 and of five years."""

    def __init__(self) -> None:
        self.numbers = 0
        self.sources = [
            LocalSource(),
            LocalSource(code="3", name="Nguồn thu hợp pháp", sort_key="003"),
        ]
        self.projects = [PublicProjectFactory(budget_code=f"791000{n}").project for n in range(2)]
        for project in self.projects:
            InvestmentDecided(project=project)
        self.year, self.five = YearPlan(), FiveYears()
        for source in self.sources:
            self.decide(Kind.ASSIGN, [self.row(source, 90, plan=self.five)])
            given = [self.row(source, 40, project, plan=self.five) for project in self.projects]
            self.decide(Kind.ALLOCATE, given)

    def row(
        self,
        source: FundingSource,
        billions: int,
        project: Project | None = None,
        *,
        plan: CapitalPlan | None = None,
        layer: str = "",
        bucket: str = Bucket.YEAR,
        case: str = "",
    ) -> RowFacts:
        return RowFacts(
            plan=plan or self.year,
            layer=layer or (Layer.ALLOCATED if project else Layer.COUNCIL),
            bucket=bucket,
            source=source,
            amount_delta_vnd=billions * BILLION,
            project=project,
            carry_case=case,
        )

    def decide(self, kind: str, rows: list[RowFacts], *, day: date = ON) -> PlanDecision:
        self.numbers += 1
        facts = DecisionFacts(
            kind=kind, issuer="committee", number=f"{self.numbers}/QĐ-UBND", issued_date=day
        )
        return ledger.record(facts=facts, rows=rows, by=None, on=ON, at=AT).row

    def line(self, project: Project, source: FundingSource) -> PlanLine | None:
        return PlanLine.objects.filter(plan=self.year, project=project, source=source).first()


@pytest.fixture
def world() -> World:
    return World()


STEP = st.tuples(
    st.sampled_from(["assign", "allocate", "transfer", "adjust", "reverse", "pay"]),
    st.integers(0, 1),
    st.integers(0, 1),
    st.integers(-12, 30),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=3, max_size=9))
def test_balances_are_their_rows_whatever_is_entered(world: World, steps: list[Any]) -> None:
    for step, (what, which, whose, amount) in enumerate(steps):
        day = ON - timedelta(days=step)
        with suppress(Refusal):
            take(world, what, world.sources[which], world.projects[whose], amount, day)
        assert drifts() == []
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    rows = list(PlanEntry.objects.all())
    for day in {row.on_date for row in rows}:
        told = {
            (h.plan_id, h.layer, h.bucket, h.source_id, h.project_id): h.amount_vnd
            for h in as_on([world.year.pk, world.five.pk], day)
        }
        replayed: dict[tuple[Any, ...], int] = {}
        for row in rows:
            if row.on_date <= day:
                key = (row.plan_id, row.layer, row.bucket, row.source_id, row.project_id)
                replayed[key] = replayed.get(key, 0) + row.amount_delta_vnd
        assert told == {key: amount for key, amount in replayed.items() if amount}


def take(
    world: World, what: str, source: FundingSource, project: Project, amount: int, day: date
) -> None:
    """One step of somebody, who may be refused."""
    other = next(each for each in world.projects if each != project)
    if what == "assign":
        world.decide(Kind.ASSIGN, [world.row(source, amount)], day=day)
    elif what == "allocate":
        world.decide(Kind.ALLOCATE, [world.row(source, amount, project)], day=day)
    elif what == "transfer":
        rows = [world.row(source, -amount, project), world.row(source, amount, other)]
        world.decide(Kind.TRANSFER, rows, day=day)
    elif what == "adjust":
        back = world.row(source, amount, layer=Layer.UNALLOCATED)
        world.decide(Kind.ADJUST, [world.row(source, -amount, project), back], day=day)
    elif what == "reverse":
        last = PlanDecision.objects.order_by("pk").last()
        assert last is not None
        ledger.reverse(decision=last, entries=None, reason="Nhập nhầm", by=None, on=ON, at=AT)
    elif (line := world.line(project, source)) is not None:
        figures = paying.Figures({"volume_vnd": max(0, amount) * BILLION})
        paying.enter(line=line, month=date(2026, 7, 1), figures=figures, by=None, at=AT)


def test_refusals_name_what_is_missing_and_leave_nothing(world: World) -> None:
    source, project = world.sources[0], world.projects[0]
    world.decide(Kind.ASSIGN, [world.row(source, 30)])
    world.decide(Kind.ALLOCATE, [world.row(source, 20, project)])
    line = world.line(project, source)
    assert line is not None
    paid = paying.Figures({"volume_vnd": 8 * BILLION})
    paying.enter(line=line, month=date(2026, 7, 1), figures=paid, by=None, at=AT)
    stranger = PublicProjectFactory(budget_code="7919999").project
    decided = InvestmentDecided(project=PublicProjectFactory(budget_code="7919998").project).project
    above = f.AgencyFactory()
    assert above.pk
    child = FundingSource.objects.create(
        code="2.1", name="Chia tiếp", budget="local", parent=source, level=2, sort_key="002.001",
        valid_to=date(2025, 12, 31),
    )  # fmt: skip
    before = (PlanEntry.objects.count(), PlanDecision.objects.count())
    row = world.row
    other = world.sources[1]
    cases: list[tuple[type[Refusal], str, list[RowFacts]]] = [
        (NotAssigned, Kind.ALLOCATE, [row(other, 1, project)]),
        (NotALeaf, Kind.ALLOCATE, [row(source, 1, project)]),
        (SourceEnded, Kind.ASSIGN, [row(child, 1)]),
        (WrongLayer, Kind.ALLOCATE, [row(other, 1)]),
        (WrongLayer, Kind.ALLOCATE, [row(other, 1, project, bucket=Bucket.ADVANCED)]),
        (NoInvestmentDecision, Kind.ALLOCATE, [row(other, 1, stranger)]),
        (NotInMediumTerm, Kind.ALLOCATE, [row(other, 1, decided)]),
        (Unbalanced, Kind.TRANSFER, [row(other, 1, project), row(other, -2, world.projects[1])]),
        (NoCarryCase, Kind.CARRY_OVER, [row(other, 1, project, bucket=Bucket.CARRIED_OVER)]),
    ]
    for refusal, kind, rows in cases:
        with pytest.raises(refusal):
            world.decide(kind, rows)
    FundingSource.objects.filter(pk=child.pk).delete()
    with pytest.raises(BelowPaid, match=r"8\.000\.000\.000"):
        world.decide(Kind.ALLOCATE, [row(source, -13, project)])
    world.decide(Kind.ASSIGN, [row(source, 60)])
    with pytest.raises(AboveMediumTerm, match=r"1\.000\.000\.000"):
        world.decide(Kind.ALLOCATE, [row(source, 21, project)])
    assert (PlanEntry.objects.count(), PlanDecision.objects.count()) == (
        before[0] + 1,
        before[1] + 1,
    )
    assert drifts() == []


def test_capital_carried_over_is_assigned_in_the_same_document(world: World) -> None:
    source, project = world.sources[0], world.projects[0]
    carried = world.row(source, 3, project, bucket=Bucket.CARRIED_OVER, case="clearance")
    decision = world.decide(Kind.CARRY_OVER, [carried])
    assert {(row.layer, row.amount_delta_vnd) for row in decision.entries.all()} == {
        ("allocated", 3 * BILLION),
        ("council", 3 * BILLION),
    }
    # What is carried over takes nothing of the medium-term plan again.
    medium = PlanLine.objects.get(plan=world.five, project=project, source=source)
    assert medium.drawn_vnd == 0
    assert drifts() == []


def test_a_sum_changed_past_the_actions_is_named_every_night(world: World) -> None:
    source, project = world.sources[0], world.projects[0]
    world.decide(Kind.ASSIGN, [world.row(source, 30)])
    world.decide(Kind.ALLOCATE, [world.row(source, 20, project)])
    line = world.line(project, source)
    assert line is not None
    sweeping.catch_up(on=ON, at=AT)
    reconcile(on=ON, at=AT)
    assert SweepRun.objects.get().sums_drift == 0
    SourceBalance.objects.filter(plan=world.year).update(council_vnd=31 * BILLION)
    PlanLine.objects.filter(pk=line.pk).update(
        allocated_vnd=21 * BILLION, disbursed_vnd=2 * BILLION, advance_vnd=BILLION
    )
    PlanLine.objects.filter(plan=world.five, project=project, source=source).update(drawn_vnd=0)
    PublicProject.objects.filter(project=project).update(disbursed_vnd=1)
    with capture_logs() as said:
        reconcile(on=ON, at=AT)
    named = [row["sum"] for row in said if row["event"] == "sum_drift"]
    kinds = [name.split()[0] for name in named]
    assert kinds == ["advance", "council", "drawn", "life", "line", "paid"]
    line_key = f"line {world.year.pk}/{source.pk}/year/{project.pk}"
    assert f"{line_key}: stored {21 * BILLION}, rows {20 * BILLION}" in named
    assert SweepRun.objects.get().sums_drift == 6
