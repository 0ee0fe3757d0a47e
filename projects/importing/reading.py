"""A workbook as rows of projects, with one message for each cell that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from projects.importing.about_sheets import about_sheet, no_header
from projects.importing.alike import alike
from projects.importing.columns import PROJECTS, Vocabulary
from projects.importing.corrections import NOTHING_ANSWERED, Corrections
from projects.importing.layout import PublishedSum
from projects.importing.messages import Message, Severity
from projects.importing.parsed import ParsedRow, Table
from projects.importing.proposing import NOTHING_REMEMBERED, Remembered, plans
from projects.importing.rows import RowReader, read_sheet
from projects.importing.sums import compare
from sheets.reader import Sheet

__all__ = ["ParsedRow", "Table", "read_table"]


def read_table(
    sheets: Sequence[Sheet],
    *,
    on: date,
    corrections: Corrections = NOTHING_ANSWERED,
    remembered: Remembered = NOTHING_REMEMBERED,
    vocabulary: Vocabulary = PROJECTS,
) -> Table:
    """Read every visible sheet that has a header naming projects; other sheets are notes.

    `on` is the day of reading: what is said to have happened later cannot be right. `corrections`
    are a person's answers, which win over `remembered`: the columns of known layouts by signature.
    `vocabulary` are the columns that this kind of list has.
    """
    found = plans(sheets, corrections=corrections, remembered=remembered, vocabulary=vocabulary)
    rows: list[ParsedRow] = []
    messages: list[Message] = []
    sums: list[PublishedSum] = []
    for plan in found:
        messages += about_sheet(plan, corrections.of(plan.sheet.name))
        if not plan.layout.used:
            continue
        reader = RowReader(plan, on, corrections, vocabulary)
        counted = read_sheet(plan, reader, corrections.of(plan.sheet.name))
        rows += [row for row in counted.rows if row is not None]
        published, deviations = compare(plan, counted)
        sums += published
        messages += [*reader.messages, *deviations]
    if not any(plan.layout.used for plan in found):
        messages += no_header(found)
    messages += _twins(rows)
    layouts = tuple(plan.layout for plan in found)
    return Table(tuple(rows), tuple(messages), layouts, tuple(sums), tuple(alike(rows)))


def _twins(rows: Iterable[ParsedRow]) -> Iterator[Message]:
    """Two rows that an import could not tell apart."""
    seen: dict[object, ParsedRow] = {}
    for row in rows:
        first = seen.setdefault(row.text("id") or row.identity, row)
        if first is not row:
            text = f"{first.sheet}!{first.number}"
            yield Message(Severity.ERROR, row.sheet, str(row.number), "twin", text)
