"""Open a spreadsheet in a process of its own, with little memory and time.

What strangers send can make any reader run wild. The process gets no environment, hands back plain
data, and is gone afterwards. Run as `python -m sheets.apart`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheets.book import Book, open_book
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.reader import Cell, CellKind, CellValue, Sheet

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Allowance:
    """Seconds of processor time and bytes of memory that opening may take."""

    seconds: int = 45
    memory: int = 2 << 30


def open_apart(
    name: str, path: Path, *, limits: Limits | None = None, allowance: Allowance | None = None
) -> Book:
    """The same as `open_book` of the file at `path`, called `name` by who sent it.

    Raises `UnreadableWorkbook`, also (`too_costly`) when the allowance did not suffice or the
    process died.
    """
    bounds = allowance or Allowance()
    asked = {"name": name, "path": str(path), "limits": asdict(limits or Limits())}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "sheets.apart"],
            input=json.dumps(asked | {"allowance": asdict(bounds)}),
            capture_output=True,
            text=True,
            timeout=bounds.seconds * 2,
            cwd=_ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableWorkbook("too_costly") from error
    if done.returncode:
        raise UnreadableWorkbook("too_costly", done.stderr[-200:])
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableWorkbook(*answer["refused"])
    return Book(tuple(map(_sheet, answer["sheets"])), answer["kind"], tuple(answer["links"]))


def main() -> None:
    """Open the one file that standard input names; standard output gets the answer."""
    asked = json.load(sys.stdin)
    seconds, memory = asked["allowance"]["seconds"], asked["allowance"]["memory"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        content = Path(asked["path"]).read_bytes()
        book = open_book(asked["name"], content, limits=Limits(**asked["limits"]))
        answer = _told(book)
    except UnreadableWorkbook as refusal:
        answer = {"refused": [refusal.code, refusal.detail]}
    except MemoryError:
        answer = {"refused": ["too_costly", ""]}
    json.dump(answer, sys.stdout, ensure_ascii=False)


def _told(book: Book) -> dict[str, Any]:
    sheets = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "merged": sheet.merged,
            "hidden_rows": sorted(sheet.hidden_rows),
            "hidden_columns": sorted(sheet.hidden_columns),
            "rows": [[_told_cell(cell) for cell in row] for row in sheet.rows],
        }
        for sheet in book.sheets
    ]
    return {"sheets": sheets, "kind": book.kind, "links": book.links}


def _told_cell(cell: Cell) -> list[Any] | str | None:
    """Nothing for an empty cell, the text of a text, else kind, value and text."""
    if cell.kind is CellKind.EMPTY:
        return None
    if cell.kind is CellKind.TEXT:
        return cell.text
    value = cell.value if isinstance(cell.value, bool | None) else str(cell.value)
    return [cell.kind, value, cell.text]


def _sheet(told: dict[str, Any]) -> Sheet:
    return Sheet(
        told["name"],
        [
            [_cell(row, column, said) for column, said in enumerate(cells)]
            for row, cells in enumerate(told["rows"])
        ],
        told["hidden"],
        tuple((a, b, c, d) for a, b, c, d in told["merged"]),
        frozenset(told["hidden_rows"]),
        frozenset(told["hidden_columns"]),
    )


def _cell(row: int, column: int, said: list[Any] | str | None) -> Cell:
    if said is None:
        return Cell(row, column, CellKind.EMPTY, None, "")
    if isinstance(said, str):
        return Cell(row, column, CellKind.TEXT, said, said)
    kind, value, text = CellKind(said[0]), said[1], said[2]
    typed: CellValue = value
    if kind is CellKind.NUMBER:
        typed = Decimal(value)
    elif kind is CellKind.DATE:
        typed = date.fromisoformat(value)
    return Cell(row, column, kind, typed, text)


if __name__ == "__main__":
    main()
