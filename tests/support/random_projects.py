"""Projects at random: what the rules read, and the same written as rows. A seed repeats them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from deadlines.rules.clock import Exclusion, ExclusionReason
from projects.rules.facts import (
    ExtensionFacts,
    InstrumentFacts,
    InstrumentKind,
    ItemFacts,
    ItemKind,
    OperatingState,
    PeriodFacts,
    PhysicalState,
    ProjectFacts,
    RequestFacts,
    Standing,
    SuspensionFacts,
    TrancheFacts,
)
from tests.support.random_money import MoneyDice

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
        """A project with tranches, milestones, instruments, pauses, claims and suspensions."""
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
            suspensions=tuple(self._suspension() for _ in range(self._random.randint(0, 3))),
            instruments=self._instruments(),
            periods=tuple(self._period() for _ in range(self._random.randint(0, 2))),
            exclusions=self._pauses(3),
            **MoneyDice(self._random, self._middle, number).facts(),
        )

    def shuffled(self, facts: ProjectFacts) -> ProjectFacts:
        """The same facts in another order."""
        return replace(
            facts,
            tranches=self._mixed(facts.tranches),
            items=self._mixed(facts.items),
            suspensions=self._mixed(facts.suspensions),
            periods=self._mixed(facts.periods),
            security=replace(facts.security, deposits=self._mixed(facts.security.deposits)),
            contributions=self._mixed(facts.contributions),
            contacts=self._mixed(facts.contacts),
            filings=self._mixed(facts.filings),
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
            decided_area_m2=Decimal(self._random.randint(1, 4) * 1000) if self._often() else None,
            handed_area_m2=Decimal(self._random.randint(1, 4) * 1000) if handed else None,
            extension=self._extension(handed) if handed and self._rarely() else None,
            exclusions=self._pauses(1),
            requests=self._requests(handed or decided),
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
        kind = self._random.choice([*ItemKind, *[ItemKind.CAPITAL, ItemKind.OPERATION] * 2])
        has_sum = kind == ItemKind.CAPITAL and self._often()
        return ItemFacts(
            id=self._next(),
            kind=kind,
            amount_vnd=self._random.randint(1, 9) * 10**10 if has_sum else None,
            phase=self._random.choice([1, 1, 2]),
            planned=planned if self._often() else None,
            baseline=planned - self._days(1500) if self._often() else None,
            cap_exception="late_handover" if self._rarely() else "",
            requests=self._requests(planned),
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

    def _requests(self, near: date) -> tuple[RequestFacts, ...]:
        """Up to two, of which only the last may be undecided."""
        asked = []
        for _ in range(self._random.choice([0, 0, 0, 1, 2])):
            filed = near + self._days(500) - self._days(300)
            asked.append(
                RequestFacts(
                    id=self._next(),
                    filed=filed,
                    decided=filed + self._days(90),
                    granted=self._rarely(),
                    reference="15/CV",
                    decision_number="20/TB",
                )
            )
        if asked and self._often():
            asked[-1] = replace(asked[-1], decided=None, granted=None, decision_number="")
        return tuple(asked)

    def _instruments(self) -> tuple[InstrumentFacts, ...]:
        made: list[InstrumentFacts] = []
        for _ in range(self._random.randint(0, 4)):
            kind = self._random.choice([*InstrumentKind])
            adjusts = kind == InstrumentKind.ADJUSTMENT and made and self._often()
            made.append(
                InstrumentFacts(
                    id=self._next(),
                    kind=kind,
                    number=f"{self._numbers}/QĐ-UBND",
                    issued=self._near(1000) if self._often() else None,
                    adjusts_id=self._random.choice(made).id if adjusts else None,
                    capital_vnd=self._random.choice([None, 10**9, 2 * 10**9]),
                    land_area_m2=self._random.choice([None, Decimal(5000), Decimal(6000)]),
                    operation=self._random.choice([None, self._middle]),
                    term_years=self._random.choice([None, 50, 70]),
                    equity_vnd=self._random.choice([None, 3 * 10**8, 12 * 10**8]),
                    loan_vnd=self._random.choice([None, 7 * 10**8]),
                )
            )
        return tuple(made)

    def _period(self) -> PeriodFacts:
        start = self._near(400)
        standing = self._random.choice([*Standing])
        claimed = start + self._days(60)
        return PeriodFacts(
            id=self._next(),
            start=start,
            reason=self._random.choice(_REASONS),
            end=start + self._days(200) if self._rarely() else None,
            standing=standing,
            claimed=claimed if standing == Standing.CLAIMED or self._rarely() else None,
            decided=claimed + self._days(60) if self._often() else None,
            expected_end=start + self._days(300) if self._often() else None,
            reviewed=start + self._days(300) if self._rarely() else None,
            reference=f"{self._numbers}/UBND",
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
