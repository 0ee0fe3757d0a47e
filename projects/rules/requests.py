"""More time asked for: filed in time it keeps the clock still, and the answer itself is owed (RX)."""

from collections.abc import Iterable
from datetime import date

from deadlines.rules.clock import Clock, DerivedReason, Exclusion, Step
from deadlines.rules.computed import Computed
from projects.rules.assembly import Duty, dated, undated
from projects.rules.facts import ItemFacts, RequestFacts
from projects.rules.reckoning import Case, Reckoning, term_run


def of_item(item: ItemFacts) -> tuple[RequestFacts, ...]:
    """The requests about a milestone's plan in force.

    One filed on or before the day of the instrument that sets the plan is answered by it.
    """
    plan = item.instrument_date
    return tuple(asked for asked in item.requests if plan is None or asked.filed > plan)


def stops(requests: Iterable[RequestFacts]) -> tuple[Exclusion, ...]:
    """Open pauses from the day of filing, of requests not refused.

    An open pause stops a clock only if it begins on or before the due day, so a request filed
    late stops nothing. One that was granted keeps the clock still until the new plan or the
    extension is on record.
    """
    return tuple(
        Exclusion(
            start=asked.filed,
            end=None,
            reason=(
                DerivedReason.REQUEST_GRANTED if asked.granted else DerivedReason.REQUEST_PENDING
            ).value,
            derived=True,
            reference=asked.decision_number or asked.reference,
        )
        for asked in requests
        if asked.granted is not False
    )


def remarks(requests: Iterable[RequestFacts], due: date) -> tuple[Step, ...]:
    """What is to be said of requests that move nothing: refused, or filed after the due day."""
    said = (_remark(asked, due) for asked in sorted(requests, key=lambda r: (r.filed, r.id)))
    return tuple(step for step in said if step is not None)


def _remark(asked: RequestFacts, due: date) -> Step | None:
    if asked.granted is False and asked.decided is not None:
        params: dict[str, str | int] = {
            "filed": asked.filed.isoformat(),
            "decided": asked.decided.isoformat(),
            "reference": asked.decision_number,
            "days": (asked.decided - asked.filed).days,
        }
        return Step("request_refused", params)
    if asked.filed > due:
        filed = asked.filed.isoformat()
        return Step("request_late", {"filed": filed, "reference": asked.reference})
    return None


def answer_due(case: Case, asked: RequestFacts) -> Computed:
    """RX: a request for more time answered within the working days the province sets.

    The managing agency bears it; MET by the day of the decision, granted or refused.
    """
    duty = Duty("RX", "extension_request", asked.id, agency_id=case.project.agency_id)
    version = case.law.version_for("RX", act_date=asked.filed, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    params = {"fact": "request", "reference": asked.reference}
    found = Reckoning(
        version=version,
        base=asked.filed,
        run=term_run(case, version, asked.filed, ()),
        facts=(Step("base", params, asked.filed),),
    )
    return dated(case, duty, found, met=asked.decided)
