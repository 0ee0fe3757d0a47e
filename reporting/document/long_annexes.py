"""An annex too long for paper: the page keeps its groups and totals, the workbook all its rows.

Three hundred rows of a wide list are some thirty-five pages; a list of several thousand takes a
worker more than a gigabyte to lay out. The workbook is of the same snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporting.document.shapes import Annex, Block, Document, Paragraph, RowKind, Table
from vn.numbers import group

LONGEST = 300
"""Rows of a table that an annex prints; the words of groups and totals are not counted."""

_KEPT = (RowKind.GROUP, RowKind.TOTAL)


def on_paper(document: Document, code: str) -> Document:
    """The document as its pages show it; `code` is that of the snapshot, printed on them."""
    annexes = tuple(_printed(annex, code) for annex in document.annexes)
    return document if annexes == document.annexes else replace(document, annexes=annexes)


def _printed(annex: Annex, code: str) -> Annex:
    blocks = [made for block in annex.blocks for made in _blocks(block, code)]
    return replace(annex, blocks=tuple(blocks))


def _blocks(block: Block, code: str) -> Iterator[Block]:
    if not isinstance(block, Table):
        yield block
        return
    kept = tuple(row for row in block.rows if row.kind in _KEPT)
    count = len(block.rows) - len(kept)
    if count <= LONGEST:
        yield block
        return
    words = (
        f"Danh mục gồm {group(count)} dòng, gửi kèm dưới dạng bảng tính (.xlsx) của cùng bản chốt "
        f"số liệu, mã {code}."
    )
    yield Paragraph(text=f"{words} Dưới đây là các nhóm và tổng số." if kept else words)
    if kept:
        yield replace(block, rows=kept)
