"""Tables of a Word file: columns that stay as wide as they are told, heads that repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.simpletypes import ST_Merge
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph


def table(document: Any, widths: Sequence[float], rows: int, *, small: bool = False) -> Any:
    """A bordered table; see `places`."""
    made = places(document, widths, rows, inside=0.5 if small else 1)
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    return made


def places(document: Any, widths: Sequence[float], rows: int, *, inside: float) -> Any:
    """Columns of fixed widths without borders, in millimetres as the space `inside` each cell.

    Rows are never split.
    """
    made = document.add_table(rows=rows, cols=len(widths))
    made.autofit = False
    _margins(made, inside)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return made


def _margins(made: Any, millimetres: float) -> None:
    """The space at both sides inside every cell of a table."""
    inside = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), str(round(millimetres * 56.7)))
        part.set(qn("w:type"), "dxa")
        inside.append(part)
    # Word is stricter than LibreOffice: the schema wants margins before the look of the table.
    made._tbl.tblPr.find(qn("w:tblLook")).addprevious(inside)


def repeat(row: Any) -> None:
    """Repeat a row of the head on each page."""
    _mark(row, "w:tblHeader")


def hold(row: Any) -> None:
    """Keep a row on the page of the next one."""
    for each in row._tr.iter(qn("w:p")):
        Paragraph(each, row).paragraph_format.keep_with_next = True


def flatten(row: Any) -> None:
    """Take the height from the empty lines below a cell over several rows."""
    for place in row._tr.tc_lst:
        if place.vMerge == ST_Merge.CONTINUE:
            for each in place.p_lst:
                form = Paragraph(each, row).paragraph_format
                form.space_before = form.space_after = Pt(0)
                form.line_spacing = Pt(1)


def gap(document: Any) -> None:
    """A little space below a table, and what parts it from the next one."""
    form = document.add_paragraph().paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(8)


def write(
    cell: Any,
    text: str,
    *,
    points: float,
    align: Any = WD_ALIGN_PARAGRAPH.LEFT,
    bold: bool = False,
    below: str = "",
) -> None:
    """Fill a cell; a line break stays one. What is said below stands in italics."""
    made = cell.paragraphs[0]
    made.alignment = align
    made.paragraph_format.first_line_indent = 0
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(1)
    made.paragraph_format.line_spacing = 1.0
    run = made.add_run(text)
    run.font.size, run.bold = Pt(points), bold
    if below:
        run = made.add_run(f"\n{below}")
        run.font.size, run.italic = Pt(points), True


def _mark(row: Any, name: str) -> None:
    """Give a row a property of its own."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))
