"""Which obligations belong to a phase that a termination in part ended (R-1.43)."""

from collections.abc import Iterator
from datetime import date

from deadlines.rules.computed import Computed
from projects.rules.facts import ProjectFacts

_Subject = tuple[str, int]


class EndedParts:
    """Answers for each obligation of a project on which day the phase it is about ended."""

    def __init__(self, project: ProjectFacts) -> None:
        ends: dict[int, date] = {}
        for part in project.ended_phases:
            ends[part.phase] = min(part.on, ends.get(part.phase, part.on))
        self._by_phase = ends
        self._by_subject = {
            subject: ends[phase]
            for subject, phase in _phases(project)
            if phase is not None and phase in ends
        }

    def ended(self, computed: Computed) -> date | None:
        """The day, or None while its part goes on. What serves several phases goes on."""
        found = self._by_subject.get((computed.subject_kind, computed.subject_id))
        _of, is_phase, number = computed.cycle.partition("phase-")
        return self._by_phase.get(int(number)) if found is None and is_phase else found


def _phases(project: ProjectFacts) -> Iterator[tuple[_Subject, int | None]]:
    of_items = {item.id: item.phase for item in project.items}
    of_tranches = {tranche.id: tranche.phase for tranche in project.tranches}
    for item in project.items:
        yield ("schedule_item", item.id), item.phase
        yield from ((("extension_request", asked.id), item.phase) for asked in item.requests)
    for tranche in project.tranches:
        yield ("tranche", tranche.id), tranche.phase
        yield from ((("extension_request", asked.id), tranche.phase) for asked in tranche.requests)
        if tranche.extension is not None:
            yield ("extension", tranche.extension.id), tranche.phase
    for period in project.periods:
        phase = of_items.get(period.item_id or 0) or of_tranches.get(period.tranche_id or 0)
        yield ("excluded_period", period.id), phase
