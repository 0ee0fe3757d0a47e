"""Work that this room leaves for a worker; the room that keeps jobs is above and fills this in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is, in percent, and whether it was given up."""

    percent: int = 0
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    """`ask` leaves work (handler, subject, instant, by whom) and returns its number, which `send`
    delivers after commit; `progress` tells how far the work on a subject is."""

    ask: Callable[[str, int, datetime, int | None], int]
    send: Callable[[int], None]
    progress: Callable[[str, int], Progress]


_WORKER: list[Worker] = []


def employ(worker: Worker) -> None:
    """Say who does the work; called once, in `AppConfig.ready()`."""
    _WORKER[:] = [worker]


def worker() -> Worker:
    """Who does the work. Raises IndexError where no room employed one."""
    return _WORKER[0]
