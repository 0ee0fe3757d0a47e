"""Two people at the same capital at one moment: nobody waits for ever, and no figure slips away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from deadlines.actions.refreshing import refresh_subjects
from disbursement.actions import ledger, months
from disbursement.actions.ledger_refusals import DecisionKnown, NotAssigned
from disbursement.actions.ledger_rows import DecisionFacts, RowFacts
from disbursement.actions.payments import Figures, enter, together
from disbursement.models import (
    Bucket,
    ClosedFigure,
    MonthClosing,
    PlanDecision,
    PlanEntry,
    PlanLine,
)
from disbursement.querysets.figures import Question, whole
from disbursement.querysets.ledger import drifts
from disbursement.rules.duty_balances import BALANCE
from disbursement.rules.duty_owners import OWNER
from projects.actions.acts import Seen
from tests.factories import UserFactory
from tests.factories.payments import LineToPay, LocalSource, YearPlan
from tests.factories.plans import BILLION, FiveYears
from tests.factories.public import InvestmentDecided, PublicProjectFactory
from tests.support.together import at_once, closing, wait_until_someone_waits

pytestmark = pytest.mark.django_db(transaction=True)

AUGUST = date(2026, 8, 1)
ON, AT = date(2026, 9, 8), datetime(2026, 9, 8, 2, tzinfo=UTC)


@contextmanager
def beside(act: Callable[[], Any]) -> Iterator[Any]:
    """An act on a connection of its own while this one goes on; its outcome, or what it raised."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(closing(act))
        yield running
    running.result(timeout=10)


def pay(line: PlanLine, vnd: int) -> None:
    enter(line=line, month=AUGUST, figures=Figures({"volume_vnd": vnd}), by=None, at=AT)


def assign(number: str, billions: int = 5) -> PlanDecision:
    facts = DecisionFacts(
        kind="assign", issuer="council", number=number, issued_date=date(2026, 8, 20)
    )
    row = RowFacts(
        plan=YearPlan(),
        layer=PlanEntry.Layer.COUNCIL,
        bucket=Bucket.YEAR,
        source=LocalSource(),
        amount_delta_vnd=billions * BILLION,
    )
    return ledger.record(facts=facts, rows=[row], by=None, on=ON, at=timezone.now()).row


def test_two_lines_of_one_project_saved_by_two_people() -> None:
    first = LineToPay()
    second = LineToPay(project=first.project, bucket=Bucket.CARRIED_OVER)
    with transaction.atomic(), together(lines=[first.pk, second.pk], at=AT):
        pay(first, BILLION)
        # The other one waits for the line, not, holding it, for the project.
        waiting = ThreadPoolExecutor(1).submit(closing(lambda: pay(second, 3 * BILLION)))
        wait_until_someone_waits()
        pay(second, 2 * BILLION)
    waiting.result(timeout=10)
    second.refresh_from_db()
    second.project.public.refresh_from_db()
    assert (second.disbursed_vnd, second.project.public.disbursed_vnd) == (
        3 * BILLION,
        4 * BILLION,
    )


def test_a_decision_on_its_way_is_part_of_the_closing_that_waits_for_it() -> None:
    asked = timezone.now()
    facts = months.DecisionFacts("1/QĐ-STC", ON)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assign("1/NQ-HĐND")
            running = pool.submit(
                closing(lambda: months.close(month=AUGUST, facts=facts, by=None, on=ON, at=asked))
            )
            wait_until_someone_waits()
        running.result(timeout=10)
    kept = MonthClosing.objects.get()
    question = Question(2026, AUGUST, closing_id=kept.pk)
    assert whole(question).assigned_vnd == 5 * BILLION
    # What is recorded afterwards, of a day before the end of the month, is not.
    assign("2/NQ-HĐND", 7)
    assert whole(question).assigned_vnd == 5 * BILLION
    assert whole(Question(2026, AUGUST)).assigned_vnd == 12 * BILLION


def test_a_payment_on_its_way_is_part_of_the_closing_that_waits_for_it() -> None:
    line = LineToPay()
    facts = months.DecisionFacts("1/QĐ-STC", ON)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pay(line, BILLION)
            running = pool.submit(
                closing(
                    lambda: months.close(
                        month=AUGUST, facts=facts, by=None, on=ON, at=AT, though_not_sent=True
                    )
                )
            )
            wait_until_someone_waits()
        running.result(timeout=10)
    assert ClosedFigure.objects.get(line=line).disbursed_vnd == BILLION


def test_one_document_sent_twice_is_recorded_once() -> None:
    YearPlan(), LocalSource()
    outcomes = at_once(*[lambda: assign("1/NQ-HĐND")] * 2, refusals=(DecisionKnown,))
    assert sum(isinstance(each, DecisionKnown) for each in outcomes) == 1
    assert PlanEntry.objects.count() == 1


def test_deadlines_of_an_owner_do_not_wait_for_those_of_a_source_of_the_same_number() -> None:
    def renew(kind: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            refresh_subjects(subject_kind=kind, ids=[7], on=ON, at=AT, cause="test")

    with transaction.atomic():
        renew(OWNER)
        with beside(lambda: renew(BALANCE)) as running:
            running.result(timeout=10)


def test_a_closing_keeps_its_figures_after_it_is_corrected_and_closed_again() -> None:
    line, by = LineToPay(), UserFactory(department_leader=True)
    assign("1/NQ-HĐND")
    pay(line, BILLION)

    def close(number: str) -> MonthClosing:
        facts = months.DecisionFacts(number, ON)
        return months.close(
            month=AUGUST, facts=facts, by=by, on=ON, at=timezone.now(), though_not_sent=True
        )

    first = close("1/QĐ-STC")
    asked = Question(2026, AUGUST, closing_id=first.pk)
    before = whole(asked)
    assign("2/NQ-HĐND", 7)
    facts = months.DecisionFacts("2/QĐ-STC", ON, "Đối chiếu kho bạc")
    months.reopen(seen=Seen(first.pk, first.version), facts=facts, by=by, on=ON, at=timezone.now())
    pay(line, 3 * BILLION)
    again = whole(Question(2026, AUGUST, closing_id=close("3/QĐ-STC").pk))
    assert whole(asked) == before
    assert (before.assigned_vnd, before.disbursed_vnd) == (5 * BILLION, BILLION)
    assert (again.assigned_vnd, again.disbursed_vnd) == (12 * BILLION, 3 * BILLION)


def given_lines() -> tuple[PlanLine, PlanLine]:
    """Two projects with ten tỷ each of one source, of which 25 tỷ were assigned this year."""
    plans, source = (FiveYears(), YearPlan()), LocalSource()
    projects = [InvestmentDecided(project=PublicProjectFactory().project).project for _ in "ab"]
    for plan, assigned, given in zip(plans, (50, 25), (20, 10), strict=True):
        decide("assign", [(plan, source, None, assigned)])
        decide("allocate", [(plan, source, project, given) for project in projects])
    first, second = PlanLine.objects.filter(plan=plans[1]).order_by("pk")
    return first, second


def decide(kind: str, rows: list[tuple[Any, Any, Any, int]], number: str = "") -> PlanDecision:
    facts = DecisionFacts(
        kind=kind,
        issuer="committee",
        number=number or f"{PlanDecision.objects.count() + 1}/QĐ-UBND",
        issued_date=date(2026, 8, 20),
    )
    given = [
        RowFacts(
            plan=plan,
            layer=PlanEntry.Layer.ALLOCATED if project else PlanEntry.Layer.COUNCIL,
            bucket=Bucket.YEAR,
            source=source,
            project=project,
            amount_delta_vnd=billions * BILLION,
        )
        for plan, source, project, billions in rows
    ]
    with connection.cursor() as cursor:
        # Whoever would wait for ever is told so instead.
        cursor.execute("SET lock_timeout = '8s'")
    return ledger.record(facts=facts, rows=given, by=None, on=ON, at=timezone.now()).row


def test_two_decisions_that_together_give_more_than_was_assigned() -> None:
    first, second = given_lines()
    for turn in range(3):
        acts = [
            partial(
                decide,
                "allocate",
                [(line.plan, line.source, line.project, 3)],
                f"{turn}-{line.pk}/QĐ-UBND",
            )
            for line in (first, second)
        ]
        outcomes = at_once(*acts, refusals=(NotAssigned,))
        (refused,) = [each for each in outcomes if isinstance(each, NotAssigned)]
        (kept,) = [each for each in outcomes if isinstance(each, PlanDecision)]
        assert "1.000.000.000" in str(refused)
        assert drifts() == []
        ledger.reverse(decision=kept, entries=None, reason="Lượt sau", by=None, on=ON, at=AT)


def test_transfers_in_opposite_directions_end() -> None:
    first, second = given_lines()

    def move(giver: PlanLine, getter: PlanLine, number: str) -> PlanDecision:
        plan, source = giver.plan, giver.source
        rows = [(plan, source, giver.project, -4), (plan, source, getter.project, 4)]
        return decide("transfer", rows, number)

    for turn in range(3):
        outcomes = at_once(
            partial(move, first, second, f"{turn}/đi"),
            partial(move, second, first, f"{turn}/về"),
        )
        assert all(isinstance(each, PlanDecision) for each in outcomes)
    assert drifts() == []
