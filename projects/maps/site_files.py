"""Areas and points of one project out of a file: GeoJSON, or a table of VN-2000 coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from accounts.workbooks import sheets_of
from projects.actions.site_points import PointFacts
from projects.actions.sites import AreaFacts
from sheets.guard import Limits
from sheets.reader import Cell, CellKind, Sheet
from vn import geojson
from vn.boundary import Boundary, inside
from vn.boundary import read as read_table
from vn.position import Position, read_position
from vn.text import fold, tidy

LARGEST = 2 * 1024 * 1024
MOST = 50
_LIMITS = Limits()
_NAMES = ("ten", "name", "label", "nhan", "ten_khu", "so_hieu", "id")
_LABEL = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One shape of the file as it will be recorded: `kind` area or point, its text, its meridian."""

    kind: str
    label: str
    text: str
    meridian: str = ""
    holes: int = 0

    def read(self) -> Boundary | Position:
        """Raises `BadTable`."""
        meridian = Decimal(self.meridian) if self.meridian else None
        if self.kind == "point":
            return read_position(self.text, meridian)
        return read_table(self.text, meridian)

    def facts(self, source: str) -> AreaFacts | PointFacts:
        """The input of recording it."""
        meridian = Decimal(self.meridian) if self.meridian else None
        if self.kind == "point":
            return PointFacts(
                label=self.label, point_text=self.text, meridian=meridian, source=source
            )
        return AreaFacts(label=self.label, points_text=self.text, meridian=meridian, source=source)


def read_rows(name: str, content: bytes, meridian: Decimal | None) -> list[Row]:
    """What a file holds. Raises `geojson.BadFile` and `UnreadableList`."""
    if name.lower().endswith((".csv", ".xlsx", ".xls")):
        sheets = sheets_of(name, content, _LIMITS)
        rows = [_of_sheet(sheet, meridian) for sheet in sheets if not sheet.hidden]
        rows = [row for row in rows if row.text]
    else:
        rows = list(_of_shapes(geojson.read(content, meridian)))
    if not rows:
        raise geojson.BadFile("empty")
    if len(rows) > MOST:
        raise geojson.BadFile("too_many", str(len(rows)))
    return rows


def _of_shapes(found: geojson.Found) -> Iterator[Row]:
    """Every ring an area, every point a point; coordinates have become degrees."""
    for shape in found.shapes:
        label = _label(shape)
        several = len(shape.rings) + len(shape.points) > 1
        for number, (x, y) in enumerate(shape.points, 1):
            yield Row("point", _numbered(label, number if several else 0), f"{y:.9f}, {x:.9f}")
        for number, ring in enumerate(shape.rings, 1):
            table = "\n".join(f"{n} {x:.9f} {y:.9f}" for n, (x, y) in enumerate(ring, 1))
            yield Row("area", _numbered(label, number if several else 0), table, "", shape.holes)


def _label(shape: geojson.Shape) -> str:
    by_name = {fold(name).replace(" ", "_"): text for name, text in shape.properties.items()}
    named = next((by_name[name] for name in _NAMES if by_name.get(name)), "")
    return tidy(named)[: _LABEL - 5] or str(shape.number)


def _numbered(label: str, number: int) -> str:
    return f"{label} ({number})" if number else label


def _of_sheet(sheet: Sheet, meridian: Decimal | None) -> Row:
    """The points of a sheet: under headings X and Y, else the first X beside a Y in each row."""
    columns = _headed(sheet.rows)
    lines = [
        f"{number} {pair[0]} {pair[1]}"
        for number, pair in enumerate(_pairs(sheet.rows, columns), 1)
    ]
    label = tidy(sheet.name)[:_LABEL] or "1"
    return Row("area", label, "\n".join(lines), f"{meridian:f}" if meridian is not None else "")


def _headed(rows: Sequence[Sequence[Cell]]) -> tuple[int, int] | None:
    """The columns whose heading begins with X and with Y, if one row has both."""
    for row in rows[:20]:
        found: dict[str, int] = {}
        for cell in row:
            words = fold(cell.text).replace("toa do", "").strip(" .:")
            if words[:1] in ("x", "y") and not words[1:2].isalpha():
                found.setdefault(words[0], cell.column)
        if len(found) == 2:
            return found["x"], found["y"]
    return None


def _pairs(
    rows: Sequence[Sequence[Cell]], columns: tuple[int, int] | None
) -> Iterator[tuple[str, str]]:
    for row in rows:
        cells = [row[at] for at in columns] if columns else _beside(row)
        texts = [_number(cell) for cell in cells]
        if len(texts) == 2 and all(texts):
            yield texts[0], texts[1]


def _beside(row: Sequence[Cell]) -> list[Cell]:
    """Two neighbours that can be X and Y; lengths of sides and numbers of points cannot."""
    numbers = [(cell, _value(cell)) for cell in row]
    for (one, x), (two, y) in pairwise(numbers):
        if x is not None and y is not None and (_fits(x, y) or _fits(y, x)):
            return [one, two]
    return []


def _fits(x: float, y: float) -> bool:
    return inside(y, x, plane=True) or inside(y, x, plane=False)


def _value(cell: Cell) -> float | None:
    try:
        return float(_number(cell))
    except ValueError:
        return None


def _number(cell: Cell) -> str:
    """A cell as the table writes numbers; a text stays as it was typed."""
    if cell.kind == CellKind.NUMBER:
        return f"{cell.value:f}"
    return "".join(cell.text.split()) if any(letter.isdigit() for letter in cell.text) else ""
