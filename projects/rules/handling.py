"""Handling: the next step of a decision on a late or violating project, by its day (H1)."""

from deadlines.rules.clock import Clock, Step, run_to
from deadlines.rules.computed import Computed
from projects.rules.assembly import Duty, dated, undated
from projects.rules.handling_facts import HandlingFacts
from projects.rules.reckoning import Case, Reckoning


def next_step(case: Case, decision: HandlingFacts) -> Computed:
    """H1: the step a decision names is done by its day (law.md §4.5, a rule of the province).

    The managing agency owes it. MET when the decision ended or a newer one took its place;
    UNKNOWN while one in force names no day.
    """
    duty = Duty("H1", "handling", decision.id, agency_id=case.project.agency_id)
    due = decision.step_due
    if due is None:
        if decision.ended_on is None:
            return undated(case, duty, Clock.UNKNOWN, missing="handling_step_day")
        return undated(case, duty, Clock.VOID, void_reason="handling_ended")
    version = case.law.version_for("H1", act_date=decision.decided_on, due_date=due, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    params = {"fact": "handling", "reference": decision.document_number}
    found = Reckoning(
        version=version,
        base=decision.decided_on,
        run=run_to(start=decision.decided_on, target=due, exclusions=()),
        facts=(Step("base", params, decision.decided_on),),
    )
    return dated(case, duty, found, met=decision.ended_on)
