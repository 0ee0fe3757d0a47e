"""The operating term of a project (I9; R-1.9)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from deadlines.rules.clock import Clock, Exclusion, Run, Step, Term, run
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules.assembly import Duty, dated, undated
from projects.rules.evidence import derived_exclusions
from projects.rules.facts import ProjectFacts
from projects.rules.reckoning import Case, by_due_day


def term_ends(case: Case) -> Computed | None:
    """I9: the term is extended, or the project wound up, by its last day.

    Years by calendar from the event the decision names; days the State handed land over late do
    not count, on whichever tranche (LOI 2020 art. 44). None for a project of which neither the
    years nor their first day are recorded; UNKNOWN where one of the two is.
    """
    term = case.project.term
    if term.years is None and term.start is None:
        return None
    duty = Duty("I9", "project", case.project.id)
    if term.years is None:
        return undated(case, duty, Clock.UNKNOWN, missing="term_years")
    if term.start is None:
        return undated(case, duty, Clock.UNKNOWN, missing="term_start_date")
    start, years = term.start, term.years

    def walk(version: RuleVersionDef, kept: tuple[Exclusion, ...]) -> tuple[date, Run]:
        return start, _walked(start, years, kept)

    found = by_due_day(case, "I9", _late_handovers(case.project), walk)
    if found is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    base = Step("base", {"fact": f"term_{term.event}"}, start)
    return dated(case, duty, replace(found, facts=(base,)))


def _walked(start: date, years: int, kept: Iterable[Exclusion]) -> Run:
    walked = run(base=start, term=Term(months=12 * years), exclusions=kept)
    first, *rest = walked.steps
    return replace(walked, steps=(Step("years", {"years": years}, first.date), *rest))


def _late_handovers(project: ProjectFacts) -> tuple[Exclusion, ...]:
    """Decided for the project or a tranche, and land decided on but not handed over."""
    phases = sorted({tranche.phase or 1 for tranche in project.tranches})
    derived = (x for phase in phases for x in derived_exclusions(project, phase))
    of_tranches = (x for tranche in project.tranches for x in tranche.exclusions)
    return tuple(dict.fromkeys((*project.exclusions, *of_tranches, *derived)))
