"""Between which bounds the capital of a line may be moved, and what it absorbs (law.md D9).

Everything is decided by pure arithmetic on `MoveFacts`: no line gives what was paid, accepted,
promised by contract or is forecast to be used; none gets more than the medium-term plan, its
contracts and its total investment leave, or than it can absorb by the end of its window: at the
pace of the plan it had before any draft moved capital, or what was accepted already. None of these
grows or shrinks by a move, so a draft that was applied leaves the next one of the same figures
nothing to do. Capital moves in whole millions; the odd đồng of a line stay where they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

UNIT = 1_000_000
"""The unit of a move, in đồng: one triệu."""

# Codes of what keeps a line from giving more ...
PAID, AWAITING, PROMISED, FORECAST = "paid", "awaiting", "promised", "forecast"
# ... from getting more ...
LAND, NOT_LISTED, MEDIUM_TERM = "land", "not_listed", "medium_term"
NO_CONTRACT, CONTRACT, NO_TOTAL, TOTAL, ABSORB = (
    "no_contract",
    "contract",
    "no_total",
    "total",
    "absorb",
)
# ... from either ...
NO_FORECAST, CLOSED = "no_forecast", "closed"
# ... and what, not the line itself, limits a move.
REST, ENOUGH, MINIMUM = "rest", "enough", "minimum"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """What is known of one annual line, in whole đồng; None is unknown and never taken for zero.

    `low`, `middle`, `high`: what it would have disbursed by the end of its window if its plan did
    not limit it, at the pace of the plan it had before any draft moved capital. `promised_vnd`: what contracts that end in the window still have to be paid.
    `contract_left_vnd` and `total_left_vnd` are the project's, after all it was ever paid;
    `unpaid_vnd` is what all lines of the project in this plan still hold. `medium_left_vnd`: what
    annual plans have not drawn; the year's own capital alone draws on it (`draws`).
    """

    key: int
    code: str
    project: int
    group: str
    allocated_vnd: int
    paid_vnd: int
    awaiting_vnd: int = 0
    promised_vnd: int = 0
    contract_left_vnd: int | None = None
    total_left_vnd: int | None = None
    unpaid_vnd: int = 0
    medium_left_vnd: int | None = None
    draws: bool = True
    low: int | None = None
    middle: int | None = None
    high: int | None = None
    land: str = "unknown"
    months_left: int = 0
    advance_vnd: int = 0


LAND_READY = ("ready", "not_needed")


@dataclass(frozen=True, slots=True)
class Bound:
    """What limits a line: its code, and the capital it allows, in đồng."""

    code: str
    vnd: int


@dataclass(frozen=True, slots=True)
class Span:
    """The bounds of one line.

    `floor` is the least it may keep by anybody's hand; `keeps` the least a proposal leaves it,
    which is not below its forecast; `ceiling` the most it may get. `need_vnd` is what it absorbs
    at most by the end of its window: its forecast, and what was accepted already.
    """

    facts: MoveFacts
    floor: Bound
    keeps: Bound
    ceiling: Bound
    need_vnd: int

    @property
    def gives(self) -> int:
        """How many units it can give in a proposal."""
        return max(0, self.facts.allocated_vnd - self.keeps.vnd) // UNIT

    @property
    def gets(self) -> int:
        """How many units it can get."""
        return max(0, self.ceiling.vnd - self.facts.allocated_vnd) // UNIT

    def absorbed(self, delta_vnd: int = 0) -> int:
        """What it will have disbursed by the end of its window after a move, in đồng."""
        return min(self.facts.allocated_vnd + delta_vnd, self.need_vnd)


def span(facts: MoveFacts) -> Span:
    """The bounds of a line; where two are equal, the first of their order in this module counts."""
    held = facts.allocated_vnd
    need = max(facts.middle or 0, facts.paid_vnd + facts.awaiting_vnd)
    floor = max(_floors(facts), key=lambda bound: bound.vnd)
    floor = replace(floor, vnd=min(floor.vnd, held))
    fixed = _fixed(facts)
    if fixed is not None:
        return Span(facts, floor, fixed, fixed, need)
    forecast = Bound(FORECAST, min(need, held))
    keeps = floor if floor.vnd >= forecast.vnd else forecast
    ceiling = min(_ceilings(facts, need), key=lambda bound: bound.vnd)
    return Span(facts, floor, keeps, ceiling, need)


def _fixed(facts: MoveFacts) -> Bound | None:
    """What keeps the line as it is, whatever the others need."""
    if facts.months_left <= 0:
        return Bound(CLOSED, facts.allocated_vnd)
    if facts.middle is None:
        return Bound(NO_FORECAST, facts.allocated_vnd)
    return None


def _floors(facts: MoveFacts) -> list[Bound]:
    found = [Bound(PAID, facts.paid_vnd)]
    if facts.awaiting_vnd:
        found.append(Bound(AWAITING, facts.paid_vnd + facts.awaiting_vnd))
    if facts.promised_vnd:
        found.append(Bound(PROMISED, facts.paid_vnd + facts.promised_vnd))
    return found


def _ceilings(facts: MoveFacts, need: int) -> list[Bound]:
    held = facts.allocated_vnd
    if facts.land not in LAND_READY:
        return [Bound(LAND, held)]
    found = [Bound(ABSORB, max(need, held))]
    if facts.draws:
        found.append(_room(held, facts.medium_left_vnd, 0, (MEDIUM_TERM, NOT_LISTED)))
    found.append(_room(held, facts.contract_left_vnd, facts.unpaid_vnd, (CONTRACT, NO_CONTRACT)))
    found.append(_room(held, facts.total_left_vnd, facts.unpaid_vnd, (TOTAL, NO_TOTAL)))
    return found


def _room(held: int, left: int | None, taken: int, codes: tuple[str, str]) -> Bound:
    """Up to which capital something is left of which `taken` is spoken for; none of the unknown."""
    known, unknown = codes
    if left is None:
        return Bound(unknown, held)
    return Bound(known, held + max(0, left - taken))


def after_getting(facts: MoveFacts, units: int) -> MoveFacts:
    """The facts of another line of a project that got `units`: they share contracts and total."""
    return replace(facts, unpaid_vnd=facts.unpaid_vnd + units * UNIT)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of all lines by the end of their windows, in đồng."""

    base_vnd: int
    absorbed_vnd: int
    moved_vnd: int = 0
    lines: int = 0

    @property
    def lapsing_vnd(self) -> int:
        """Capital that would lapse, or need to be carried over."""
        return self.base_vnd - self.absorbed_vnd


def outlook(lines: Iterable[tuple[int, int, int]]) -> Outlook:
    """Add up lines given as (allocated, what it absorbs at most, delta), in đồng."""
    base = absorbed = moved = count = 0
    for held, need, delta in lines:
        base += held
        absorbed += min(held + delta, need)
        moved += max(0, delta)
        count += bool(delta)
    return Outlook(base, absorbed, moved, count)


def why(found: Span, units: int, minimum: int) -> Bound:
    """The bound that decides a line: its own, what the others leave it, or the smallest line."""
    after = found.facts.allocated_vnd + units * UNIT
    if units < 0:
        binds = -units == found.gives
        return found.keeps if binds else Bound(ENOUGH, after)
    if units > 0:
        return found.ceiling if units == found.gets else Bound(REST, after)
    can = found.gives or found.gets
    if can and can < minimum:
        return Bound(MINIMUM, minimum * UNIT)
    if can:
        return Bound(ENOUGH if found.gives else REST, after)
    return found.ceiling if found.need_vnd >= found.facts.allocated_vnd else found.keeps


def facts_hash(facts: Iterable[MoveFacts], settings: Mapping[str, int | str]) -> str:
    """What tells two sets of facts apart, whatever the order of their rows."""
    names = MoveFacts.__slots__
    told = ({name: getattr(each, name) for name in names} for each in facts)
    rows = sorted(told, key=lambda row: row["key"])
    text = json.dumps([dict(settings), rows], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def by_group(facts: Sequence[MoveFacts]) -> dict[str, list[MoveFacts]]:
    """Lines among which capital may move: the same source and kind of capital, by their codes."""
    groups: dict[str, list[MoveFacts]] = {}
    for each in sorted(facts, key=lambda row: (row.group, row.code, row.key)):
        groups.setdefault(each.group, []).append(each)
    return groups
