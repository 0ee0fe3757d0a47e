"""Propose how the sheets of a workbook are to be read, and keep to what a person answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from types import MappingProxyType

from projects.importing import headers, prose
from projects.importing.around_header import (
    UNIT_LINE,
    Counted,
    above,
    first,
    mark,
    marks,
    styled_columns,
    walk,
)
from projects.importing.column_titles import words_of
from projects.importing.column_units import measure, unit_words, units_in
from projects.importing.columns import PROJECTS, Column, Kind, Vocabulary
from projects.importing.corrections import NOTHING_ANSWERED, Corrections, Meaning, SheetAnswers
from projects.importing.headers import Header, Titled
from projects.importing.layout import Layout, ProposedColumn, Role, Why
from projects.importing.row_roles import RowIs
from sheets.reader import CellKind, Sheet, column_letters
from vn.text import fold

Remembered = Mapping[str, Mapping[int, Meaning]]
NOTHING_REMEMBERED: Remembered = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet, how it is going to be read, and what that means for each row (from 0)."""

    sheet: Sheet
    layout: Layout
    header: Header | None = None
    columns: tuple[Column, ...] = ()
    roles: Sequence[RowIs] = ()
    lines: Sequence[prose.Line] = ()


def propose(
    sheets: Sequence[Sheet],
    *,
    corrections: Corrections = NOTHING_ANSWERED,
    remembered: Remembered = NOTHING_REMEMBERED,
    vocabulary: Vocabulary = PROJECTS,
) -> tuple[Layout, ...]:
    """One layout for each sheet, in the order of the workbook."""
    found = plans(sheets, corrections=corrections, remembered=remembered, vocabulary=vocabulary)
    return tuple(plan.layout for plan in found)


def plans(
    sheets: Sequence[Sheet],
    *,
    corrections: Corrections = NOTHING_ANSWERED,
    remembered: Remembered = NOTHING_REMEMBERED,
    vocabulary: Vocabulary = PROJECTS,
) -> list[Plan]:
    """How each sheet is going to be read."""
    found = []
    for position, sheet in enumerate(sheets):
        answers = corrections.of(sheet.name)
        plan = _plan(sheet, answers, remembered, vocabulary)
        reason = _left_out(sheet, plan, answers)
        layout = replace(plan.layout, position=position, left_out=reason, used=not reason)
        found.append(replace(plan, layout=layout))
    return found


def _left_out(sheet: Sheet, plan: Plan, answers: SheetAnswers) -> str:
    if answers.take is False:
        return "person"
    if not len(sheet.rows):
        return "empty"
    if plan.header is None and not plan.lines:
        return "no_header"
    return "hidden" if sheet.hidden and not answers.take else ""


def _plan(
    sheet: Sheet, answers: SheetAnswers, remembered: Remembered, vocabulary: Vocabulary
) -> Plan:
    if answers.header_rows:
        rows = [number - 1 for number in answers.header_rows]
        header: Header | None = headers.at_rows(sheet, rows, vocabulary)
    else:
        header = headers.find(sheet, vocabulary)
    if header is None or not header.rows:
        lines = prose.lines_of(sheet) if vocabulary is PROJECTS else []
        seen = tuple(mark(cells, Role.TITLE) for cells in islice(sheet.rows, 5) if first(cells))
        return Plan(
            sheet,
            Layout(
                sheet.name, 0, sheet.hidden, data_rows=len(lines), marks=seen if not lines else ()
            ),
            lines=lines,
        )
    return _under_header(sheet, header, _Knowing(answers, remembered, vocabulary))


@dataclass(frozen=True, slots=True)
class _Knowing:
    answers: SheetAnswers
    remembered: Remembered
    vocabulary: Vocabulary


def _under_header(sheet: Sheet, header: Header, knowing: _Knowing) -> Plan:
    signature = _signature(header)
    units, unit_from = _unit_line(sheet, header)
    chosen, why = _chosen(header, signature, knowing)
    columns = [
        _in_unit(column, units) if why[column.index] is Why.WORDS else column for column in chosen
    ]
    seen_header = replace_columns(header, columns)
    roles, counted = walk(sheet, seen_header, knowing.vocabulary)
    styled, decided = styled_columns(columns, counted, knowing.answers.styles)
    proposed = tuple(
        _proposed(title, styled.get(title.index), why, decided, counted, sheet, unit_from)
        for title in seen_header.titles
    )
    data = [one for one in roles if one.role is Role.DATA]
    layout = Layout(
        sheet.name,
        0,
        sheet.hidden,
        header_rows=tuple(row + 1 for row in header.rows),
        columns=proposed,
        marks=(*above(sheet, header), *marks(roles)),
        data_rows=len(data),
        hidden_rows=tuple(one.row + 1 for one in data if one.row in sheet.hidden_rows),
        signature=signature,
    )
    return Plan(sheet, layout, seen_header, tuple(styled.values()), roles)


def replace_columns(header: Header, columns: Sequence[Column]) -> Header:
    """The header with these meanings."""
    by_index = {column.index: column for column in columns}
    titles = tuple(replace(title, column=by_index.get(title.index)) for title in header.titles)
    return replace(header, titles=titles)


def _signature(header: Header) -> str:
    """The digest by which a layout is known again, whatever years its titles name."""
    return sha256("\x1f".join(words_of(t.title) for t in header.titles).encode()).hexdigest()


def _chosen(
    header: Header, signature: str, knowing: _Knowing
) -> tuple[list[Column], dict[int, Why]]:
    """The columns as their words, the remembered layout and the person say, the last one winning."""
    found = {t.index: t.column for t in header.titles if t.column}
    why = dict.fromkeys(found, Why.WORDS)
    titles = {title.index: title for title in header.titles}
    for source, meanings in (
        (Why.REMEMBERED, knowing.remembered.get(signature, {})),
        (Why.PERSON, knowing.answers.columns),
    ):
        for index, meaning in meanings.items():
            if index not in titles:
                continue
            why[index] = source
            found.pop(index, None)
            if column := _meant(titles[index], meaning, knowing.vocabulary):
                found[index] = column
    return [found[index] for index in sorted(found)], why


def _meant(title: Titled, meaning: Meaning, vocabulary: Vocabulary) -> Column | None:
    known = vocabulary.by_key(meaning.key)
    if known is None:
        return None
    # A unit this kind does not have leaves the numbers without one: they are asked for again.
    unit = measure(known, meaning.unit)
    unit = "" if unit is None else unit
    year = meaning.key.partition(":")[2]
    return Column(title.index, title.title, known, unit, unit_words(known, unit), year=year)


def _unit_line(sheet: Sheet, header: Header) -> tuple[dict[Kind, str], str]:
    """The units that a line above the header names, and where it stands."""
    for cells in reversed(list(islice(sheet.rows, header.rows[0]))):
        for cell in cells:
            line = UNIT_LINE.search(fold(cell.text)) if cell.kind is CellKind.TEXT else None
            if line and (units := units_in(line["units"])):
                return units, cell.address
    return {}, ""


def _in_unit(column: Column, units: Mapping[Kind, str]) -> Column:
    said = units.get(column.known.kind, "")
    if column.unit != "" or not said:
        return column
    unit = measure(column.known, said)
    if unit is None:
        return column
    return replace(column, unit=unit, unit_text=unit_words(column.known, unit))


def _proposed(
    title: Titled,
    column: Column | None,
    why: Mapping[int, Why],
    decided: Mapping[int, tuple[str, ...]],
    counted: Mapping[int, Counted],
    sheet: Sheet,
    unit_from: str,
) -> ProposedColumn:
    about = ProposedColumn(
        title.index,
        title.title,
        why=why.get(title.index, Why.NONE),
        hidden=title.index in sheet.hidden_columns,
        samples=tuple(counted[title.index].samples),
    )
    if column is None:
        return about
    told_by_line = column.unit_text and title.column and not _says_unit(title)
    return replace(
        about,
        key=column.key,
        unit=column.unit_text,
        unit_from=unit_from if told_by_line and about.why is Why.WORDS else "",
        because=words_of(title.levels[-1]),
        style=column.style,
        style_cells=decided.get(title.index, ()),
    )


def _says_unit(title: Titled) -> bool:
    return any("(" in level or "%" in level for level in title.levels)


def address_of(plan: Plan, index: int) -> str:
    """The cell of the header that names a column."""
    for number in reversed(plan.layout.header_rows):
        cells = plan.sheet.rows[number - 1]
        if index < len(cells) and cells[index].kind is not CellKind.EMPTY:
            return cells[index].address
    return f"{column_letters(index)}{plan.layout.header_rows[-1]}"
