"""Random facts written as the rows they would be read from."""

from __future__ import annotations

from collections.abc import Iterable

from deadlines.rules.clock import Exclusion
from projects.models import LandTranche, Project, ScheduleItem
from projects.rules.facts import ProjectFacts
from tests.factories import (
    TODAY,
    AgencyFactory,
    ExclusionClosed,
    ExtensionFactory,
    InstrumentFactory,
    InvestorFactory,
    ItemWithoutPlan,
    ProjectFactory,
    SectorFactory,
    SuspensionRunning,
    TerminationWhole,
    TrancheDecided,
)


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
            )
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
                baseline_date=item.planned,
                actual_date=item.actual,
                achieved_undated=item.achieved_undated,
                instrument=instrument,
            )
            _pause(project, "schedule_item", item.exclusions, schedule_item=row)


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
