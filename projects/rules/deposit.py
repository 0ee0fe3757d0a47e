"""Deposit and guarantee: what must secure the project, and until when what does counts (I7).

The sum grows by slices of the capital (R-1.31) unless the agreement names it. It is due by the
day the agreement names, else before the first decision on land (R-1.32), of which one source
speaks: such a day is for reference until an administrator confirms it, as is a sum reduced for an
incentive (R-1.31). What was given back or forfeited secures nothing any more (R-1.33).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from deadlines.rules.clock import Boundary, Clock, Step, run_to
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules.assembly import Duty, dated, undated
from projects.rules.coming import again_by, first_after
from projects.rules.facts_money import DepositDuty, DepositFacts, SecurityFacts
from projects.rules.reckoning import Case, Reckoning

_KIND = "I7"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What must be secured, in whole đồng, and how it was reckoned."""

    vnd: int
    steps: tuple[Step, ...]
    is_reduced: bool = False


def deposits_due(case: Case) -> Iterator[Computed]:
    """I7 of the project and of each deposit or guarantee that ends; none for an exempt project."""
    security = case.project.security
    if security.duty == DepositDuty.EXEMPT:
        return
    if security.duty == DepositDuty.REQUIRED:
        owed = deposit_owed(case)
        if owed is not None:
            yield owed
    for held in security.deposits:
        if held.valid_until is not None:
            yield guarantee_ends(case, held, held.valid_until)


def deposit_owed(case: Case) -> Computed | None:
    """I7: the deposit is paid or guaranteed in full by its day (LOI 2020 art. 43, R-1.31, R-1.34).

    MET on the first day the valid deposits reached the sum: what runs out later is the matter of
    that guarantee. Until then `amount_met_vnd` is what is valid on the day of looking. UNKNOWN
    without the capital the sum is reckoned from, or without a day; None where the sum is nothing.
    """
    security = case.project.security
    duty = Duty(_KIND, "project", case.project.id)
    version = _version(case)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    needed = sum_needed(security, version)
    if needed is None:
        return undated(case, duty, Clock.UNKNOWN, missing="deposit_base")
    if needed.vnd == 0:
        return None
    met = _reached_on(security.deposits, needed.vnd, case.on)
    held_vnd = _held_on(security.deposits, met or case.on)
    said = replace(needed, steps=(*needed.steps, Step("held", {"amount_vnd": held_vnd})))
    computed = replace(
        _owed(case, duty, version, said, met),
        amount_due_vnd=needed.vnd,
        amount_met_vnd=held_vnd,
    )
    turns = () if met else _turns(security.deposits)
    return again_by(computed, first_after(turns, case.on))


def _owed(
    case: Case, duty: Duty, version: RuleVersionDef, needed: _Sum, met: date | None
) -> Computed:
    security = case.project.security
    day = _day(case)
    if day is None and met is not None:
        return undated(case, duty, Clock.VOID, void_reason="deposit_in_place")
    if day is None:
        return undated(case, duty, Clock.UNKNOWN, missing="deposit_due_date")
    is_named = security.due is not None
    boundary = Boundary.BY if is_named else Boundary.BEFORE
    base = Step("base", {"fact": "deposit_due" if is_named else "land_decision"}, day)
    found = Reckoning(
        version=version,
        base=day,
        run=run_to(start=day, target=day, exclusions=(), boundary=boundary),
        facts=(*needed.steps, base),
        advisory=_is_hint(needed, version) or (not is_named and version.leaves_open("deposit_day")),
    )
    return dated(case, duty, found, met=met)


def guarantee_ends(case: Case, held: DepositFacts, last: date) -> Computed:
    """I7: something else secures the project before a guarantee runs out (its last day counts).

    MET on the first day on which the others that outlive it reach the sum still needed. Where
    that sum cannot be reckoned, one or more handed in later must reach what is left of this one.
    VOID once nothing of it is left.
    """
    duty = Duty(_KIND, "deposit", held.id)
    version = case.law.version_for(_KIND, act_date=held.paid, due_date=last, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    cover = _cover_of(case, held, last)
    met = cover.reached_on(held.paid, case.on)
    needed, kept = cover.needed_on(met or case.on), cover.kept_on(met or case.on)
    found = Reckoning(
        version=version,
        base=held.paid,
        run=run_to(start=held.paid, target=last, exclusions=()),
        facts=(
            Step("cover", {"needed_vnd": needed, "kept_vnd": kept}),
            Step("base", {"fact": "guarantee", "reference": held.reference}, held.paid),
        ),
        advisory=cover.sum is not None and _is_hint(cover.sum, version),
    )
    computed = dated(case, duty, found, met=met, void_reason=_ended(held, case.on))
    computed = replace(computed, amount_due_vnd=needed, amount_met_vnd=kept)
    own = (outcome.day for outcome in held.outcomes)
    turns = (*own, *(() if met else _turns((*cover.others, held))))
    change = None if _day(case) else case.law.next_change(_KIND, case.on)
    return again_by(computed, first_after(turns, case.on), change)


@dataclass(frozen=True, slots=True)
class _Cover:
    """What must take the place of a guarantee past its `last` day, and what could.

    `sum` is what the project owes as a whole; None where that cannot be reckoned.
    """

    held: DepositFacts
    last: date
    sum: _Sum | None
    others: tuple[DepositFacts, ...]

    def needed_on(self, day: date) -> int:
        """What must be there, by what was given back up to the day."""
        if self.sum is None:
            return self.held.left_on(day)
        return still_needed((self.held, *self.others), self.sum.vnd, day)

    def kept_on(self, day: date) -> int:
        """What of the others is in hand and outlives the guarantee."""
        return sum(other.kept_beyond(self.last, day) for other in self.others)

    def reached_on(self, since: date, on: date) -> date | None:
        """The first day from `since` on which the others suffice."""
        everything = (self.held, *self.others)
        given_back = {o.day for each in everything for o in each.outcomes}
        days = {since} | {each.paid for each in self.others} | given_back
        told = sorted(day for day in days if since <= day <= on)
        return next((day for day in told if self.kept_on(day) >= self.needed_on(day)), None)


def _cover_of(case: Case, held: DepositFacts, last: date) -> _Cover:
    security, version = case.project.security, _version(case)
    others = tuple(each for each in security.deposits if each.id != held.id)
    needed = sum_needed(security, version) if version else None
    if needed is not None and needed.vnd:
        return _Cover(held, last, needed, others)
    return _Cover(held, last, None, tuple(each for each in others if each.paid > held.paid))


def still_needed(deposits: Iterable[DepositFacts], needed: int, on: date) -> int:
    """What must secure the project after what was lawfully given back (R-1.33).

    A part given back while the project was secured in full lowers the sum to what remained then;
    what ran out, was forfeited, or was given back because another took its place does not.
    """
    known = tuple(deposits)
    days = sorted({o.day for each in known for o in each.outcomes if o.day <= on})
    for day in days:
        returned = sum(each.returned_on(day) for each in known)
        if returned and _held_on(known, day - _ONE_DAY) >= needed:
            needed = min(needed, max(_held_on(known, day), needed - returned))
    return needed


def _ended(held: DepositFacts, on: date) -> str:
    """Why nothing of it is left; empty while something is."""
    if held.left_on(on) > 0:
        return ""
    last = max((o for o in held.outcomes if o.day <= on), key=lambda o: (o.day, o.forfeited))
    return "deposit_forfeited" if last.forfeited else "deposit_released"


def _is_hint(needed: _Sum, version: RuleVersionDef) -> bool:
    """Whether the sum rests on a reduction that nobody has confirmed."""
    return needed.is_reduced and version.leaves_open("deposit_reduction")


def sum_needed(security: SecurityFacts, version: RuleVersionDef) -> _Sum | None:
    """The sum of the agreement, else the sum by slices of the capital; None without either.

    3 % of the part up to 300 tỷ, 2 % up to 1.000 tỷ, 1 % of the rest as shipped (R-1.31). A
    reduction for an incentive is taken off the reckoned sum, never off an agreed one. The total is
    rounded once, half up, to whole đồng.
    """
    if security.agreed_vnd is not None:
        step = Step("deposit_agreed", {"amount_vnd": security.agreed_vnd})
        return _Sum(security.agreed_vnd, (step,))
    if security.base_vnd is None:
        return None
    exact, steps = _by_slices(security.base_vnd, version)
    off = exact * (security.reduction_percent or 0) / 100
    if off:
        percent = str(security.reduction_percent)
        steps.append(Step("deposit_reduction", {"amount_vnd": _whole(off), "percent": percent}))
    total = _whole(exact - off)
    return _Sum(total, (*steps, Step("deposit_sum", {"amount_vnd": total})), is_reduced=bool(off))


def _by_slices(base_vnd: int, version: RuleVersionDef) -> tuple[Decimal, list[Step]]:
    exact, from_vnd, steps = Decimal(0), 0, []
    for part in version.slices:
        to_vnd = base_vnd if part.up_to_vnd is None else part.up_to_vnd
        part_vnd = min(to_vnd, base_vnd) - from_vnd
        if part_vnd <= 0:
            break
        share = part_vnd * part.percent / 100
        said = (("part_vnd", part_vnd), ("amount_vnd", _whole(share)))
        steps.append(Step("slice", {**dict(said), "percent": str(part.percent)}))
        exact += share
        from_vnd += part_vnd
    return exact, steps


def _whole(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _version(case: Case) -> RuleVersionDef | None:
    """The law of the day the deposit is due; while none is known, of the day of looking."""
    day = _day(case) or case.on
    return case.law.version_for(_KIND, act_date=day, due_date=day, on=case.on)


def _day(case: Case) -> date | None:
    """The day the agreement names, else that of the first land decision."""
    return case.project.security.due or case.project.security.land_decided


def _reached_on(deposits: Iterable[DepositFacts], needed: int, on: date) -> date | None:
    known = tuple(deposits)
    days = sorted({each.paid for each in known if each.paid <= on})
    return next((day for day in days if _held_on(known, day) >= needed), None)


def _held_on(deposits: Iterable[DepositFacts], day: date) -> int:
    return sum(each.held_on(day) for each in deposits)


def _turns(deposits: Iterable[DepositFacts]) -> Iterator[date]:
    """The days on which what is held changes."""
    for each in deposits:
        yield each.paid
        if each.valid_until is not None:
            yield each.valid_until + _ONE_DAY
        yield from (outcome.day for outcome in each.outcomes)
