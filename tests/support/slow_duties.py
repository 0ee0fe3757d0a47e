"""The slow reading, first half: pauses and levels, suspensions, the approval, periods, requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Clock, Exclusion
from deadlines.rules.ladder import Level
from projects.rules.evidence import derived_exclusions
from projects.rules.facts import (
    InstrumentFacts,
    ItemFacts,
    PeriodFacts,
    ProjectFacts,
    RequestFacts,
    SuspensionFacts,
)
from tests.support.slow_clock import DAY, Ran, months_on, walk
from vn.calendar import WorkCalendar

EVERY = ("force_majeure", "late_handover", "state_delay", "court", "planning_change")
NOTICE, WARNING, LAST = Level.NOTICE, Level.WARNING, Level.FINAL_WARNING
GRADES = ((365, Level.OVERDUE_365), (180, Level.OVERDUE_180), (90, Level.OVERDUE_90))


@dataclass(frozen=True, slots=True)
class Said:
    """What the slow reading says of one duty; of a void one only that it is void."""

    clock: Clock
    due: date | None = None
    stopped_on: date | None = None
    met: date | None = None
    level: Level = Level.CALM


@dataclass(frozen=True, slots=True)
class Duties:
    """One project on one day: what does not hang on its land or milestones alone."""

    project: ProjectFacts
    calendar: WorkCalendar
    on: date

    # ---------------------------------------------------------------- pauses and levels

    def accepted(
        self, pauses: Iterable[Exclusion], reasons: Sequence[str], met: date | None
    ) -> list[Exclusion]:
        """Those of the reasons that count; open ones not begun yet, or after the end, do not."""
        kept = []
        for p in pauses:
            if p.reason not in reasons and not p.reason.startswith("request"):
                continue
            if p.end is None and p.start > (self.on if met is None else met):
                continue
            ended = p.end is None and met is not None
            kept.append(Exclusion(p.start, met, p.reason) if ended else p)
        return kept

    def waiting(self, requests: Iterable[RequestFacts], plan: date | None) -> list[Exclusion]:
        """A request neither refused nor answered by a newer plan stands open from its day."""
        return [
            Exclusion(r.filed, None, "request")
            for r in requests
            if r.granted is not False and (plan is None or r.filed > plan)
        ]

    def judged(
        self, ran: Ran, met: date | None, reminders: Iterable[tuple[date, Level]] = ()
    ) -> Said:
        """The clock and level of a walked duty."""
        if met is not None:
            return Said(Clock.MET, ran.due, met=met)
        look = self.on if ran.stopped_on is None else min(self.on, ran.stopped_on - DAY)
        level = max((reached for day, reached in reminders if day <= look), default=Level.CALM)
        late = (look - ran.due).days
        if late > 0:
            level = next((grade for days, grade in GRADES if late >= days), Level.OVERDUE)
        clock = Clock.RUNNING if ran.stopped_on is None else Clock.STOPPED
        return Said(clock, ran.due, ran.stopped_on, level=level)

    def before(self, ran: Ran, *marks: tuple[int, Level]) -> list[tuple[date, Level]]:
        """Reminders so many days before the due day."""
        return [(ran.due - days * DAY, level) for days, level in marks]

    def after(
        self, base: date, pauses: list[Exclusion], *marks: tuple[int, Level]
    ) -> list[tuple[date, Level]]:
        """Reminders so many months of the same clock after its base."""
        walked = ((walk(base, months_on(base, n), pauses), level) for n, level in marks)
        return [(ran.due, level) for ran, level in walked if ran.stopped_on is None]

    def pauses_of(self, i: ItemFacts) -> tuple[Exclusion, ...]:
        late = derived_exclusions(self.project, i.phase)
        return (*self.project.exclusions, *i.exclusions, *late)

    # ---------------------------------------------------------------- suspension

    def suspended(self, s: SuspensionFacts) -> Said:
        """I4: twelve months of suspended days in all, or the last day of the order."""
        first_law = date(2021, 3, 26)
        if s.start < first_law:
            return Said(Clock.VOID)
        if s.ordered_until is not None:
            ran = walk(s.start, s.ordered_until, ())
            return self.judged(ran, s.resumed_on, self.before(ran, (90, WARNING), (30, LAST)))
        alike = [
            o
            for o in self.project.suspensions
            if o.ordered_until is None
            and o.start >= first_law
            and (o.start, o.id) <= (s.start, s.id)
        ]
        base = min(o.start for o in alike)
        days = [base + n * DAY for n in range((s.start - base).days)]
        working = [day for day in days if not any(_stands(o, day) for o in alike)]
        gaps = [Exclusion(day, day, "working") for day in working]
        ran = walk(base, months_on(base, 12), gaps, self.calendar)
        if base < s.start and ran.due < s.start - DAY:
            ran = Ran(s.start - DAY)
        if self.on < s.start and s.resumed_on is None:
            return Said(Clock.RUNNING, ran.due)
        return self.judged(ran, s.resumed_on, self.before(ran, (90, WARNING), (30, LAST)))

    # ---------------------------------------------------------------- the approval

    def approvals(self) -> list[InstrumentFacts]:
        """In-principle approvals, else registration certificates."""
        for kind in ("policy_approval", "registration_certificate"):
            found = [x for x in self.project.instruments if x.kind == kind]
            if found:
                return found
        return []

    def started(self, approvals: list[InstrumentFacts]) -> Said:
        """I10: begun within twelve months of the first approval."""
        p = self.project
        starts = sorted((i for i in p.items if i.kind == "start"), key=lambda i: (i.phase, i.id))
        begun = min((i.actual for i in starts if i.actual), default=None)
        later = [i for i in p.items if i.kind in ("works", "equipment", "completion", "operation")]
        seen = p.is_begun or any(i.achieved_undated for i in (*starts, *later))
        if begun is None and (seen or any(i.actual for i in later)):
            return Said(Clock.VOID)
        days = [x.issued for x in approvals if x.issued]
        if not days:
            return Said(Clock.UNKNOWN)
        if begun is None and p.physical_state == "unknown":
            return Said(Clock.UNKNOWN)
        if starts:
            pauses = self.pauses_of(starts[0])
        else:
            phase = min((i.phase for i in p.items), default=1)
            pauses = (*p.exclusions, *derived_exclusions(p, phase))
        base = min(days)
        kept = self.accepted(pauses, EVERY, begun)
        ran = walk(base, months_on(base, 12), kept, self.calendar)
        return self.judged(ran, begun, self.before(ran, (60, NOTICE)))

    def differing(self) -> date | None:
        """I11: a figure that the two chains of instruments have differently, or parts beyond it."""
        since = [*self.parts_too_large()]
        for name in ("capital_vnd", "land_area_m2", "operation", "term_years"):
            one = self.in_force("policy_approval", name)
            other = self.in_force("registration_certificate", name)
            if one is None or other is None or not one.issued or not other.issued:
                continue
            if getattr(one, name) != getattr(other, name):
                since.append(max(one.issued, other.issued))
        return min(since, default=None)

    def parts_too_large(self) -> Iterator[date]:
        """The days of the last totals of a chain whose own equity and loans add up to more."""
        for kind in ("policy_approval", "registration_certificate"):
            x = self.in_force(kind, "capital_vnd")
            if x is None or x.issued is None or None in (x.equity_vnd, x.loan_vnd):
                continue
            if (x.equity_vnd or 0) + (x.loan_vnd or 0) > (x.capital_vnd or 0):
                yield x.issued

    def in_force(self, kind: str, name: str) -> InstrumentFacts | None:
        """The last instrument of a kind, or of its adjustments, that states the figure."""
        chain = {x.id for x in self.project.instruments if x.kind == kind}
        for _ in self.project.instruments:
            chain |= {
                x.id
                for x in self.project.instruments
                if x.kind == "adjustment" and x.adjusts_id in chain
            }
        stating = [x for x in self.project.instruments if x.id in chain]
        stating = [x for x in stating if getattr(x, name) is not None]
        return max(stating, key=lambda x: (x.issued or date.min, x.id), default=None)

    # ---------------------------------------------------------------- periods and requests

    def claimed(self, x: PeriodFacts) -> date | None:
        """L5: force majeure claimed and not decided."""
        is_claim = x.standing == "claimed" and x.reason == "force_majeure"
        return x.claimed if is_claim else None

    def looked_at(self, x: PeriodFacts) -> Said:
        """P1: an open decided period looked at every three months."""
        if x.end is not None:
            return Said(Clock.VOID)
        base = max(day for day in (x.start, x.decided, x.reviewed) if day)
        ran = walk(base, months_on(base, 3), (), self.calendar)
        seen = x.reviewed or date.min
        if x.expected_end and seen < x.expected_end < ran.due:
            day = max(x.expected_end, base)
            ran = walk(day, day, (), self.calendar)
        return self.judged(ran, None, self.before(ran, (15, NOTICE)))

    def answer(self, r: RequestFacts) -> Said:
        """RX: answered within fifteen working days."""
        day, left = r.filed, 15
        while left:
            day += DAY
            left -= self.calendar.is_working(day)
        return self.judged(Ran(day), r.decided, self.before(Ran(day), (5, NOTICE)))


def _stands(s: SuspensionFacts, day: date) -> bool:
    return s.start <= day and (s.resumed_on is None or day < s.resumed_on)
