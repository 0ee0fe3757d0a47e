"""A report as a Word file that offices edit: real styles, real tables, the same text as the PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Pt

from reporting.copies import grids, styles
from reporting.copies.heads import head_blocks
from reporting.copies.pictures import pictures
from reporting.copies.styles import CENTRE, JUSTIFY, LEFT, RIGHT
from reporting.document.edited import Edited
from reporting.document.first_page import LEVELS, FirstPage
from reporting.document.shapes import (
    Align,
    Block,
    Column,
    Document,
    Drawing,
    Heading,
    Paragraph,
    RowKind,
    Slot,
    Table,
)
from reporting.pages import label_of
from reporting.templatetags.report import ROMAN, day, in_words, paragraphs
from sheets.writer import HeadBlock

_PORTRAIT, _LANDSCAPE = 165.0, 252.0
_ALIGN = {Align.TEXT: LEFT, Align.NUMBER: RIGHT, Align.CENTRE: CENTRE}
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def report(edited: Edited) -> bytes:
    """The bytes of the .docx; the same document always gives the same file."""
    document, issue = edited.document, edited.issue
    charts = tuple(block.svg for block in document.blocks() if isinstance(block, Drawing))
    drawn = dict(zip(charts, pictures(charts), strict=False))  # no picture of any, or of all
    made = styles.blank(
        document.letter, f"{document.heading.capitalize()} {document.title}", document.cut_off
    )
    if document.first_page:
        _leaders(made, document.first_page)
        styles.annex(made, wide=False)
    styles.letterhead(made, document.letter, number=issue.number, on=issue.on)
    _label(made, document)
    made.add_paragraph(f"{document.heading}\n" + "\n".join(document.subject), style="Heading 1")
    _addressees(made, document.letter.addressees)
    basis = document.letter.basis
    for at, line in enumerate(basis):
        end = "." if at == len(basis) - 1 else ";"
        styles.paragraph(made, f"Căn cứ {line}{end}", italic=True)
    if issue.correction:
        styles.paragraph(made, issue.correction, italic=True)
    styles.paragraph(made, document.opening)
    for at, section in enumerate(document.sections, 1):
        made.add_paragraph(f"{ROMAN[at]}. {section.title.upper()}", style="Heading 2")
        for block in section.blocks:
            _block(made, block, _PORTRAIT, drawn)
    styles.paragraph(made, document.closing).paragraph_format.keep_with_next = True
    styles.signature(made, document.letter)
    _code(made, edited)
    for part in document.annexes:
        styles.annex(made, wide=part.landscape)
        made.add_paragraph("\n".join((part.label, *part.title)), style="Heading 1")
        _label(made, document)
        for block in part.blocks:
            _block(made, block, _LANDSCAPE if part.landscape else _PORTRAIT, drawn)
    return styles.packed(made)


def _label(made: Any, document: Document) -> None:
    text = label_of(document.letter.dataset_label)
    if text:
        styles.centred(made, text)


def _addressees(made: Any, names: Sequence[str]) -> None:
    if len(names) == 1:
        lines = [f"Kính gửi: {names[0]}"]
    else:
        last = len(names) - 1
        lines = ["Kính gửi:"]
        lines += [f"- {name}{'.' if at == last else ';'}" for at, name in enumerate(names)]
    for line in lines:
        styles.centred(made, line)


def _code(made: Any, edited: Edited) -> None:
    issue = edited.issue
    where = f" Đối chiếu tại: {issue.check_at}" if issue.check_at else ""
    said = styles.paragraph(
        made,
        f"Mã bản chốt số liệu: {issue.code}. Mẫu: {edited.document.template_version}. Bản Word chỉ "
        f"để biên tập; bản chính là tệp PDF đã ban hành.{where}",
    )
    said.alignment, said.paragraph_format.first_line_indent = LEFT, 0
    said.paragraph_format.line_spacing = 1.0
    for run in said.runs:
        run.font.size = Pt(11)


def _block(made: Any, block: Block, width: float, pictures: Mapping[str, bytes]) -> None:
    if isinstance(block, Paragraph):
        styles.paragraph(made, block.text, italic=block.italic)
        if block.footnote:
            styles.paragraph(made, f"({block.footnote})", italic=True)
    elif isinstance(block, Heading):
        made.add_paragraph(block.text, style="Heading 3")
    elif isinstance(block, Slot):
        written = paragraphs(block.proposal)
        for line in written:
            styles.paragraph(made, line)
        if block.required and not written:
            styles.paragraph(made, f"[{block.label}: chưa viết]", italic=True)
    elif isinstance(block, Drawing):
        _drawing(made, block, width, pictures)
    else:
        _table(made, block, width)


def _drawing(made: Any, block: Drawing, width: float, pictures: Mapping[str, bytes]) -> None:
    """The chart as the PDF shows it, its figures in words for who cannot see it."""
    made.add_paragraph(block.caption, style="Caption")
    found = _TITLE.search(block.svg)
    words = unescape(found[1]) if found else block.caption
    if picture := pictures.get(block.svg):
        styles.picture(made, picture, words, widest=width)
    else:
        styles.paragraph(made, words, italic=True)


def _table(made: Any, block: Table, width: float) -> None:
    _above(made, block)
    points = 10.0 if block.small else 12.0
    heads = head_blocks(block)
    levels = 1 + max(each.bottom for each in heads)
    head_rows = levels + int(block.numbered)
    grid = grids.table(
        made, _widths(block.columns, width), head_rows + len(block.rows), small=block.small
    )
    rows = list(grid.rows)
    for row in rows[:head_rows]:
        grids.repeat(row)
    _heads(rows, heads, points)
    if block.numbered:
        for at, column in enumerate(block.columns):
            text = column.number or f"({at + 1})"
            grids.write(rows[levels].cells[at], text, points=points - 2, align=CENTRE)
    for row, data in zip(rows[head_rows:], block.rows, strict=True):
        _row(row.cells, data.cells, block.columns, points, bold=_is_bold(data.kind))
    held = _held(block)
    for at, row in enumerate(rows, -head_rows):
        if at < 0 or at in held:
            grids.hold(row)
    _below(made, block)


def _above(made: Any, block: Table) -> None:
    if block.caption:
        caption = made.add_paragraph(block.caption, style="Caption")
        caption.paragraph_format.page_break_before = block.breaks or None
    if block.unit_line:
        unit = styles.paragraph(made, block.unit_line, italic=True)
        unit.alignment, unit.paragraph_format.keep_with_next = RIGHT, True


def _below(made: Any, block: Table) -> None:
    if not block.note:
        grids.gap(made)
        return
    note = styles.paragraph(made, block.note, italic=True)
    note.paragraph_format.first_line_indent = 0
    note.runs[0].font.size = Pt(11)


def _held(block: Table) -> set[int]:
    """Rows that stay on the page of the next one, as the PDF breaks tables; the head is below 0."""
    kinds, last = [row.kind for row in block.rows], len(block.rows) - 1
    held = {at for at, kind in enumerate(kinds) if kind is RowKind.GROUP or block.whole}
    held |= {at - 1 for at, kind in enumerate(kinds) if kind is RowKind.TOTAL or at == last}
    return held | {last} if block.note else held - {last}


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    """Millimetres of each column; those without a width share what is left."""
    fixed = sum(column.width or 0 for column in columns)
    free = sum(column.width is None for column in columns)
    share = (width - fixed) / free if free else 0
    return [float(column.width or share) for column in columns]


def _heads(rows: Sequence[Any], blocks: Sequence[HeadBlock], points: float) -> None:
    for each in blocks:
        cell = rows[each.top].cells[each.left]
        if (each.bottom, each.right) != (each.top, each.left):
            cell = cell.merge(rows[each.bottom].cells[each.right])
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        grids.write(cell, each.label, points=points, align=CENTRE, bold=True)
    for row in rows[: 1 + max(each.bottom for each in blocks)]:
        grids.flatten(row)


def _row(
    places: Sequence[Any],
    data: Sequence[Any],
    columns: Sequence[Column],
    points: float,
    *,
    bold: bool,
) -> None:
    at = 0
    for cell in data:
        place = places[at]
        if cell.across > 1:
            place = place.merge(places[at + cell.across - 1])
        align = LEFT if cell.across > 1 else _ALIGN[columns[at].align]
        grids.write(place, cell.text, points=points, align=align, bold=bold, below=cell.sub)
        at += cell.across


def _is_bold(kind: RowKind) -> bool:
    return kind in (RowKind.GROUP, RowKind.TOTAL)


def _leaders(made: Any, page: FirstPage) -> None:
    made.add_paragraph(f"TRANG TÓM TẮT DÀNH CHO LÃNH ĐẠO\n{page.title}", style="Heading 1")
    if page.standing:
        _simple(
            made,
            "Kết luận kỳ trước",
            ("Việc được giao", "Chủ trì", "Thời hạn", "Kết quả"),
            [(row.text, row.who, day(row.until), row.state) for row in page.standing],
            (60, 40, 30, 35),
        )
    keys = [(key.text, key.label, key.sub) for key in page.keys]
    _simple(made, "Năm con số", ("Số", "Nội dung", "Kèm theo"), keys, (30, 75, 60))
    changes = [(row.label, row.before, row.now, row.change) for row in page.changes]
    columns = ("Nội dung", "Kỳ trước", "Kỳ này", "Thay đổi")
    _simple(made, page.changes_since, columns, changes, (81, 28, 28, 28))
    if page.asks:
        asks = [
            (ask.text, LEVELS[ask.level], day(ask.until) if ask.until else "-") for ask in page.asks
        ]
        title = f"{in_words(len(asks))} việc xin quyết định"
        _simple(made, title, ("Việc", "Cấp quyết định", "Thời hạn"), asks, (97, 42, 26))
    if page.note:
        styles.paragraph(made, page.note, italic=True).alignment = JUSTIFY


def _simple(
    made: Any,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    made.add_paragraph(caption, style="Caption")
    grid = grids.table(made, widths, 1 + len(rows))
    filled = [list(heads), *map(list, rows)]
    for at, (row, texts) in enumerate(zip(grid.rows, filled, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            grids.write(cell, text, points=12, align=LEFT if at else CENTRE, bold=not at)
    grids.repeat(grid.rows[0])
