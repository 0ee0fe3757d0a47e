"""How grave a deadline is on a screen: one rule for lists, pages, badges and sorting.

The portal's levels (`deadlines.rules.ladder.Level`) say how far a clock has run; a screen says
what that means for the reader, with the marks crit, warn, info, ok, hold and unk.
"""

from __future__ import annotations

GRAVE_KINDS = ("L1", "L2", "L3", "I2", "I3", "I4", "I5", "I6", "I7", "I9")
"""Rules whose end is the loss of land or of the project: overdue is serious from the first day."""

GRAVE_LEVEL = 5
"""`Level.OVERDUE_90`: from 90 days late every deadline is serious."""

OVERDUE_LEVEL = 4
"""`Level.OVERDUE`: the first day past the due day."""

ADVISORY, WARNING, SERIOUS = 1, 2, 3

RANK_MARKS = {ADVISORY: "info", WARNING: "warn", SERIOUS: "crit"}
"""The mark of each rank."""

_CLOCK_MARKS = {
    "met": "ok",
    "stopped": "hold",
    "unknown": "unk",
    "void": "info",
    "not_started": "info",
}
_LIVE_CLOCKS = frozenset({"running", "found"})


def flag_rank(*, kind: str, level: int, advisory: bool) -> int:
    """The rank of a live flag, for sorting; an advisory one is below all others."""
    if advisory:
        return ADVISORY
    return SERIOUS if kind in GRAVE_KINDS or level >= GRAVE_LEVEL else WARNING


def flag_mark(*, kind: str, level: int, advisory: bool) -> str:
    """The mark of a live flag: crit, warn, or info for an advisory one."""
    return RANK_MARKS[flag_rank(kind=kind, level=level, advisory=advisory)]


def duty_mark(*, clock: str, kind: str, level: int, advisory: bool) -> str:
    """The mark of an obligation; "" for a running clock that nobody need look at yet."""
    if clock not in _LIVE_CLOCKS:
        return _CLOCK_MARKS[clock]
    if level >= OVERDUE_LEVEL:
        return flag_mark(kind=kind, level=level, advisory=advisory)
    if level == 0:
        return ""
    return "warn" if level == OVERDUE_LEVEL - 1 and not advisory else "info"
