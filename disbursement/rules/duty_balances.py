"""D4: capital assigned to the province and not allocated to projects yet (law.md §2.4).

What is allocated uses up what was assigned first; so the day counts from the first assignment
that is not allocated whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from disbursement.rules.duty_assembly import Deadline, Duty, capital, dated
from disbursement.rules.duty_facts import BalanceFacts, EntryFacts, Told
from projects.rules.coming import again_by

BALANCE = "source_balance"


def unallocated(facts: BalanceFacts, told: Told) -> Iterator[Computed]:
    """D4 of a source in the plan of a year; nothing where nothing was assigned, void once the plan's
    window has closed."""
    assigned = sum(entry.amount_vnd for entry in facts.assigned)
    if assigned <= 0:
        return
    allocated = sum(entry.amount_vnd for entry in facts.allocated)
    entry = _open(facts.assigned, allocated)
    version = told.law.version_for("D4", act_date=entry.on, due_date=None, on=told.on)
    if version is None:
        return
    due = max(date(facts.year - 1, 12, 31), entry.on)
    done = allocated >= assigned
    end = date(facts.year + 1, 1, 31)
    over = told.on > end and not done
    found = dated(
        Duty("D4", BALANCE, facts.id, facts.department_id),
        Deadline(
            version=version,
            base=entry.on,
            due=due,
            void_reason="plan_year_over" if over else "",
            met=max(e.on for e in facts.allocated) if done else None,
            amount_due_vnd=assigned,
            amount_met_vnd=min(allocated, assigned),
            steps=(
                Step("base", {"fact": "assigned", "reference": entry.number}, entry.on),
                *([] if due == entry.on else [Step("law_day", {}, due)]),
                capital("assigned", assigned),
                capital("allocated", allocated),
                capital("unallocated", max(0, assigned - allocated)),
            ),
        ),
    )
    yield found if done or over else again_by(found, end + timedelta(1))


def _open(assigned: tuple[EntryFacts, ...], allocated: int) -> EntryFacts:
    """The assignment that is not used up; the last one when all of them are."""
    given = 0
    in_order = sorted(assigned, key=lambda entry: entry.on)
    for entry in in_order:
        given += entry.amount_vnd
        if given > allocated:
            return entry
    return in_order[-1]
