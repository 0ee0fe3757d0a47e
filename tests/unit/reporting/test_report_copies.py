"""Copies of a report: the same text, real numbers, the same bytes every time."""

from __future__ import annotations

import dataclasses
import html
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from PIL import Image

from reporting.builders.non_budget import document
from reporting.copies import excel, styles, word
from reporting.document.edited import Edited, Issue
from reporting.document.shapes import (
    Block,
    Cell,
    Column,
    Drawing,
    Heading,
    Paragraph,
    Row,
    Table,
    Unit,
)
from sheets.writer import write
from tests.support import report_samples

CODE = "AAAA-BBBB-CCCC"
SAMPLES = {
    "usual": report_samples.usual,
    "empty": report_samples.empty,
    "long": report_samples.long,
}


def edited(name: str) -> Edited:
    return Edited(document=document(SAMPLES[name]()), issue=Issue(code=CODE))


def blocks(made: Edited) -> Iterator[Block]:
    for section in made.document.sections:
        yield from section.blocks
    for annex in made.document.annexes:
        yield from annex.blocks


@pytest.mark.parametrize("name", SAMPLES)
def test_the_word_copy_says_all_that_the_document_says(name: str) -> None:
    report = edited(name)
    data = word.report(report)
    assert word.report(report) == data
    made: Any = docx.Document(io.BytesIO(data))
    lines = [each.text for each in made.paragraphs]
    cells = {place.text for table in made.tables for row in table.rows for place in row.cells}
    for block in blocks(report):
        if isinstance(block, Paragraph | Heading):
            assert block.text in lines
        elif isinstance(block, Table):
            said = [cell for row in block.rows for cell in row.cells]
            assert {"\n".join(filter(None, (cell.text, cell.sub))) for cell in said} <= cells
            assert not block.caption or block.caption in lines
    assert any(CODE in line for line in lines)


def test_the_word_copy_keeps_the_official_page_in_the_order_of_the_schema() -> None:
    made: Any = docx.Document(io.BytesIO(word.report(edited("usual"))))
    for section in made.sections:
        sides = (section.top_margin, section.right_margin, section.bottom_margin)
        assert [round(side.mm) for side in (*sides, section.left_margin)] == [20, 15, 20, 30]
        names = [child.tag for child in section._sectPr]
        assert names.index(qn("w:pgNumType")) < names.index(qn("w:cols"))
        assert section.different_first_page_header_footer
    assert {section.page_width > section.page_height for section in made.sections} == {True, False}
    for table in made.tables:
        names = [child.tag for child in table._tbl.tblPr]
        assert names.index(qn("w:tblCellMar")) < names.index(qn("w:tblLook"))
    bordered = [table for table in made.tables if table.style.name == "Table Grid"]
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in bordered)


def test_nothing_parts_a_table_from_its_caption_and_unit() -> None:
    report = edited("usual")
    made = styles.blank(report.document.letter, "Thử", date(2022, 8, 31))
    table = next(each for each in blocks(report) if isinstance(each, Table))
    word._block(made, dataclasses.replace(table, unit_line="Đơn vị tính: Triệu đồng"), 165, {})
    found = [each for each in made.paragraphs if each.text == "Đơn vị tính: Triệu đồng"]
    assert [each.paragraph_format.keep_with_next for each in found] == [True]
    assert made.styles["Caption"].paragraph_format.keep_with_next


@pytest.mark.parametrize("name", SAMPLES)
def test_the_workbook_has_a_sheet_for_each_table(name: str) -> None:
    report = edited(name)
    data = excel.report(report)
    assert excel.report(report) == data
    made = openpyxl.load_workbook(io.BytesIO(data))
    tables = [block for block in blocks(report) if isinstance(block, Table)]
    assert len(made.sheetnames) == 2 + len(tables)
    front = [cell.value for row in made.worksheets[0].iter_rows() for cell in row]
    assert CODE in front
    assert report.document.title in front
    assert all(sheet.freeze_panes for sheet in made.worksheets)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        (Cell(text="215", value="215"), Unit.COUNT, 215),
        (Cell(text="-", value="0"), Unit.COUNT, 0),
        (Cell(text="…"), Unit.VND, "…"),
        (Cell(text="-"), Unit.COUNT, "-"),
        (Cell(text="20,47", value="204730"), Unit.AREA, pytest.approx(20.473)),
        (Cell(text="31/8/2022", value="2022-08-31"), Unit.DATE, date(2022, 8, 31)),
        (Cell(text="DA-0012", value="12"), Unit.TEXT, "DA-0012"),
    ],
)
def test_a_cell_is_typed_and_the_unknown_is_never_nought(
    cell: Cell, unit: Unit, value: object
) -> None:
    found = excel._value(cell, unit)
    assert (float(found) if unit is Unit.AREA else found) == value  # type: ignore[arg-type]


def test_a_chart_is_a_picture_with_its_figures_in_words() -> None:
    report = edited("usual")
    charts = [block for block in blocks(report) if isinstance(block, Drawing)]
    assert charts
    made: Any = docx.Document(io.BytesIO(word.report(report)))
    assert len(made.inline_shapes) == len(charts)
    for shape, chart in zip(made.inline_shapes, charts, strict=True):
        assert html.escape(shape._inline.docPr.get("descr"), quote=False) in chart.svg
        assert 100 < shape.width.mm <= 165.1
        rid = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        picture = Image.open(io.BytesIO(made.part.related_parts[rid].blob))
        assert picture.width / shape.width.inches > 200, "dots an inch"
        assert len(picture.getcolors(maxcolors=1 << 20) or ()) > 4, "an empty picture"


def test_a_report_without_its_program_of_charts_still_says_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word, "pictures", lambda _charts: ())
    report = edited("usual")
    made: Any = docx.Document(io.BytesIO(word.report(report)))
    assert not made.inline_shapes
    assert any(each.text.startswith("Cơ cấu 215 dự án: 140") for each in made.paragraphs)


def test_a_head_in_several_levels_is_merged_in_the_workbook_as_it_is_printed() -> None:
    report = edited("usual")
    at, table = next((n, t) for n, t in enumerate(report.document.tables()) if t.key == "overdue")
    sheet = openpyxl.load_workbook(io.BytesIO(excel.report(report))).worksheets[2 + at]
    top = next(cell.row for cell in sheet["A"] if cell.value == "STT")
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert f"A{top}:A{top + 1}" in merged, "one label over two levels"
    assert f"H{top}:I{top}" in merged, "one label over two columns"
    assert sheet[f"H{top}"].value == "Tiến độ"
    assert sheet[f"I{top + 1}"].value == "Thời hạn sau loại trừ"
    assert [cell.value for cell in sheet[top + 2]] == [f"({n}" + ")" for n in range(1, 14)]
    assert sheet.freeze_panes == f"A{top + 3}"
    assert sheet.print_title_rows == f"${top}:${top + 2}"
    rows = list(sheet.iter_rows(min_row=top + 3))
    assert len(rows) == len(table.rows)
    assert rows[-1][1].font.bold, "the total stands out"
    assert type(rows[1][9].value) is int
    assert rows[1][8].is_date


@pytest.mark.parametrize(
    ("label", "unit_line", "number"),
    [
        ("Phải thu hồi (triệu đồng)", "", 1284.6),
        ("Vốn (tỷ đồng)", "", 1.2846),
        ("Vốn", "Đơn vị tính: Triệu đồng", 1284.6),
        ("Vốn (tỷ đồng)", "Đơn vị tính: Triệu đồng", 1.2846),
        ("Vốn", "", 1.2846),
    ],
    ids=["millions by label", "billions by label", "by table", "label first", "unsaid"],
)
def test_money_is_in_the_unit_its_column_names(label: str, unit_line: str, number: float) -> None:
    columns = (Column(label="Tên"), Column(label=label, unit=Unit.VND))
    cells = (Cell(text="A"), Cell(text="như in", value="1284600000"))
    table = Table(key="t", columns=columns, rows=(Row(cells=cells),), unit_line=unit_line)
    stream = io.BytesIO()
    write(stream, [excel._sheet(table, "t", {})])
    (sheet,) = openpyxl.load_workbook(stream).worksheets
    assert sheet.cell(sheet.max_row, 2).value == pytest.approx(number)
