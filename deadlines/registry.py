"""Who computes obligations about what, and who may see them; filled in `AppConfig.ready()`.

The rooms above register here, so that deadlines knows its subjects only as (kind, id).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.rules.computed import Computed
    from deadlines.rules.law import LawBook
    from vn.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Setting:
    """What every computation is told: the law in force, the calendar and the day."""

    law: LawBook
    calendar: WorkCalendar
    on: date


@dataclass(frozen=True, slots=True)
class Owner:
    """A room that owns subject kinds.

    `compute` turns project ids into obligations; `project_ids` lists all of them;
    `visible_to` gives a subquery of project ids, or None when the person sees them all;
    `describe` turns (kind, ids) into {id: (words, address)} for screens.
    """

    subject_kinds: tuple[str, ...]
    compute: Callable[[Sequence[int], Setting], Iterable[Computed]]
    project_ids: Callable[[], Sequence[int]]
    visible_to: Callable[[User], Any]


_OWNERS: list[Owner] = []


def register(owner: Owner) -> None:
    """Add a room's subject kinds. Raises ValueError when a kind already has an owner."""
    taken = {kind for known in _OWNERS for kind in known.subject_kinds}
    if taken & set(owner.subject_kinds):
        raise ValueError(f"subject kinds registered twice: {taken & set(owner.subject_kinds)}")
    _OWNERS.append(owner)


def owners() -> tuple[Owner, ...]:
    """All registered rooms."""
    return tuple(_OWNERS)
