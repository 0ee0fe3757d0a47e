"""Write a long table as a workbook of one sheet, piece by piece.

The bytes leave while the rows come in: memory stays flat and no file is made. xlsxwriter lays the
workbook out (styles, widths, heading, header) around a line of samples; only the rows are written
here, each cell in the style of its sample. With 100,000 rows of twelve columns xlsxwriter itself
takes as long as openpyxl and keeps a file of all rows; this takes a fifth of that.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, RawIOBase
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from sheets.heights import LINE, MOST_LINES
from sheets.names import safe_names
from sheets.reader import column_letters
from sheets.writer import (
    DANGEROUS,
    DIVISORS,
    LONGEST_TEXT,
    NO_MOMENT,
    CellData,
    Column,
    ColumnKind,
    SheetData,
    Strong,
    Styles,
    lay_out,
    styles_of,
    width_of,
)

MOST_ROWS = 1_000_000
"""Lines under one header; a worksheet ends at 1,048,576."""
_EPOCH = date(1899, 12, 30).toordinal()
# Excel believes in a 29 February 1900: earlier days would be drawn one off.
_FIRST_SERIAL = 61
_LINES_AT_ONCE = 200
_FASTEST = 1
_STRONG = {"bold": True, "bg_color": "#F1F4F2"}
_SHEET, _BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_FIRST_PART = "[Content_Types].xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_CELL_STYLE = re.compile(r'<c r="[A-Z]+\d+" s="(\d+)"')
_FILTER = re.compile(
    r'(<autoFilter ref="[A-Z]+\d+:[A-Z]+)\d+|(_FilterDatabase.*?\$[A-Z]+\$)\d+(?=<)'
)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_CAREFUL = frozenset((" ", *DANGEROUS))
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What may not stand in XML at all is left out; a line's end is kept as Excel keeps it.
_ESCAPES = dict.fromkeys((*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)) | {
    ord("\n"): "\n",
    ord("\t"): "\t",
    ord("\r"): "_x000D_",
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A table whose rows come in once, one after the other; `heading` lines stand above it.

    A `Strong` row is drawn bold. With `filtered` the header offers to filter the others, which
    must then stand together.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[CellData]]
    heading: Sequence[str] = ()
    filtered: bool = True


class TooManyRows(ValueError):
    """More rows than a worksheet holds."""


@dataclass(frozen=True, slots=True)
class _Samples:
    """Numbers of the styles: of plain and of dangerous text, of a day, of each column."""

    text: str
    quoted: str
    day: str
    by_column: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shell:
    """A workbook without rows: its parts, and what surrounds the rows of its sheet."""

    parts: dict[str, bytes]
    before: str
    after: str
    first_row: int
    plain: _Samples
    strong: _Samples


@dataclass(frozen=True, slots=True)
class _Place:
    """A column, as its cells are written: their beginning, and what follows the number of the row."""

    at: str
    text: str
    style: str
    samples: _Samples
    is_text: bool
    divisor: int


class _Pipe(RawIOBase):
    """Takes what is written until somebody takes it away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """It is written to, and cannot be moved about in."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """All pieces since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def stream(data: LongSheet) -> Iterator[bytes]:
    """The bytes of an .xlsx with one sheet, as its rows come in.

    Raises `TooManyRows`, and ValueError when a row is not as long as its columns.
    """
    shell, pipe = _shell(data), _Pipe()
    last = shell.first_row - 1
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=_FASTEST) as archive:
        for name in sorted(shell.parts.keys() - {_BOOK}, key=_first_part_first):
            archive.writestr(_entry(name), shell.parts[name])
        with archive.open(_entry(_SHEET), "w") as part:
            part.write(shell.before.encode())
            for lines, end in _lines(shell, data):
                last = end
                part.write(lines.encode())
                yield pipe.taken()
            part.write(_ending_at(last, shell.after).encode())
        archive.writestr(_entry(_BOOK), _ending_at(last, shell.parts[_BOOK].decode()))
    yield pipe.taken()


def _first_part_first(name: str) -> tuple[bool, str]:
    return name != _FIRST_PART, name


def _entry(name: str) -> zipfile.ZipInfo:
    """A part of the file, of no moment, so that equal tables give equal bytes."""
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _ending_at(last: int, xml: str) -> str:
    """The filter of the header reaches to the last row."""
    return _FILTER.sub(lambda found: (found[1] or found[2]) + str(last), xml)


def _shell(data: LongSheet) -> _Shell:
    """The workbook as xlsxwriter makes it, cut open where the rows go."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": NO_MOMENT})
    sheet = book.add_worksheet(safe_names([data.name])[0])
    first_lines = SheetData(data.name, data.columns, [()] if data.filtered else [], data.heading)
    kinds = [column.kind for column in data.columns]
    plain = styles_of(book)
    sample = lay_out(sheet, first_lines, plain) + 1
    samples = [*_in_order(plain, kinds), *_in_order(styles_of(book, **_STRONG), kinds)]
    for column, style in enumerate(samples):
        sheet.write_blank(sample, column, None, style)
    book.close()
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, line, after = _cut(parts.pop(_SHEET).decode(), sample + 1)
    numbers = _CELL_STYLE.findall(line)
    half = len(samples) // 2
    return _Shell(
        parts, before, after, sample + 1, _samples(numbers[:half]), _samples(numbers[half:])
    )


def _cut(xml: str, row: int) -> tuple[str, str, str]:
    """What stands before a row, the row, what stands after it."""
    before, opening, rest = _DIMENSION.sub("", xml).partition(f'<row r="{row}"')
    line, _closing, after = rest.partition("</row>")
    return before, opening + line, after


def _in_order(styles: Styles, kinds: Sequence[ColumnKind]) -> list[Format]:
    of_columns = [styles.by_kind.get(kind, styles.text) for kind in kinds]
    return [styles.text, styles.quoted, styles.by_kind[ColumnKind.DATE], *of_columns]


def _samples(numbers: list[str]) -> _Samples:
    text, quoted, day, *by_column = numbers
    return _Samples(text, quoted, day, tuple(by_column))


def _lines(shell: _Shell, data: LongSheet) -> Iterator[tuple[str, int]]:
    """The rows as XML, some at a time, with the number of the last one that is not `Strong`."""
    plain, strong = (_places(data.columns, samples) for samples in (shell.plain, shell.strong))
    wraps = [
        (index, width_of(column))
        for index, column in enumerate(data.columns)
        if column.kind is ColumnKind.TEXT
    ]
    lines: list[str] = []
    last = shell.first_row - 1
    for number, values in enumerate(data.rows, start=shell.first_row):
        if number >= shell.first_row + MOST_ROWS:
            raise TooManyRows
        if type(values) is Strong:
            lines.append(_line(number, strong, wraps, values))
        else:
            lines.append(_line(number, plain, wraps, values))
            last = number
        if len(lines) == _LINES_AT_ONCE:
            yield "".join(lines), last
            lines.clear()
    yield "".join(lines), last


def _places(columns: Sequence[Column], samples: _Samples) -> list[_Place]:
    return [
        _Place(
            at=f'<c r="{column_letters(index)}',
            text=f'" s="{samples.text}" t="inlineStr"><is><t>',
            style=f'" s="{style}"',
            samples=samples,
            is_text=column.kind is ColumnKind.TEXT,
            divisor=DIVISORS.get(column.kind, 1),
        )
        for index, (column, style) in enumerate(zip(columns, samples.by_column, strict=True))
    ]


def _line(
    row: int,
    places: Sequence[_Place],
    wraps: Sequence[tuple[int, int]],
    values: Sequence[CellData],
) -> str:
    """One row as XML. Most cells are harmless text: those are written on the way."""
    harmless = _are_harmless("|".join([value for value in values if type(value) is str]))
    cells = [
        f"{place.at}{row}{place.text}{value}</t></is></c>"
        if harmless and type(value) is str and value[:1] not in _CAREFUL
        else f"{place.at}{row}{_rest(place, value)}"
        for place, value in zip(places, values, strict=True)
    ]
    return f'<row r="{row}"{_height(wraps, values)}>{"".join(cells)}</row>'


def _are_harmless(texts: str) -> bool:
    """Whether texts may stand as they are; searches in C cost a third of one pattern."""
    return (
        texts.isprintable()
        and "&" not in texts
        and "<" not in texts
        and ">" not in texts
        and "_x" not in texts
        and " |" not in texts
        and texts[-1:] != " "
        and len(texts) <= LONGEST_TEXT
    )


def _height(wraps: Sequence[tuple[int, int]], values: Sequence[CellData]) -> str:
    """Room for the longest text: not every program makes it when it opens a file."""
    more = 0
    for index, width in wraps:
        value = values[index]
        if type(value) is str and len(value) > width:
            more = max(more, len(value) // width)
    return f' ht="{min(more + 1, MOST_LINES) * LINE}"' if more else ""


def _rest(place: _Place, value: CellData) -> str:
    """A cell after its address, in the style of its column, or of what it holds instead."""
    if value is None:
        return f"{place.style}/>"
    if isinstance(value, date) and (serial := value.toordinal() - _EPOCH) >= _FIRST_SERIAL:
        return f'" s="{place.samples.day}"><v>{serial}</v></c>'
    if place.is_text or isinstance(value, str | bool | date):
        return _text(str(value), place.samples)
    # A workbook stores doubles and nothing else; the division is exact until this line.
    number = value / place.divisor if isinstance(value, int) else float(value / place.divisor)
    return f"{place.style}><v>{number!r}</v></c>"


def _text(text: str, samples: _Samples) -> str:
    """Text that needs care: stored in place, so it never runs, and told to stay text."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    style = samples.quoted if text.startswith(DANGEROUS) else samples.text
    said = _LOOKS_ESCAPED.sub("_x005F_", text).translate(_ESCAPES)
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
