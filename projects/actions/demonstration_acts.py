"""The acts of the demonstration's projects: documents first, then what rests on them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from accounts.models import Agency
from projects.actions.acts import partial
from projects.actions.demonstration_money import write_money, write_requests
from projects.demo.shapes import (
    Acts,
    ExtensionRow,
    InstrumentRow,
    ItemRow,
    PeriodRow,
    ProjectRow,
    TrancheRow,
)
from projects.models import (
    ExcludedPeriod,
    Extension,
    Instrument,
    LandTranche,
    Project,
    ScheduleItem,
    ScheduleRevision,
    Suspension,
    Termination,
)
from vn.documents import normalise_number

Pairs = list[tuple[Project, ProjectRow]]
Row = TypeVar("Row")

_CENT = Decimal("0.01")


def write_acts(*, pairs: Pairs, agencies: dict[str, Agency]) -> None:
    """Write every act of these saved projects, a table at a time."""
    instruments = [[_instrument(p, row) for row in told.acts.instruments] for p, told in pairs]
    Instrument.objects.bulk_create(_flat(instruments))
    items: list[list[ScheduleItem]] = []
    for (project, told), acts in zip(pairs, instruments, strict=True):
        for act, row in zip(acts, told.acts.instruments, strict=True):
            act.adjusts = None if row.adjusts is None else acts[row.adjusts]
        items.append([_item(project, row, acts) for row in told.acts.items])
    Instrument.objects.bulk_update(_flat(instruments), ["adjusts"])
    ScheduleItem.objects.bulk_create(_flat(items))
    tranches = [[_tranche(p, row, agencies) for row in told.acts.tranches] for p, told in pairs]
    LandTranche.objects.bulk_create(_flat(tranches))
    for (project, told), documents, milestones, lands in zip(
        pairs, instruments, items, tranches, strict=True
    ):
        _write_revisions(told.acts, milestones, documents)
        _write_extensions(told.acts, lands)
        _write_pauses(project, told.acts, milestones, lands)
        write_requests(project, told.acts, milestones)
    write_money(pairs=pairs)


def _flat(rows: list[list[Row]]) -> list[Row]:
    return [row for part in rows for row in part]


def _instrument(project: Project, row: InstrumentRow) -> Instrument:
    return Instrument(
        project=project,
        kind=row.kind,
        number=row.number,
        number_key=normalise_number(row.number),
        issued_date=row.issued,
        authority=row.authority,
        issuer_name=row.issuer,
        sequence=row.sequence,
        capital_vnd=_capital(project, row.capital_share),
        land_area_m2=_part(project, row.area_share),
        note=row.note,
    )


def _capital(project: Project, share: Decimal | None) -> int | None:
    if share is None or project.registered_capital_vnd is None:
        return None
    return int(project.registered_capital_vnd * share)


def _item(project: Project, row: ItemRow, instruments: list[Instrument]) -> ScheduleItem:
    return ScheduleItem(
        project=project,
        phase=row.phase,
        kind=row.kind,
        name=row.name,
        instrument=None if row.instrument is None else instruments[row.instrument],
        **partial("planned", row.planned),
        **partial("baseline", row.baseline),
        **partial("actual", row.actual),
        achieved_undated=row.achieved_undated,
        amount_vnd=row.amount_vnd,
        evidence=row.evidence,
    )


def _tranche(project: Project, row: TrancheRow, agencies: dict[str, Agency]) -> LandTranche:
    return LandTranche(
        project=project,
        label=row.label,
        phase=row.phase,
        decision_number=row.decision_number,
        decision_date=row.decision_date,
        decided_area_m2=_part(project, row.decided_share),
        planned_handover_date=row.planned_handover,
        **partial("handover", row.handover),
        handed_area_m2=_part(project, row.handed_share),
        minutes_number=row.minutes_number,
        in_use_date=row.in_use,
        in_use_evidence=row.evidence,
        agency=agencies[row.agency],
    )


def _part(project: Project, share: Decimal | None) -> Decimal | None:
    if share is None or project.land_area_m2 is None:
        return None
    return (project.land_area_m2 * share).quantize(_CENT)


def _write_revisions(acts: Acts, items: list[ScheduleItem], instruments: list[Instrument]) -> None:
    ScheduleRevision.objects.bulk_create(
        ScheduleRevision(
            item=item,
            instrument=instruments[revision.instrument],
            **partial("old", revision.old),
            **partial("new", revision.new),
            exception=revision.exception,
        )
        for item, row in zip(items, acts.items, strict=True)
        for revision in row.revisions
    )


def _write_extensions(acts: Acts, tranches: list[LandTranche]) -> None:
    Extension.objects.bulk_create(
        _extension(tranche, row.extension)
        for tranche, row in zip(tranches, acts.tranches, strict=True)
        if row.extension
    )


def _extension(tranche: LandTranche, row: ExtensionRow) -> Extension:
    return Extension(
        tranche=tranche,
        decision_number=row.decision_number,
        decision_date=row.decision_date,
        from_date=row.from_date,
        months=row.months,
    )


def _write_pauses(
    project: Project, acts: Acts, items: list[ScheduleItem], tranches: list[LandTranche]
) -> None:
    """Excluded periods, suspensions and the end."""
    ExcludedPeriod.objects.bulk_create(
        _period(project, row, items, tranches) for row in acts.periods
    )
    Suspension.objects.bulk_create(
        Suspension(
            project=project,
            decided_by=row.decided_by,
            start_date=row.start,
            ordered_until=row.ordered_until,
            resumed_date=row.resumed,
            document_number=row.document_number,
            document_date=row.document_date,
        )
        for row in acts.suspensions
    )
    if acts.termination:
        Termination.objects.create(
            project=project,
            ground=acts.termination.ground,
            number=acts.termination.number,
            date=acts.termination.date,
            authority=acts.termination.authority,
            capital_vnd=project.registered_capital_vnd,
            note=acts.termination.note,
        )


def _period(
    project: Project, row: PeriodRow, items: list[ScheduleItem], tranches: list[LandTranche]
) -> ExcludedPeriod:
    scope = ExcludedPeriod.Scope.PROJECT
    if row.tranche is not None:
        scope = ExcludedPeriod.Scope.TRANCHE
    elif row.item is not None:
        scope = ExcludedPeriod.Scope.SCHEDULE_ITEM
    return ExcludedPeriod(
        project=project,
        scope=scope,
        tranche=None if row.tranche is None else tranches[row.tranche],
        schedule_item=None if row.item is None else items[row.item],
        start_date=row.start,
        end_date=row.end,
        reason=row.reason,
        document_number=row.document_number,
        document_date=row.document_date,
        note=row.note,
        standing=row.standing,
        claimed_date=row.claimed,
        expected_end_date=row.expected_end,
        reviewed_date=row.reviewed,
        review_note=row.review_note,
    )
