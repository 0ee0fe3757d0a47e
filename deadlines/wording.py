"""The words of deadlines: labels of codes that rules leave, lengths of time, neutral headings.

Rules know no language; screens, the report and the workbook take their words from here. A code
without a label is shown as it is: better an odd word than a missing fact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines.labels import BRIEF, DUTY, MISSING, SHORT, VOID
from deadlines.rules.law import CONDITION_KINDS
from deadlines.rules.severity import OVERDUE_LEVEL
from vn.dates import day_text, months_and_days

__all__ = [
    "AUDIENCE",
    "BRIEF",
    "CLOCK",
    "DUTY",
    "LEVEL",
    "MISSING",
    "REASONS",
    "REGRADED",
    "SHORT",
    "SIGN",
    "VOID",
    "cause",
    "codes",
    "distance",
    "duty",
    "flag_age",
    "flag_words",
    "heading",
    "is_overdue",
    "label",
    "late",
    "left",
    "length",
    "level",
    "lower",
    "of_cycle",
    "period",
    "since",
    "span",
    "standing",
    "waiting",
]

REASONS: dict[str, Promise] = {
    "force_majeure": _("Force majeure"),
    "late_handover": _("Late handover of land by the State"),
    "state_delay": _("Delay of a State agency"),
    "court": _("Court or investigating body"),
    "planning_change": _("Planning changed by the State"),
    "request_pending": _("Waiting for the answer to a request for more time"),
    "request_granted": _("More time granted, the new day not on record yet"),
    "operating_between": _("In operation between two suspensions"),
    "supplement": _("Waiting for papers asked of the investor"),
    "case_pause": _("Pause at the request of the subject"),
    "question": _("Waiting for the reply of the investor"),
    "outside_body": _("With a body outside the province"),
}
"""Why days are not counted (R-1.23); the last seven are read off other facts, never typed."""

CLOCK: dict[str, Promise] = {
    "not_started": _("Not started yet"),
    "running": _("Running"),
    "stopped": _("Clock stopped"),
    "met": _("Fulfilled"),
    "void": _("No longer applies"),
    "unknown": _("Cannot be computed"),
    "found": _("Found true"),
}

LEVEL: dict[int, Promise] = {
    0: _("Nothing to remind of"),
    1: _("First reminder"),
    2: _("Second reminder"),
    3: _("Last reminder"),
    4: _("Overdue from the first day"),
    5: _("Overdue from 90 days"),
    6: _("Overdue from 180 days"),
    7: _("Overdue from 365 days"),
}
GRADED = 5
"""From this level on a level is named by the days late at which it begins."""

AUDIENCE: dict[str, Promise] = {
    "staff": _("officers"),
    "bearer": _("officers and the one who owes it"),
    "public": _("everyone"),
    "case": _("the case team"),
}
APPLIES_BY: dict[str, Promise] = {
    "act_date": _("by the day of the act"),
    "due_date": _("by the due day"),
    "assessment_date": _("by the day of assessment"),
}

REGRADED: dict[str, Promise] = {
    "basis_confirmed": _("The legal basis was confirmed: the flag binds"),
    "basis_withdrawn": _("The legal basis is for reference only now"),
}
"""What a line of a flag's story says that leaves its state as it is."""

SIGN = "Có dấu hiệu "
"""How titles of rules begin that already speak of a suspicion; the titles are Vietnamese data."""


_COUNTED_IN_YEARS = 36


def label(labels: Mapping[Any, Promise], code: Any) -> str:
    """The words of a code, or the code."""
    return str(labels.get(code, code))


def codes(labels: Mapping[str, Promise], joined: str) -> str:
    """The words of codes joined by commas, as steps hold them."""
    return ", ".join(label(labels, code) for code in joined.split(", ") if code)


def level(code: int, overdue_days: Sequence[int]) -> str:
    """A level in words; those of a rule with grades of its own by its own days."""
    if code < GRADED:
        return label(LEVEL, code)
    return gettext("Overdue from %(n)s days") % {"n": overdue_days[code - GRADED + 1]}


def span(start: date, end: date) -> str:
    """Full months and days from one day to a later one: "2 tháng 12 ngày"."""
    return length(*months_and_days(start, end))


def length(months: int, days: int) -> str:
    """A length of time: "2 tháng 12 ngày"."""
    parts = [whole_months(months)] if months else []
    if days or not months:
        parts.append(gettext("%(n)s days") % {"n": days})
    return " ".join(parts)


def whole_months(months: int) -> str:
    """Months as laws count them, years from three years on: "24 tháng", "47 năm 8 tháng"."""
    years, rest = divmod(months, 12) if months >= _COUNTED_IN_YEARS else (0, months)
    parts = [gettext("%(n)s years") % {"n": years}] if years else []
    if rest:
        parts.append(gettext("%(n)s months") % {"n": rest})
    return " ".join(parts)


def late(due: date, on: date) -> str:
    """How far past its due day something is: "quá 2 tháng 12 ngày"."""
    return gettext("%(span)s late") % {"span": span(due, on)}


def flagged_for(due: date, on: date, *, is_condition: bool) -> str:
    """How far past its day a live flag is, or for how long its condition has been true."""
    if is_condition:
        return gettext("for %(span)s") % {"span": span(due, on)}
    return late(due, on)


def left(due: date, on: date) -> str:
    """How much time is left: "còn 3 tháng"; the due day itself is still on time."""
    if due == on:
        return gettext("due today")
    return gettext("%(span)s left") % {"span": span(on, due)}


def distance(due: date, on: date) -> str:
    """`late` or `left`, whichever the day is."""
    return late(due, on) if on > due else left(due, on)


def duty(kind: str, milestone: str | None = None) -> str:
    """What has to be done: the milestone's own name where there is one."""
    return milestone if kind == "I1" and milestone else label(DUTY, kind)


def of_cycle(words: str, kind: str, cycle: str) -> str:
    """The words of a periodic report with its period: "Chậm báo cáo quý: Quý III/2026"; those of a
    step towards a conclusion with its number."""
    if kind in CONCLUSION_KINDS:
        return gettext("%(words)s no. %(n)s") % {"words": words, "n": cycle}
    if kind not in PERIODIC_KINDS or not cycle:
        return words
    return gettext("%(words)s: %(period)s") % {"words": words, "period": period(cycle)}


def period(cycle: str) -> str:
    """2026-08, 2026-Q3, 2026-H1 or 2026 as people say it."""
    year, _dash, part = cycle.partition("-")
    if part == "H1":
        return gettext("first half of %(year)s") % {"year": year}
    if part.isdigit():
        return gettext("month %(month)s/%(year)s") % {"month": int(part), "year": year}
    if part:
        quarter = ("I", "II", "III", "IV")[int(part[1:]) - 1]
        return gettext("Quarter %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
    return gettext("year %(year)s") % {"year": year}


PERIODIC_KINDS = frozenset({"R1", "R2", "R3", "D11"})
"""Rules whose duties come round again, one for each period reported on."""

CONCLUSION_KINDS = frozenset({"K5", "K6", "K7"})
"""Rules with one duty for each conclusion of a case."""


def flag_age(kind: str, due: date, on: date) -> str:
    """How long a live flag has stood: "quá 2 tháng 12 ngày", or "từ 12/3/2024" of a condition."""
    return since(due) if kind in CONDITION_KINDS else late(due, on)


def since(day: date) -> str:
    """Since which day a condition is true."""
    return gettext("since %(day)s") % {"day": day_text(day)}


def flag_words(kind: str, due: date, on: date) -> str:
    """A live flag in a row: "Mốc tiến độ: quá 2 tháng"; from a month on, full months only."""
    months, days = months_and_days(due, on)
    span = whole_months(months) if months else gettext("%(n)s days") % {"n": days}
    words = gettext("%(span)s late") % {"span": span}
    if kind in CONDITION_KINDS:
        words = since(due)
    return label(BRIEF, kind) % {"late": words} if kind in BRIEF else f"{kind}: {words}"


def heading(title: str, *, confirmed: bool) -> str:
    """A rule's title as the heading of a flag: a suspicion until an officer has confirmed it."""
    finding = title.removeprefix(SIGN)
    if confirmed:
        return finding[:1].upper() + finding[1:]
    return gettext("Signs of: %(finding)s") % {"finding": finding[:1].lower() + finding[1:]}


def standing(row: Mapping[str, Any], on: date) -> str:
    """Where an obligation stands, in words.

    `row` has clock, due_date, met_date, stopped_on, days_left, missing and void_reason.
    """
    clock = row["clock"]
    if clock == "running":
        return distance(row["due_date"], on)
    if clock == "met":
        return _met(row["due_date"], row["met_date"])
    if clock == "stopped" and row.get("submitted_date"):
        return waiting(row["submitted_date"])
    if clock == "stopped":
        return gettext("stopped since %(day)s, %(n)s days left") % {
            "day": day_text(row["stopped_on"]),
            "n": row["days_left"],
        }
    return _not_running(row, on)


def _not_running(row: Mapping[str, Any], on: date) -> str:
    clock = row["clock"]
    if clock == "unknown":
        return gettext("missing: %(fact)s") % {"fact": lower(label(MISSING, row["missing"]))}
    if clock == "void":
        return lower(label(VOID, row["void_reason"]))
    if clock == "found":
        words = {"day": day_text(row["due_date"]), "span": span(row["due_date"], on)}
        return gettext("since %(day)s, for %(span)s") % words
    return lower(label(CLOCK, clock))


def waiting(submitted: date) -> str:
    """Handed in and not decided on yet."""
    return gettext("handed in on %(day)s, waiting for review") % {"day": day_text(submitted)}


def _met(due: date | None, met: date | None) -> str:
    if met is None:
        return lower(label(CLOCK, "met"))
    if due is None or met <= due:
        return gettext("done on %(day)s, on time") % {"day": day_text(met)}
    return gettext("done on %(day)s, %(span)s late") % {
        "day": day_text(met),
        "span": span(due, met),
    }


def is_overdue(clock: str, level: int) -> bool:
    """Whether the obligation runs past its due day."""
    return clock == "running" and level >= OVERDUE_LEVEL


def cause(code: str) -> str:
    """Why a deadline moved, where that was no act on its own facts; empty for such an act."""
    code, _colon, rule = code.partition(":")
    kind, _v, number = rule.partition(" v")
    changed = gettext("Rule %(kind)s, version %(number)s, was changed")
    return {
        "law_changed": changed % {"kind": kind, "number": number},
        "law_loaded": gettext("A release brought other rules"),
        "calendar_changed": gettext("The calendar of days off changed"),
    }.get(code, "")


def lower(words: str) -> str:
    """Words that continue a sentence."""
    return words[:1].lower() + words[1:]
