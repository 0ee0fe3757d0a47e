"""Forecasts of many lines at once, from what was paid in this year and in earlier ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency
from disbursement.adherence import by_owner
from disbursement.models import PlanLine
from disbursement.querysets.figures import Question
from disbursement.querysets.pace import (
    forecasts,
    month_at,
    month_number,
    of_project,
    past,
    together,
)
from disbursement.querysets.scenarios import of_year
from disbursement.rules.forecast import Kind, PastYear
from tests.factories import AgencyFactory
from tests.factories.scenarios import ScenarioOfOwner, ScenarioOfProject, ScenarioOfProvince
from tests.support.capital import Book

pytestmark = pytest.mark.django_db

AUGUST = date(2026, 8, 1)
TY = 1_000_000_000


def pay(book: Book, line: PlanLine, each: int, months: range) -> None:
    """The same amount in every one of these months."""
    for number in months:
        book.paid(line, month_at(book.year, number), volume_vnd=each)


@pytest.fixture
def owner() -> Agency:
    return AgencyFactory(name="Ban một")


@pytest.fixture
def year(owner: Agency) -> Book:
    """Two earlier years of the owner at 1 tỷ a month of 13, and 2026 at half of that to August."""
    for earlier in (2024, 2025):
        book = Book(earlier)
        pay(book, book.line(owner, 13 * TY), TY, range(1, 14))
    now = Book(2026)
    line = now.line(owner, 13 * TY)
    pay(now, line, TY // 2, range(1, 8))
    now.paid(line, AUGUST, volume_vnd=TY // 2, estimate_vnd=2 * TY)
    return now


@pytest.mark.parametrize(
    ("month", "number"),
    [
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 1),
        (date(2027, 1, 1), 13),
        (date(2027, 12, 1), 24),
        (date(2030, 1, 1), 24),
    ],
)
def test_months_of_a_plan_are_numbered(month: date, number: int) -> None:
    assert month_number(2026, month) == number
    assert not 1 <= number <= 24 or month_at(2026, number) <= month


def test_the_owner_goes_on_as_in_earlier_years(year: Book, owner: Agency) -> None:
    line = PlanLine.objects.get(plan=year.plan)
    found = forecasts(PlanLine.objects.annual(2026), year=2026, month=AUGUST)[line.pk]
    assert (found.kind, found.years, found.past_share) == (Kind.OWNER, 2, 1)
    assert [p.middle_vnd // TY for p in found.points] == [5, 6, 7, 8, 9]
    ahead = together(Question(2026, AUGUST, owner_ids=frozenset({owner.pk})))
    assert ahead.forecast == found
    assert (ahead.paid, ahead.estimated_vnd, ahead.capital_vnd) == (4 * TY, 6 * TY, 13 * TY)
    assert of_project(line.project_id, owner.pk, year=2026, month=AUGUST) == ahead


def test_another_owner_follows_the_province_then_the_scenario(year: Book, owner: Agency) -> None:
    new = AgencyFactory(name="Sở hai")
    line = year.line(new, 26 * TY)
    before = past(2026, AUGUST)
    assert before.owners[owner.pk] == before.province
    assert before.province[0] == PastYear(13 * TY, (*range(TY, 14 * TY, TY), *[13 * TY] * 11))
    assert len(before.province[1].paid_vnd) == 20
    everybody = PlanLine.objects.annual(2026)
    assert forecasts(everybody, year=2026, month=AUGUST)[line.pk].kind == Kind.PROVINCE
    alone = Question(2026, AUGUST, owner_ids=frozenset({new.pk}))
    assert together(alone).forecast.kind == Kind.PROVINCE
    first = forecasts(PlanLine.objects.annual(2024), year=2024, month=date(2024, 3, 1))
    assert {each.kind for each in first.values()} == {Kind.LATEST}
    ScenarioOfProvince(plan__first_year=2024)
    first = forecasts(PlanLine.objects.annual(2024), year=2024, month=date(2024, 3, 1))
    assert {each.kind for each in first.values()} == {Kind.SCENARIO}


def test_each_line_ends_with_its_own_window(year: Book, owner: Agency) -> None:
    late = year.line(owner, TY)
    year.entry("allocated", TY, "1", project=late.project, on=date(2026, 10, 5))
    carried = year.line(owner, TY, bucket="carried_over")
    found = forecasts(PlanLine.objects.annual(2026), year=2026, month=date(2026, 11, 1))
    ends = {pk: each.points[-1].month for pk, each in found.items()}
    on_time = PlanLine.objects.exclude(pk__in=[late.pk, carried.pk]).get(plan=year.plan)
    assert ends == {on_time.pk: 13, late.pk: 24, carried.pk: 12}


def test_the_questions_do_not_grow_with_the_lines(year: Book, owner: Agency) -> None:
    project = PlanLine.objects.get(plan=year.plan).project_id

    def asked() -> list[int]:
        counts = []
        for act in (
            lambda: forecasts(PlanLine.objects.annual(2026), year=2026, month=AUGUST),
            lambda: together(Question(2026, AUGUST)),
            lambda: by_owner(Question(2026, AUGUST)),
            lambda: of_project(project, owner.pk, year=2026, month=AUGUST),
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                act()
            counts.append(len(queries))
        return counts

    before = asked()
    assert before == [6, 5, 4, 5]
    for _each in range(4):
        pay(year, year.line(AgencyFactory(), 13 * TY), TY, range(1, 9))
    assert asked() == before


def test_the_nearest_scenario_applies(year: Book, owner: Agency) -> None:
    line = PlanLine.objects.get(plan=year.plan)
    assert of_year(2026).of_project(line.project_id, owner.pk) == ()
    province = ScenarioOfProvince()
    owners = ScenarioOfOwner(owner=owner, percents=[Decimal(7)] * 13)
    own = ScenarioOfProject(project=line.project, percents=[Decimal(1)] * 13)
    found = of_year(2026)
    assert found.of_project(line.project_id, owner.pk) == tuple(own.percents)
    assert found.of_project(0, owner.pk) == found.of_owner(owner.pk) == tuple(owners.percents)
    assert found.of_project(0, 0) == found.of_owner(None) == tuple(province.percents)


def test_owners_stand_against_their_scenario(year: Book, owner: Agency) -> None:
    ahead = AgencyFactory(name="Sở hai")
    year.paid(year.line(ahead, 10 * TY), AUGUST, volume_vnd=9 * TY)
    AgencyFactory(name="Sở không dự án")
    question = Question(2026, AUGUST)
    assert [row.points for row in by_owner(question)] == [None, None]
    ScenarioOfProvince()
    own = ScenarioOfOwner(owner=owner, percents=[Decimal(40)] * 13)
    rows = by_owner(question)
    assert [(row.owner.name, row.own, row.wanted, row.points) for row in rows] == [
        ("Ban một", own, 40, Decimal("-9.23")),
        ("Sở hai", None, 62, Decimal("28.00")),
    ]
