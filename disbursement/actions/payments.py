"""What owners enter of a month, and what moves with it: the line, and the life of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines.actions import law
from disbursement.actions.clocks import renew_projects
from disbursement.actions.months import hold_open
from disbursement.models import CapitalPlan, MonthlyPayment, MonthReport, PlanLine
from disbursement.querysets.months import standing
from disbursement.querysets.payments import added_late, lines_of_month
from disbursement.rules.payments import CELLS, PAID, last_month, month_of, shortfall
from disbursement.rules.questions import ESTIMATE_MISS_PERCENT, Code
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    assign,
    remember,
    unchanged,
)
from projects.actions.public_money import book
from projects.actions.refusals import Invalid, Refusal
from vn.money import trieu_text
from vn.text import tidy

Value = int | Decimal | str | None


class MonthClosed(Refusal):
    """The month was closed by a decision."""

    text = _(
        "%(month)s was closed by decision %(number)s. Ask the department to reopen it by a decision "
        "before correcting."
    )


class MonthSent(Refusal):
    """The owner sent the month; it is corrected after the department returns it."""

    text = _(
        "The figures of %(month)s were already sent. Ask the department to return them, then correct."
    )


class MonthNotBegun(Refusal):
    """Nothing was paid yet in a month that has not come."""

    text = _("%(month)s has not come yet. What is expected goes into the estimate.")


class OutsideWindow(Refusal):
    """Capital of a plan is paid within its months alone (D1, D2)."""

    text = _("This capital is paid from %(first)s to %(last)s only.")


class RecoveryAboveAdvance(Refusal):
    """More would be recovered than is outstanding, in this month or in a later one."""

    field = "recovery_vnd"
    text = _(
        "Advances not recovered yet in %(month)s are %(available)s million VND. Recover that or less."
    )


class AnotherValue(Refusal):
    """Somebody else wrote the cell meanwhile; `current` is what stands there now."""

    status = 409
    text = _("Somebody else entered another value meanwhile. Compare, then type yours again.")

    def __init__(self, *, field: str, current: Value) -> None:
        super().__init__(field=field)
        self.current = current


class NotAsked(Refusal):
    """The question is no longer open, or the answer is empty."""

    text = _("Answer in one line; the question stays open until then.")


@dataclass(frozen=True, slots=True)
class Figures:
    """Cells to write, by the names in `CELLS`: đồng, per cent, text; None empties a cell.

    `seen` is what stood in them on the screen; without it nothing is compared (an import).
    """

    values: Mapping[str, Value]
    seen: Mapping[str, Value] | None = None


@transaction.atomic
def enter(
    *, line: PlanLine, month: date, figures: Figures, by: User | None, at: datetime
) -> Outcome[MonthlyPayment]:
    """Write some cells of a line's month and move what was paid of the line and of its project.

    Paying more than the plan gives is written (D3 flags it). Raises `MonthClosed`, `MonthSent`,
    `MonthNotBegun`, `OutsideWindow`, `AnotherValue`, `RecoveryAboveAdvance`, `Invalid`, and
    `MoreThanItsTotal` where the project would spend more than was decided.
    """
    held = _hold(line.pk)
    _refuse_month(held, month, at)
    _refuse_outside(held, month, figures)
    row = _row(held, month)
    _compare(row, figures)
    values = {name: figures.values[name] for name in CELLS if name in figures.values}
    if "difficulty" in values:
        values["difficulty"] = tidy(str(values["difficulty"] or ""))
    found = assign(row, values)
    if not found:
        return unchanged(row)
    if any(name in found.new for name in PAID):
        _move(held, row)
    _keep(row, by=by, at=at)
    words = {"month": _month_text(month)}
    deed = Deed("payments_entered", row, held.project, _ENTERED, found, words)
    remember(deed, by=by)
    moved = _renew(held.project_id, at) if any(name in found.new for name in PAID) else 0
    return Outcome(row=row, changed=tuple(found.new), moved=moved)


_waiting: ContextVar[set[int] | None] = ContextVar("projects_to_renew", default=None)


@contextmanager
def together(*, lines: Iterable[int], at: datetime) -> Iterator[None]:
    """Within, many rows are entered in one transaction and deadlines are brought in line once.

    `lines`: the keys of all lines it is about, held from the start.
    """
    projects: set[int] = set()
    with transaction.atomic():
        hold_open()
        list(PlanLine.objects.filter(pk__in=set(lines)).held().values_list("pk"))
        token = _waiting.set(projects)
        try:
            yield
        finally:
            _waiting.reset(token)
        if projects:
            on = timezone.localtime(at).date()
            renew_projects(projects, on=on, at=at, cause="payments_entered")


def _renew(project_id: int, at: datetime) -> int:
    waiting = _waiting.get()
    if waiting is not None:
        waiting.add(project_id)
        return 0
    on = timezone.localtime(at).date()
    return renew_projects([project_id], on=on, at=at, cause="payments_entered")


@transaction.atomic
def answer(
    *, line: PlanLine, month: date, said: tuple[Code, str], by: User, at: datetime
) -> Outcome[MonthlyPayment]:
    """Keep what the person says to an open question, with the facts it was asked of.

    Raises `NotAsked`, `MonthClosed` and `MonthSent`.
    """
    code, text = said[0], tidy(said[1])
    held = _hold(line.pk)
    _refuse_month(held, month, at)
    miss = miss_percent(timezone.localtime(at).date())
    (now,) = lines_of_month(PlanLine.objects.filter(pk=held.pk), month, miss_percent=miss)
    asked = {each.code: each for each in now.asked}.get(code)
    if asked is None or not text:
        raise NotAsked
    row = _row(held, month)
    told = {"facts": asked.facts, "text": text[:500], "by": str(by), "at": at.isoformat()}
    row.answers = row.answers | {code.value: told}
    _keep(row, by=by, at=at)
    words = {"month": _month_text(month), "text": text}
    change = Change({}, {"answer": text})
    deed = Deed("payment_question_answered", row, held.project, _ANSWERED, change, words)
    remember(deed, by=by)
    return Outcome(row=row, changed=("answer",), moved=0)


_ENTERED = _("Enter %(month)s: %(fields)s")
_ANSWERED = _("Answer a question about %(month)s: %(text)s")


def miss_percent(on: date) -> Decimal:
    """How far a month may lie from its estimate before it is asked about: what D6 says on a day."""
    version = law.book().in_force("D6", on)
    return Decimal(version.over_percent) if version else ESTIMATE_MISS_PERCENT


def _hold(line_id: int) -> PlanLine:
    """The line, held until the end; the month neither closes nor is sent meanwhile."""
    hold_open()
    rows = PlanLine.objects.select_related("plan", "project__public")
    held: PlanLine = rows.select_for_update(of=("self",), no_key=True).get(pk=line_id)
    return held


def _row(held: PlanLine, month: date) -> MonthlyPayment:
    found = MonthlyPayment.objects.filter(line=held, month=month).first()
    return found or MonthlyPayment(line=held, month=month, version=0)


def _refuse_month(held: PlanLine, month: date, at: datetime) -> None:
    words = {"month": _month_text(month)}
    if month > month_of(timezone.localtime(at).date()):
        raise MonthNotBegun(**words)
    closing = standing(month)
    if closing is not None:
        raise MonthClosed(number=closing.decision_number, **words)
    sent = MonthReport.objects.filter(
        owner_id=held.project.public.owner_id, month=month, state=MonthReport.State.SENT
    )
    if sent.exists():
        raise MonthSent(**words)


def _refuse_outside(held: PlanLine, month: date, figures: Figures) -> None:
    """Outside its window a line pays nothing; an advance may be recovered later."""
    year = held.plan.first_year
    first, last = date(year, 1, 1), last_month(year, held.bucket, added_late=added_late(held))
    annual = held.plan.horizon == CapitalPlan.Horizon.ANNUAL
    pays = any(value for name, value in figures.values.items() if name != "recovery_vnd")
    if not annual or month < first or (month > last and pays):
        raise OutsideWindow(first=_month_text(first), last=_month_text(last))


def _compare(row: MonthlyPayment, figures: Figures) -> None:
    """Raise `AnotherValue` at the first cell that somebody else changed since it was shown."""
    if figures.seen is None:
        return
    for name, value in figures.values.items():
        current = getattr(row, name)
        if current != figures.seen.get(name) and current != value:
            raise AnotherValue(field=name, current=current)


def _move(held: PlanLine, row: MonthlyPayment) -> None:
    """Bring the line and the life of its project in line with its months, this one as it will be."""
    others = MonthlyPayment.objects.filter(line=held).exclude(month=row.month)
    months = [*others.values_list("month", *PAID), (row.month, *(getattr(row, n) for n in PAID))]
    known = [(month, a or 0, v or 0, r or 0) for month, a, v, r in months]
    short = shortfall((month, a, r) for month, a, _volume, r in known)
    if short is not None:
        available = trieu_text(short.available_vnd, 6)
        raise RecoveryAboveAdvance(month=_month_text(short.month), available=available)
    disbursed = sum(a + v for _month, a, v, _recovery in known)
    delta = disbursed - held.disbursed_vnd
    held.disbursed_vnd = disbursed
    held.advance_vnd = sum(a - r for _month, a, _volume, r in known)
    held.save(update_fields=["disbursed_vnd", "advance_vnd"])
    if delta:
        book(project_id=held.project_id, delta_vnd=delta)


def _keep(row: MonthlyPayment, *, by: User | None, at: datetime) -> None:
    row.updated_at, row.updated_by_id = at, by.pk if by else 0
    row.version += 1
    try:
        row.full_clean(exclude=["line"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise Invalid(error) from error
    row.save()


def _month_text(month: date) -> str:
    return f"{month.month}/{month.year}"
