"""Questions to the person who enters a month: what looks odd is asked, never refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from disbursement.rules.payments import disbursed
from vn.text import fold, tidy

FLAT_MONTHS = 2
"""Money that does not move for so many months while the work does is asked about."""

FAR_ABOVE = Decimal("1.10")
"""A payment of more than this part of what is left of the plan is asked about."""

ESTIMATE_MISS_PERCENT = Decimal(20)
"""How far a month may lie from the estimate of the month before (D6), where no rule says it."""


class Code(StrEnum):
    """What is asked; the key under which an answer is kept."""

    FLAT_MONEY = "flat_money"
    SAME_DIFFICULTY = "same_difficulty"
    NO_PROGRAMME = "no_programme"
    ABOVE_PLAN = "above_plan"
    ESTIMATE_MISSED = "estimate_missed"


@dataclass(frozen=True, slots=True)
class Month:
    """What one month says of a line; None is not entered."""

    advance_vnd: int | None = None
    volume_vnd: int | None = None
    estimate_vnd: int | None = None
    physical_percent: Decimal | None = None
    difficulty: str = ""

    @property
    def paid_vnd(self) -> int | None:
        """Advance and volume together."""
        return disbursed(self.advance_vnd, self.volume_vnd)


@dataclass(frozen=True, slots=True)
class Facts:
    """A line at a month: `months` end with it and follow one another without a gap.

    `rest_vnd` is what was left of the line's capital before the month; `programmed_vnd` what the
    scenario gives the month.
    """

    months: Sequence[Month]
    rest_vnd: int
    programmed_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the figures its sentence is made of (đồng, per cent, counts)."""

    code: Code
    figures: Mapping[str, int | Decimal] = field(default_factory=dict)
    about: str = ""

    @property
    def facts(self) -> str:
        """The facts it rests on: an answer holds until they are others."""
        told = [self.code, self.about]
        told += [
            f"{name}={value.normalize():f}" if isinstance(value, Decimal) else f"{name}={value}"
            for name, value in sorted(self.figures.items())
        ]
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


def questions(
    facts: Facts, *, miss_percent: Decimal = ESTIMATE_MISS_PERCENT
) -> tuple[Question, ...]:
    """What to ask about the last of the months, in a fixed order; each at most once."""
    found = (
        _progress(facts),
        _same_difficulty(facts),
        _above_plan(facts),
        _estimate_missed(facts, miss_percent),
    )
    return tuple(each for each in found if each is not None)


def is_answered(question: Question, answers: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether the person already said why, of the same facts."""
    said = answers.get(question.code)
    return said is not None and said.get("facts") == question.facts


def _progress(facts: Facts) -> Question | None:
    """The work moves and the money does not: for months, or without any meant for this one."""
    now = facts.months[-1].physical_percent
    if now is None:
        return None
    flat = _flat_months(facts.months)
    known = _percents(facts.months[-flat - 1 : -1]) if flat >= FLAT_MONTHS else []
    if known and now > known[0]:
        return Question(Code.FLAT_MONEY, {"was": known[0], "percent": now, "months": flat})
    last = _percents(facts.months[:-1])[-1:] or [Decimal(0)]
    if now <= last[0] or facts.months[-1].paid_vnd or facts.programmed_vnd:
        return None
    return Question(Code.NO_PROGRAMME, {"percent": now})


def _percents(months: Sequence[Month]) -> list[Decimal]:
    """How far the work stood, month by month, where somebody said it."""
    return [each.physical_percent for each in months if each.physical_percent is not None]


def _flat_months(months: Sequence[Month]) -> int:
    """How many months up to the last one paid nothing; a month not entered ends the count."""
    count = 0
    for each in reversed(months):
        if each.paid_vnd != 0:
            break
        count += 1
    return count


def _same_difficulty(facts: Facts) -> Question | None:
    now = fold(tidy(facts.months[-1].difficulty))
    if not now or len(facts.months) < 2 or now != fold(tidy(facts.months[-2].difficulty)):
        return None
    return Question(Code.SAME_DIFFICULTY, about=now)


def _above_plan(facts: Facts) -> Question | None:
    paid, rest = facts.months[-1].paid_vnd, max(facts.rest_vnd, 0)
    if not paid or paid <= rest * FAR_ABOVE:
        return None
    return Question(Code.ABOVE_PLAN, {"paid": paid, "rest": rest})


def _estimate_missed(facts: Facts, miss_percent: Decimal) -> Question | None:
    paid = facts.months[-1].paid_vnd
    estimate = facts.months[-2].estimate_vnd if len(facts.months) > 1 else None
    if paid is None or estimate is None:
        return None
    if abs(paid - estimate) * 100 <= miss_percent * estimate:
        return None
    return Question(Code.ESTIMATE_MISSED, {"paid": paid, "estimate": estimate})
