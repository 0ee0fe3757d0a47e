"""A deadline in one sentence that adds up, from the same steps as the ladder of `arithmetic`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from deadlines import arithmetic, arithmetic_cases, arithmetic_money, wording
from vn.dates import day_text
from vn.numbers import group

Params = Mapping[str, Any]

_NAMED = frozenset({"target", "law_day", "advance_day", "payments_reached"})
_SET = _NAMED | {"base"}
_MOVING = frozenset({"term", "years", "before", "excluded", "extended", "rolled"})
"""Steps that set a day or move it; all others explain."""


@dataclass(frozen=True, slots=True)
class Part:
    """One summand: its sign, its words and the day it leads to; the first one is that day."""

    sign: str
    words: str
    day: date


def sentence(row: Mapping[str, Any], on: date) -> str:
    """ "hạn 15/3/2024 + 24 tháng + 97 ngày không tính = 20/6/2026; đến nay quá 5 tháng 2 ngày".

    `row` is as for `arithmetic.lines`. Empty for a day that cannot be computed or has not begun.
    """
    clock, due = row["clock"], row["due_date"]
    if clock == "found":
        return wording.standing(row, on)
    if due is None:
        return ""
    summands = parts(row["steps"], due)
    summed = " ".join(f"{part.sign} {part.words}".strip() for part in summands)
    is_sum = len(summands) > 1 or (summands and summands[0].day != due)
    result = f"{summed} = {day_text(due)}" if is_sum else summed or _due(day_text(due))
    if clock == "running" and on > due:
        end = gettext("up to now %(late)s") % {"late": wording.late(due, on)}
    else:
        end = wording.standing(row, on)
    return f"{result}; {end}"


def parts(steps: Sequence[Mapping[str, Any]], due: date) -> list[Part]:
    """The summands, each with the day it leads to; the last one leads to the due day.

    Days that no step of those known here accounts for are added as such.
    """
    told: list[Part] = []
    for step in steps:
        day = date.fromisoformat(step["date"]) if step["date"] else None
        before = told[-1].day if told else None
        if day is None or day == before:
            continue
        if step["kind"] in _SET:
            # A day that was set, not reckoned, begins the sum anew.
            told = [Part("", _start(step["kind"], step["params"], day), day)]
        elif step["kind"] in _MOVING and before is not None:
            told.append(_added(step["kind"], step["params"], before, day))
    if told and told[-1].day != due:
        told.append(_added("", {}, told[-1].day, due))
    return told


def _start(kind: str, params: Params, day: date) -> str:
    fact = params.get("fact", "")
    if kind in _NAMED or fact == "schedule":
        return _due(day_text(day))
    words = wording.lower(wording.label(arithmetic.BASES, fact)) if fact else ""
    return f"{words} {day_text(day)}".strip()


def _due(day: str) -> str:
    return gettext("deadline of %(day)s") % {"day": day}


def _added(kind: str, params: Params, before: date, day: date) -> Part:
    build = _WORDS.get(kind)
    days = (day - before).days
    words = build(params) if build else _days(abs(days))
    if kind == "rolled":
        words = gettext("%(n)s days off") % {"n": group(days)}
    return Part("−" if days < 0 else "+", words, day)


def _days(count: int) -> str:
    return gettext("%(n)s days") % {"n": group(count)}


def _excluded(params: Params) -> str:
    return gettext("%(n)s days not counted") % {"n": group(params["days"])}


_WORDS: dict[str, Callable[[Params], str]] = {
    "term": arithmetic.term_words,
    "years": arithmetic_money.years_words,
    "excluded": _excluded,
    "extended": arithmetic_cases.extension_words,
}
