"""What a person says of rows that wait: a new project, a project on record, left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from projects.actions.acts import Seen
from projects.models import ImportRow


@dataclass(frozen=True, slots=True)
class Answer:
    """`outcome` is create, update or skip; an update names its project."""

    outcome: str
    project_id: int | None = None


def answer(*, seen: Seen, answer: Answer, by: User, on: date, at: datetime) -> ImportRow:
    """Decide one row, seen under `acts.version_of(row)`. Raises `RowMoved` (409), `NotInThisState`."""
    raise NotImplementedError


def answer_open(*, batch: Seen, outcome: str, by: User, on: date, at: datetime) -> int:
    """Decide every row that still waits; "update" those with exactly one project proposed.

    `batch` is seen under its version. Returns how many rows were decided.
    """
    raise NotImplementedError


def answer_investor(
    *, batch: Seen, name: str, investor_id: int | None, by: User, on: date, at: datetime
) -> int:
    """Say once for the batch who an investor is (None: a new one); returns how many rows that touches."""
    raise NotImplementedError
