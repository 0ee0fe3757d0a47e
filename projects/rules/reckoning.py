"""Walking the clock of a duty: which exclusions it accepts, under which version of the law."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from deadlines.rules.clock import DerivedReason, Exclusion, Run, Step, run, run_to
from deadlines.rules.law import LawBook, RuleVersionDef
from projects.rules.evidence import derived_exclusions
from projects.rules.facts import ItemFacts, ProjectFacts, TrancheFacts
from vn.calendar import WorkCalendar

_DERIVED = frozenset(reason.value for reason in DerivedReason)
# The base of a clock and the clock walked from it, under one version of the law.
Walk = Callable[[RuleVersionDef, tuple[Exclusion, ...]], tuple[date, Run]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One project, the law, the calendar, and the day of looking."""

    project: ProjectFacts
    law: LawBook
    calendar: WorkCalendar
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """A walked clock with the facts it began from.

    `starts_on` is the first day the rule may speak; `later_stops` are the days on which a
    recorded open pause still to come would begin; `remarks` are said after the arithmetic.
    """

    version: RuleVersionDef
    base: date
    run: Run
    facts: tuple[Step, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    advisory: bool = False
    starts_on: date | None = None
    later_stops: tuple[date, ...] = ()
    remarks: tuple[Step, ...] = ()


def term_run(
    case: Case, version: RuleVersionDef, base: date, exclusions: tuple[Exclusion, ...]
) -> Run:
    """The clock of the version's own term."""
    return run(
        base=base,
        term=version.term,
        exclusions=exclusions,
        boundary=version.boundary,
        calendar=case.calendar,
        roll=version.roll,
    )


def by_due_day(
    case: Case, kind: str, exclusions: Iterable[Exclusion], walk: Walk
) -> Reckoning | None:
    """Walk the clock under the version in force on the due day it leads to (R-2.2).

    A due day older than the oldest law in the book takes that one, from its first day on: the
    land was still unused then. None only when the law has ended.
    """
    recorded = tuple(exclusions)

    def under(version: RuleVersionDef) -> tuple[date, Run]:
        return walk(version, sorted_out(recorded, version.reasons, case.on)[0])

    version = case.law.version_by_due(kind, lambda v: under(v)[1].due, act_date=None, on=case.on)
    if version is None:
        oldest = next(iter(case.law.versions(kind)), None)
        if oldest is None or under(oldest)[1].due >= oldest.effective_from:
            return None
        version = oldest
    base, walked = under(version)
    kept, coming = sorted_out(recorded, version.reasons, case.on)
    return Reckoning(
        version=version,
        base=base,
        run=walked,
        exclusions=kept,
        starts_on=version.effective_from if walked.due < version.effective_from else None,
        later_stops=coming,
    )


def for_tranche(found: Reckoning, tranche: TrancheFacts, facts: tuple[Step, ...]) -> Reckoning:
    """With the facts it rests on; advisory when the handover is older than the rule (R-2.2)."""
    handover = tranche.handover_date
    if handover is None or not found.version.is_transitional(handover):
        return replace(found, facts=facts)
    return replace(found, facts=(*facts, Step("transitional", {}, handover)), advisory=True)


def sorted_out(
    exclusions: Iterable[Exclusion], reasons: frozenset[str], on: date
) -> tuple[tuple[Exclusion, ...], tuple[date, ...]]:
    """The exclusions a rule accepts, and the days on which open ones still to come begin.

    Derived reasons are accepted by every rule that gathers them. An open period recorded for the
    future has not stopped anything yet.
    """
    accepted = [x for x in exclusions if x.reason in reasons or x.reason in _DERIVED]
    coming = tuple(x.start for x in accepted if x.end is None and x.start > on)
    return tuple(x for x in accepted if x.end is not None or x.start <= on), coming


def until_met(exclusions: Iterable[Exclusion], met: date | None) -> tuple[Exclusion, ...]:
    """The exclusions as a duty met on a day lived to see them.

    A pause still open on that day had not ended, so what was met during it was not late.
    """
    if met is None:
        return tuple(exclusions)
    lived = (x for x in exclusions if x.end is not None or x.start <= met)
    return tuple(x if x.end is not None else replace(x, end=met) for x in lived)


def schedule_exclusions(project: ProjectFacts, item: ItemFacts) -> tuple[Exclusion, ...]:
    """All that may stop a milestone: project, milestone, and land the State kept back."""
    return (*project.exclusions, *item.exclusions, *derived_exclusions(project, item.phase))


def milestone_run(item: ItemFacts, exclusions: Iterable[Exclusion]) -> Run:
    """The clock to a milestone's planned day in force; ValueError if `missing_of` names a fact.

    The day is fixed by the instrument, so a day off does not move it.
    """
    if item.planned is None or item.instrument_date is None:
        raise ValueError(f"milestone {item.id} has no planned day set by an instrument")
    return run_to(start=item.instrument_date, target=item.planned, exclusions=exclusions)


def milestone_step(item: ItemFacts) -> Step:
    """The schedule a deadline rests on."""
    params: dict[str, str | int] = {
        "fact": "schedule",
        "milestone": item.kind,
        "name": item.name,
        "phase": item.phase,
        "reference": item.instrument_number,
    }
    return Step("base", params, item.planned)


def missing_of(item: ItemFacts) -> str:
    """Which fact keeps a milestone's deadline from being computed; empty if none does."""
    if item.planned is None:
        return "schedule"
    return "schedule_instrument" if item.instrument_date is None else ""
