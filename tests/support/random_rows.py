"""Random facts written as the rows they would be read from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from deadlines.rules.clock import Exclusion
from projects.models import Instrument, LandTranche, Project, ScheduleItem
from projects.rules.facts import InstrumentFacts, ProjectFacts, RequestFacts, Standing
from tests.factories import (
    TODAY,
    AgencyFactory,
    ExclusionClaimed,
    ExclusionClosed,
    ExtensionFactory,
    InstrumentFactory,
    InvestorFactory,
    ItemWithoutPlan,
    ProjectFactory,
    RequestFactory,
    RevisionFactory,
    SectorFactory,
    SuspensionRunning,
    TerminationWhole,
    TrancheDecided,
)
from tests.support import random_money_rows


class Registry:
    """Writes projects that share their agency, investor and sector."""

    def __init__(self) -> None:
        self._alike = {
            "agency": AgencyFactory(),
            "sector": SectorFactory(),
            "investor": InvestorFactory(),
        }

    def write(self, facts: ProjectFacts) -> Project:
        """One project with all that is known of it; the rows come in the order of the facts."""
        project: Project = ProjectFactory(
            **self._alike | ({} if facts.investor_id else {"investor": None}),
            physical_state=facts.physical_state,
            operating_state=facts.operating_state,
            legal_state="terminated" if facts.terminated_on else "valid",
            adjustment_pending_since=TODAY if facts.pending_adjustment else None,
            **random_money_rows.columns(facts),
        )
        if facts.terminated_on:
            TerminationWhole(project=project, date=facts.terminated_on)
        self._land(project, facts)
        self._schedule(project, facts)
        for suspended in facts.suspensions:
            SuspensionRunning(
                project=project,
                start_date=suspended.start,
                resumed_date=suspended.resumed_on,
                ordered_until=suspended.ordered_until,
            )
        _pause(project, "project", facts.exclusions)
        _claims(project, facts)
        _instruments(project, facts.instruments)
        random_money_rows.write(project, facts)
        return project

    def _land(self, project: Project, facts: ProjectFacts) -> None:
        for part in facts.tranches:
            row: LandTranche = TrancheDecided(
                project=project,
                agency=self._alike["agency"],
                label=part.label,
                phase=part.phase,
                decision_number=part.decision_number,
                decision_date=part.decision_date,
                planned_handover_date=part.planned_handover,
                handover_date=part.handover_date,
                minutes_number=part.minutes_number,
                in_use_date=part.in_use_date,
                in_use_evidence="Ảnh chụp" if part.in_use_date else "",
                decided_area_m2=part.decided_area_m2,
                handed_area_m2=part.handed_area_m2,
            )
            self._requests(project, part.requests, tranche=row, schedule_item=None)
            _pause(project, "tranche", part.exclusions, tranche=row)
            if part.extension:
                ExtensionFactory(
                    tranche=row,
                    decision_number=part.extension.decision_number,
                    decision_date=part.extension.decision_date,
                    from_date=part.extension.from_date,
                    months=part.extension.months,
                )

    def _schedule(self, project: Project, facts: ProjectFacts) -> None:
        for item in facts.items:
            instrument = item.instrument_date and InstrumentFactory(
                project=project, issued_date=item.instrument_date
            )
            row: ScheduleItem = ItemWithoutPlan(
                project=project,
                kind=item.kind,
                phase=item.phase,
                planned_date=item.planned,
                baseline_date=item.baseline,
                actual_date=item.actual,
                achieved_undated=item.achieved_undated,
                amount_vnd=item.amount_vnd,
                instrument=instrument,
            )
            if instrument and item.planned:
                RevisionFactory(
                    item=row,
                    instrument=instrument,
                    new_date=item.planned,
                    exception=item.cap_exception,
                )
            self._requests(project, item.requests, schedule_item=row)
            _pause(project, "schedule_item", item.exclusions, schedule_item=row)

    def _requests(
        self, project: Project, requests: Iterable[RequestFacts], **subject: object
    ) -> None:
        for asked in requests:
            decided = asked.decided is not None
            RequestFactory(
                project=project,
                filed_date=asked.filed,
                asked_date=asked.filed + timedelta(days=180),
                document_number=asked.reference,
                asking_investor=self._alike["investor"],
                decided_date=asked.decided,
                granted=asked.granted,
                deciding_agency=self._alike["agency"] if decided else None,
                decision_number=asked.decision_number,
                **subject,
            )


def _instruments(project: Project, instruments: Iterable[InstrumentFacts]) -> None:
    rows: dict[int, Instrument] = {}
    for stated in instruments:
        rows[stated.id] = InstrumentFactory(
            project=project,
            kind=stated.kind,
            number=stated.number,
            issued_date=stated.issued,
            adjusts=rows.get(stated.adjusts_id or 0),
            capital_vnd=stated.capital_vnd,
            land_area_m2=stated.land_area_m2,
            operation_date=stated.operation,
            term_years=stated.term_years,
            equity_vnd=stated.equity_vnd,
            loan_vnd=stated.loan_vnd,
        )


def _claims(project: Project, facts: ProjectFacts) -> None:
    """Periods that stop nothing: claimed or refused. Decided ones are the pauses themselves."""
    for period in facts.periods:
        if period.standing != Standing.DECIDED:
            ExclusionClaimed(
                project=project,
                start_date=period.start,
                end_date=period.end,
                reason=period.reason,
                standing=period.standing,
                claimed_date=period.claimed,
                document_number=period.reference,
            )


def _pause(project: Project, scope: str, pauses: Iterable[Exclusion], **subject: object) -> None:
    for pause in pauses:
        ExclusionClosed(
            project=project,
            scope=scope,
            start_date=pause.start,
            end_date=pause.end,
            reason=pause.reason,
            document_number=pause.reference,
            **subject,
        )
