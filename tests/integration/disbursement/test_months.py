"""A month is closed, reopened, corrected and closed again; every closing keeps its figures."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, User
from disbursement.actions import months, treasury
from disbursement.actions.months import DecisionFacts
from disbursement.actions.treasury import Confirmation, Confirmed
from disbursement.models import ClosedFigure, MonthClosing, MonthlyPayment, PlanLine, TreasuryFigure
from disbursement.month_closings import corrections, month_state, months_of_year
from disbursement.month_table import MonthTable, month_table
from disbursement.querysets.figures import Question, whole
from disbursement.querysets.months import current_month, last_with_figures, standing, totals
from disbursement.querysets.treasury import compared, open_by_owner
from disbursement.rules.basis import Basis
from disbursement.rules.month_table import Pivot
from projects.actions.acts import Seen
from projects.actions.refusals import InTheFuture, Stale
from tests.factories import AgencyFactory, CommuneFactory, UserFactory
from tests.factories.payments import MonthSentFactory
from tests.factories.public import PublicProjectFactory
from tests.support.capital import Book

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
ON, AT = date(2026, 7, 8), datetime(2026, 7, 8, 2, tzinfo=UTC)
DECISION = DecisionFacts("9/QĐ-STC", date(2026, 7, 7))
AGAIN = DecisionFacts("15/QĐ-STC", date(2026, 7, 8), "Kho bạc đối chiếu lại")


@pytest.fixture
def by() -> User:
    return UserFactory(department_leader=True)


@pytest.fixture
def book(time_machine: Any) -> Book:
    """Two owners, three lines, paid in May and June; recorded before any closing."""
    time_machine.move_to(datetime(2026, 7, 1, tzinfo=UTC), tick=False)
    found = Book(2026)
    found.entry("pm", 900, "1.1")
    found.entry("council", 2_000, "1.1")
    found.entry("council", 700, "2.1")
    lines = [
        found.line(AgencyFactory(), 1_000, "1.1"),
        found.line(AgencyFactory(), 500, "1.1"),
        found.line(AgencyFactory(), 300, "2.1", "carried_over"),
    ]
    for place, line in enumerate(lines, start=1):
        found.paid(line, MAY, advance_vnd=100, volume_vnd=10 * place)
        found.paid(line, JUNE, advance_vnd=0, volume_vnd=7, recovery_vnd=40, estimate_vnd=5)
    return found


def close(month: date = JUNE, /, **more: Any) -> MonthClosing:
    return months.close(month=month, facts=DECISION, by=None, on=ON, at=AT, **more)


def owners() -> list[int]:
    return list(PlanLine.objects.values_list("project__public__owner_id", flat=True))


def table(pivot: Pivot = Pivot.SOURCE, closing: MonthClosing | None = None) -> MonthTable:
    return month_table(Question(2026, JUNE), pivot, closing)


def printed(found: MonthTable) -> list[tuple[Any, ...]]:
    """All that the table prints."""
    return [
        (node.number, node.name, node.amounts, node.total_vnd, node.earlier_vnd)
        for node in found.top.walk()
    ]


def test_every_closing_keeps_its_figures(book: Book, by: User, time_machine: Any) -> None:
    with pytest.raises(months.NotAllSent) as refused:
        close()
    assert refused.value.words["count"] == 3
    for owner in owners():
        MonthSentFactory(owner_id=owner, month=JUNE)
    first = close()
    before = {pivot: printed(table(pivot, first)) for pivot in Pivot}
    kept = list(ClosedFigure.objects.filter(closing=first).values())
    assert before[Pivot.SOURCE] == printed(table())
    row = months.reopen(seen=Seen(first.pk, 1), facts=AGAIN, by=by, on=ON, at=AT)
    assert standing(JUNE) is None
    assert row.reopened_reason == AGAIN.reason
    changed = MonthlyPayment.objects.filter(month=JUNE).order_by("pk")[0]
    MonthlyPayment.objects.filter(pk=changed.pk).update(volume_vnd=9, difficulty="Mưa lũ")
    time_machine.move_to(datetime(2026, 7, 8, 3, tzinfo=UTC), tick=False)
    book.entry("council", 50, "2.1", on=date(2026, 6, 30))
    second = months.close(
        month=JUNE, facts=DECISION, by=by, on=ON, at=datetime(2026, 7, 8, 4, tzinfo=UTC)
    )
    assert (second.number, standing(JUNE)) == (2, second)
    assert {pivot: printed(table(pivot, first)) for pivot in Pivot} == before
    assert list(ClosedFigure.objects.filter(closing=first).values()) == kept
    assert (
        table(closing=second).top.amounts.paid_vnd == table(closing=first).top.amounts.paid_vnd + 2
    )
    found = corrections(first, second, None)
    assert [(line.line_id, line.difference_vnd) for line in found] == [(changed.line_id, 2)]
    assert corrections(first, second, {AgencyFactory().pk}) == []
    assert totals()[second.pk].disbursed_vnd - totals()[first.pk].disbursed_vnd == 2
    told = AuditEvent.objects.filter(verb__in=["month_closed", "month_reopened"])
    assert told.count() == 3


def test_what_is_kept_is_the_plan_of_the_last_day_of_the_month(book: Book) -> None:
    line = PlanLine.objects.order_by("pk")[0]
    book.entry("allocated", 40, "1.1", on=date(2026, 7, 2), project=line.project)
    closing = close(though_not_sent=True)
    assert closing.figures.get(line=line).allocated_vnd == 1_000
    assert AuditEvent.objects.get(verb="month_closed").new["not_sent"]


def test_months_close_in_their_order_and_reopen_from_the_last(book: Book, by: User) -> None:
    deliberate = {"though_not_sent": True}
    with pytest.raises(months.MonthNotOver):
        close(date(2026, 7, 1), **deliberate)
    with pytest.raises(months.NoDecision):
        months.close(
            month=MAY, facts=replace(DECISION, number=" "), by=by, on=ON, at=AT, **deliberate
        )
    late = replace(DECISION, issued_date=date(2026, 7, 9))
    with pytest.raises(InTheFuture):
        months.close(month=MAY, facts=late, by=by, on=ON, at=AT, **deliberate)
    april, may = close(date(2026, 4, 1), **deliberate), close(MAY, **deliberate)
    with pytest.raises(months.AlreadyClosed):
        close(MAY, **deliberate)
    with pytest.raises(months.LaterClosed):
        months.reopen(seen=Seen(april.pk, 1), facts=AGAIN, by=by, on=ON, at=AT)
    with pytest.raises(months.NoReason):
        months.reopen(seen=Seen(may.pk, 1), facts=DECISION, by=by, on=ON, at=AT)
    months.reopen(seen=Seen(may.pk, 1), facts=AGAIN, by=by, on=ON, at=AT)
    with pytest.raises(Stale):
        months.reopen(seen=Seen(may.pk, 1), facts=AGAIN, by=by, on=ON, at=AT)
    with pytest.raises(months.NotClosed):
        months.reopen(seen=Seen(may.pk, 2), facts=AGAIN, by=by, on=ON, at=AT)
    with pytest.raises(months.EarlierOpen):
        close(**deliberate)
    rows = {row.month: row for row in months_of_year(2026, ON)}
    assert rows[MAY].is_reopened
    assert [month for month, row in rows.items() if row.is_next] == [MAY]
    assert [month for month, row in rows.items() if row.is_last] == [date(2026, 4, 1)]
    assert not rows[date(2026, 7, 1)].is_over
    assert (current_month(ON), last_with_figures(ON)) == (JUNE, JUNE)


@pytest.mark.usefixtures("as_application")
def test_the_application_cannot_touch_what_was_kept(book: Book) -> None:
    closing = close(though_not_sent=True)
    for change in (
        lambda: ClosedFigure.objects.filter(closing=closing).update(disbursed_vnd=0),
        lambda: ClosedFigure.objects.filter(closing=closing).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert closing.figures.count() == 3


def test_the_table_says_what_the_roll_up_says(book: Book) -> None:
    draw = random.Random(7)  # noqa: S311 -- rows of a test
    places = [CommuneFactory() for _ in range(2)]
    for public in (PublicProjectFactory() for _ in range(4)):
        public.project.units.set(draw.sample(places, draw.randint(0, 2)))
        for source in ("1.1", "2.1"):
            line = book.line(
                public, draw.randint(1, 90), source, draw.choice(["year", "carried_over"])
            )
            book.paid(line, JUNE, volume_vnd=draw.randint(0, 50))
    closing = close(though_not_sent=True)
    for closed in (None, closing):
        question = Question(2026, JUNE, closing_id=closed.pk if closed else None)
        figures = whole(question)
        for pivot in Pivot:
            found = table(pivot, closed)
            said = found.top.amounts
            assert said.allocated_vnd == figures.deployed_vnd
            assert said.unallocated_vnd == figures.unallocated_vnd
            assert said.given_pm_vnd == figures.assigned_pm_vnd
            assert said.given_province_vnd == figures.assigned_province_vnd
            assert said.carried_vnd == figures.carried_over_vnd + figures.advanced_vnd
            assert (said.before_vnd, said.month_vnd) == (
                figures.disbursed_before_vnd,
                figures.disbursed_month_vnd,
            )
            assert (said.advance_vnd, said.estimate_vnd) == (
                figures.advance_vnd,
                figures.estimate_vnd,
            )
            assert (said.lines, said.missing, said.unestimated) == (
                figures.lines,
                figures.lines_missing,
                figures.estimates_missing,
            )
            assert found.average == figures.rate(Basis.DEPLOYED).percent
    owner = owners()[0]
    mine = month_table(Question(2026, JUNE, owner_ids=frozenset({owner})), Pivot.OWNER, closing)
    assert mine.own_alone
    assert mine.top.amounts.given_province_vnd == 0
    assert {known.project.public.owner_id for known in mine.known.values()} == {owner}


def test_five_thousand_lines_ask_as_often_as_three(book: Book) -> None:
    with CaptureQueriesContext(connection) as few:
        table(Pivot.PLACE)
    for _ in range(5):
        book.line(AgencyFactory(), 10, "2.1")
    with CaptureQueriesContext(connection) as more:
        table(Pivot.PLACE)
    assert len(more) == len(few) <= 10


def test_differences_are_asked_again_when_either_figure_changes(book: Book, by: User) -> None:
    lines = list(PlanLine.objects.order_by("pk"))
    document = Confirmation(JUNE, "21/KB-ĐC", date(2026, 7, 3))
    assert compared(JUNE) == []

    def confirm(*rows: Confirmed) -> Any:
        return treasury.confirm(document=document, rows=rows, by=by, on=ON)

    with pytest.raises(treasury.NoRows):
        confirm()
    with pytest.raises(treasury.NoNumber):
        treasury.confirm(
            document=replace(document, number=""), rows=[Confirmed(lines[0].pk, 1)], by=by, on=ON
        )
    with pytest.raises(treasury.NotYet):
        treasury.confirm(
            document=replace(document, month=date(2026, 7, 1)),
            rows=[Confirmed(lines[0].pk, 1)],
            by=by,
            on=ON,
        )
    confirm(Confirmed(lines[0].pk, 117, 60), Confirmed(lines[1].pk, 100, 60))
    assert not confirm(Confirmed(lines[0].pk, 117, 60)).changed
    agrees, differs, missing = sorted(compared(JUNE), key=lambda row: row.line_id)
    assert not agrees.differs
    assert (differs.difference_vnd, differs.advance_difference_vnd) == (27, 0)
    assert (missing.theirs_vnd, missing.is_open) == (None, True)
    assert sorted(count for _owner, count, _open in open_by_owner(compared(JUNE))) == [1, 1]
    figure = TreasuryFigure.objects.get(line=lines[1])
    seen = Seen(figure.pk, figure.version)
    with pytest.raises(treasury.NothingSaid):
        treasury.explain(seen=seen, explanation=" ", by=by, at=AT)
    treasury.explain(seen=seen, explanation="Chứng từ trễ một ngày", by=by, at=AT)
    with pytest.raises(Stale):
        treasury.explain(seen=seen, explanation="Khác", by=by, at=AT)
    assert month_state(JUNE, None).open_differences == 1
    MonthlyPayment.objects.filter(line=lines[1], month=JUNE).update(volume_vnd=8)
    (asked,) = compared(JUNE, line=lines[1].pk)
    assert asked.is_open
    figure.refresh_from_db()
    treasury.explain(seen=Seen(figure.pk, figure.version), explanation="Vẫn vậy", by=by, at=AT)
    confirm(Confirmed(lines[1].pk, 101, 60))
    (asked,) = compared(JUNE, line=lines[1].pk)
    assert (asked.is_open, asked.explanation) == (True, "")
    same = TreasuryFigure.objects.get(line=lines[0])
    with pytest.raises(treasury.NoDifference):
        treasury.explain(seen=Seen(same.pk, same.version), explanation="?", by=by, at=AT)
