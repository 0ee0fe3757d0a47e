"""Orders in the nightly sweep: cycles open by themselves, also without a project, once each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from deadlines.actions import orders, reconciling, sample_plan, sweeping
from deadlines.models import Assignment, Flag, Obligation, SweepRun
from deadlines.registry import Wanted, describe, owner_of
from projects.models import Project
from tests.factories import AgencyFactory, UserFactory
from tests.support.orders import given
from tests.support.together import at_once

AT = datetime(2026, 11, 1, 17, 10, tzinfo=UTC)
GIVEN = date(2026, 10, 1)
OPENS = date(2026, 11, 30)
DUE = date(2026, 12, 30)


def yearly(by: User, agencies: int = 1, **said: object) -> Assignment:
    """A report before 31 December every year, of several agencies."""
    usual = {"recurrence": "yearly", "boundary": "before", "due_date": date(2026, 12, 31)}
    ids = tuple(AgencyFactory().pk for _ in range(agencies))
    return orders.give(by=by, on=GIVEN, at=AT, given=given(ids, **usual | said))


def rows(cycle: str) -> dict[str, int]:
    """How many rows of a cycle stand on each clock."""
    found: dict[str, int] = {}
    for clock in Obligation.objects.filter(cycle=cycle).values_list("clock", flat=True):
        found[clock] = found.get(clock, 0) + 1
    return found


@pytest.mark.django_db
def test_a_cycle_opens_on_its_night_and_the_next_one_waits() -> None:
    yearly(UserFactory(), agencies=3)
    assert rows("2026") == {"not_started": 3}
    sweeping.sweep(on=OPENS - timedelta(1), at=AT)
    assert rows("2026") == {"not_started": 3}
    sweeping.sweep(on=OPENS, at=AT)
    assert rows("2026") == {"running": 3}
    assert rows("2027") == {"not_started": 3}


@pytest.mark.django_db
def test_missed_nights_are_made_up_and_a_flag_opens_the_day_after() -> None:
    yearly(UserFactory(), agencies=2)
    sweeping.sweep(on=GIVEN, at=AT)
    last = GIVEN
    while last < DUE + timedelta(3):
        last = min(last + timedelta(30), DUE + timedelta(3))
        sweeping.catch_up(on=last, at=AT)
    flags = Flag.objects.filter(kind="A1")
    assert {(flag.opened_on, flag.due_date) for flag in flags} == {(DUE + timedelta(1), DUE)}
    assert flags.count() == 2
    assert reconciling.reconcile(on=last, at=AT) == 0


@pytest.mark.django_db
def test_a_night_asks_as_often_for_many_orders_as_for_few() -> None:
    by = UserFactory()
    yearly(by, agencies=2)
    yearly(by, agencies=2, due_date=date(2026, 12, 21))
    asked = []
    for night in (date(2026, 11, 20), OPENS - timedelta(1)):
        sweeping.sweep(on=night, at=AT)
    with CaptureQueriesContext(connection) as few:
        sweeping.sweep(on=OPENS, at=AT)
    asked.append(len(few))
    for _ in range(8):
        yearly(by, agencies=2, due_date=date(2027, 1, 11))
    for n in range(1, 11):
        sweeping.sweep(on=OPENS + timedelta(n), at=AT)
    with CaptureQueriesContext(connection) as many:
        sweeping.sweep(on=date(2026, 12, 11), at=AT)
    asked.append(len(many))
    assert rows("2027") == {"not_started": 4, "running": 16}
    assert asked[1] <= asked[0]


def test_two_workers_open_a_cycle_once(real) -> None:
    yearly(UserFactory(), agencies=6)
    sweeping.sweep(on=OPENS - timedelta(1), at=AT)
    runs = at_once(*[lambda: sweeping.sweep(on=OPENS, at=AT)] * 2)
    assert len({run.pk for run in runs}) == 1
    assert rows("2026") == {"running": 6}
    assert rows("2027") == {"not_started": 6}
    assert SweepRun.objects.get(on=OPENS).refreshed == 12, "six that opened, six that are to come"
    assert reconciling.reconcile(on=OPENS, at=AT) == 0


@pytest.mark.django_db
def test_an_order_is_described_by_its_document() -> None:
    order = yearly(UserFactory(), agencies=2)
    found = owner_of("order")
    assert found is not None
    ids = found.ids()
    assert set(ids) == set(order.leads.values_list("pk", flat=True))
    assert {s.project_name for s in describe(("order", pk) for pk in ids).values()} == {
        "118/KH-UBND"
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(text="cụm công nghiệp"), 2),
        (Wanted(text="118/KH"), 2),
        (Wanted(text="bến cảng"), 0),
        (Wanted(officer_ids=(1,)), 0),
    ],
)
def test_orders_are_found_by_their_words(wanted: Wanted, count: int) -> None:
    yearly(UserFactory(), agencies=2)
    owner = owner_of("order")
    assert owner is not None
    assert len(owner.find(wanted)) == count


@pytest.mark.django_db
def test_orders_are_found_by_who_leads() -> None:
    order = yearly(UserFactory(), agencies=2)
    lead = order.leads.first()
    owner = owner_of("order")
    assert owner is not None
    found = owner.find(Wanted(agency_id=lead.agency_id))
    assert [row["pk"] for row in found] == [lead.pk]


@pytest.mark.django_db
def test_the_sample_is_the_published_plan_with_invented_results() -> None:
    agencies = {
        code: AgencyFactory(code=code)
        for code in (
            "skhdt stc stnmt snnmt stttt skhcn sgtvt sxd sct bqlkkt".split()  # noqa: SIM905
        )
    }
    agencies |= {f"xa-{n}": AgencyFactory(code=f"xa-{n}", commune=True) for n in range(4)}
    on = date(2026, 11, 22)
    stage = sample_plan.Stage(agencies=agencies, by=None, on=on, since=on - timedelta(400))
    sample_plan.load_plan(stage=stage, at=AT)
    targets = Assignment.objects.exclude(target_value=None)
    assert {(int(t.target_value or 0), t.target_unit) for t in targets} >= {
        (7, "khu công nghiệp"),
        (24, "cụm công nghiệp"),
        (17, "đô thị"),
    }
    assert not Assignment.objects.filter(is_demonstration=False).exists()
    reports = Obligation.objects.filter(kind="R6", cycle="2025")
    assert {row.due_date for row in reports} == {date(2025, 12, 30)}
    results = [
        r for a in Assignment.objects.all() for lead in a.leads.all() for r in lead.results.all()
    ]
    assert results
    assert all(row.text.startswith(sample_plan.INVENTED) for row in results)
    assert not Project.objects.exists()
