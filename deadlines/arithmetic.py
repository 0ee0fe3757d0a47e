"""The arithmetic of a deadline in words: a ladder of lines that visibly adds up to the day.

The rules leave it as data (`Obligation.steps`); here each step becomes a line with its sign, its
words, the day it leads to and, in small letters, what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import (
    arithmetic_capital,
    arithmetic_cases,
    arithmetic_findings,
    arithmetic_money,
    arithmetic_records,
    wording,
)
from deadlines.line import Line, Params, day_of
from vn.dates import day_text
from vn.numbers import group

BASES: dict[str, Promise] = {
    "land_handover": _("Day of the land handover in the field"),
    "land_decision": _("Day of the land decision"),
    "extension": _("First day of the land extension"),
    "schedule": _("Schedule in force"),
    "suspension": _("First day of the suspension"),
    "order": _("Day set by the order"),
    "order_yearly": _("Day set by the order, every year"),
    "order_quarterly": _("Day set by the order, every quarter"),
    "order_monthly": _("Day set by the order, every month"),
    "handling": _("Day of the decision on handling"),
    "termination": _("Day of the decision on the termination"),
    **arithmetic_capital.BASES,
    **arithmetic_cases.BASES,
    **arithmetic_findings.BASES,
    **arithmetic_money.BASES,
    **arithmetic_records.BASES,
}
_PRECISIONS: dict[str, Promise] = {
    "month": _("only the month is known: its last day is taken"),
    "quarter": _("only the quarter is known: its last day is taken"),
    "year": _("only the year is known: its last day is taken"),
}


def lines(row: Mapping[str, Any], on: date) -> list[Line]:
    """The whole ladder of an obligation with its result on the day `on`.

    `row` has steps, clock, due_date, met_date, stopped_on, days_left, missing, void_reason.
    """
    if row["clock"] == "unknown":
        return _unknown(row)
    drawn = [line for step in _told(row["steps"]) if (line := _line(step))]
    return drawn + list(_results(row, on))


def _told(steps: Iterable[Params]) -> list[Params]:
    """Steps that say something: the plan itself is the base, the due day is the result."""
    told: list[Params] = []
    for step in steps:
        repeats = step["kind"] == "target" and told and told[-1]["date"] == step["date"]
        if step["kind"] != "due" and not repeats:
            told.append(step)
    return told


def _line(step: Params) -> Line | None:
    build = _BUILDERS.get(step["kind"])
    params = step["params"]
    day = day_of(step["date"])
    return build(params, day) if build else _other(params, day)


def _other(params: Params, day: str) -> Line | None:
    """A step without words of its own says its day and what it rests on, or nothing."""
    rests = _rests_on(params) or str(params.get("reference", ""))
    return Line("", gettext("Day taken into account"), day, basis=rests) if day != "—" else None


def _base(params: Params, day: str) -> Line:
    words = wording.label(BASES, params["fact"])
    if params.get("name"):
        words = _of_phase(words, params["name"], params["phase"])
    return Line("", words, day, basis=params.get("reference", ""))


def _of_phase(fact: str, name: str, phase: int) -> str:
    """The milestone with its phase, unless the decision's own words for it already say which."""
    if f"giai đoạn {phase}" in name.lower():
        return f"{fact}: {name}"
    said = {"fact": fact, "name": name, "phase": phase}
    return gettext("%(fact)s: %(name)s (phase %(phase)s)") % said


def _last_day(params: Params, day: str) -> Line:
    return Line("", wording.label(_PRECISIONS, params["precision"]), "", css="gap")


def _transitional(params: Params, day: str) -> Line:
    words = gettext("Handed over before the Land Law 2024: for reference, basis to be confirmed")
    return Line("", words, "", css="gap")


def _over_cap(params: Params, day: str) -> Line:
    words = gettext("The decision gives %(months)s months; the law allows %(cap)s") % params
    return Line("", words, "", css="gap")


def term_words(params: Params) -> str:
    """The length of a term: "12 tháng", "10 ngày làm việc"."""
    return " ".join(
        text % {"n": params[name]}
        for name, text in (
            ("months", gettext("%(n)s months")),
            ("days", gettext("%(n)s days")),
            ("working_days", gettext("%(n)s working days")),
        )
        if params.get(name)
    )


def _term(params: Params, day: str) -> Line:
    basis = gettext("by calendar months") if params.get("months") else ""
    return Line("+", term_words(params), day, basis=basis)


def _target(params: Params, day: str) -> Line:
    return Line("", gettext("Last day set by the decision"), day)


def _before(params: Params, day: str) -> Line:
    return Line("−", gettext("1 day, because it is due before that day"), day)


def _excluded(params: Params, day: str) -> Line:
    words = gettext("%(n)s days not counted (%(reasons)s, %(start)s to %(end)s)") % {
        "n": params["days"],
        "reasons": wording.codes(wording.REASONS, params["reasons"]),
        "start": day_of(params["start"]),
        "end": day_of(params.get("end")),
    }
    return Line("+", words, day, basis=_rests_on(params))


def _rolled(params: Params, day: str) -> Line:
    words = gettext("The day is a day off: the next working day")
    return Line("", words, day, basis="Bộ luật Dân sự 2015, Điều 148 khoản 5")


def _stopped(params: Params, day: str) -> Line:
    words = gettext("The clock stopped (%(reasons)s)") % {
        "reasons": wording.codes(wording.REASONS, params["reasons"])
    }
    basis = _rests_on(params)
    on_time = gettext("not overdue on that day, so it could stop")
    return Line("", words, day, basis=f"{basis} · {on_time}" if basis else on_time)


def _submitted(params: Params, day: str) -> Line:
    words = gettext("Handed in; it counts on this day once it is accepted")
    return Line("", words, day)


def _rests_on(params: Params) -> str:
    source = gettext("derived from facts") if params.get("derived") else ""
    return " · ".join(filter(None, (params.get("references", ""), source)))


_BUILDERS: dict[str, Callable[[Params, str], Line]] = {
    "base": _base,
    "last_day": _last_day,
    "transitional": _transitional,
    "over_cap": _over_cap,
    "term": _term,
    "target": _target,
    "before": _before,
    "excluded": _excluded,
    "rolled": _rolled,
    "stopped": _stopped,
    "submitted": _submitted,
    **arithmetic_capital.BUILDERS,
    **arithmetic_cases.BUILDERS,
    **arithmetic_findings.BUILDERS,
    **arithmetic_money.BUILDERS,
    **arithmetic_records.BUILDERS,
}
STEP_KINDS = frozenset(_BUILDERS) | {"due"}


def _results(row: Mapping[str, Any], on: date) -> Iterable[Line]:
    clock, due = row["clock"], row["due_date"]
    if clock == "found":
        yield Line("=", gettext("True since"), day_text(due), css="res")
        words = gettext("Up to today, %(day)s") % {"day": day_text(on)}
        yield Line("", words, wording.span(due, on), css="res r2")
        return
    if clock == "stopped" and not row.get("submitted_date"):
        left = gettext("%(n)s days") % {"n": group(row["days_left"])}
        yield Line("=", gettext("Left when the clock stopped"), left, css="res")
        words = gettext("When the clock runs again, the due day moves by the days it stood still")
        yield Line("", words, "", css="gap")
        return
    if due is not None:
        yield Line("=", gettext("Due: end of the day"), day_text(due), css="res")
    if clock == "running" and due is not None:
        words = gettext("Up to today, %(day)s") % {"day": day_text(on)}
        yield Line("", words, wording.distance(due, on), css="res r2", alarming=on > due)
    else:
        yield Line("", wording.standing(row, on), "", css="res r2" if due else "res")


def _unknown(row: Mapping[str, Any]) -> list[Line]:
    missing = wording.label(wording.MISSING, row["missing"])
    return [
        Line("", missing, gettext("no data")),
        Line("+", gettext("Term set by the law"), "—"),
        Line("+", gettext("Days not counted"), "—"),
        Line("=", gettext("Due day"), gettext("cannot be computed"), css="res"),
    ]
