"""How a result or a report that was owed by a day stands at the end of another day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Handed(StrEnum):
    """Each duty is in one of these; together they are all."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    RUNNING = "running"
    UNDATED = "undated"


def handed_in(due: date | None, submitted: date | None, on: date, *, accepted: bool) -> Handed:
    """What was accepted counts on the day it was handed in; what came after `on` was not yet there.

    Without a due day nothing is in time or late.
    """
    if due is None:
        return Handed.UNDATED
    if submitted is None or submitted > on:
        return Handed.OVERDUE if due < on else Handed.RUNNING
    if not accepted:
        return Handed.WAITING
    return Handed.LATE if submitted > due else Handed.IN_TIME
