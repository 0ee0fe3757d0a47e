"""Facts about the record itself: how old it is and what in it may not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """`updated_on` is the last real update (rules/quality.py), `entered_on` the first day.

    Amounts are whole đồng; `parts_vnd` None when no part of the capital is on record.
    """

    updated_on: date
    entered_on: date
    legal_state: str
    capital_vnd: int | None = None
    parts_vnd: int | None = None
    has_termination: bool = False
