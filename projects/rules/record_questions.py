"""Questions to whoever follows a project: is it still so (Q1), can both be true (Q3).

They are conditions like any other: found on the facts, dismissed with a reason, and asked again
only when the facts change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from projects.rules.assembly import Condition, Duty, found_true
from projects.rules.coming import again_by
from projects.rules.facts import ItemKind, PhysicalState
from projects.rules.facts_record import RecordFacts
from projects.rules.quality import stale_since
from projects.rules.reckoning import Case

_DONE = frozenset({ItemKind.WORKS, ItemKind.COMPLETION, ItemKind.OPERATION})
"""Milestones of which one must be reached before anything operates."""


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """Two facts that can hardly both be true; `code` names the question, `told` the facts."""

    code: str
    since: date
    told: tuple[object, ...]
    params: dict[str, str | int]
    subject_kind: str = "project"
    subject_id: int = 0


def questions(case: Case, record: RecordFacts | None) -> Iterator[Computed]:
    """Every question about one project's record; none before it was first measured."""
    if record is None:
        return
    if case.project.terminated_on is None:
        yield from _stale(case, record)
        yield from _asked(case, (*_states(case, record), *_land(case), *_stands(case, record)))
    elif not record.has_termination:
        yield from _asked(case, [_Contradiction("terminated_undecided", record.entered_on, (), {})])


def _stale(case: Case, record: RecordFacts) -> Iterator[Computed]:
    """Q1: nobody updated or confirmed the record within N days (target 4; a rule of the province)."""
    version = case.law.version_for("Q1", act_date=None, due_date=None, on=case.on)
    if version is None:
        return
    since = stale_since(record.updated_on, version.term.days)
    condition = Condition(
        since=since,
        told=(record.updated_on,),
        base=record.updated_on,
        steps=(
            Step("base", {"fact": "record_update"}, record.updated_on),
            Step("term", {"days": version.term.days}, since),
        ),
    )
    duty = Duty("Q1", "project", case.project.id, agency_id=case.project.agency_id)
    found = found_true(case, duty, version, condition)
    yield again_by(found, case.law.next_change("Q1", case.on))


def _asked(case: Case, contradictions: Iterable[_Contradiction]) -> Iterator[Computed]:
    """Q3: facts of the record that can hardly both be true; each is a question of its own."""
    for found in contradictions:
        version = case.law.version_for("Q3", act_date=found.since, due_date=None, on=case.on)
        if version is None:
            continue
        duty = Duty(
            "Q3",
            found.subject_kind,
            found.subject_id or case.project.id,
            found.code,
            agency_id=case.project.agency_id,
        )
        step = Step("question", {"code": found.code, **found.params})
        condition = Condition(since=found.since, told=(found.code, *found.told), steps=(step,))
        yield found_true(case, duty, version, condition)


def _states(case: Case, record: RecordFacts) -> Iterator[_Contradiction]:
    project = case.project
    states = (project.physical_state, project.operating_state)
    if not project.is_operating:
        for item in project.items:
            if item.kind == ItemKind.OPERATION and item.actual and _is_idle(case):
                told = (item.id, item.actual, project.physical_state)
                yield _Contradiction("operated_unbuilt", item.actual, told, {"name": item.name})
        return
    if project.physical_state == PhysicalState.NOT_STARTED:
        yield _Contradiction("operating_not_started", record.entered_on, states, {})
    elif project.physical_state == PhysicalState.UNDER_CONSTRUCTION:
        reached = [i for i in project.items if i.kind in _DONE and (i.actual or i.achieved_undated)]
        if not reached:
            yield _Contradiction("operating_unfinished", record.entered_on, states, {})


def _is_idle(case: Case) -> bool:
    return case.project.physical_state == PhysicalState.NOT_STARTED


def _land(case: Case) -> Iterator[_Contradiction]:
    for tranche in case.project.tranches:
        if tranche.handover_date is not None and not tranche.is_decided:
            yield _Contradiction(
                "handed_undecided",
                tranche.handover_date,
                (tranche.handover_date,),
                {"name": tranche.label},
                "tranche",
                tranche.id,
            )


def _stands(case: Case, record: RecordFacts) -> Iterator[_Contradiction]:
    open_pauses = [s for s in case.project.suspensions if s.resumed_on is None]
    if record.legal_state == "valid" and open_pauses:
        first = min(open_pauses, key=lambda s: (s.start, s.id))
        yield _Contradiction(
            "suspended_in_force", first.start, (first.id, first.start), {"name": first.reference}
        )
    parts, total = record.parts_vnd, record.capital_vnd
    if parts is not None and total is not None and parts != total:
        params: dict[str, str | int] = {"parts": parts, "total": total}
        yield _Contradiction("capital_parts", record.entered_on, (parts, total), params)
