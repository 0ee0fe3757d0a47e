"""The roll-up: however it is divided it adds up to the same, in one question, on any rows."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disbursement.models import ClosedFigure, MonthClosing, MonthlyPayment, PlanLine
from disbursement.querysets.figures import (
    SEVERAL_PLACES,
    By,
    Question,
    by_month,
    rolled_up,
    whole,
)
from disbursement.rules.figures import Figures, added_up
from tests.factories import AgencyFactory, CommuneFactory
from tests.factories.public import PublicProjectFactory
from tests.support.capital import AT, Book

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)
SOURCES = ("1.1.1", "1.1.2", "1.2", "2.1", "3")
BUCKETS = ("year", "carried_over", "advanced")
SUMS = [field.name for field in fields(Figures)][1:]


def written(seed: int) -> Book:
    """A random plan: assigned, allocated and taken back, paid in some months and not in others."""
    draw = random.Random(seed)  # noqa: S311 -- rows of a test
    book = Book(2026)
    for source in SOURCES:
        book.entry("pm", draw.randint(1, 10**13), source)
        if draw.random() < 0.6:
            book.entry("council", draw.randint(1, 10**13), source)
    owners = [AgencyFactory() for _ in range(3)]
    places = [CommuneFactory() for _ in range(2)]
    for _ in range(draw.randint(1, 7)):
        public = PublicProjectFactory(owner=draw.choice(owners))
        public.project.units.set(draw.sample(places, draw.randint(0, 2)))
        for source in draw.sample(SOURCES, draw.randint(1, 2)):
            line = book.line(public, draw.randint(1, 10**12), source, draw.choice(BUCKETS))
            for month in draw.sample(range(1, 9), draw.randint(0, 6)):
                paid = {"advance_vnd": draw.randint(0, 10**9), "volume_vnd": draw.randint(0, 10**9)}
                told = {name: vnd for name, vnd in paid.items() if draw.random() < 0.8}
                if draw.random() < 0.5:
                    told["estimate_vnd"] = draw.randint(0, 10**9)
                book.paid(line, date(2026, month, 1), **told)
    return book


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_every_division_adds_up_to_the_province(seed: int) -> None:
    with transaction.atomic():
        written(seed)
        question = Question(2026, JUNE)
        province = whole(question)
        for by in By:
            parts = rolled_up(question, by)
            together = added_up(JUNE, list(parts.values()))
            names = SUMS if by is not By.BUCKET else [n for n in SUMS if "assigned" not in n]
            for name in names:
                assert getattr(together, name) == getattr(province, name), (by, name)
        by_owner = by_month(question, By.OWNER)
        months = [vnd for paid in by_owner.values() for vnd in paid.values()]
        assert sum(months) == province.disbursed_vnd
        assert province.advance_vnd + province.volume_vnd == province.disbursed_vnd
        assert_as_counted_by_hand(province)
        transaction.set_rollback(True)


def assert_as_counted_by_hand(province: Figures) -> None:
    """The same sums, row by row."""
    rows = [row for row in MonthlyPayment.objects.all() if row.month <= JUNE]
    assert province.disbursed_vnd == sum((r.advance_vnd or 0) + (r.volume_vnd or 0) for r in rows)
    june = [row for row in rows if row.month == JUNE]
    assert province.estimate_vnd == sum(row.estimate_vnd or 0 for row in june)
    lines = PlanLine.objects.count()
    entered = [r for r in june if r.advance_vnd is not None or r.volume_vnd is not None]
    assert (province.lines, province.lines_missing) == (lines, lines - len(entered))
    assert province.deployed_vnd == sum(line.allocated_vnd for line in PlanLine.objects.all())


def test_of_a_source_what_the_province_assigned_or_else_the_prime_minister() -> None:
    book = Book(2026)
    book.entry("pm", 100, "1.1")
    book.entry("pm", 40, "1.2")
    book.entry("council", 130, "1.1")
    book.entry("council", 7, "2.1")
    book.entry("council", -2, "2.1", on=date(2026, 7, 1))
    book.entry("council", 9, "2.1", bucket="carried_over")
    found = whole(Question(2026, JUNE))
    assert (found.assigned_pm_vnd, found.assigned_province_vnd, found.assigned_vnd) == (
        140,
        137,
        177,
    )
    assert whole(Question(2026, JUNE, plan_day=date(2026, 7, 1))).assigned_vnd == 175
    assert whole(Question(2027, JUNE)) == Figures(JUNE)


def test_one_question_whatever_is_asked_and_however_many_rows() -> None:
    book = written(5)
    for by in By:
        with CaptureQueriesContext(connection) as asked:
            rolled_up(Question(2026, JUNE), by)
        assert len(asked) == 1
    assert len(rolled_up(Question(2026, JUNE), By.PROJECT, most=2)) == 2
    owner = AgencyFactory()
    line = book.line(owner, 77, "2.1")
    several = CommuneFactory(), CommuneFactory()
    line.project.units.set(several)
    mine = Question(2026, JUNE, owner_ids=frozenset({owner.pk}))
    assert list(rolled_up(mine, By.PLACE)) == [SEVERAL_PLACES]
    assert whole(mine).deployed_vnd == 77
    assert whole(replace(mine, source_id=book.source("2").pk)).deployed_vnd == 77
    assert whole(replace(mine, source_id=book.source("1").pk)).deployed_vnd == 0
    assert whole(replace(mine, project_ids=frozenset({line.project_id}))).lines == 1


def test_a_closing_keeps_its_figures_whatever_is_entered_after() -> None:
    book = Book(2026)
    line = book.line(AgencyFactory(), 1_000, "1.1")
    book.paid(line, date(2026, 5, 1), advance_vnd=100, volume_vnd=50)
    june = book.paid(line, JUNE, advance_vnd=10, volume_vnd=30, recovery_vnd=20, estimate_vnd=5)
    live = whole(Question(2026, JUNE))
    closing = MonthClosing.objects.create(
        month=JUNE, number=1, decision_number="9/QĐ", decision_date=date(2026, 7, 5), at=AT, by_id=1
    )
    kept: dict[str, Any] = {
        name: getattr(june, name)
        for name in ("advance_vnd", "volume_vnd", "recovery_vnd", "estimate_vnd")
    }
    ClosedFigure.objects.create(
        closing=closing,
        line=line,
        allocated_vnd=1_000,
        disbursed_vnd=190,
        advance_outstanding_vnd=90,
        **kept,
    )
    june.volume_vnd = 999
    june.save(update_fields=["volume_vnd"])
    assert whole(Question(2026, JUNE, closing_id=closing.pk)) == live
    assert whole(Question(2026, JUNE)) != live
