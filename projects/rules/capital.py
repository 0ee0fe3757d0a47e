"""Capital brought in against its schedule (I8; schedule of the approval or certificate, R-1.4 a)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from deadlines.rules.clock import Clock, Step
from deadlines.rules.computed import Computed
from projects.rules.assembly import Duty, dated, undated
from projects.rules.coming import again_by, first_after
from projects.rules.evidence import achieved_undated
from projects.rules.facts import ItemFacts, ItemKind
from projects.rules.facts_money import ContributionFacts
from projects.rules.reckoning import Case, missing_of
from projects.rules.schedule import reckon_milestone

_ONE_DAY = timedelta(days=1)


def names_an_amount(item: ItemFacts) -> bool:
    """Whether the milestone is one of capital with its sum: I8 then stands in for I1."""
    return item.kind == ItemKind.CAPITAL and bool(item.amount_vnd)


def capital_due(case: Case, item: ItemFacts) -> Computed:
    """I8: the capital scheduled up to this milestone is in by its planned day in force.

    The sum is that of all binding milestones of capital planned no later, without those of a
    phase that ended, against all contributions. MET on the day they reached it, or on the milestone's own day reached, whichever
    comes first. A project of which no contribution was ever recorded is never called late: once
    the day has passed it is UNKNOWN for want of "contributions". Otherwise as I1.
    """
    duty = Duty("I8", "schedule_item", item.id)
    if achieved_undated(case.project, item):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    missing = missing_of(item)
    if missing or item.planned is None:
        return undated(case, duty, Clock.UNKNOWN, missing=missing)
    version = case.law.version_for(
        "I8", act_date=item.instrument_date, due_date=item.planned, on=case.on
    )
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    due_vnd, items = _scheduled(case, item.planned)
    reached = _reached_on(case.project.contributions, due_vnd, case.on)
    met = min((day for day in (reached, item.actual) if day), default=None)
    upto = min(met or case.on, case.on)
    known = [each for each in case.project.contributions if each.day <= upto]
    paid_vnd = sum(each.amount_vnd for each in known)
    scheduled = Step("scheduled", {"amount_vnd": due_vnd, "count": items})
    paid = Step("contributed", {"amount_vnd": paid_vnd, "count": len(known)})
    found = reckon_milestone(case, item, version, met)
    found = replace(found, facts=(scheduled, paid, *found.facts))
    computed = dated(case, duty, found, met=met)
    if met is None and not known:
        computed = _silent(case, computed)
    computed = replace(computed, amount_due_vnd=due_vnd, amount_met_vnd=paid_vnd)
    # What comes in after the day on which it was met changes nothing, though both lie ahead.
    days = (c.day for c in case.project.contributions if met is None or c.day <= met)
    return again_by(computed, first_after(days, case.on))


def _silent(case: Case, computed: Computed) -> Computed:
    """Reminders before the day; after it, nobody knows whether it was kept."""
    due = computed.due_date
    if computed.clock is not Clock.RUNNING or due is None:
        return computed
    if due >= case.on:
        rungs = tuple(rung for rung in computed.rungs if rung.date <= due)
        return again_by(replace(computed, rungs=rungs), due + _ONE_DAY)
    return replace(computed, clock=Clock.UNKNOWN, missing="contributions", rungs=())


def _scheduled(case: Case, planned: date) -> tuple[int, int]:
    ended = {part.phase for part in case.project.ended_phases if part.on <= case.on}
    amounts = [
        item.amount_vnd or 0
        for item in case.project.items
        if names_an_amount(item)
        and not missing_of(item)
        and item.planned is not None
        and item.planned <= planned
        and item.phase not in ended
    ]
    return sum(amounts), len(amounts)


def _reached_on(contributions: Iterable[ContributionFacts], needed: int, on: date) -> date | None:
    paid = 0
    for each in sorted(contributions, key=lambda c: c.day):
        paid += each.amount_vnd
        if each.day > on:
            return None
        if paid >= needed:
            return each.day
    return None
