"""Public investment by night: flags open and close, nothing drifts, nobody is told too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import Agency, User
from deadlines.actions import reconciling, sweeping
from deadlines.actions.refreshing import current_setting
from deadlines.models import Flag, Obligation
from deadlines.queries import duties_of
from disbursement import providing
from disbursement.actions import clocks
from disbursement.models import (
    ClosedFigure,
    Contract,
    MonthClosing,
    MonthlyPayment,
    PlanDecision,
    PlanEntry,
    PlanLine,
    SourceBalance,
)
from projects.actions import public_projects
from projects.actions.acts import Seen
from tests.factories import AgencyFactory, AgencySuccessionFactory, ProjectNotStarted, UserFactory
from tests.factories.payments import LineToPay, LocalSource, MonthSentFactory, YearPlan
from tests.factories.public import ContractFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BILLION = 1_000_000_000


@dataclass(frozen=True)
class World:
    """Two owners with a line each: one paid most of it, the other nothing."""

    department: Agency
    quick: PlanLine
    slow: PlanLine

    @property
    def slow_owner(self) -> Agency:
        return self.slow.project.public.owner


def entered(line: PlanLine, day: date, amount: int, layer: str = "allocated") -> None:
    decision = PlanDecision.objects.create(
        kind="allocate",
        issuer="committee",
        number=f"{line.pk}/{layer}",
        number_key=f"{line.pk}/{layer}",
        issued_date=day,
    )
    PlanEntry.objects.create(
        decision=decision,
        plan=line.plan,
        layer=layer,
        bucket=line.bucket,
        source=line.source,
        project=line.project if layer == "allocated" else None,
        amount_delta_vnd=amount,
        on_date=day,
    )


def paid(line: PlanLine, month: int, amount: int, **more: Any) -> None:
    MonthlyPayment.objects.update_or_create(
        line=line,
        month=date(2026, month, 1),
        defaults={"volume_vnd": amount, "updated_at": AT, "updated_by_id": 1, **more},
    )
    line.disbursed_vnd += amount
    line.save()


def renewed(on: date = TODAY) -> None:
    ids = list(PlanLine.objects.values_list("project_id", flat=True))
    plans = [YearPlan().pk]
    clocks.renew_plan(plans, ids, on=on, at=AT, cause="test")


def closed(month: int) -> None:
    closing = MonthClosing.objects.create(
        month=date(2026, month, 1),
        number=1,
        decision_number=f"{month}/QĐ-STC",
        decision_date=TODAY,
        at=AT,
        by_id=1,
    )
    for line in PlanLine.objects.all():
        ClosedFigure.objects.create(
            closing=closing,
            line=line,
            allocated_vnd=line.allocated_vnd,
            disbursed_vnd=line.disbursed_vnd,
            advance_outstanding_vnd=0,
        )
    clocks.renew_closed(on=TODAY, at=AT, cause="month_closed")


@pytest.fixture
def world() -> World:
    department = AgencyFactory(kind=Agency.Kind.DEPARTMENT)
    pmu = AgencyFactory.create_batch(2, kind=Agency.Kind.PMU)
    lines = [LineToPay(owner=owner, allocated_vnd=10 * BILLION) for owner in pmu]
    for line in lines:
        entered(line, date(2025, 12, 12), 10 * BILLION)
    SourceBalance.objects.create(
        plan=lines[0].plan, source=LocalSource(), bucket="year", pm_vnd=25 * BILLION
    )
    entered(lines[0], date(2025, 12, 9), 25 * BILLION, "pm")
    for month in range(1, 11):
        paid(lines[0], month, 9 * BILLION // 10)
    ContractFactory(project=lines[1].project)
    renewed()
    return World(department, *lines)


def live(kind: str) -> list[tuple[int, str]]:
    rows = Flag.objects.live().filter(kind=kind).order_by("pk")
    return list(rows.values_list("obligation__subject_id", "state"))


def test_a_window_that_closes_opens_a_flag_which_the_last_payment_resolves(world: World) -> None:
    sweeping.sweep(on=date(2027, 1, 31), at=AT)
    assert live("D1") == []
    sweeping.sweep(on=date(2027, 2, 1), at=AT)
    assert sorted(live("D1")) == sorted([(world.quick.pk, "open"), (world.slow.pk, "open")])
    assert reconciling.reconcile(on=date(2027, 2, 1), at=AT) == 0
    paid(world.quick, 12, BILLION)
    clocks.renew_projects(
        [world.quick.project_id], on=date(2027, 2, 1), at=AT, cause="payments_entered"
    )
    assert live("D1") == [(world.slow.pk, "open")]
    done = Obligation.objects.get(kind="D1", subject_id=world.quick.pk)
    assert (done.clock, done.amount_due_vnd) == ("met", 10 * BILLION)
    assert Flag.objects.get(obligation=done).state == "resolved"


def test_a_closing_moves_rates_of_all_owners_and_what_would_be_left(world: World) -> None:
    owner = world.slow_owner
    assert live("D5") == [(owner.pk, "open")], "nothing paid after the first quarter"
    paid(world.slow, 10, BILLION)
    clocks.renew_projects([world.slow.project_id], on=TODAY, at=AT, cause="payments_entered")
    assert live("D5") == []
    closed(10)
    assert live("D5") == [(owner.pk, "open")], "below the province's average"
    assert live("D9") == [(world.slow.pk, "open")]
    told = Obligation.objects.get(kind="D9")
    assert (told.bearer_agency_id, told.audience) == (world.department.pk, "staff")
    sweeping.sweep(on=TODAY, at=AT)
    assert reconciling.reconcile(on=TODAY, at=AT) == 0
    MonthClosing.objects.update(
        reopened_at=AT,
        reopened_by_id=1,
        reopened_date=TODAY,
        reopened_number="9/QĐ",
        reopened_reason="Sai",
    )
    clocks.renew_closed(on=TODAY, at=AT, cause="month_reopened")
    assert live("D5") == live("D9") == []


def test_figures_are_owed_from_the_first_month_anybody_sent(world: World) -> None:
    assert not Obligation.objects.filter(kind="D11").exists()
    MonthSentFactory(owner=world.quick.project.public.owner)
    clocks.renew_owners([world.quick.project.public.owner_id], on=TODAY, at=AT, cause="month_sent")
    sweeping.sweep(on=TODAY, at=AT)
    states = Obligation.objects.filter(kind="D11").values_list("bearer_agency_id", "cycle", "clock")
    owners = (world.quick.project.public.owner_id, world.slow_owner.pk)
    waiting = {(owner, "2026-11", "not_started") for owner in owners}
    late = {(owner, month, "running") for owner in owners for month in ("2026-09", "2026-10")}
    august = {(owners[0], "2026-08", "met"), (owners[1], "2026-08", "running")}
    assert set(states) == waiting | late | august
    assert reconciling.reconcile(on=TODAY, at=AT) == 0


def test_a_body_that_took_over_sends_for_the_one_that_ended(world: World) -> None:
    heir = AgencyFactory(kind=Agency.Kind.PMU)
    AgencySuccessionFactory(old=world.slow_owner, new=heir, effective_date=date(2026, 7, 1))
    MonthSentFactory(owner=heir)
    clocks.renew_owners([heir.pk], on=TODAY, at=AT, cause="month_sent")
    met = Obligation.objects.get(kind="D11", subject_id=world.slow_owner.pk, cycle="2026-08")
    assert met.clock == "met"
    person = UserFactory(owner=True, agency=heir)
    assert Obligation.objects.visible_to(person).filter(pk=met.pk).exists()


def test_a_project_that_passes_to_another_owner_moves_what_both_owe(world: World) -> None:
    project, public, heir = world.slow.project, world.slow.project.public, AgencyFactory()
    former = public.owner
    facts = public_projects.PublicFacts(
        name=project.name, agency=project.agency, owner=heir, group=public.group
    )
    public_projects.change(
        by=None, on=TODAY, at=AT, seen=Seen(project.pk, project.version), facts=facts
    )
    assert live("D5") == [(heir.pk, "open")]
    sweeping.sweep(on=TODAY, at=AT)
    assert reconciling.reconcile(on=TODAY, at=AT) == 0
    line = Obligation.objects.get(kind="D1", subject_id=world.slow.pk)
    assert line.bearer_agency_id == heir.pk != former.pk


def kinds_seen(user: User) -> set[tuple[str, int | None]]:
    return set(Obligation.objects.visible_to(user).values_list("kind", "bearer_agency_id"))


def test_owners_know_of_their_own_and_nobody_beneath_the_province_of_hints(world: World) -> None:
    paid(world.slow, 9, BILLION, advance_vnd=BILLION, volume_vnd=0)
    closed(10)
    renewed()
    own, other = world.slow_owner, world.quick.project.public.owner
    everything = kinds_seen(UserFactory(specialist=True))
    assert {kind for kind, _bearer in everything} == {"D1", "D4", "D5", "D7", "D9"}
    for trait in ("inspector", "supervisor", "committee_leader", "administrator"):
        assert kinds_seen(UserFactory(**{trait: True})) == everything
    of_own = {(kind, own.pk) for kind in ("D1", "D5", "D7")}
    for trait in ("owner", "sector_agency"):
        assert kinds_seen(UserFactory(**{trait: True}, agency=own)) == of_own
        assert kinds_seen(UserFactory(**{trait: True}, agency=other)) == {("D1", other.pk)}
        assert kinds_seen(UserFactory(**{trait: True})) == set()
    assert kinds_seen(UserFactory(investor=True)) == set()
    told = duties_of(UserFactory(owner=True, agency=own)).values_list("kind", flat=True)
    assert set(told) == {"D5"}, "what is not confirmed stays among staff"


def test_projects_without_public_money_cost_one_question(
    world: World, django_assert_num_queries: Any
) -> None:
    private = [ProjectNotStarted().pk for _n in range(3)]
    setting = current_setting(TODAY)
    with django_assert_num_queries(1):
        assert list(providing.of_projects(private, setting)) == []
    for more in (1, 2):
        line = LineToPay(allocated_vnd=BILLION)
        entered(line, date(2025, 12, 12), BILLION)
        Contract.objects.filter(project=line.project).delete()
        ids = list(PlanLine.objects.values_list("project_id", flat=True))
        with django_assert_num_queries(7):
            assert len(list(providing.of_projects(ids, setting))) == 2 + more
