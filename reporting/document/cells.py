"""Cells and figures made of values: "-" for nothing, "…" for not known (R-8.10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reporting.document.shapes import (
    Align,
    Cell,
    Column,
    Figure,
    Head,
    Nature,
    Paragraph,
    Row,
    RowKind,
    Unit,
)
from reporting.templatetags import report as printed
from vn.numbers import decimal_text, ratio_percent


def text(words: str, *, sub: str = "", across: int = 1) -> Cell:
    """Words; "…" when nothing was recorded."""
    return Cell(text=words or printed.UNKNOWN, sub=sub, across=across)


def blank() -> Cell:
    """An empty cell, in a total row."""
    return Cell(text="")


def number(at: int | str) -> Cell:
    """The number of a row."""
    return Cell(text=str(at))


def count(value: int | None, figure: str = "") -> Cell:
    """A count."""
    return Cell(text=printed.count(value), value=_plain(value), figure=figure)


def ty(vnd: int | None, figure: str = "") -> Cell:
    """Đồng in billions with two decimals."""
    return Cell(text=printed.ty(vnd), value=_plain(vnd), figure=figure)


def trieu(vnd: int | None, figure: str = "") -> Cell:
    """Đồng in millions with what decimals it has."""
    shown = printed.UNKNOWN if vnd is None else printed.trieu(vnd)
    return Cell(text=shown, value=_plain(vnd), figure=figure)


def ha(square_metres: int | None, figure: str = "") -> Cell:
    """Square metres in hectares with two decimals."""
    return Cell(text=printed.ha(square_metres), value=_plain(square_metres), figure=figure)


def share(part: int | None, whole: int | None, figure: str = "", places: int = 2) -> Cell:
    """Per cent of a whole, without the sign; "…" when either is unknown, "-" when it is nothing."""
    if part is None or whole is None:
        return Cell(text=printed.UNKNOWN, figure=figure)
    ratio = ratio_percent(part, whole, places)
    if not ratio:
        return Cell(text=printed.NOTHING, value="" if ratio is None else "0", figure=figure)
    return Cell(text=decimal_text(ratio, places), value=str(ratio), figure=figure)


def percent(value: Decimal | None, figure: str = "", places: int = 2) -> Cell:
    """A rate that was computed elsewhere."""
    if value is None:
        return Cell(text=printed.UNKNOWN, figure=figure)
    return Cell(text=decimal_text(value, places), value=str(value), figure=figure)


def day(value: date | None) -> Cell:
    """A day of even width."""
    return Cell(text=printed.day(value), value=value.isoformat() if value else "")


def row(*cells: Cell, kind: RowKind = RowKind.BODY) -> Row:
    """One row."""
    return Row(cells=cells, kind=kind)


def heads(*lines: Sequence[str | tuple[str, int, int]]) -> tuple[tuple[Head, ...], ...]:
    """Levels of a head: a label, or (label, columns, rows)."""
    return tuple(
        tuple(
            Head(label=each)
            if isinstance(each, str)
            else Head(label=each[0], across=each[1], down=each[2])
            for each in line
        )
        for line in lines
    )


def counted(
    key: str,
    label: str,
    value: int | None,
    *,
    as_of: date,
    rows: Iterable[str] = (),
    base: str = "",
    nature: Nature = Nature.ACTUAL,
) -> Figure:
    """A figure that is a count of its rows."""
    return Figure(
        key=key,
        label=label,
        value=None if value is None else str(value),
        unit=Unit.COUNT,
        as_of=as_of,
        base=base,
        nature=nature,
        rows=tuple(rows),
    )


def money(
    key: str,
    label: str,
    vnd: int | None,
    *,
    as_of: date,
    rows: Iterable[str] = (),
    partly: bool = False,
    nature: Nature = Nature.ACTUAL,
) -> Figure:
    """A figure that is a sum of whole đồng."""
    return Figure(
        key=key,
        label=label,
        value=None if vnd is None else str(vnd),
        unit=Unit.VND,
        as_of=as_of,
        partly=partly,
        nature=nature,
        rows=tuple(rows),
    )


def rate(
    key: str,
    label: str,
    value: Decimal | None,
    *,
    base: str,
    as_of: date,
    nature: Nature = Nature.ACTUAL,
    rows: Iterable[str] = (),
) -> Figure:
    """A figure that is a share of another one, in per cent."""
    return Figure(
        key=key,
        label=label,
        value=None if value is None else str(value),
        unit=Unit.PERCENT,
        as_of=as_of,
        base=base,
        nature=nature,
        rows=tuple(rows),
    )


STT = Column(label="STT", width=12, align=Align.CENTRE)
"""The first column of nearly every table; its numbers are centred."""


def paragraph(said: str, footnote: str = "") -> Paragraph:
    """A paragraph of the body."""
    return Paragraph(text=said, footnote=footnote)


def numbered_lines(sentences: Sequence[str], letters: str) -> list[str]:
    """Number paragraphs a), b), c) when there are several."""
    if len(sentences) < 2:
        return list(sentences)
    return [f"{letter}) {said}" for letter, said in zip(letters, sentences, strict=False)]


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)
