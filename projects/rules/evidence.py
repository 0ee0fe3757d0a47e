"""What the recorded states and land acts say about facts nobody dated.

A state is recorded for the whole project, so it proves only what nothing else explains: if one
tranche has its day of use, "under construction" says nothing about the other tranches.
"""

from datetime import date, timedelta

from deadlines.rules.clock import Exclusion, ExclusionReason
from projects.rules.facts import ItemFacts, ItemKind, ProjectFacts, TrancheFacts

_ONE_DAY = timedelta(days=1)
_BEGINNINGS = frozenset({ItemKind.LAND_FILE, ItemKind.SITE_CLEARANCE, ItemKind.START})


def used_undated(project: ProjectFacts, tranche: TrancheFacts) -> bool:
    """Whether the tranche must be in use although the day is not recorded.

    A completed project uses all its land. One that is being built or operates uses some tranche
    already handed over: that of the earliest phase, unless another has its day of use.
    """
    if tranche.in_use_date is not None:
        return False
    if project.is_completed:
        return True
    if not project.is_begun or tranche.handover_date is None:
        return False
    if any(other.in_use_date is not None for other in project.tranches):
        return False
    handed = (t.phase for t in project.tranches if t.handover_date is not None)
    return tranche.phase is None or tranche.phase == min(p for p in handed if p is not None)


def achieved_undated(project: ProjectFacts, item: ItemFacts) -> bool:
    """Whether the milestone is reached but its day is not known: said so, or seen by the state.

    Under construction or later proves the first phase's land file, clearance and start;
    completed proves every phase's, and works and completion; operating proves the first phase's
    operation, and every phase's if construction is completed too.
    """
    if item.actual is not None:
        return False
    if item.achieved_undated:
        return True
    if not _state_proves(project, item.kind):
        return False
    if project.is_completed:
        return True
    alike = [other for other in project.items if other.kind == item.kind]
    explained = any(o.actual is not None or o.achieved_undated for o in alike)
    return not explained and item.phase == min(o.phase for o in alike)


def _state_proves(project: ProjectFacts, kind: str) -> bool:
    if kind in _BEGINNINGS:
        return project.is_begun
    if kind in (ItemKind.WORKS, ItemKind.COMPLETION):
        return project.is_completed
    return kind == ItemKind.OPERATION and project.is_operating


def derived_exclusions(project: ProjectFacts, phase: int) -> tuple[Exclusion, ...]:
    """Days the State kept the land of a phase: decided but not handed over (L6, R-1.23).

    They count from the day after the planned handover (or from the decision, whichever is later;
    from the decision alone where no handover was planned) to the day before the handover, and
    stop the schedule clocks only: L1 begins at the handover anyway.
    """
    late = (_kept_back(project, t) for t in project.tranches if t.serves(phase))
    return tuple(exclusion for exclusion in late if exclusion is not None)


def _kept_back(project: ProjectFacts, tranche: TrancheFacts) -> Exclusion | None:
    start = _kept_from(tranche)
    received = tranche.handover_date or tranche.in_use_date
    if start is None or (received is None and project.is_completed):
        return None
    end = None if received is None else received - _ONE_DAY
    if end is not None and end < start:
        return None
    return Exclusion(
        start=start,
        end=end,
        reason=ExclusionReason.LATE_HANDOVER.value,
        derived=True,
        reference=tranche.decision_number,
    )


def _kept_from(tranche: TrancheFacts) -> date | None:
    if not tranche.is_decided:
        return None
    planned = tranche.planned_handover
    days = (tranche.decision_date, planned + _ONE_DAY if planned else None)
    return max((day for day in days if day is not None), default=None)
