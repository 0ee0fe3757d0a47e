"""Find the header of a sheet: one row or several levels of them, with merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from projects.importing.column_titles import recognise_title, words_of
from projects.importing.columns import NUMBERING, Column, Vocabulary
from sheets.reader import Cell, CellKind, Sheet
from vn.text import fold, tidy

_WITHIN = 40
_DEEPEST = 3
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Titled:
    """A column of the header: its levels outermost first, and what was recognised in them."""

    index: int
    levels: tuple[str, ...]
    column: Column | None

    @property
    def title(self) -> str:
        """All levels in one line."""
        return " / ".join(self.levels)

    @property
    def is_numbering(self) -> bool:
        """Whether it numbers the rows."""
        return len(self.levels) == 1 and words_of(self.levels[0]) in NUMBERING


@dataclass(frozen=True)
class Header:
    """The header of a sheet; `rows` count from 0."""

    rows: tuple[int, ...]
    titles: tuple[Titled, ...]

    @cached_property
    def innermost(self) -> dict[int, str]:
        """The folded titles next to the data, by column."""
        return {title.index: fold(title.levels[-1]) for title in self.titles}

    @property
    def numbering(self) -> int | None:
        """The column that numbers the rows."""
        return next((t.index for t in self.titles if t.is_numbering), None)


def find(sheet: Sheet, vocabulary: Vocabulary) -> Header | None:
    """The header that names the required column and most others; None when there is none."""
    best: tuple[int, Header] | None = None
    top = list(islice(sheet.rows, _WITHIN + _DEEPEST))
    for first in range(min(len(top), _WITHIN)):
        for header in _from_row(sheet, top, first, vocabulary):
            score = _score(header, vocabulary)
            if score and (best is None or score > best[0]):
                best = (score, header)
    return best[1] if best else None


def at_rows(sheet: Sheet, rows: Sequence[int], vocabulary: Vocabulary) -> Header:
    """The header that a person says these rows (from 0) are."""
    inside = [row for row in rows if 0 <= row < len(sheet.rows)]
    cells = {row: sheet.rows[row] for row in inside}
    return _header(sheet, cells, tuple(inside), vocabulary)


def _from_row(
    sheet: Sheet, top: Sequence[Sequence[Cell]], first: int, vocabulary: Vocabulary
) -> Iterator[Header]:
    if sum(cell.kind is CellKind.TEXT for cell in top[first]) < 2:
        return
    rows: tuple[int, ...] = ()
    for row in range(first, min(first + _DEEPEST, len(top))):
        if not _may_be_title(top[row]):
            return
        rows = (*rows, row)
        yield _header(sheet, {r: top[r] for r in rows}, rows, vocabulary)


def _may_be_title(cells: Sequence[Cell]) -> bool:
    texts = [cell for cell in cells if cell.kind is not CellKind.EMPTY]
    if not texts or any(len(cell.text) > _LONGEST_TITLE for cell in texts):
        return False
    return all(
        (cell.kind is CellKind.TEXT and any(char.isalpha() or char in "%#" for char in cell.text))
        or _is_year(cell)
        for cell in texts
    )


def _is_year(cell: Cell) -> bool:
    return cell.text.isdigit() and len(cell.text) == 4


def _header(
    sheet: Sheet,
    cells: Mapping[int, Sequence[Cell]],
    rows: tuple[int, ...],
    vocabulary: Vocabulary,
) -> Header:
    texts = {row: _spread(sheet, row, cells[row]) for row in rows}
    for above, below in pairwise(rows):
        _fill_right(texts[above], texts[below])
    width = max((len(line) for line in texts.values()), default=0)
    titles = []
    for index in range(width):
        levels = tuple(dict.fromkeys(t for row in rows if (t := tidy(texts[row][index]))))
        if levels:
            titles.append(Titled(index, levels, recognise_title(index, levels, vocabulary)))
    return Header(rows, tuple(titles))


def _spread(sheet: Sheet, row: int, cells: Sequence[Cell]) -> list[str]:
    """The texts of a header row, each merged one in all the columns it covers."""
    line = [cell.text for cell in cells]
    for first_row, first, last_row, last in sheet.merged:
        if first_row == row and last > first:
            line[first : last + 1] = [line[first]] * (min(last + 1, len(line)) - first)
        elif first_row < row <= last_row and first < len(line):
            # The lower part of a cell merged downwards is no level of its own.
            line[first : last + 1] = [""] * (min(last + 1, len(line)) - first)
    return line


def _fill_right(above: list[str], below: Sequence[str]) -> None:
    """An unmerged group title stands over its first column only: carry it over the next ones.

    Up to the next title above; a column that has nothing below stays alone.
    """
    group = ""
    for index, text in enumerate(above):
        if text.strip():
            group = text if below[index].strip() else ""
        elif group and below[index].strip():
            above[index] = group
        else:
            group = ""


def _score(header: Header, vocabulary: Vocabulary) -> int:
    keys = [title.column.key for title in header.titles if title.column]
    if vocabulary.required not in keys or len(set(keys)) < vocabulary.fewest:
        return 0
    again = len(keys) - len(set(keys))
    unknown = sum(title.column is None and not title.is_numbering for title in header.titles)
    # More columns first, then fewer titles left over, then fewer rows.
    return (len(set(keys)) - again) * 10_000 - unknown * 100 - len(header.rows) + 1_000


def is_repeated(cells: Sequence[Cell], header: Header) -> bool:
    """Whether a row says the innermost titles again, as at the top of a printed page."""
    texts = [cell for cell in cells if cell.kind is not CellKind.EMPTY]
    said = header.innermost
    if len(texts) < 3 or any(len(c.text) > _LONGEST_TITLE for c in texts):
        return False
    return all(fold(cell.text) == said.get(cell.column) for cell in texts)
