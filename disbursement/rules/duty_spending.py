"""D3, paying beyond the capital; D7, advances; D8, the final settlement: law.md §2.4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from disbursement.rules.duty_assembly import (
    Deadline,
    Duty,
    Finding,
    capital,
    dated,
    found_true,
    rolled,
    unknown,
)
from disbursement.rules.duty_facts import ContractFacts, PaidMonth, PublicFacts, Told, crossed
from vn.dates import Precision, add_months, last_day

PROJECT = "public_project"
CONTRACT = "contract"
TOTAL, RECOVERY, CEILING = "total", "recovery", "ceiling"
UNKNOWN_GROUP = "unknown"
_PERCENT = 100


def overpaid(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """D3: a year paid more than its capital of all buckets, or the project more than its total."""
    for year in sorted({line.year for line in facts.lines}):
        yield from _year(facts, year, told)
    yield from _life(facts, told)


def _year(facts: PublicFacts, year: int, told: Told) -> Iterator[Computed]:
    lines = [line for line in facts.lines if line.year == year]
    given = sum(line.allocated_vnd for line in lines)
    paid = sum(line.disbursed_vnd for line in lines)
    beyond = crossed((m for line in lines for m in line.months), given + 1)
    if beyond is None:
        return
    steps = (
        Step("capital_year", {"year": year}),
        capital("spent", paid),
        capital("year_given", given),
        capital("beyond", paid - given),
    )
    yield from _found(facts, str(year), beyond.day, (year, given, paid), steps, told)


def _life(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """With the exception named: without one the database refuses the payment."""
    if facts.total_vnd is None:
        return
    paid = facts.opening_vnd + sum(line.disbursed_vnd for line in facts.lines)
    if paid <= facts.total_vnd:
        return
    months = (m for line in facts.lines for m in line.months)
    beyond = crossed(months, facts.total_vnd - facts.opening_vnd + 1)
    since = beyond.day if beyond and facts.opening_vnd <= facts.total_vnd else facts.recorded_on
    steps = [
        capital("paid_life", paid),
        capital("total", facts.total_vnd),
        capital("beyond", paid - facts.total_vnd),
    ]
    if facts.exception:
        steps.append(Step("exception", {"reference": facts.exception}))
    told_by = (facts.total_vnd, paid, facts.exception)
    yield from _found(facts, TOTAL, since, told_by, tuple(steps), told)


def _found(
    facts: PublicFacts,
    cycle: str,
    since: date,
    told_by: tuple[object, ...],
    steps: tuple[Step, ...],
    told: Told,
) -> Iterator[Computed]:
    version = told.law.version_for("D3", act_date=since, due_date=None, on=told.on)
    if version is not None:
        duty = Duty("D3", PROJECT, facts.project_id, facts.owner_id, cycle, facts.project_id)
        yield found_true(
            duty, Finding(version=version, since=since, told=told_by, steps=steps), told
        )


# ------------------------------------------------------------ D7


@dataclass(frozen=True, slots=True)
class _Advances:
    """The advances of a project and what its contracts are worth, in đồng."""

    months: tuple[PaidMonth, ...]
    value_vnd: int

    @property
    def outstanding_vnd(self) -> int:
        return sum(m.advance_vnd - m.recovery_vnd for m in self.months)

    @property
    def first(self) -> PaidMonth:
        return next(m for m in self.months if m.advance_vnd)

    def standing(self) -> Iterator[tuple[PaidMonth, int]]:
        """Each month with what is outstanding at its end."""
        left = 0
        for month in self.months:
            left += month.advance_vnd - month.recovery_vnd
            yield month, left

    def share(self, percent: int) -> int:
        """That share of the contracts, rounded down."""
        return self.value_vnd * percent // _PERCENT


def advances(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """D7 of a project that was advanced money: recovered in time, and within its share."""
    months = sorted((m for line in facts.lines for m in line.months), key=lambda m: m.month)
    if not any(m.advance_vnd for m in months):
        return
    found = _Advances(tuple(months), sum(each.value_vnd for each in facts.contracts))
    version = told.law.version_for("D7", act_date=found.first.day, due_date=None, on=told.on)
    if version is None:
        return
    if not facts.contracts:
        if found.outstanding_vnd:
            duty = Duty("D7", PROJECT, facts.project_id, facts.owner_id, "", facts.project_id)
            yield unknown(duty, "advance_contract", told)
        return
    yield _recovery(facts, found, version, told)
    yield from _ceiling(facts, found, version)


def _recovery(
    facts: PublicFacts, found: _Advances, version: RuleVersionDef, told: Told
) -> Computed:
    contract = max(facts.contracts, key=lambda c: (c.advance_day or date.min, c.id))
    duty = Duty("D7", CONTRACT, contract.id, facts.owner_id, RECOVERY, facts.project_id)
    percent = version.number_of("recover_percent")
    paid_for = crossed(found.months, max(1, found.share(percent) - facts.opening_vnd))
    by_payments = last_day(paid_for.month, Precision.MONTH) if paid_for else None
    days = [day for day in (contract.advance_day, by_payments) if day is not None]
    if not days:
        return unknown(duty, "advance_day", told)
    due = min(days)
    cleared = [month for month, left in found.standing() if left == 0 and month.recovery_vnd]
    met = cleared[-1].day if cleared and not found.outstanding_vnd else None
    advanced = sum(m.advance_vnd for m in found.months)
    return dated(
        duty,
        Deadline(
            version=version,
            base=found.first.day,
            due=due,
            met=met,
            amount_due_vnd=advanced,
            amount_met_vnd=advanced - found.outstanding_vnd,
            steps=(
                Step("base", {"fact": "advanced", "reference": contract.number}, found.first.day),
                _why(contract, due, percent),
                capital("contracts", found.value_vnd),
                capital("advanced", advanced),
                capital("recovered", advanced - found.outstanding_vnd),
                capital("outstanding", found.outstanding_vnd),
            ),
        ),
    )


def _why(contract: ContractFacts, due: date, percent: int) -> Step:
    """Which of the two days came first, so that it binds."""
    if contract.advance_day == due:
        return Step("advance_day", {"reference": contract.number}, due)
    return Step("payments_reached", {"percent": percent}, due)


def _ceiling(facts: PublicFacts, found: _Advances, version: RuleVersionDef) -> Iterator[Computed]:
    percent = version.number_of("advance_percent")
    limit = found.share(percent)
    over = [(month, left) for month, left in found.standing() if left > limit]
    if not over:
        return
    first, last = over[0][0], over[-1][0]
    back = next((m for m, left in found.standing() if m.month > last.month and left <= limit), None)
    most = max(left for _month, left in over)
    contract = max(facts.contracts, key=lambda c: (c.value_vnd, c.id))
    duty = Duty("D7", CONTRACT, contract.id, facts.owner_id, CEILING, facts.project_id)
    due = last_day(first.month, Precision.MONTH)
    yield dated(
        duty,
        Deadline(
            version=version,
            base=first.day,
            due=due,
            met=max(back.day, due) if back else None,
            amount_due_vnd=most - limit,
            amount_met_vnd=most - max(limit, found.outstanding_vnd),
            steps=(
                Step("base", {"fact": "advance_over", "reference": contract.number}, due),
                capital("contracts", found.value_vnd),
                Step("capital_share", {"percent": percent, "amount_vnd": limit}),
                capital("outstanding", found.outstanding_vnd),
            ),
        ),
    )


# ------------------------------------------------------------ D8


def settlement(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """D8: months by group from handing over to submitting the final settlement."""
    handed = facts.handed_over
    if handed is None:
        return
    version = told.law.version_for("D8", act_date=handed, due_date=None, on=told.on)
    if version is None:
        return
    duty = Duty("D8", PROJECT, facts.project_id, facts.owner_id, "", facts.project_id)
    if facts.group == UNKNOWN_GROUP:
        yield unknown(duty, "project_group", told)
        return
    months = version.number_of(f"months_{facts.group}")
    end = add_months(handed, months)
    due, roll = rolled(end, version, told)
    yield dated(
        duty,
        Deadline(
            version=version,
            base=handed,
            due=due,
            met=facts.settlement_filed,
            steps=(
                Step("base", {"fact": "handed_over", "reference": ""}, handed),
                Step("term", {"months": months, "days": 0, "working_days": 0}, end),
                *roll,
            ),
        ),
    )
