"""The invented rows as the facts the rules read, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from deadlines.rules.clock import Exclusion
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.demo.law import choices
from projects.demo.shapes import Acts, ItemRow, PeriodRow, ProjectRow, TrancheRow
from projects.rules.facts import (
    ExtensionFacts,
    InstrumentFacts,
    ItemFacts,
    PeriodFacts,
    ProjectFacts,
    RequestFacts,
    SuspensionFacts,
    TrancheFacts,
)
from projects.rules.facts_money import (
    ContactFacts,
    ContributionFacts,
    DepositFacts,
    FilingFacts,
    SecurityFacts,
    SiteLossFacts,
    TermFacts,
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
        tranches=tuple(_tranche(row, t, base + i, i) for i, t in enumerate(acts.tranches)),
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
        instruments=_instruments(row, base),
        periods=tuple(_period(p, base + i) for i, p in enumerate(acts.periods)),
        **_money(acts, base),
    )


def law_of(on: date) -> LawBook:
    """The shipped law with what the invented province decided."""
    chosen = {row.kind: row.parameters for row in choices(on)}
    newest = {v.kind: v.number for v in sorted(SHIPPED_VERSIONS, key=lambda v: v.effective_from)}
    return LawBook(
        replace(v, parameters={**v.parameters, **chosen[v.kind]})
        if v.kind in chosen and newest[v.kind] == v.number
        else v
        for v in SHIPPED_VERSIONS
    )


def _instruments(row: ProjectRow, base: int) -> tuple[InstrumentFacts, ...]:
    return tuple(
        InstrumentFacts(
            id=base + i,
            kind=act.kind,
            number=act.number,
            issued=act.issued,
            adjusts_id=None if act.adjusts is None else base + act.adjusts,
            capital_vnd=None
            if act.capital_share is None
            else int(row.capital_vnd * act.capital_share),
            land_area_m2=None if act.area_share is None else row.land_area_m2 * act.area_share,
        )
        for i, act in enumerate(row.acts.instruments)
    )


def _period(row: PeriodRow, pk: int) -> PeriodFacts:
    return PeriodFacts(
        id=pk,
        start=row.start,
        reason=row.reason,
        end=row.end,
        standing=row.standing,
        claimed=row.claimed,
        decided=row.document_date,
        expected_end=row.expected_end,
        reviewed=row.reviewed,
        reference=row.document_number,
    )


def _money(acts: Acts, base: int) -> dict[str, Any]:
    """Deposit, term, capital, contacts, sites and reports."""
    deposits = tuple(
        DepositFacts(
            id=base + i,
            amount_vnd=d.amount_vnd,
            paid=d.paid,
            valid_until=d.valid_until,
            reference=d.document_number,
        )
        for i, d in enumerate(acts.deposits)
    )
    decided = (tranche.decision_date for tranche in acts.tranches)
    return {
        "security": SecurityFacts(
            duty=acts.security.duty,
            base_vnd=acts.security.base_vnd,
            due=acts.security.due,
            land_decided=min((day for day in decided if day), default=None),
            deposits=deposits,
        ),
        "term": TermFacts(years=acts.term.years, start=acts.term.start, event=acts.term.event),
        "contributions": tuple(
            ContributionFacts(id=base + i, day=c.on, amount_vnd=c.amount_vnd)
            for i, c in enumerate(acts.contributions)
        ),
        "contacts": tuple(
            ContactFacts(id=base + i, day=c.on, channel=c.channel, reached=c.reached)
            for i, c in enumerate(acts.contacts)
        ),
        "site_losses": tuple(
            SiteLossFacts(id=base + i, lost=s.lost, reference=s.document_number)
            for i, s in enumerate(acts.site_losses)
        ),
        "filings": tuple(
            FilingFacts(
                id=base + i,
                kind=f.kind,
                cycle=f.cycle,
                submitted=f.submitted,
                accepted=f.accepted,
                returned=f.returned,
            )
            for i, f in enumerate(acts.filings)
        ),
    }


def _tranche(told: ProjectRow, row: TrancheRow, pk: int, position: int) -> TrancheFacts:
    acts, extension = told.acts, row.extension
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
        decided_area_m2=told.land_area_m2 * row.decided_share,
        handed_area_m2=_area(told, row.handed_share),
    )


def _area(told: ProjectRow, share: Decimal | None) -> Decimal | None:
    return None if share is None else told.land_area_m2 * share


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
        amount_vnd=row.amount_vnd,
        cap_exception=row.revisions[-1].exception if row.revisions else "",
        requests=tuple(
            RequestFacts(id=pk + i, filed=asked.filed, reference=asked.document_number)
            for i, asked in enumerate(acts.requests)
            if asked.item == position
        ),
    )


def _exclusions(acts: Acts, *, tranche: int | None, item: int | None) -> tuple[Exclusion, ...]:
    return tuple(
        _exclusion(row)
        for row in acts.periods
        if (row.tranche, row.item) == (tranche, item) and row.standing == "decided"
    )


def _exclusion(row: PeriodRow) -> Exclusion:
    return Exclusion(row.start, row.end, row.reason, reference=row.document_number)


def _last(value: PartialDate | None) -> date | None:
    return value.last if value else None
