"""The invented rows as the facts the rules read, without a database."""

from __future__ import annotations

from datetime import date

from deadlines.rules.clock import Exclusion
from projects.demo.shapes import Acts, ItemRow, PeriodRow, ProjectRow, TrancheRow
from projects.rules.facts import (
    ExtensionFacts,
    ItemFacts,
    ProjectFacts,
    SuspensionFacts,
    TrancheFacts,
)
from vn.dates import PartialDate, Precision

FOREIGN_TO_ALL = 1_000


def facts_of(row: ProjectRow, number: int) -> ProjectFacts:
    """The project at this position, its parts numbered from it."""
    acts, base = row.acts, number * FOREIGN_TO_ALL
    return ProjectFacts(
        id=number,
        agency_id=1,
        investor_id=row.investor + 1,
        terminated_on=acts.termination.date if acts.termination else None,
        physical_state=acts.physical,
        operating_state=acts.operating,
        pending_adjustment=acts.adjustment_pending_since is not None,
        tranches=tuple(_tranche(acts, t, base + i, i) for i, t in enumerate(acts.tranches)),
        items=tuple(_item(acts, item, base + i, i) for i, item in enumerate(acts.items)),
        suspensions=tuple(
            SuspensionFacts(
                id=base + i,
                start=s.start,
                resumed_on=s.resumed,
                ordered_until=s.ordered_until,
                reference=s.document_number,
            )
            for i, s in enumerate(acts.suspensions)
        ),
        exclusions=_exclusions(acts, tranche=None, item=None),
    )


def _tranche(acts: Acts, row: TrancheRow, pk: int, position: int) -> TrancheFacts:
    extension = row.extension
    return TrancheFacts(
        id=pk,
        label=row.label,
        phase=row.phase,
        decision_number=row.decision_number,
        decision_date=row.decision_date,
        planned_handover=row.planned_handover,
        handover_date=_last(row.handover),
        handover_precision=row.handover.precision if row.handover else Precision.DAY,
        minutes_number=row.minutes_number,
        in_use_date=row.in_use,
        land_agency_id=2,
        extension=ExtensionFacts(
            id=pk,
            decision_number=extension.decision_number,
            decision_date=extension.decision_date,
            from_date=extension.from_date,
            months=extension.months,
        )
        if extension
        else None,
        exclusions=_exclusions(acts, tranche=position, item=None),
    )


def _item(acts: Acts, row: ItemRow, pk: int, position: int) -> ItemFacts:
    instrument = None if row.instrument is None else acts.instruments[row.instrument]
    return ItemFacts(
        id=pk,
        kind=row.kind,
        phase=row.phase,
        name=row.name,
        planned=_last(row.planned),
        baseline=_last(row.baseline),
        actual=_last(row.actual),
        achieved_undated=row.achieved_undated,
        instrument_date=instrument.issued if instrument else None,
        instrument_number=instrument.number if instrument else "",
        exclusions=_exclusions(acts, tranche=None, item=position),
    )


def _exclusions(acts: Acts, *, tranche: int | None, item: int | None) -> tuple[Exclusion, ...]:
    return tuple(
        _exclusion(row) for row in acts.periods if (row.tranche, row.item) == (tranche, item)
    )


def _exclusion(row: PeriodRow) -> Exclusion:
    return Exclusion(row.start, row.end, row.reason, reference=row.document_number)


def _last(value: PartialDate | None) -> date | None:
    return value.last if value else None
