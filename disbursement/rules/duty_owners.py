"""D5, a low rate; D6, an estimate that missed; D11, the figures of a month: law.md §2.4.

Rates are those of the newest closed month, so that a month half typed moves nobody's place. They
are compared by the unrounded values and told with their base.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from deadlines.rules.cycles import Cycle, Period, cycles
from deadlines.rules.law import RuleVersionDef
from disbursement.rules.duty_assembly import (
    Deadline,
    Duty,
    Finding,
    capital,
    dated,
    found_true,
    rolled,
    waiting,
)
from disbursement.rules.duty_facts import OwnerFacts, RateFacts, SentMonth, Told, YearOfOwner
from vn.dates import Precision, last_day
from vn.numbers import ratio_percent

OWNER = "capital_owner"
MEASURES = ("disbursement_rate", "even_pace", "national_rate")
"""What D5 compares with, first to last: the province's average, the even pace, the whole country."""
_PERCENT = 100
_ONE_DAY = timedelta(days=1)


def of_owner(facts: OwnerFacts, told: Told) -> Iterator[Computed]:
    """All that concerns one owner: rates and estimates of the years that still run, and reports."""
    for year in facts.years:
        if told.on <= _end(year):
            yield from _low_rate(facts, year, told)
            yield from _missed(facts, year, told)
    yield from _reports(facts, told)


def _end(year: YearOfOwner) -> date:
    """The last day of the thirteenth month: then the year is over."""
    return date(year.year + 1, 1, 31)


def month_end(year: int, months: int) -> date:
    """The last day of month 1 to 13 of a plan's year."""
    first = date(year + (months - 1) // 12, (months - 1) % 12 + 1, 1)
    return last_day(first, Precision.MONTH)


# ------------------------------------------------------------ D5


def _low_rate(facts: OwnerFacts, year: YearOfOwner, told: Told) -> Iterator[Computed]:
    """Nothing paid after the first quarter, or below every measure that the rule asks for.

    One flag names all measures that the owner is below: the even pace alone says nothing of one
    owner in a province that is late as a whole.
    """
    version = told.law.version_for("D5", act_date=None, due_date=None, on=told.on)
    if version is None or not year.now.is_known:
        return
    months = version.number_of("zero_after_months")
    first, since = month_end(year.year, months) + _ONE_DAY, month_end(year.year, year.closed_months)
    steps: list[Step] = []
    if year.now.disbursed_vnd == 0:
        steps.append(Step("nothing_paid", {"capital_vnd": year.now.capital_vnd}, first))
        since = first
    compared = list(_compared(year, year.own, version)) if year.own else []
    asked = MEASURES[: version.number_of("below_measures")]
    is_below = {step.kind for step in compared}.issuperset(asked)
    if year.own and year.closed_months >= months and (is_below or (steps and compared)):
        steps += [_rate("own", year.own, month_end(year.year, year.closed_months)), *compared]
    if not steps:
        return
    reasons = tuple((s.kind, s.params.get("what", "")) for s in steps)
    finding = Finding(
        version=version,
        since=since,
        told=(year.year, year.closed_months if len(steps) > 1 else 0, *reasons),
        steps=tuple(steps),
        again_on=_end(year) + _ONE_DAY,
    )
    yield found_true(Duty("D5", OWNER, facts.id, facts.id, str(year.year)), finding, told)


def _compared(year: YearOfOwner, own: RateFacts, version: RuleVersionDef) -> Iterator[Step]:
    """Each measure that the owner's rate is below."""
    day = month_end(year.year, year.closed_months)
    if year.province and year.province.is_known and own.below(year.province):
        yield _rate("province", year.province, day)
    whole = version.number_of("linear_months")
    if own.below_share(year.closed_months, whole):
        percent = ratio_percent(year.closed_months, whole)
        pace: dict[str, str | int] = {
            "months": year.closed_months,
            "whole": whole,
            "percent": str(percent),
        }
        yield Step("even_pace", pace)
    national = year.national
    if national and own.below_share(national.percent, _PERCENT):
        said: dict[str, str | int] = {"percent": str(national.percent), "basis": national.basis}
        yield Step("national_rate", {**said, "reference": national.source}, national.as_of)


def _rate(what: str, rate: RateFacts, day: date) -> Step:
    percent = ratio_percent(rate.disbursed_vnd, rate.capital_vnd)
    said: dict[str, str | int] = {
        "what": what,
        "percent": str(percent),
        "disbursed_vnd": rate.disbursed_vnd,
        "capital_vnd": rate.capital_vnd,
    }
    return Step("disbursement_rate", said, day)


# ------------------------------------------------------------ D6


def _missed(facts: OwnerFacts, year: YearOfOwner, told: Told) -> Iterator[Computed]:
    estimated, came = year.estimated_vnd, year.came_vnd
    version = told.law.version_for("D6", act_date=None, due_date=None, on=told.on)
    if version is None or estimated is None or came is None:
        return
    apart = abs(came - estimated)
    if apart * _PERCENT <= version.over_percent * estimated:
        return
    since = month_end(year.year, year.closed_months)
    percent = ratio_percent(apart, estimated)
    steps = (
        Step("paid_in", {}, since),
        capital("estimated", estimated),
        capital("came", came),
        Step(
            "apart",
            {
                "amount_vnd": apart,
                "percent": str(percent) if percent is not None else "",
                "over": version.over_percent,
            },
        ),
    )
    finding = Finding(
        version=version,
        since=since,
        told=(since, estimated, came),
        steps=steps,
        again_on=_end(year) + _ONE_DAY,
    )
    yield found_true(Duty("D6", OWNER, facts.id, facts.id, str(year.year)), finding, told)


# ------------------------------------------------------------ D11


def _reports(facts: OwnerFacts, told: Told) -> Iterator[Computed]:
    """Each month opened so far of which the owner has capital to pay, and the next one to come."""
    if facts.since is None:
        return
    sent = {each.month: each for each in facts.sent}
    for cycle in cycles(Period.MONTH, facts.since):
        version, due = _due(cycle, told)
        if version is None or due is None:
            return
        opens = due.due - timedelta(version.opens_days)
        month = cycle.end.replace(day=1)
        if facts.owes(month):
            yield _report(facts, cycle, due, sent.get(month), opens, told)
        if opens > told.on:
            return


def _due(cycle: Cycle, told: Told) -> tuple[RuleVersionDef | None, Deadline | None]:
    version = told.law.version_by_due(
        "D11", lambda v: _walked(cycle, v, told).due, act_date=None, on=told.on
    )
    return version, _walked(cycle, version, told) if version else None


def _walked(cycle: Cycle, version: RuleVersionDef, told: Told) -> Deadline:
    day = version.cycles[0].target(cycle.end)
    due, roll = rolled(day, version, told)
    base = Step("base", {"fact": "report_period", "reference": ""}, cycle.end)
    return Deadline(
        version=version, base=cycle.end, due=due, steps=(base, Step("law_day", {}, day), *roll)
    )


def _report(
    facts: OwnerFacts,
    cycle: Cycle,
    due: Deadline,
    sent: SentMonth | None,
    opens: date,
    told: Told,
) -> Computed:
    """Met on the day of sending; what was returned counts only once it is sent again."""
    duty = Duty("D11", OWNER, facts.id, facts.id, cycle.code)
    if sent is None:
        return waiting(duty, due, opens) if opens > told.on else dated(duty, due)
    outcome = "returned" if sent.returned else "waiting"
    filed = Step("month_sent", {"outcome": outcome, "day": sent.sent.isoformat(), "reference": ""})
    found = Deadline(
        version=due.version,
        base=due.base,
        due=due.due,
        steps=(*due.steps, filed),
        met=None if sent.returned else sent.sent,
    )
    return dated(duty, found)
