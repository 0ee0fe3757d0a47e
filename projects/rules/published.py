"""What a published figure says, and how far it agrees with what can be computed (house.md §4).

A figure is compared by identity first, then as an interval: what its last digit leaves open, or what
its word ("hơn", "gần") allows. Nothing is ever corrected here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, localcontext
from enum import StrEnum

from projects.rules.indicators import AREA, COUNT, PERCENT, RANK, USD, VND
from vn.errors import Unreadable
from vn.money import parse_money
from vn.numbers import parse_number, ratio_percent, rounded
from vn.text import fold

_SQUARE_METRES = {"ha": 10_000, "m2": 1, "km2": 1_000_000}
_PERCENT_UNITS = ("%", "diem", "diem phan tram", "phan tram")
_ABOVE, _BELOW, _AROUND = ("hơn", "trên", "ít nhất"), ("gần", "dưới", "không quá"), ("khoảng",)
_PRECISION = 60
RATIO_PLACES = 6
"""Places to which a rate is computed before it is compared with what was printed."""


class Verdict(StrEnum):
    """How a published figure agrees with a computed one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    WITHIN = "within"
    PARTIAL = "partial"
    NO_BASE = "no_base"
    OFF = "off"


WORST_FIRST = (
    *(Verdict.OFF, Verdict.NO_BASE, Verdict.PARTIAL, Verdict.TRUNCATED),
    *(Verdict.WITHIN, Verdict.ROUNDED, Verdict.EXACT),
)


class Kind(StrEnum):
    """What a figure was held against."""

    RATIO = "ratio"
    PARTS = "parts"
    SOURCES = "sources"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed figure in the unit its measure is kept in: đồng, dollars, m², per cent, units.

    `step` is one of its last printed digit; `spread` how far rounding may have moved it, nothing for
    a count; `slack` one of its last digit that is not zero, which is as far as a word such as "hơn"
    is taken to reach. `doubtful`: it can be read in two ways.
    """

    value: Decimal
    hedge: str
    step: Decimal
    spread: Decimal
    slack: Decimal
    doubtful: bool = False

    @property
    def low(self) -> Decimal:
        """The least the text allows."""
        if self.hedge in _ABOVE:
            return self.value
        return self.value - (self.slack if self.hedge in (*_BELOW, *_AROUND) else self.spread)

    @property
    def high(self) -> Decimal:
        """The most the text allows."""
        if self.hedge in _BELOW:
            return self.value
        return self.value + (self.slack if self.hedge in (*_ABOVE, *_AROUND) else self.spread)

    @property
    def hedged(self) -> bool:
        """Whether a word says that it is not exact; "ước" speaks of how it came about."""
        return self.hedge in (*_ABOVE, *_BELOW, *_AROUND)


@dataclass(frozen=True, slots=True)
class Check:
    """A figure held against one other; `computed` and `difference` in the unit of its measure."""

    kind: Kind
    verdict: Verdict
    computed: Decimal | None = None
    difference: Decimal | None = None


def read(text: str, measure: str, *, english: bool = False) -> Reading | None:
    """Read a figure as it was printed; None when it says that the figure is not known.

    Money, areas and rates name their unit: a bare number of them is not guessed at. Raises
    `Unreadable` as `parse_number` does, with `unknown_unit` for no unit or one of another measure.
    """
    number = parse_number(text, english=english)
    if number.value is None:
        return None
    scale = _scale(number.unit, measure, text)
    digits, exponent = number.value.as_tuple().digits, int(number.value.as_tuple().exponent)
    ending = len(digits) - len("".join(map(str, digits)).rstrip("0")) if any(digits) else 0
    step = Decimal(1).scaleb(exponent) * scale
    return Reading(
        value=number.value * scale,
        hedge=number.hedge,
        step=step,
        spread=Decimal(0) if measure in (COUNT, RANK) else step / 2,
        slack=Decimal(1).scaleb(exponent + ending) * scale,
        doubtful=number.doubtful,
    )


def read_base(text: str) -> tuple[str, Decimal] | None:
    """The numerator or denominator of a rate with its measure: đồng, dollars, m² or a count.

    None for an empty text. Raises `Unreadable`, with `two_readings` where a person must choose.
    """
    number = parse_number(text)
    if number.value is None:
        return None
    if number.doubtful and number.value != number.value.to_integral_value():
        raise Unreadable("two_readings", text)
    for measure in (VND, USD, AREA) if number.unit else (COUNT,):
        try:
            found = read(text, measure)
        except Unreadable as error:
            if error.code != "unknown_unit":
                raise
            continue
        if found is not None:
            return measure, found.value
    raise Unreadable("unknown_unit", text)


def as_kept(text: str, measure: str, value: Decimal | None) -> Reading | None:
    """The reading of a text that gives the value on record; None when neither reading does."""
    if value is None:
        return None
    for english in (False, True):
        try:
            found = read(text, measure, english=english)
        except Unreadable:
            continue
        if found is not None and found.value == value:
            return found
    return None


def _scale(unit: str, measure: str, text: str) -> Decimal:
    if measure in (VND, USD):
        found = parse_money(f"1 {unit}") if unit else None
        if found is None or found.amount is None or found.currency != measure.upper():
            raise Unreadable("unknown_unit", text)
        return found.amount
    if measure == AREA:
        if fold(unit) not in _SQUARE_METRES:
            raise Unreadable("unknown_unit", text)
        return Decimal(_SQUARE_METRES[fold(unit)])
    if measure == PERCENT and fold(unit) not in _PERCENT_UNITS:
        raise Unreadable("unknown_unit", text)
    return Decimal(1)


# ---------------------------------------------------------------- holding against


def against_ratio(
    printed: Reading, numerator: Decimal | None, denominator: Decimal | None
) -> Check:
    """A rate against its own numerator and denominator."""
    if numerator is None or not denominator:
        return Check(Kind.RATIO, Verdict.NO_BASE)
    exact = ratio_percent(numerator, denominator, RATIO_PLACES)
    return _check(Kind.RATIO, printed, exact or Decimal(0))


def implied_base(printed: Reading, numerator: Decimal | None) -> Decimal | None:
    """The denominator a rate without one speaks of; None without a numerator."""
    if numerator is None or not printed.value:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        return rounded(numerator * 100 / printed.value, 0)


def against_parts(printed: Reading, parts: Sequence[Reading]) -> Check:
    """A whole against the sum of the parts the same source divides it into."""
    total = sum((part.value for part in parts), Decimal(0))
    low = sum((part.low for part in parts), Decimal(0))
    high = sum((part.high for part in parts), Decimal(0))
    hedged = any(part.hedged for part in parts)
    return _check(Kind.PARTS, printed, total, _Span(low, high, hedged))


def against_other(printed: Reading, other: Reading) -> Check:
    """The same figure of the same day in two sources: the finer one is taken as computed."""
    coarse, fine = sorted((printed, other), key=lambda each: (each.step, each.slack), reverse=True)
    span = _Span(fine.low, fine.high, fine.hedged)
    found = _check(Kind.SOURCES, coarse, fine.value, span)
    return Check(found.kind, found.verdict, other.value, printed.value - other.value)


def against_registry(printed: Reading, computed: Decimal, *, known_in_part: bool = False) -> Check:
    """A figure against what the registry computes for the same day.

    `known_in_part`: some rows lack their value, so the sum is a lower bound.
    """
    found = _check(Kind.REGISTRY, printed, computed)
    if known_in_part and found.verdict is Verdict.OFF and computed < printed.value:
        return Check(found.kind, Verdict.PARTIAL, found.computed, found.difference)
    return found


def worst(checks: Sequence[Check]) -> Verdict | None:
    """The verdict that most asks to be looked at; None when nothing could be compared."""
    found = {check.verdict for check in checks}
    return next((verdict for verdict in WORST_FIRST if verdict in found), None)


@dataclass(frozen=True, slots=True)
class _Span:
    """Between which values a computed figure lies; `hedged`: words widen it, not rounding alone."""

    low: Decimal
    high: Decimal
    hedged: bool = False


def _check(kind: Kind, printed: Reading, computed: Decimal, span: _Span | None = None) -> Check:
    reach = span or _Span(computed, computed)
    verdict = _by_identity(printed, computed) or _by_interval(printed, reach)
    return Check(kind, verdict, computed, printed.value - computed)


def _by_identity(printed: Reading, computed: Decimal) -> Verdict | None:
    if printed.value == computed:
        return Verdict.WITHIN if printed.hedged else Verdict.EXACT
    if printed.hedged:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        steps = computed / printed.step
        if rounded(steps, 0) * printed.step == printed.value:
            return Verdict.ROUNDED
        if steps.quantize(Decimal(1), rounding=ROUND_DOWN) * printed.step == printed.value:
            return Verdict.TRUNCATED
    return None


def _by_interval(printed: Reading, span: _Span) -> Verdict:
    if printed.low <= span.high and span.low <= printed.high:
        return Verdict.WITHIN if printed.hedged or span.hedged else Verdict.ROUNDED
    return Verdict.OFF
