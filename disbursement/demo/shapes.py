"""What the demonstration of public investment is made of; every amount is whole đồng."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One invented project: who builds it where, from which source, and how it goes.

    `total_ty` is its total investment in tỷ đồng, `began` and `ends` count years from the plan year,
    `share` is the part of the total that the plan of this year gives, `pace` names a curve.
    """

    name: str
    owner: str
    place: int
    sector: str
    group: str
    total_ty: int
    began: int
    ends: int
    source: str
    pace: str
    share: float
    second: str = ""
    land: str = "ready"
    difficulty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """What one line paid in one month; None is not entered."""

    month: date
    advance_vnd: int | None
    volume_vnd: int | None
    recovery_vnd: int | None
    estimate_vnd: int | None
    awaiting_vnd: int | None = None
    percent: int | None = None
    difficulty: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A project's capital of one source and bucket in the plan of one year, and its payments."""

    year: int
    source: str
    bucket: str
    allocated_vnd: int
    months: tuple[MonthRow, ...]
    carry_case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCapital:
    """A seed with its lines, what medium-term plans give it, and what came before the ledger."""

    seed: Seed
    budget_code: str
    start_year: int
    end_year: int
    total_vnd: int
    opening_vnd: int
    medium: Mapping[int, int]
    lines: tuple[LineRow, ...]
    contract_vnd: int
    handed_over: date | None = None
