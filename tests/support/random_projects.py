"""Projects at random: what the rules read, and the same written as rows. A seed repeats them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from deadlines.rules.clock import Exclusion, ExclusionReason
from projects.rules.facts import (
    ExtensionFacts,
    ItemFacts,
    ItemKind,
    OperatingState,
    PhysicalState,
    ProjectFacts,
    SuspensionFacts,
    TrancheFacts,
)

_DAY = timedelta(days=1)
_REASONS = [reason.value for reason in ExclusionReason]
_STATES = (
    (PhysicalState.UNKNOWN, OperatingState.UNKNOWN),
    (PhysicalState.NOT_STARTED, OperatingState.NOT_OPERATING),
    (PhysicalState.NOT_STARTED, OperatingState.UNKNOWN),
    (PhysicalState.UNDER_CONSTRUCTION, OperatingState.NOT_OPERATING),
    (PhysicalState.PARTLY_BUILT, OperatingState.STOPPED),
    (PhysicalState.PARTLY_BUILT, OperatingState.OPERATING),
    (PhysicalState.COMPLETED, OperatingState.OPERATING),
)


class Dice:
    """Days around a middle day, and facts that are often missing."""

    def __init__(self, seed: int, middle: date) -> None:
        self._random = Random(seed)  # noqa: S311 -- repeatable on purpose
        self._middle = middle
        self._numbers = 0

    def project(self, number: int) -> ProjectFacts:
        """A project with up to three tranches, four milestones, pauses and suspensions."""
        physical, operating = self._random.choice(_STATES)
        return ProjectFacts(
            id=number,
            agency_id=1,
            investor_id=2 if self._often() else None,
            terminated_on=self._near(300) if self._rarely() else None,
            physical_state=physical,
            operating_state=operating,
            pending_adjustment=self._rarely(),
            tranches=tuple(self._tranche() for _ in range(self._random.randint(0, 3))),
            items=tuple(self._item() for _ in range(self._random.randint(0, 4))),
            suspensions=tuple(self._suspension() for _ in range(self._random.randint(0, 1))),
            exclusions=self._pauses(3),
        )

    def shuffled(self, facts: ProjectFacts) -> ProjectFacts:
        """The same facts in another order."""
        return replace(
            facts,
            tranches=self._mixed(facts.tranches),
            items=self._mixed(facts.items),
            suspensions=self._mixed(facts.suspensions),
            exclusions=self._mixed(facts.exclusions),
        )

    def _tranche(self) -> TrancheFacts:
        decided = self._near(1200)
        handed = self._near(900) if self._often() else None
        used = handed + self._days(700) if handed and self._rarely() else None
        number = self._next()
        return TrancheFacts(
            id=number,
            label=f"Đợt {number}",
            phase=self._random.choice([None, 1, 2]),
            decision_number=f"{number}/QĐ-UBND" if self._often() else "",
            decision_date=decided if self._often() else None,
            planned_handover=decided + self._days(300) if self._rarely() else None,
            handover_date=handed,
            minutes_number=f"{number}/BB-BG" if handed else "",
            in_use_date=used,
            land_agency_id=1,
            extension=self._extension(handed) if handed and self._rarely() else None,
            exclusions=self._pauses(1),
        )

    def _extension(self, handed: date) -> ExtensionFacts:
        number, day = self._next(), handed + self._days(500)
        return ExtensionFacts(
            id=number,
            decision_number=f"{number}/QĐ-GH",
            decision_date=day,
            from_date=day + self._days(30),
            months=self._random.randint(1, 24),
        )

    def _item(self) -> ItemFacts:
        planned = self._near(900)
        reached = self._rarely()
        return ItemFacts(
            id=self._next(),
            kind=self._random.choice([*ItemKind, ItemKind.OPERATION, ItemKind.OPERATION]),
            phase=self._random.choice([1, 1, 2]),
            planned=planned if self._often() else None,
            actual=planned + self._days(400) - self._days(200) if reached else None,
            achieved_undated=not reached and self._rarely(),
            instrument_date=planned - self._days(900) if self._often() else None,
        )

    def _suspension(self) -> SuspensionFacts:
        start = self._near(600)
        return SuspensionFacts(
            id=self._next(),
            start=start,
            resumed_on=start + self._days(400) if self._rarely() else None,
            ordered_until=start + self._days(600) if self._rarely() else None,
            reference="15/TB",
        )

    def _pauses(self, most: int) -> tuple[Exclusion, ...]:
        return tuple(self._pause() for _ in range(self._random.randint(0, most)))

    def _pause(self) -> Exclusion:
        start = self._near(500)
        end = start + self._days(200) if self._often() else None
        reason = self._random.choice(_REASONS)
        return Exclusion(start, end, reason, reference=f"{self._next()}/UBND")

    def _mixed(self, rows: tuple) -> tuple:
        return tuple(self._random.sample(rows, len(rows)))

    def _near(self, days: int) -> date:
        return self._middle + self._random.randint(-days, days // 3) * _DAY

    def _days(self, most: int) -> timedelta:
        return self._random.randint(0, most) * _DAY

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers

    def _often(self) -> bool:
        return self._random.random() < 0.75

    def _rarely(self) -> bool:
        return self._random.random() < 0.25
