"""Appraisal of a proposal (T1), opinions of agencies (T2) and overlapping boundaries (Q2)."""

from collections.abc import Iterator
from datetime import date, timedelta

from deadlines.rules.clock import Clock, DerivedReason, Exclusion, Run, Step, Term, run
from deadlines.rules.computed import Computed
from projects.rules.appraisal_facts import (
    AreaFacts,
    OpinionFacts,
    ProposalFacts,
    SupplementFacts,
)
from projects.rules.assembly import Condition, Duty, dated, found_true, undated
from projects.rules.reckoning import Case, Reckoning, until_met

TOLERANCE_M2 = 50
"""Boundaries of neighbours, surveyed apart and rounded to centimetres, overlap by slivers."""


def appraisal(case: Case) -> Iterator[Computed]:
    """T1 of every proposal of the project, and T2 of everybody asked about it."""
    for proposal in case.project.proposals:
        yield appraisal_due(case, proposal)
        yield from (opinion_due(case, proposal, asked) for asked in proposal.opinions)


def appraisal_due(case: Case, proposal: ProposalFacts) -> Computed:
    """T1: the handling agency submits within the days it has (a rule of the province).

    The clock stands still while a supplement is open. MET on the day it was submitted, else
    decided; UNKNOWN while nobody said how many days there are.
    """
    duty = Duty("T1", "proposal", proposal.id, agency_id=proposal.agency_id)
    met = proposal.submitted or proposal.decided
    if proposal.limit_days is None:
        if met is not None:
            return undated(case, duty, Clock.VOID, void_reason="done_without_limit")
        return undated(case, duty, Clock.UNKNOWN, missing="proposal_limit")
    version = case.law.version_for("T1", act_date=proposal.received, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    pauses = tuple(pause for s in proposal.supplements if (pause := waiting(s)) is not None)
    term = _term(proposal.limit_days, working=proposal.working_days)
    found = Reckoning(
        version=version,
        base=proposal.received,
        run=_walk(case, proposal.received, term, until_met(pauses, met), roll=version.roll),
        facts=(
            Step("base", {"fact": "proposal", "reference": proposal.reference}, proposal.received),
        ),
    )
    return dated(case, duty, found, met=met)


def opinion_due(case: Case, proposal: ProposalFacts, asked: OpinionFacts) -> Computed:
    """T2: the agency asked answers within the days the letter gives; it bears the duty itself.

    MET by the day of its answer; VOID once the proposal was decided without it.
    """
    duty = Duty("T2", "opinion", asked.id, agency_id=asked.agency_id)
    version = case.law.version_for("T2", act_date=asked.asked, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    term = _term(asked.limit_days, working=asked.working_days)
    found = Reckoning(
        version=version,
        base=asked.asked,
        run=_walk(case, asked.asked, term, (), roll=version.roll),
        facts=(Step("base", {"fact": "opinion", "reference": asked.reference}, asked.asked),),
    )
    overtaken = asked.answered is None and proposal.decided is not None
    reason = "proposal_decided" if overtaken else ""
    return dated(case, duty, found, met=asked.answered, void_reason=reason)


def overlap(case: Case, area: AreaFacts) -> Computed | None:
    """Q2: the area overlaps an area of another project by more than `TOLERANCE_M2`.

    Steps name no other project: not everybody who reads them may know of it.
    """
    met = [each for each in area.overlaps if each.m2 > TOLERANCE_M2]
    version = case.law.version_for("Q2", act_date=area.since, due_date=None, on=case.on)
    if version is None or not met:
        return None
    ordered = sorted(met, key=lambda each: (-each.m2, each.other_id))
    condition = Condition(
        since=area.since,
        told=tuple((each.other_id, each.m2) for each in ordered),
        steps=tuple(Step("overlap", {"m2": each.m2}) for each in ordered),
    )
    duty = Duty("Q2", "site_area", area.id, agency_id=case.project.agency_id)
    return found_true(case, duty, version, condition)


def waiting(supplement: SupplementFacts) -> Exclusion | None:
    """The days a supplement takes out: from the day it was asked to the day before the answer.

    On the day the papers come in the registry can work again. None for an answer on the same day.
    """
    asked, answered = supplement.asked, supplement.answered
    if answered is not None and answered <= asked:
        return None
    return Exclusion(
        start=asked,
        end=None if answered is None else answered - timedelta(days=1),
        reason=DerivedReason.SUPPLEMENT.value,
        derived=True,
        reference=supplement.reference,
    )


def _term(days: int, *, working: bool) -> Term:
    return Term(working_days=days) if working else Term(days=days)


def _walk(case: Case, base: date, term: Term, pauses: tuple[Exclusion, ...], *, roll: bool) -> Run:
    return run(base=base, term=term, exclusions=pauses, calendar=case.calendar, roll=roll)
