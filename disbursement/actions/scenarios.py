"""The scenario of disbursement of the province, an owner or a project: set, change, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import Agency, User
from disbursement.models import CapitalPlan, Scenario
from disbursement.rules.scenario import falls_at, outside_at
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal
from projects.models import Project
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFacts:
    """The thirteen month ends in percent, and the document they come from, if any."""

    percents: Sequence[Decimal]
    decision_number: str = ""
    decision_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioOf:
    """Whose scenario: a project's, an owner's, or, with neither, the province's."""

    owner: Agency | None = None
    project: Project | None = None


class NoAnnualPlan(Refusal):
    """A scenario belongs to the plan of a year."""

    text = _("There is no capital plan of %(year)s yet. Record the decision that assigns it first.")


class MonthFalls(Refusal):
    """What was disbursed once stays disbursed."""

    text = _(
        "Month %(month)s is below the month before. The scenario is accumulated: it never falls."
    )


class MonthOutside(Refusal):
    """A share of the capital lies between nothing and all of it."""

    text = _("Write month %(month)s as a percentage from 0 to 100.")


@transaction.atomic
def set_scenario(
    *, by: User | None, on: date, at: datetime, year: int, of: ScenarioOf, facts: ScenarioFacts
) -> Outcome[Scenario]:
    """Set the scenario of a year. Raises `NoAnnualPlan`, `MonthFalls`, `MonthOutside`, `Invalid`."""
    plan = CapitalPlan.objects.filter(horizon=CapitalPlan.Horizon.ANNUAL, first_year=year).first()
    if plan is None:
        raise NoAnnualPlan(year=year)
    row = Scenario(
        plan=plan, owner=of.owner, project=of.project, recorded_by_id=by.pk if by else None
    )
    change = _assign(row, facts)
    store(row)
    _tell("scenario_set", row, _("Scenario of %(year)s set: %(whose)s"), change, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def change_scenario(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ScenarioFacts
) -> Outcome[Scenario]:
    """Change the months or the document. Raises `Stale`, and as `set_scenario`."""
    row = lock_seen(Scenario.objects.all(), seen)
    change = _assign(row, facts)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Scenario of %(year)s changed: %(whose)s")
    _tell("scenario_changed", row, summary, change, by=by, reason=seen.why)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def withdraw_scenario(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[Scenario]:
    """Take a scenario out; the next wider one applies again. Raises `Stale`."""
    row = lock_seen(Scenario.objects.all(), seen)
    change = Change(old={"percents": [str(each) for each in row.percents]}, new={"percents": None})
    summary = _("Scenario of %(year)s withdrawn: %(whose)s")
    _tell("scenario_withdrawn", row, summary, change, by=by, reason=reason)
    gone = Scenario(pk=row.pk, plan=row.plan, owner=row.owner, project=row.project)
    row.delete()
    return Outcome(row=gone, changed=("percents",), moved=0)


def whose(row: Scenario) -> str | Promise:
    """The subject of a scenario in words."""
    return str(row.project or row.owner or "") or _("the whole province")


def _assign(row: Scenario, facts: ScenarioFacts) -> Change:
    percents = list(facts.percents)
    outside, falls = outside_at(percents), falls_at(percents)
    if outside or falls:
        refusal = MonthOutside if outside else MonthFalls
        month = outside or falls
        raise refusal(month=month, field=f"m{month}")
    values = {
        "percents": percents,
        "decision_number": tidy(facts.decision_number),
        "decision_date": facts.decision_date,
        "note": tidy(facts.note),
    }
    change = assign(row, values)
    if "percents" in change.new:
        change.old["percents"] = [str(each) for each in change.old["percents"] or ()]
        change.new["percents"] = [str(each) for each in percents]
    return change


def _tell(
    verb: str,
    row: Scenario,
    summary: Promise,
    change: Change,
    *,
    by: User | None,
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="scenario",
        subject_id=row.pk,
        project_id=row.project_id,
        summary=in_words(summary, year=row.plan.first_year, whose=whose(row)),
        old=change.old,
        new=change.new,
        reason=tidy(reason),
    )
    record(by=by, entry=entry)
