"""The rules of money, term, contact, site and reports read a second time, day by day.

Written from the law catalogue without the portal's clock, ladder or assembly: it walks the days
one by one and asks of each what holds on it. Only what may be left out of a milestone's clock is
taken from the facts as the rules gather it. Quick enough for thousands of projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from deadlines.rules.clock import Exclusion
from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook, RuleVersionDef
from projects.rules import requests
from projects.rules.evidence import derived_exclusions
from projects.rules.facts import ItemFacts, ProjectFacts
from projects.rules.facts_money import DepositFacts, FilingFacts
from projects.rules.reckoning import schedule_exclusions
from tests.support.slow_clock import DAY, months_on, walk
from tests.support.slow_cycles import ENDINGS, month_end
from tests.support.slow_deposits import (
    days_of,
    held_on,
    last_forfeited,
    left_of,
    outliving,
    still_needed,
    sum_needed,
)
from tests.support.slow_reading_clearance import Read, rest
from vn.calendar import WorkCalendar

KINDS = ("C1", "I5", "I6", "I7", "I8", "I9", "R1", "R2", "R3", "RV")
Key = tuple[str, str, int, str]


def told(computed: Computed) -> Read:
    """What the rules say, in the words of the slow reading."""
    return Read(
        clock=computed.clock.value,
        due=computed.due_date,
        met=computed.met_date,
        stopped=computed.stopped_on,
        why=computed.missing or computed.void_reason,
        amounts=(computed.amount_due_vnd, computed.amount_met_vnd),
        version=computed.rule_number,
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """The law, the calendar and the day of looking."""

    law: LawBook
    calendar: WorkCalendar
    on: date

    def read(self, project: ProjectFacts) -> dict[Key, Read]:
        """Every obligation of these rules; a project that has ended keeps what it met before."""
        ended = project.terminated_on
        looked = (
            self if ended is None or ended > self.on else Reader(self.law, self.calendar, ended)
        )
        found = dict(looked._all(project))
        if ended is None or ended > self.on:
            return found
        return {key: _after_the_end(read, ended) for key, read in found.items()}

    def _all(self, project: ProjectFacts) -> Iterator[tuple[Key, Read]]:
        yield from self._deposits(project)
        for item in project.items:
            if item.kind == "capital" and item.amount_vnd:
                yield ("I8", "schedule_item", item.id, ""), self._capital(project, item)
        yield from self._term(project)
        for suspension in project.suspensions:
            yield self._contact(project, suspension)
        for loss in project.site_losses:
            filed = _come(loss.filed, self.on)
            key = ("I6", "site_loss", loss.id, "")
            yield key, self._ground(key, loss.lost, 6, filed)
        yield from self._clearance(project)
        yield from self._reports(project)
        for filing in project.filings:
            yield ("RV", "filing", filing.id, ""), self._review(filing)

    # ------------------------------------------------------------ clearance

    def _clearance(self, project: ProjectFacts) -> Iterator[tuple[Key, Read]]:
        """C1 of the whole and of each tranche: the days walked from the first count on."""
        for part in {count.tranche_id for count in project.clearance}:
            of = ("tranche", part) if part is not None else ("project", project.id)
            counts = sorted(
                (c for c in project.clearance if c.tranche_id == part), key=lambda c: (c.day, c.id)
            )
            read = rest(counts, self.on)
            if read is not None:
                yield ("C1", *of, ""), read

    # ------------------------------------------------------------ deposit

    def _deposits(self, project: ProjectFacts) -> Iterator[tuple[Key, Read]]:
        security = project.security
        if security.duty == "exempt":
            return
        day = security.due or security.land_decided
        version = self._acted("I7", day or self.on)
        needed = sum_needed(security) if version else None
        if security.duty == "required":
            key = ("I7", "project", project.id, "")
            if version is None:
                yield key, Read("void", why="no_rule_in_force")
            elif needed != 0:
                yield key, self._owed(project, needed, version.number)
        for held in security.deposits:
            if held.valid_until:
                key = ("I7", "deposit", held.id, "")
                yield key, self._guarantee(security.deposits, held, needed or None)

    def _owed(self, project: ProjectFacts, needed: int | None, number: int) -> Read:
        security = project.security
        agreed = security.due
        last = agreed or (security.land_decided and security.land_decided - DAY)
        if needed is None:
            return Read("unknown", why="deposit_base", version=self._now("I7"))
        met = None
        for day in days_of([d.paid for d in security.deposits], self.on):
            if held_on(security.deposits, day) >= needed:
                met = day
                break
        amounts = (needed, held_on(security.deposits, met or self.on))
        if last is None:
            clock, why = ("void", "deposit_in_place") if met else ("unknown", "deposit_due_date")
            return Read(clock, why=why, amounts=amounts, version=self._now("I7"))
        return Read("met" if met else "running", last, met, amounts=amounts, version=number)

    def _guarantee(
        self, deposits: tuple[DepositFacts, ...], held: DepositFacts, needed: int | None
    ) -> Read:
        last = held.valid_until
        version = self._acted("I7", held.paid)
        if version is None or last is None:
            return Read("void", why="no_rule_in_force")
        others = [
            other
            for other in deposits
            if other.id != held.id and (needed is not None or other.paid > held.paid)
        ]
        known = deposits if needed is not None else (held,)
        met, day = None, held.paid
        while day <= self.on and met is None:
            if outliving(others, last, day) >= still_needed(known, needed, held, day):
                met = day
            day += DAY
        looked = met or self.on
        amounts = (still_needed(known, needed, held, looked), outliving(others, last, looked))
        if left_of(held, self.on) == 0:
            why = "deposit_forfeited" if last_forfeited(held, self.on) else "deposit_released"
            return Read("void", last, why=why, amounts=amounts, version=version.number)
        clock = "met" if met else "running"
        return Read(clock, last, met, amounts=amounts, version=version.number)

    # ------------------------------------------------------------ capital and term

    def _capital(self, project: ProjectFacts, item: ItemFacts) -> Read:
        if item.actual is None and item.achieved_undated:
            return Read("void", why="achieved_date_unknown", version=self._now("I8"))
        if item.planned is None or item.instrument_date is None:
            why = "schedule" if item.planned is None else "schedule_instrument"
            return Read("unknown", why=why, version=self._now("I8"))
        due_vnd = sum(
            other.amount_vnd or 0
            for other in project.items
            if other.kind == "capital"
            and other.instrument_date
            and other.planned
            and other.planned <= item.planned
        )
        met = item.actual
        for day in days_of([c.day for c in project.contributions], self.on):
            paid = sum(c.amount_vnd for c in project.contributions if c.day <= day)
            if paid >= due_vnd:
                met = day if met is None else min(met, day)
                break
        last = min(met or self.on, self.on)
        known = [c.amount_vnd for c in project.contributions if c.day <= last]
        amounts = (due_vnd, sum(known))
        stops = (*schedule_exclusions(project, item), *requests.stops(requests.of_item(item)))
        due, stopped = _walk(item.instrument_date, item.planned, stops, self.on, met)
        if met is not None:
            return Read("met", due, met, amounts=amounts, version=1)
        if stopped is not None:
            return Read("stopped", due, stopped=stopped, amounts=amounts, version=1)
        if not known and due < self.on:
            return Read("unknown", due, why="contributions", amounts=amounts, version=1)
        return Read("running", due, amounts=amounts, version=1)

    def _term(self, project: ProjectFacts) -> Iterator[tuple[Key, Read]]:
        years, start = project.term.years, project.term.start
        key = ("I9", "project", project.id, "")
        if years is None and start is None:
            return
        if years is None or start is None:
            why = "term_years" if years is None else "term_start_date"
            yield key, Read("unknown", why=why, version=self._now("I9"))
            return
        late = [x for x in _land_late(project) if x.reason == "late_handover"]
        due, stopped = _walk(start, months_on(start, 12 * years), late, self.on, None)
        number = 1 if due < date(2026, 3, 1) else 2
        clock = "stopped" if stopped else "running"
        yield key, Read(clock, due, stopped=stopped, version=number)

    # ------------------------------------------------------------ contact and site

    def _contact(self, project: ProjectFacts, suspension: Any) -> tuple[Key, Read]:
        key = ("I5", "suspension", suspension.id, "")
        resumed = suspension.resumed_on
        seen = [c.day for c in project.contacts if c.reached and c.day > suspension.start]
        seen = [day for day in seen if day <= self.on and (resumed is None or day <= resumed)]
        met = min(seen, default=None)
        if met is None and resumed is not None and resumed <= self.on:
            read = self._ground(key, suspension.start, 12, resumed)
            if read.clock == "met":
                read = Read("void", read.due, why="resumed", version=read.version)
            return key, read
        return key, self._ground(key, suspension.start, 12, met)

    def _ground(self, key: Key, base: date, months: int, met: date | None) -> Read:
        looked = met or self.on
        if looked < date(2021, 1, 1):
            return Read("void", why="no_rule_in_force", version=self._now(key[0]))
        number = 1 if looked < date(2026, 3, 1) else 2
        due = months_on(base, months)
        while not self.calendar.is_working(due):
            due += DAY
        return Read("met" if met else "running", due, met, version=number)

    # ------------------------------------------------------------ reports

    def _reports(self, project: ProjectFacts) -> Iterator[tuple[Key, Read]]:
        """Every last day of a month is asked whether a report's period ends on it."""
        acts = ("policy_approval", "registration_certificate")
        known = [i.issued for i in project.instruments if i.kind in acts and i.issued]
        for kind in ("R1", "R2", "R3"):
            tracked = [v.tracked_from for v in self.law.versions(kind) if v.tracked_from]
            if not tracked:
                continue
            if project.terminated_on and project.terminated_on < min(tracked):
                continue
            if not known:
                key = (kind, "project", project.id, "")
                yield key, Read("unknown", why="approval_date", version=self._now(kind))
                continue
            for ending in ENDINGS:
                since = max(min(tracked), min(known))
                yield from self._of_ending(project, kind, ending, since)

    def _of_ending(
        self, project: ProjectFacts, kind: str, ending: str, since: date
    ) -> Iterator[tuple[Key, Read]]:
        end = since
        while end < max(self.on, since) + timedelta(days=800):
            cycle = ENDINGS[ending](end)
            owed = self._due_of(kind, ending, end) if cycle else None
            end += DAY
            if owed is None:
                continue
            due, opens, number = owed
            filed = [f for f in project.filings if (f.kind, f.cycle) == (kind, cycle)]
            handed = [f for f in filed if f.submitted <= self.on]
            key = (kind, "project", project.id, cycle)
            if opens > self.on and not handed:
                yield key, Read("not_started", due, version=number)
                return
            yield key, self._of_report(due, handed, number)

    def _due_of(self, kind: str, ending: str, end: date) -> tuple[date, date, int] | None:
        """The last day, the day of announcement and the version that covers that last day."""
        for version in self.law.versions(kind):
            for cycle in version.cycles:
                if cycle.period.value != ending or version.tracked_from is None:
                    continue
                month = end + DAY
                for _ in range(cycle.months - 1):
                    month = month_end(month) + DAY
                due = month.replace(day=min(cycle.day, month_end(month).day))
                due -= DAY if version.boundary.value == "before" else timedelta(0)
                while version.roll and not self.calendar.is_working(due):
                    due += DAY
                if version.covers(due) and end >= version.tracked_from:
                    return due, due - timedelta(days=version.opens_days), version.number
        return None

    def _of_report(self, due: date, handed: list[FilingFacts], number: int) -> Read:
        accepted = [f.submitted for f in handed if f.accepted and f.accepted <= self.on]
        if accepted:
            return Read("met", due, min(accepted), version=number)
        waiting = [
            f.submitted
            for f in handed
            if all(day is None or day > self.on for day in (f.accepted, f.returned))
        ]
        if waiting and min(waiting) <= due:
            return Read("stopped", due, stopped=min(waiting), version=number)
        return Read("running", due, version=number)

    def _review(self, filing: FilingFacts) -> Read:
        due, left = filing.submitted, 5
        while left:
            due += DAY
            left -= self.calendar.is_working(due)
        met = _come(filing.accepted or filing.returned, self.on)
        return Read("met" if met else "running", due, met, version=1)

    # ------------------------------------------------------------ the law

    def _acted(self, kind: str, day: date) -> RuleVersionDef | None:
        return next((v for v in self.law.versions(kind) if v.covers(day)), None)

    def _now(self, kind: str) -> int | None:
        version = self._acted(kind, self.on)
        return version.number if version else None


def _after_the_end(read: Read, ended: date) -> Read:
    if read.met is not None and read.met <= ended:
        return read
    return Read("void", read.due, why="terminated", amounts=read.amounts, version=read.version)


def _come(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def _land_late(project: ProjectFacts) -> list[Exclusion]:
    phases = {tranche.phase or 1 for tranche in project.tranches}
    derived = [x for phase in phases for x in derived_exclusions(project, phase)]
    decided = [x for tranche in project.tranches for x in tranche.exclusions]
    return [*project.exclusions, *decided, *derived]


def _walk(
    start: date, target: date, stops: Iterable[Exclusion], on: date, met: date | None
) -> tuple[date, date | None]:
    """The last day and the day it stopped; what was met lived to see its pauses end that day."""
    lived = []
    for stop in stops:
        if stop.end is not None:
            lived.append(stop)
        elif met is not None and stop.start <= met:
            lived.append(replace(stop, end=met))
        elif met is None and stop.start <= on:
            lived.append(stop)
    ran = walk(start, target, lived)
    return ran.due, ran.stopped_on
