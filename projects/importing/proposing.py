"""Propose how the sheets of a workbook are to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from projects.importing.columns import find_header
from projects.importing.corrections import NOTHING_ANSWERED, Corrections, Meaning
from projects.importing.layout import Layout
from sheets.reader import Sheet


def propose(
    sheets: Sequence[Sheet],
    *,
    corrections: Corrections = NOTHING_ANSWERED,
    remembered: Mapping[str, Mapping[int, Meaning]] = MappingProxyType({}),
) -> tuple[Layout, ...]:
    """One layout for each sheet, in the order of the workbook."""
    found = []
    for position, sheet in enumerate(sheets):
        header = find_header(sheet.rows)
        found.append(Layout(sheet.name, position, sheet.hidden, header is not None))
    return tuple(found)
