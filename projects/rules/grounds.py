"""Grounds of termination that time alone completes: no contact (I5), site lost (I6)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Clock, Step
from deadlines.rules.computed import Computed
from projects.rules.assembly import Duty, dated, undated
from projects.rules.coming import again_by, first_after, passed
from projects.rules.facts import SuspensionFacts
from projects.rules.facts_money import ContactFacts, SiteLossFacts
from projects.rules.reckoning import Case, Reckoning, term_run


@dataclass(frozen=True, slots=True)
class _Ground:
    """What begins the time, what ends it well (`met`), and whether it no longer applies."""

    base: date
    steps: tuple[Step, ...]
    met: date | None
    void_reason: str = ""
    settled_on: date | None = None
    turns: tuple[date | None, ...] = ()


def contact_due(case: Case, suspension: SuspensionFacts) -> Computed:
    """I5: the investor is reached within 12 months of a suspension (LOI 2020 art. 48.2.c).

    MET by the first contact after the suspension's first day in which he was reached. Attempts
    that reached nobody meet nothing: they are the evidence, counted by channel. VOID once
    operation resumed without one; what came after that is no longer about it.
    """
    end = suspension.resumed_on or date.max
    after = [c for c in case.project.contacts if suspension.start < c.day <= end]
    met = passed(min((c.day for c in after if c.reached), default=None), case.on)
    resumed = None if met else passed(suspension.resumed_on, case.on)
    base = {"fact": "suspension", "reference": suspension.reference}
    upto = met or resumed or case.on
    ground = _Ground(
        base=suspension.start,
        steps=(Step("base", base, suspension.start), *_attempts(after, upto)),
        met=met,
        void_reason="resumed" if resumed else "",
        settled_on=met or resumed,
        turns=(suspension.resumed_on, *(c.day for c in after)),
    )
    return _reckoned(case, Duty("I5", "suspension", suspension.id), ground)


def relocation_due(case: Case, loss: SiteLossFacts) -> Computed:
    """I6: a change of site is applied for within 6 months of its loss (LOI 2020 art. 48.2.b)."""
    met = passed(loss.filed, case.on)
    ground = _Ground(
        base=loss.lost,
        steps=(Step("base", {"fact": "site_lost", "reference": loss.reference}, loss.lost),),
        met=met,
        settled_on=met,
        turns=(loss.filed,),
    )
    return _reckoned(case, Duty("I6", "site_loss", loss.id), ground)


def _reckoned(case: Case, duty: Duty, ground: _Ground) -> Computed:
    """Under the law in force on the day of looking, or on the day the matter was settled."""
    assessed = ground.settled_on or case.on
    version = case.law.version_for(duty.kind, act_date=None, due_date=None, on=assessed)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    found = Reckoning(
        version=version,
        base=ground.base,
        run=term_run(case, version, ground.base, ()),
        facts=ground.steps,
        starts_on=version.effective_from,
    )
    computed = dated(case, duty, found, met=ground.met, void_reason=ground.void_reason)
    if ground.met is not None:
        return computed
    change = None if ground.settled_on else case.law.next_change(duty.kind, case.on)
    return again_by(computed, first_after(ground.turns, case.on), change)


def _attempts(contacts: list[ContactFacts], upto: date) -> Iterator[Step]:
    """How often nobody was reached, by channel."""
    tried = Counter(c.channel for c in contacts if not c.reached and c.day <= upto)
    for channel in sorted(tried):
        days = [c.day for c in contacts if c.channel == channel and not c.reached]
        last = max(day for day in days if day <= upto)
        count = tried[channel]
        yield Step("attempts", {"channel": channel, "count": count, "last": last.isoformat()})
