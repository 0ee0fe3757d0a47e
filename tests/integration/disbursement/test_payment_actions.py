"""Entering a month moves the line and the life of its project, or says why not."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Agency, AuditEvent, User
from disbursement.actions import month_reports as reports
from disbursement.actions import payments as acts
from disbursement.actions.payments import Figures, answer, enter
from disbursement.models import Bucket, MonthClosing, MonthlyPayment, MonthReport, PlanLine
from disbursement.querysets.payments import added_late, lines_of_month, payable
from disbursement.rules.questions import Code
from projects.actions.acts import Seen
from projects.actions.public_money import MoreThanItsTotal
from projects.actions.refusals import Refusal, Stale
from tests.factories import UserFactory
from tests.factories.payments import LINE_VND, LineToPay, PaymentEntered, YearPlan
from tests.factories.plans import EntryAssigned
from tests.factories.public import PublicProjectFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 3, 2, tzinfo=UTC)
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
BILLION = 1_000_000_000
ALL: dict[str, Any] = {
    "advance_vnd": 0,
    "volume_vnd": BILLION,
    "recovery_vnd": 0,
    "estimate_vnd": BILLION,
}


@pytest.fixture
def by() -> User:
    return UserFactory(owner=True)


@pytest.fixture
def line(by: User) -> PlanLine:
    return LineToPay(owner=by.agency)


def put(line: PlanLine, month: date = AUGUST, /, *, by: User | None = None, **values: Any) -> Any:
    return enter(line=line, month=month, figures=Figures(values), by=by, at=AT)


def held(line: PlanLine) -> tuple[int, int, int]:
    """What the line says was paid and is outstanding, and what its project paid in its life."""
    line.refresh_from_db()
    line.project.public.refresh_from_db()
    return line.disbursed_vnd, line.advance_vnd, line.project.public.disbursed_vnd


def agency_of(by: User) -> Agency:
    assert by.agency is not None
    return by.agency


def close(month: date) -> MonthClosing:
    return MonthClosing.objects.create(
        month=month,
        number=1,
        decision_number="12/QĐ-STC",
        decision_date=date(2026, 9, 10),
        at=AT,
        by_id=1,
    )


def test_what_is_entered_moves_line_and_project_and_is_told(line: PlanLine, by: User) -> None:
    put(line, JULY, by=by, advance_vnd=3 * BILLION)
    done = put(line, by=by, volume_vnd=2 * BILLION, recovery_vnd=BILLION)
    assert held(line) == (5 * BILLION, 2 * BILLION, 5 * BILLION)
    assert set(done.changed) == {"volume_vnd", "recovery_vnd"}
    put(line, by=by, volume_vnd=BILLION, difficulty="  Vướng   mặt bằng ")
    assert held(line) == (4 * BILLION, 2 * BILLION, 4 * BILLION)
    row = MonthlyPayment.objects.get(line=line, month=AUGUST)
    assert (row.difficulty, row.version, row.advance_vnd) == ("Vướng mặt bằng", 2, None)
    told = AuditEvent.objects.filter(verb="payments_entered", subject_id=row.pk).latest("pk")
    assert (told.old["volume_vnd"], told.new["volume_vnd"]) == (2 * BILLION, BILLION)
    assert told.project_id == line.project_id
    assert not put(line, by=by, volume_vnd=BILLION).changed
    put(line, by=by, volume_vnd=None)
    assert held(line)[0] == 3 * BILLION


def test_a_random_life_keeps_its_sums(line: PlanLine) -> None:
    draw = random.Random(7)  # noqa: S311 -- rows of a test
    cells, refused = ("advance_vnd", "volume_vnd", "recovery_vnd"), 0
    for _ in range(60):
        month = date(2026, draw.randint(1, 9), 1)
        values = {name: draw.choice([None, 0, draw.randint(0, 3 * BILLION)]) for name in cells}
        before = held(line)
        try:
            chosen = draw.sample(cells, 2)
            figures = Figures({name: values[name] for name in chosen})
            enter(line=line, month=month, figures=figures, by=None, at=AT)
        except Refusal:
            refused += 1
            assert held(line) == before
        rows = MonthlyPayment.objects.filter(line=line).order_by("month")
        paid = sum((row.advance_vnd or 0) + (row.volume_vnd or 0) for row in rows)
        left, lowest = 0, 0
        for row in rows:
            left += (row.advance_vnd or 0) - (row.recovery_vnd or 0)
            lowest = min(lowest, left)
        assert held(line) == (paid, left, paid)
        assert lowest == 0
    assert refused


def test_more_than_the_plan_is_kept_and_more_than_the_total_is_not(by: User) -> None:
    public = PublicProjectFactory(owner=by.agency, total_investment_vnd=LINE_VND + BILLION)
    line = LineToPay(project=public.project)
    put(line, volume_vnd=LINE_VND + BILLION)
    assert held(line)[0] > line.allocated_vnd
    with pytest.raises(MoreThanItsTotal):
        put(line, volume_vnd=LINE_VND + BILLION + 1)
    public.refresh_from_db()
    public.exception_number, public.exception_reason = "15/NQ-HĐND", "Trượt giá vật liệu"
    public.save()
    put(line, volume_vnd=LINE_VND + BILLION + 1)
    assert held(line)[2] == LINE_VND + BILLION + 1


def test_an_advance_is_not_taken_back_once_it_was_recovered_later(line: PlanLine) -> None:
    put(line, JULY, advance_vnd=2 * BILLION)
    put(line, AUGUST, recovery_vnd=2 * BILLION)
    with pytest.raises(acts.RecoveryAboveAdvance) as refusal:
        put(line, JULY, advance_vnd=BILLION)
    assert "8/2026" in str(refusal.value)
    assert "1.000" in str(refusal.value)
    with pytest.raises(acts.RecoveryAboveAdvance):
        put(line, JULY, recovery_vnd=1)


def test_a_month_that_may_not_be_entered(line: PlanLine, by: User) -> None:
    with pytest.raises(acts.MonthNotBegun):
        put(line, date(2026, 10, 1), volume_vnd=1)
    close(AUGUST)
    with pytest.raises(acts.MonthClosed, match="12/QĐ-STC"):
        put(line, volume_vnd=1)
    MonthClosing.objects.update(
        reopened_at=AT,
        reopened_by_id=1,
        reopened_date=AT.date(),
        reopened_number="13/QĐ-STC",
        reopened_reason="Sai số",
    )
    put(line, volume_vnd=1)


def test_a_line_pays_within_its_window(by: User) -> None:
    old = YearPlan(first_year=2025)
    line = LineToPay(plan=old, owner=by.agency)
    put(line, date(2026, 1, 1), advance_vnd=BILLION)
    with pytest.raises(acts.OutsideWindow):
        put(line, date(2026, 2, 1), volume_vnd=1)
    with pytest.raises(acts.OutsideWindow):
        put(LineToPay(), date(2025, 12, 1), volume_vnd=1)
    assert list(payable(AUGUST)) == [line, *PlanLine.objects.filter(plan__first_year=2026)]
    put(line, AUGUST, recovery_vnd=BILLION)
    assert line not in payable(date(2026, 9, 1))
    carried = LineToPay(plan=old, bucket=Bucket.CARRIED_OVER)
    with pytest.raises(acts.OutsideWindow):
        put(carried, date(2026, 1, 1), volume_vnd=1)
    assert carried not in payable(date(2026, 1, 1))


def test_capital_added_late_and_taken_back_is_not_added_late(by: User) -> None:
    line = LineToPay(plan=YearPlan(first_year=2025), owner=by.agency)
    about: dict[str, Any] = {
        "plan": line.plan,
        "source": line.source,
        "project": line.project,
        "layer": "allocated",
        "on_date": date(2025, 11, 5),
    }
    for amount in (BILLION, -BILLION):
        row = EntryAssigned(amount_delta_vnd=amount, **about)
        assert added_late(line) is (amount > 0)
        EntryAssigned(amount_delta_vnd=-amount, reverses=row, decision=row.decision, **about)
        assert not added_late(line)
    with pytest.raises(acts.OutsideWindow):
        put(line, date(2026, 2, 1), volume_vnd=1)
    EntryAssigned(amount_delta_vnd=BILLION, **about)
    put(line, date(2026, 2, 1), volume_vnd=1)


def test_the_cell_of_two_people(line: PlanLine) -> None:
    put(line, volume_vnd=5)
    stale = Figures({"volume_vnd": 7}, seen={"volume_vnd": None})
    with pytest.raises(acts.AnotherValue) as refusal:
        enter(line=line, month=AUGUST, figures=stale, by=None, at=AT)
    assert (refusal.value.field, refusal.value.current, refusal.value.status) == (
        "volume_vnd",
        5,
        409,
    )
    other = Figures({"advance_vnd": 7}, seen={"advance_vnd": None})
    enter(line=line, month=AUGUST, figures=other, by=None, at=AT)
    same = Figures({"volume_vnd": 5}, seen={"volume_vnd": None})
    assert not enter(line=line, month=AUGUST, figures=same, by=None, at=AT).changed


def test_a_question_is_answered_once_and_asked_again_of_other_facts(
    line: PlanLine, by: User
) -> None:
    put(line, JULY, difficulty="Vướng mặt bằng")
    put(line, difficulty="Vướng mặt bằng", **ALL)

    def open_now() -> list[Code]:
        (shown,) = lines_of_month(PlanLine.objects.filter(pk=line.pk), AUGUST)
        return [each.code for each in shown.open_questions]

    said = (Code.SAME_DIFFICULTY, "Còn hai hộ chưa nhận tiền")
    assert open_now() == [Code.SAME_DIFFICULTY]
    with pytest.raises(acts.NotAsked):
        answer(line=line, month=AUGUST, said=(Code.SAME_DIFFICULTY, "  "), by=by, at=AT)
    with pytest.raises(acts.NotAsked):
        answer(line=line, month=AUGUST, said=(Code.ABOVE_PLAN, "Đúng"), by=by, at=AT)
    answer(line=line, month=AUGUST, said=said, by=by, at=AT)
    assert open_now() == []
    put(line, JULY, difficulty="Vướng hai hộ")
    put(line, difficulty="Vướng hai hộ")
    assert open_now() == [Code.SAME_DIFFICULTY]


def test_a_month_is_sent_whole_returned_and_sent_again(line: PlanLine, by: User) -> None:
    owner = agency_of(by)
    second = LineToPay(project=line.project, bucket=Bucket.CARRIED_OVER)
    put(line, **ALL)

    def send(at: datetime = AT) -> MonthReport:
        return reports.send(owner=owner, month=AUGUST, by=by, at=at).row

    with pytest.raises(reports.NotComplete) as refusal:
        send()
    assert refusal.value.words == {"lines": 1, "questions": 0}
    put(second, physical_percent=Decimal("12.5"), **ALL)
    sent = send()
    assert (sent.state, sent.first_sent_date) == ("sent", date(2026, 9, 3))
    with pytest.raises(acts.MonthSent):
        send()
    with pytest.raises(acts.MonthSent):
        put(line, volume_vnd=1)
    officer = UserFactory()
    with pytest.raises(reports.NoReason):
        reports.return_(seen=Seen(sent.pk, 1), reason=" ", by=officer, at=AT)
    with pytest.raises(Stale):
        reports.return_(seen=Seen(sent.pk, 9), reason="Sai", by=officer, at=AT)
    back = reports.return_(seen=Seen(sent.pk, 1), reason="Đối chiếu kho bạc", by=officer, at=AT).row
    with pytest.raises(reports.NotSent):
        reports.return_(seen=Seen(sent.pk, back.version), reason="Sai", by=officer, at=AT)
    put(line, volume_vnd=2 * BILLION)
    again = send(datetime(2026, 9, 6, 2, tzinfo=UTC))
    assert (again.state, again.first_sent_date) == ("sent", date(2026, 9, 3))
    assert again.returned_reason == "Đối chiếu kho bạc"
    close(AUGUST)
    with pytest.raises(acts.MonthClosed):
        reports.return_(seen=Seen(again.pk, again.version), reason="Sai", by=officer, at=AT)


def test_nothing_to_send(by: User) -> None:
    for month, wrong in ((AUGUST, reports.NothingToSend), (date(2026, 10, 1), acts.MonthNotBegun)):
        with pytest.raises(wrong):
            reports.send(owner=agency_of(by), month=month, by=by, at=AT)
    PaymentEntered(line=LineToPay(owner=by.agency))
    close(AUGUST)
    with pytest.raises(acts.MonthClosed):
        reports.send(owner=agency_of(by), month=AUGUST, by=by, at=AT)
