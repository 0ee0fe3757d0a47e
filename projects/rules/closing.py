"""After the end: what must be done by the day a termination orders (T3), and what that list is.

The law names no days; the decision may (R-1.45). A step without a day has no clock: it stands
open on the project page until it is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Clock, Step, run_to
from deadlines.rules.computed import Computed
from projects.rules.assembly import Duty, dated, undated
from projects.rules.facts_closing import ClosureFacts
from projects.rules.reckoning import Case, Reckoning

KIND = "T3"
LIQUIDATION, LAND, DEPOSIT = "liquidation", "land", "deposit"
CERTIFICATE, TAX = "certificate", "tax"
OF_THE_INVESTOR = frozenset({LIQUIDATION, CERTIFICATE, TAX})
"""What the investor does himself; the rest is done by an agency."""

_WITHOUT_DEPOSIT = "no_deposit"
_LAND_IS_TAKEN = "land_recovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a project has that must be settled when it ends."""

    certificate: bool = False
    land: bool = False
    deposit: bool = False


def proposed(ground: str, holdings: Holdings, *, whole: bool) -> tuple[str, ...]:
    """What follows a termination on this ground, in the order it is done (R-1.45).

    A part that ends liquidates no project: its land, deposit and certificate are settled.
    """
    wanted = {
        LIQUIDATION: whole,
        LAND: holdings.land or ground == _LAND_IS_TAKEN,
        DEPOSIT: holdings.deposit and ground != _WITHOUT_DEPOSIT,
        CERTIFICATE: holdings.certificate,
        TAX: whole,
    }
    return tuple(kind for kind, is_wanted in wanted.items() if is_wanted)


def steps_due(case: Case) -> Iterator[Computed]:
    """T3 of each step whose day is ordered; termination itself does not end them."""
    for step in case.project.closures:
        if step.due is not None:
            yield step_due(case, step, step.due)


def step_due(case: Case, step: ClosureFacts, due: date) -> Computed:
    """T3: a step is done by the day the decision orders (R-1.45).

    The investor liquidates, settles taxes and hands the certificate back; the agency the step
    names, else the managing one, handles land and deposit. MET by the day it was done.
    """
    duty = Duty(KIND, "closure_step", step.id, agency_id=_agency(case, step))
    version = case.law.version_for(KIND, act_date=step.ordered, due_date=due, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    found = Reckoning(
        version=version,
        base=step.ordered,
        run=run_to(start=step.ordered, target=due, exclusions=()),
        facts=(Step("base", {"fact": "termination", "reference": step.reference}, step.ordered),),
    )
    return dated(case, duty, found, met=step.done)


def _agency(case: Case, step: ClosureFacts) -> int | None:
    """The agency that owes the step; None leaves it to the investor."""
    if step.kind in OF_THE_INVESTOR:
        return None
    if step.agency_id is None and step.kind not in (LAND, DEPOSIT):
        return None
    return step.agency_id or case.project.agency_id
