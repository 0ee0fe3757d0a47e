"""D1, the window in which capital is disbursed, and D2, carrying over: law.md §2.4.

Payments fill the capital of the year first, then what was added after 30/9. What the next plan
carries over of the same source no longer has to be disbursed here.
"""

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
)
from disbursement.rules.duty_facts import EntryFacts, LineFacts, PublicFacts, Told, crossed
from vn.dates import Precision, add_months, last_day

LINE = "plan_line"
MAIN, ADDED = "", "added"
"""Cycles of D1: the capital of the line, and what was added to it late."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line with a window of its own; `after_vnd` is paid before it."""

    cycle: str
    fact: str
    amount_vnd: int
    after_vnd: int
    entry: EntryFacts
    months: int
    of_year: int

    @property
    def day(self) -> date:
        """The last day of the window as the law names it."""
        return end_of_window(self.of_year, self.months)


def end_of_window(year: int, months: int) -> date:
    """The last day of the n-th month after a year."""
    return last_day(add_months(date(year, 12, 1), months), Precision.MONTH)


def windows(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """D1 of every line under the law in force when its capital was given; none under earlier laws."""
    for line in facts.lines:
        version = _version(line, told)
        if version is None:
            continue
        carried = line.carried_on_vnd
        for part in parts_of(line, version):
            moved = min(carried, part.amount_vnd)
            carried -= moved
            yield _window(facts, line, part, moved, version, told)


def _version(line: LineFacts, told: Told) -> RuleVersionDef | None:
    given = [entry.on for entry in line.entries if entry.amount_vnd > 0]
    if not given or line.allocated_vnd <= 0:
        return None
    act = max(min(given), date(line.year, 1, 1))
    return told.law.version_for("D1", act_date=act, due_date=None, on=told.on)


def parts_of(line: LineFacts, version: RuleVersionDef) -> Iterator[_Part]:
    """The line as the law divides it: one window, or two where capital was added late."""
    first = min((e for e in line.entries if e.amount_vnd > 0), key=lambda e: e.on)
    if line.is_carried_over:
        months = version.number_of("carried_window_months")
        yield _Part(MAIN, "carried", line.allocated_vnd, 0, first, months, line.year - 1)
        return
    cutoff = last_day(date(line.year, version.number_of("added_after_month"), 1), Precision.MONTH)
    added = [entry for entry in line.entries if entry.on > cutoff]
    late = min(max(0, sum(entry.amount_vnd for entry in added)), line.allocated_vnd)
    main = line.allocated_vnd - late
    if main:
        months = version.number_of("window_months")
        yield _Part(MAIN, "capital_year", main, 0, first, months, line.year)
    if late:
        entry = min((e for e in added if e.amount_vnd > 0), key=lambda e: e.on)
        months = version.number_of("added_window_months")
        yield _Part(ADDED, "capital_added", late, main, entry, months, line.year)


def _window(
    facts: PublicFacts,
    line: LineFacts,
    part: _Part,
    moved_vnd: int,
    version: RuleVersionDef,
    told: Told,
) -> Computed:
    due, roll = rolled(part.day, version, told)
    owed = part.amount_vnd - moved_vnd
    paid = min(max(0, line.disbursed_vnd - part.after_vnd), owed)
    last = crossed(line.months, part.after_vnd + owed) if owed and paid == owed else None
    duty = Duty("D1", LINE, line.id, facts.owner_id, part.cycle, facts.project_id)
    found = Deadline(
        version=version,
        base=part.entry.on,
        due=due,
        met=last.day if last else None,
        void_reason="" if owed else "window_capital_moved",
        amount_due_vnd=owed,
        amount_met_vnd=paid,
        steps=(
            Step("base", {"fact": part.fact, "reference": part.entry.number}, part.entry.on),
            Step("law_day", {}, part.day),
            *roll,
            capital("window", part.amount_vnd),
            *([capital("carried_on", moved_vnd)] if moved_vnd else []),
            capital("paid", paid),
            capital("lapses", owed - paid),
        ),
    )
    return dated(duty, found)


def carried_over(facts: PublicFacts, told: Told) -> Iterator[Computed]:
    """D2 of every carried-over line: without a listed case, or paid after its last day."""
    for line in facts.lines:
        if line.is_carried_over:
            yield from _without_case(facts, line, told)
            yield from _past_window(facts, line, told)


def _without_case(facts: PublicFacts, line: LineFacts, told: Told) -> Iterator[Computed]:
    bare = [entry for entry in line.entries if not entry.case]
    amount = sum(entry.amount_vnd for entry in bare)
    if amount <= 0:
        return
    first = min((e for e in bare if e.amount_vnd > 0), key=lambda e: e.on)
    version = told.law.version_for("D2", act_date=first.on, due_date=None, on=told.on)
    if version is None:
        return
    duty = Duty("D2", LINE, line.id, facts.owner_id, "case", facts.project_id)
    steps = (
        Step("base", {"fact": "carried", "reference": first.number}, first.on),
        capital("without_case", amount),
    )
    told_by = (first.on, first.number, amount)
    yield found_true(
        duty, Finding(version=version, since=first.on, told=told_by, steps=steps), told
    )


def _past_window(facts: PublicFacts, line: LineFacts, told: Told) -> Iterator[Computed]:
    act = min((entry.on for entry in line.entries), default=date(line.year, 1, 1))
    version = told.law.version_for("D2", act_date=act, due_date=None, on=told.on)
    if version is None:
        return
    end = end_of_window(line.year - 1, version.number_of("carried_window_months"))
    after = sorted(
        (m for m in line.months if m.month > end and m.paid_vnd), key=lambda each: each.month
    )
    if not after:
        return
    amount = sum(month.paid_vnd for month in after)
    duty = Duty("D2", LINE, line.id, facts.owner_id, "window", facts.project_id)
    steps = (Step("law_day", {}, end), capital("past_window", amount))
    finding = Finding(
        version=version, since=after[0].day, told=(end, amount, after[0].month), steps=steps
    )
    yield found_true(duty, finding, told)
