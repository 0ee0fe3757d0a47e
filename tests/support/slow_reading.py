"""An independent, naive reading of the land and schedule rules: day by day, no closed form.

Written from law.md, with its numbers spelled out here again, to be compared with the product on
invented projects. What the states of a project prove (`projects.rules.evidence`) is taken over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Clock, Exclusion
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from deadlines.rules.law import LawBook
from projects.rules.evidence import achieved_undated, used_undated
from projects.rules.facts import (
    ItemFacts,
    ProjectFacts,
    TrancheFacts,
)
from projects.rules.obligations import compute
from tests.support.slow_clock import Ran, months_on, walk
from tests.support.slow_duties import EVERY, LAST, NOTICE, WARNING, Duties, Said
from vn.calendar import WorkCalendar

FORCE = ("force_majeure",)
KINDS = ("I1", "I2", "I3", "I4", "I10", "I11", "L1", "L2", "L5", "L7", "P1", "RX")

Key = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Reader(Duties):
    """One project read on one day."""

    def everything(self) -> Iterator[tuple[Key, Said]]:
        """Every duty and condition of the kinds read here."""
        yield from self.of_land()
        yield from self.of_schedule()
        yield from self.of_the_rest()

    def of_land(self) -> Iterator[tuple[Key, Said]]:
        """L1, L2 and L7 of each tranche."""
        for t in self.project.tranches:
            yield ("L1", "tranche", t.id, ""), self.unused(t)
            yield ("L2", "tranche", t.id, ""), self.behind(t)
            yield from self.found("L7", "tranche", t.id, self.in_part(t))

    def of_schedule(self) -> Iterator[tuple[Key, Said]]:
        """I1 to I4 and I10 and I11."""
        p = self.project
        # A milestone that names a sum of capital is I8's.
        plain = [i for i in p.items if not i.amount_vnd]
        yield from ((("I1", "schedule_item", i.id, ""), self.milestone(i)) for i in plain)
        for i in self.operations():
            yield ("I3", "schedule_item", i.id, ""), self.candidate(i)
            yield from self.found("I2", "schedule_item", i.id, self.capped(i))
        for s in p.suspensions:
            yield ("I4", "suspension", s.id, ""), self.suspended(s)
        yield from self.found("I11", "project", p.id, self.differing())
        if approvals := self.approvals():
            yield ("I10", "project", p.id, ""), self.started(approvals)

    def of_the_rest(self) -> Iterator[tuple[Key, Said]]:
        """Requests and periods."""
        p = self.project
        asked = [r for t in p.tranches for r in t.requests]
        for r in (*asked, *(r for i in p.items for r in i.requests)):
            yield ("RX", "extension_request", r.id, ""), self.answer(r)
        for x in p.periods:
            yield from self.found("L5", "excluded_period", x.id, self.claimed(x))
            if x.standing == "decided":
                yield ("P1", "excluded_period", x.id, ""), self.looked_at(x)

    def found(
        self, kind: str, subject: str, pk: int, since: date | None
    ) -> Iterator[tuple[Key, Said]]:
        """A condition true since a day, one that waits for its day, or nothing."""
        if since is None:
            return
        key = (kind, subject, pk, "")
        if since > self.on:
            yield key, Said(Clock.NOT_STARTED)
        else:
            yield key, Said(Clock.FOUND, since, level=Level.OVERDUE)

    # ---------------------------------------------------------------- land

    def unused(self, t: TrancheFacts) -> Said:
        """L1: twelve months from the handover, force majeure left out."""
        x = t.extension
        moved = x is not None and not (t.in_use_date and t.in_use_date < x.from_date)
        if moved or used_undated(self.project, t):
            return Said(Clock.VOID)
        if t.handover_date is None:
            decided = t.is_decided and t.in_use_date is None
            return Said(Clock.NOT_STARTED if decided else Clock.UNKNOWN)
        all_of = (*self.project.exclusions, *t.exclusions, *self.waiting(t.requests, None))
        pauses = self.accepted(all_of, FORCE, t.in_use_date)
        base = t.handover_date
        ran = walk(base, months_on(base, 12), pauses, self.calendar)
        reminders = self.after(base, pauses, (6, NOTICE), (9, WARNING), (11, LAST))
        return self.judged(ran, t.in_use_date, reminders)

    def behind(self, t: TrancheFacts) -> Said:
        """L2: twenty-four months after the earliest milestone not reached."""
        if t.extension is not None:
            return Said(Clock.VOID)
        if t.handover_date is None:
            return Said(Clock.NOT_STARTED)
        kinds = ("start", "works", "completion", "operation")
        mine = [i for i in self.project.items if i.kind in kinds and t.phase in (None, i.phase)]
        open_ones = [i for i in mine if i.actual is None and not achieved_undated(self.project, i)]
        if mine and not open_ones:
            return self.caught_up(mine, t)
        binding = [i for i in open_ones if i.planned and i.instrument_date]
        if binding:
            return self.after_milestone(min(binding, key=_by_plan), t, None)
        done = not mine and (self.project.is_completed or self.project.is_operating)
        return Said(Clock.VOID if done else Clock.UNKNOWN)

    def caught_up(self, reached: list[ItemFacts], t: TrancheFacts) -> Said:
        """L2 of a tranche whose milestones are all reached."""
        if any(i.actual is None for i in reached):
            return Said(Clock.VOID)
        binding = [i for i in reached if i.planned and i.instrument_date]
        if not binding:
            return Said(Clock.UNKNOWN)
        met = max(i.actual for i in reached if i.actual)
        return self.after_milestone(max(binding, key=_by_plan), t, met)

    def after_milestone(self, i: ItemFacts, t: TrancheFacts, met: date | None) -> Said:
        """L2 once its milestone is chosen."""
        of_land = (*t.exclusions, *self.waiting(t.requests, None))
        pauses = self.accepted((*self.pauses_of(i), *of_land), EVERY, met)
        first, ran = self.twice(i, pauses, met)
        reminders = self.after(first.due, pauses, (12, NOTICE), (18, WARNING), (23, LAST))
        return self.judged(ran, met, reminders)

    def in_part(self, t: TrancheFacts) -> date | None:
        """L7: less handed over than decided, since the handover."""
        if t.decided_area_m2 is None or t.handed_area_m2 is None:
            return None
        return t.handover_date if t.handed_area_m2 < t.decided_area_m2 else None

    # ---------------------------------------------------------------- schedule

    def milestone(self, i: ItemFacts) -> Said:
        """I1: the planned day in force, every reason left out, no roll."""
        if achieved_undated(self.project, i):
            return Said(Clock.VOID)
        if i.planned is None or i.instrument_date is None:
            return Said(Clock.UNKNOWN)
        asked = self.waiting(i.requests, i.instrument_date)
        pauses = self.accepted((*self.pauses_of(i), *asked), EVERY, i.actual)
        ran = walk(i.instrument_date, i.planned, pauses)
        return self.judged(ran, i.actual, self.before(ran, (30, NOTICE)))

    def twice(self, i: ItemFacts, pauses: list[Exclusion], met: date | None) -> tuple[Ran, Ran]:
        """The clock to a milestone, then twenty-four months from where it ended."""
        assert i.planned is not None
        assert i.instrument_date is not None
        asked = self.accepted(self.waiting(i.requests, i.instrument_date), (), met)
        first = walk(i.instrument_date, i.planned, (*pauses, *asked))
        rest = [] if first.stopped_on else pauses
        second = walk(first.due, months_on(first.due, 24), rest, self.calendar)
        return first, Ran(second.due, first.stopped_on or second.stopped_on)

    def operations(self) -> list[ItemFacts]:
        """Of each phase the operation planned last."""
        kept: dict[int, ItemFacts] = {}
        ones = [i for i in self.project.items if i.kind == "operation"]
        for i in sorted(ones, key=_by_plan):
            kept[i.phase] = i
        return list(kept.values())

    def candidate(self, i: ItemFacts) -> Said:
        """I3: operating within twenty-four months of the day it was planned for."""
        looked = self.on if i.actual is None else min(self.on, i.actual)
        if looked < date(2025, 1, 15) or achieved_undated(self.project, i):
            return Said(Clock.VOID)
        if i.planned is None or i.instrument_date is None:
            return Said(Clock.UNKNOWN)
        unused = any(
            t.handover_date is not None
            and t.in_use_date is None
            and t.phase in (None, i.phase)
            and not used_undated(self.project, t)
            for t in self.project.tranches
        )
        if i.actual is None and (self.project.pending_adjustment or unused):
            return Said(Clock.VOID)
        pauses = self.accepted(self.pauses_of(i), EVERY, i.actual)
        _first, ran = self.twice(i, pauses, i.actual)
        reminders = self.before(ran, (180, NOTICE), (90, WARNING), (30, LAST))
        return self.judged(ran, i.actual, reminders)

    def capped(self, i: ItemFacts) -> date | None:
        """I2: planned later than twenty-four months after the first approval's day."""
        since = i.instrument_date
        if since is None or i.planned is None or i.baseline is None or i.cap_exception:
            return None
        approved = any(x.kind == "policy_approval" for x in self.project.instruments)
        beyond = i.planned > months_on(i.baseline, 24)
        return since if approved and beyond and since >= date(2021, 1, 1) else None


def _by_plan(i: ItemFacts) -> tuple[date, int]:
    return (i.planned or date.min, i.id)


def slow(project: ProjectFacts, *, calendar: WorkCalendar, on: date) -> dict[Key, Said]:
    """What the law says of the project on the day, read day by day.

    Of a project that has ended only what was met before its end is left.
    """
    ended = project.terminated_on
    looked = on if ended is None else min(on, ended)
    read = dict(Reader(project, calendar, looked).everything())
    if ended is None or ended > on:
        return read
    return {
        key: said if said.met is not None and said.met <= ended else Said(Clock.VOID)
        for key, said in read.items()
    }


def quick(
    project: ProjectFacts, *, law: LawBook, calendar: WorkCalendar, on: date
) -> dict[Key, Said]:
    """What the product says of the same duties, in the same shape."""
    computed = compute(project, law=law, calendar=calendar, on=on)
    return {c.key: _said(c, on) for c in computed if c.kind in KINDS and not c.cycle}


def _said(computed: Computed, on: date) -> Said:
    if computed.clock in (Clock.VOID, Clock.UNKNOWN, Clock.NOT_STARTED):
        return Said(computed.clock)
    level = computed.standing(on)[0]
    days = (computed.due_date, computed.stopped_on, computed.met_date)
    return Said(computed.clock, *days, level=level)
