"""The law book: which version of a rule holds. The shipped defaults fill the table once.

After that the table is the truth: the edge reads it and passes a `LawBook` to the rules.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from deadlines.rules.law_appraisal import APPRAISAL_VERSIONS
from deadlines.rules.law_approval import APPROVAL_VERSIONS
from deadlines.rules.law_cases import CASE_VERSIONS
from deadlines.rules.law_clearance import CLEARANCE_VERSIONS
from deadlines.rules.law_closing import CLOSING_VERSIONS
from deadlines.rules.law_disbursement import DISBURSEMENT_VERSIONS
from deadlines.rules.law_follow_up import FOLLOW_UP_VERSIONS
from deadlines.rules.law_grounds import GROUND_VERSIONS
from deadlines.rules.law_handling import HANDLING_VERSIONS
from deadlines.rules.law_land import LAND_VERSIONS
from deadlines.rules.law_money import MONEY_VERSIONS
from deadlines.rules.law_orders import ORDER_VERSIONS
from deadlines.rules.law_periods import PERIOD_VERSIONS
from deadlines.rules.law_records import RECORD_VERSIONS
from deadlines.rules.law_reports import REPORT_VERSIONS
from deadlines.rules.law_schedule import SCHEDULE_VERSIONS
from deadlines.rules.law_support import SUPPORT_VERSIONS
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    Lane,
    MarkUnit,
    RuleVersionDef,
)

__all__ = [
    "CONDITION_KINDS",
    "OPEN_START",
    "SHIPPED_VERSIONS",
    "AppliesBy",
    "Lane",
    "LawBook",
    "MarkUnit",
    "RuleVersionDef",
]

SHIPPED_VERSIONS: tuple[RuleVersionDef, ...] = (
    *CLEARANCE_VERSIONS,
    *LAND_VERSIONS,
    *SCHEDULE_VERSIONS,
    *APPROVAL_VERSIONS,
    *PERIOD_VERSIONS,
    *HANDLING_VERSIONS,
    *ORDER_VERSIONS,
    *MONEY_VERSIONS,
    *GROUND_VERSIONS,
    *REPORT_VERSIONS,
    *RECORD_VERSIONS,
    *APPRAISAL_VERSIONS,
    *CLOSING_VERSIONS,
    *DISBURSEMENT_VERSIONS,
    *CASE_VERSIONS,
    *FOLLOW_UP_VERSIONS,
    *SUPPORT_VERSIONS,
)

CONDITION_KINDS = frozenset(v.kind for v in SHIPPED_VERSIONS if v.lane is Lane.CONDITION)
"""Rules of the condition lane: true since a day, never late."""


class LawBook:
    """All versions of all rules. Raises ValueError when two of a kind overlap or share a number."""

    def __init__(self, versions: Iterable[RuleVersionDef] = SHIPPED_VERSIONS) -> None:
        self._by_kind: dict[str, list[RuleVersionDef]] = {}
        for version in sorted(versions, key=lambda v: (v.kind, v.effective_from)):
            self._add(version)

    def _add(self, version: RuleVersionDef) -> None:
        known = self._by_kind.setdefault(version.kind, [])
        if any(v.number == version.number for v in known):
            raise ValueError(f"{version.kind} has two versions numbered {version.number}")
        if known and known[-1].covers(version.effective_from):
            raise ValueError(
                f"{version.kind} versions {known[-1].number} and {version.number} overlap"
            )
        known.append(version)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The rules in the book, in order of their code."""
        return tuple(self._by_kind)

    def versions(self, kind: str) -> tuple[RuleVersionDef, ...]:
        """All versions of a rule, oldest first; empty for a rule the book does not have."""
        return tuple(self._by_kind.get(kind, ()))

    def version_for(
        self, kind: str, *, act_date: date | None, due_date: date | None, on: date
    ) -> RuleVersionDef | None:
        """The version that holds, by the day that the rule itself names (R-0.1).

        None when no version was in force on that day, or when the day is not known.
        """
        return self.version_by_due(kind, lambda _: due_date, act_date=act_date, on=on)

    def version_by_due(
        self,
        kind: str,
        due_under: Callable[[RuleVersionDef], date | None],
        *,
        act_date: date | None,
        on: date,
    ) -> RuleVersionDef | None:
        """As `version_for`, where each version reckons its own due day.

        The newest version that covers its own due day wins. When a change of the term leaves a
        gap, so that none does, the last version already in force on the latest of the due days
        holds: the reading that gives the bearer more time.
        """
        days: list[tuple[RuleVersionDef, date]] = []
        for version in reversed(self.versions(kind)):
            day = {
                AppliesBy.ACT_DATE: act_date,
                AppliesBy.DUE_DATE: due_under(version),
                AppliesBy.ASSESSMENT_DATE: on,
            }[version.applies_by]
            if day is None:
                continue
            if version.covers(day):
                return version
            days.append((version, day))
        return self._in_the_gap(kind, days)

    def _in_the_gap(
        self, kind: str, days: list[tuple[RuleVersionDef, date]]
    ) -> RuleVersionDef | None:
        by_due = [(v, day) for v, day in days if v.applies_by is AppliesBy.DUE_DATE]
        if not by_due:
            return None
        latest = max(day for _, day in by_due)
        started = [v for v, _ in by_due if v.effective_from <= latest]
        if len({day for _, day in by_due}) == 1 or not started:
            return None
        return max(started, key=lambda v: v.effective_from)

    def in_force(self, kind: str, on: date) -> RuleVersionDef | None:
        """The version in force on a day: what a screen cites where no deadline is known yet."""
        return next((v for v in self.versions(kind) if v.covers(on)), None)

    def next_change(self, kind: str, after: date) -> date | None:
        """The next day after `after` on which a version of the rule begins or is over."""
        known = self.versions(kind)
        days = [v.effective_from for v in known]
        days += [v.effective_to + timedelta(days=1) for v in known if v.effective_to]
        return min((day for day in days if day > after), default=None)
