"""The first approval against each change, field by field (R-1.6, R-1.20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from projects.rules.chains import chain_of_kind, in_order
from vn.dates import PartialDate

POLICY, CERTIFICATE = "policy_approval", "registration_certificate"
COMPARED = (
    "project_name",
    "investor_name",
    "objective",
    "scale",
    "location_text",
    "capital_vnd",
    "capital_usd",
    "equity_vnd",
    "loan_vnd",
    "land_area_m2",
    "operation_date",
    "term_years",
)
"""What documents state of a project, in the order it is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document with what it states by name of the fact; it is silent of the others."""

    id: int
    kind: str
    adjusts_id: int | None = None
    sequence: int | None = None
    issued: date | None = None
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A milestone: its first plan, and the day each document moved it to, by its key."""

    id: int
    name: str
    is_operation: bool = False
    first: PartialDate | None = None
    moves: Mapping[int, PartialDate] = field(default_factory=dict)


class Said(StrEnum):
    """How what a document states stands to what was in force before it."""

    SILENT = "silent"
    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document states of one fact."""

    how: Said
    value: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact through all documents of a chain; `planned` names the milestone, if it is one."""

    fact: str
    cells: tuple[Cell, ...]
    planned: Planned | None = None

    @property
    def is_changed(self) -> bool:
        """Whether any change changed it."""
        return any(cell.how is Said.CHANGED for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Chain:
    """A first approval or certificate and its changes in order, and what they state."""

    kind: str
    papers: tuple[Paper, ...]
    lines: tuple[Line, ...]

    def changed_by(self, paper: Paper) -> list[Line]:
        """The facts a document changed, in order."""
        place = self.papers.index(paper)
        return [line for line in self.lines if line.cells[place].how is Said.CHANGED]


def chains(papers: Sequence[Paper], milestones: Iterable[Planned] = ()) -> list[Chain]:
    """The chain of the approvals, then that of the certificates; none without a document."""
    planned, found = list(milestones), []
    for kind in (POLICY, CERTIFICATE):
        rows = tuple(in_order(chain_of_kind(papers, kind)))
        if rows:
            facts = [_line(name, rows) for name in COMPARED]
            moved = [_milestone(each, rows) for each in planned]
            lines = [line for line in (*facts, *moved) if _says_anything(line)]
            found.append(Chain(kind, rows, tuple(lines)))
    return found


def unattached(papers: Sequence[Paper]) -> list[Paper]:
    """Adjustments that do not lead back to an approval or certificate."""
    known = {row.id for kind in (POLICY, CERTIFICATE) for row in chain_of_kind(papers, kind)}
    return [row for row in papers if row.kind == "adjustment" and row.id not in known]


def _says_anything(line: Line) -> bool:
    if line.planned is None:
        return any(cell.how is not Said.SILENT for cell in line.cells)
    return any(cell.how not in (Said.SILENT, Said.FIRST) for cell in line.cells)


def _line(fact: str, rows: Sequence[Paper]) -> Line:
    return Line(fact, _cells([row.said.get(fact) for row in rows]))


def _milestone(each: Planned, rows: Sequence[Paper]) -> Line:
    """The first plan stands under the first document, a move under the one that made it."""
    days: list[object] = [each.moves.get(row.id) for row in rows]
    days[0] = each.first or days[0]
    return Line(f"milestone_{each.id}", _cells(days), each)


def _cells(values: Sequence[object]) -> tuple[Cell, ...]:
    cells, before = [], None
    for value in values:
        if value is None:
            cells.append(Cell(Said.SILENT))
            continue
        how = Said.SAME if value == before else Said.CHANGED
        cells.append(Cell(Said.FIRST if before is None else how, value))
        before = value
    return tuple(cells)
