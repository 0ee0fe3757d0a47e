"""How a recommendation of a conclusion stands at the end of a day (R-4.3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Each recommendation is in one of these; together they are all."""

    DONE = "done"
    RUNNING = "running"
    OVERDUE = "overdue"
    UNDATED = "undated"


def standing(due: date | None, closed: date | None, on: date) -> Standing:
    """Closed by that day; otherwise past its day, before it, or without one."""
    if closed is not None and closed <= on:
        return Standing.DONE
    if due is None:
        return Standing.UNDATED
    return Standing.OVERDUE if due < on else Standing.RUNNING
