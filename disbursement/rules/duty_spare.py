"""D9: a line of which the pace of the closed months leaves capital over (law.md §2.4). For staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from disbursement.rules.duty_assembly import Duty, Finding, capital, found_true
from disbursement.rules.duty_facts import LineFacts, PublicFacts, Told
from disbursement.rules.forecast import NO_REFERENCE, forecast
from disbursement.rules.payments import last_month
from vn.dates import Precision, last_day

SPARE = "spare_line"
_ONE_DAY = timedelta(days=1)
_PERCENT = 100


def spare(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """Every line that would keep more than the rule's share to the end of its window.

    The pace is that of the line's own latest closed months: nothing outside the project moves it.
    """
    version = told.law.version_for("D9", act_date=None, due_date=None, on=told.on)
    if version is None or facts.department_id is None:
        return
    for line in facts.lines:
        closed = facts.closed.get(line.year, 0)
        end = _last_day_of(line)
        if closed >= version.number_of("from_months") and told.on <= end:
            yield from _of_line(facts, line, closed, version, told)


def _last_day_of(line: LineFacts) -> date:
    return last_day(last_month(line.year, line.bucket, added_late=False), Precision.MONTH)


def _of_line(
    facts: PublicFacts, line: LineFacts, closed: int, version: RuleVersionDef, told: Told
) -> Iterator[Computed]:
    end = _last_day_of(line)
    months = (end.year - line.year) * 12 + end.month
    ends = paid_by_month(line, closed)
    middle = ends[-1]
    if closed < months:
        point = forecast(line.allocated_vnd, ends, months, NO_REFERENCE).end
        middle = point.middle_vnd if point else middle
    rest = line.allocated_vnd - middle
    if rest <= 0 or rest * _PERCENT <= line.allocated_vnd * version.over_percent:
        return
    since = last_day(
        date(line.year + (closed - 1) // 12, (closed - 1) % 12 + 1, 1), Precision.MONTH
    )
    duty = Duty("D9", SPARE, line.id, facts.department_id or 0, "", facts.project_id)
    steps = (
        Step("paid_to", {}, since),
        capital("window", line.allocated_vnd),
        capital("spent", ends[-1]),
        Step("forecast_to", {"amount_vnd": middle}, end),
        capital("spare", rest),
    )
    finding = Finding(
        version=version,
        since=since,
        told=(closed, line.allocated_vnd, ends[-1]),
        steps=steps,
        again_on=end + _ONE_DAY,
    )
    yield found_true(duty, finding, told)


def paid_by_month(line: LineFacts, closed: int) -> list[int]:
    """What was paid by the end of each of the closed months, in đồng."""
    found = [0] * closed
    for month in line.months:
        place = (month.month.year - line.year) * 12 + month.month.month - 1
        if place < closed:
            found[place] += month.paid_vnd
    return [sum(found[: n + 1]) for n in range(closed)]
