"""How far a month is, and the last row of its grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from disbursement.entry_page import MONEY_TAB, PROGRESS_TAB, TABS, Cell, Sheet, columns
from disbursement.querysets.payments import LineOfMonth
from disbursement.rules.payments import rate
from vn.money import trieu_text
from vn.numbers import percent_text


@dataclass(frozen=True, slots=True)
class State:
    """How far the month is: lines entered of all, questions open, both counted of what is shown."""

    lines: int
    entered: int
    questions: int

    @property
    def missing(self) -> int:
        """Lines to enter."""
        return self.lines - self.entered

    @property
    def is_ready(self) -> bool:
        """Nothing is missing before sending."""
        return bool(self.lines) and not self.missing and not self.questions


def state(lines: Sequence[LineOfMonth]) -> State:
    """Counted over the lines."""
    return State(
        len(lines),
        sum(line.is_entered for line in lines),
        sum(len(line.open_questions) for line in lines),
    )


def totals(sheet: Sheet) -> list[Cell]:
    """The last row: sums of what is known, in the order of the columns."""
    lines = sheet.lines
    plan = sum(line.allocated_vnd for line in lines)
    paid = sum(line.accumulated_vnd for line in lines)
    share = rate(paid, plan)
    told = [
        _sum("allocated", [line.allocated_vnd for line in lines]),
        _sum("accumulated", [line.accumulated_vnd for line in lines]),
        Cell("", percent_text(share) if share is not None else "—", "", "cong-rate"),
    ]
    if sheet.tab == PROGRESS_TAB:
        awaiting = _sum("awaiting", [line.cells["awaiting_vnd"] for line in lines])
        cells = [*told, Cell("", ""), Cell("", ""), awaiting, Cell("", "")]
    else:
        by_name = {
            name: _sum(name, [line.cells[name] for line in lines]) for name in TABS[MONEY_TAB][1]
        }
        cells = [
            told[0],
            _sum("before", [line.before_vnd for line in lines]),
            _sum("last", [line.last_vnd for line in lines]),
            _sum("programmed", [line.programmed_vnd for line in lines]),
            by_name["advance_vnd"],
            by_name["volume_vnd"],
            by_name["recovery_vnd"],
            told[1],
            told[2],
            by_name["estimate_vnd"],
        ]
    heads = columns(sheet)
    return [
        replace(cell, label=head.label, css=head.css)
        for cell, head in zip(cells, heads, strict=True)
    ]


def _sum(name: str, values: Sequence[int | None]) -> Cell:
    known = [value for value in values if value is not None]
    return Cell("", trieu_text(sum(known) if known else None), "", f"cong-{name}")
