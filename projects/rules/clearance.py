"""Site clearance by agreement: when the council may be asked to recover the rest (C1, R-2.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from deadlines.rules.clock import Clock, Step
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules.assembly import Condition, Duty, found_true, undated
from projects.rules.clearance_facts import ClearanceFacts
from projects.rules.coming import again_by
from projects.rules.reckoning import Case
from vn.numbers import ratio_percent

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Share:
    """What was agreed of a whole: users, or square metres; None where either is not known."""

    fact: str
    agreed: Decimal | int | None
    whole: Decimal | int | None

    @property
    def percent(self) -> Decimal | None:
        """Per cent of the whole to two places, for showing only."""
        return ratio_percent(self.agreed, self.whole)

    def is_over(self, percent: int) -> bool | None:
        """Whether strictly more than that was agreed; None where it cannot be told."""
        if self.agreed is None or not self.whole:
            return None
        return self.agreed * 100 > self.whole * percent


def shares(count: ClearanceFacts) -> tuple[Share, Share]:
    """The two shares that the rule looks at: of the area, of the users."""
    return (
        Share("area", count.area_agreed, count.area_total),
        Share("users", count.users_agreed, count.users_total),
    )


def missing_of(count: ClearanceFacts) -> tuple[str, ...]:
    """What has to be known before anything can be said of land by agreement."""
    if not count.by_agreement:
        return ()
    unknown = [share.fact for share in shares(count) if share.is_over(0) is None]
    return (*unknown, *(() if count.deadline else ("deadline",)))


def rest_recoverable(case: Case) -> Iterator[Computed]:
    """C1 of the whole project and of each tranche counted (Resolution 254/2025/QH15 art. 3).

    By agreement, the (extended) deadline past, strictly more than 75 % of the area and of the
    users agreed, and some of either not: the council may be asked to recover the rest. True since
    the day after the deadline, the first of the latest counts in a row that show it, or the first
    day of the law, whichever came last. The latest count decides; unknown numbers find nothing.
    """
    counts = sorted(case.project.clearance, key=lambda count: (count.day, count.id))
    scopes = dict.fromkeys(count.tranche_id for count in counts)
    for tranche_id in scopes:
        of_scope = [count for count in counts if count.tranche_id == tranche_id]
        yield from _of_scope(case, tranche_id, of_scope)


def _of_scope(
    case: Case, tranche_id: int | None, counts: Sequence[ClearanceFacts]
) -> Iterator[Computed]:
    kind = "project" if tranche_id is None else "tranche"
    subject = case.project.id if tranche_id is None else tranche_id
    duty = Duty("C1", kind, subject, agency_id=case.project.agency_id)
    in_force = case.law.version_for("C1", act_date=None, due_date=None, on=case.on)
    first = next(iter(case.law.versions("C1")), None)
    version, latest = in_force or first, counts[-1]
    if version is None or first is None or latest.deadline is None:
        return
    if not _rest_is_left(latest) or not _is_over(latest, version):
        return
    if in_force is None:
        yield undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
        return
    began = _first_in_a_row(counts, version).day
    since = max(latest.deadline + _ONE_DAY, began, first.effective_from)
    told = (latest.deadline, since)
    steps = (Step("base", {"fact": "agreement_deadline"}, latest.deadline), *_steps(latest))
    condition = Condition(since=since, told=told, steps=steps, base=latest.deadline)
    found = found_true(case, duty, in_force, condition)
    yield again_by(found, case.law.next_change("C1", case.on))


def _rest_is_left(count: ClearanceFacts) -> bool:
    """Whether it is land by agreement of which something is not agreed."""
    known = [share for share in shares(count) if share.agreed is not None]
    return count.by_agreement and any(share.agreed != share.whole for share in known)


def _is_over(count: ClearanceFacts, version: RuleVersionDef) -> bool:
    return count.by_agreement and all(
        share.is_over(version.over_percent) for share in shares(count)
    )


def _first_in_a_row(counts: Sequence[ClearanceFacts], version: RuleVersionDef) -> ClearanceFacts:
    """The first of the latest counts that show it without a break."""
    found = counts[-1]
    for count in reversed(counts):
        if not _is_over(count, version):
            break
        found = count
    return found


def _steps(count: ClearanceFacts) -> Iterator[Step]:
    for share in shares(count):
        params = {
            "what": share.fact,
            "agreed": str(share.agreed),
            "whole": str(share.whole),
            "percent": str(share.percent),
        }
        yield Step("agreed", params, count.day)
