"""The tables that others published, reprinted digit for digit, with what can be recomputed beside.

A published figure is never corrected: where it differs from its parts, its base, another source or
the registry, the difference is printed in words next to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from projects.published import wording as figure_wording
from reporting.builders.asked import Asked
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import (
    Cell,
    Column,
    Document,
    Figure,
    Nature,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
    Unit,
)
from reporting.published import Compared, compared
from reporting.published_page import row as told
from vn.dates import official_short

KIND = "published"
VERSION = "cong-bo/1"


def documents(asked: Asked) -> Iterator[Document]:
    """One document for each source that has figures, the one with most figures first."""
    by_source: dict[str, list[Compared]] = defaultdict(list)
    for line in compared(on=asked.cut_off):
        by_source[line.figure.source].append(line)
    for source in sorted(by_source, key=lambda name: (-len(by_source[name]), name)):
        yield _document(asked, source, by_source[source])


def _document(asked: Asked, source: str, lines: Sequence[Compared]) -> Document:
    issuer = asked.letter.issuer
    return Document(
        kind=KIND,
        letter=asked.letter,
        subject=("Số liệu đã công bố và số tính lại",),
        period=f"đến ngày {official_short(asked.cut_off)}",
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} in lại số liệu đã công bố tại nguồn: {source}; bên cạnh là số tính "
        "lại được. Số công bố giữ nguyên từng chữ số.",
        sections=(
            Section(
                key="figures",
                title="Số đã công bố",
                blocks=(
                    Paragraph(
                        text="Số có chữ “trên”, “gần”, “hơn” được so như một khoảng; số ước ghi rõ "
                        "là ước."
                    ),
                    _table(lines),
                ),
            ),
        ),
        closing=f"{issuer.name} tổng hợp để {', '.join(asked.letter.addressees)} tham khảo./.",
        figures=tuple(_figure(line) for line in lines if line.figure.value is not None),
        template_version=VERSION,
    )


def _table(lines: Sequence[Compared]) -> Table:
    wholes = [line for line in lines if line.figure.part_of_id is None]
    parts: dict[int, list[Compared]] = defaultdict(list)
    for line in lines:
        if line.figure.part_of_id is not None:
            parts[line.figure.part_of_id].append(line)
    rows: list[Row] = []
    for at, line in enumerate(wholes, 1):
        below = parts.pop(line.figure.pk, [])
        rows.append(_row(str(at), line, RowKind.GROUP if below else RowKind.BODY))
        rows += [_row(f"{at}.{n}", part, RowKind.ITEM) for n, part in enumerate(below, 1)]
    for n, part in enumerate((each for rest in parts.values() for each in rest), len(wholes) + 1):
        rows.append(_row(str(n), part, RowKind.BODY))
    return Table(
        key="published",
        caption="Bảng 1. Số đã công bố và số tính lại",
        columns=(
            STT,
            Column(label="Chỉ tiêu"),
            Column(label="Số công bố", width=40),
            Column(label="Tính lại", width=34),
            Column(label="Đối chiếu", width=34),
        ),
        rows=tuple(rows),
        note="Để trống ở cột (4): không có gì để tính lại số này.",
    )


def _row(at: str, line: Compared, kind: RowKind) -> Row:
    shown = told(line)
    computed = "; ".join(str(check["computed"]) for check in shown["checks"] if check["known"])
    label = str(figure_wording.INDICATORS[line.figure.indicator])
    scope = " · ".join(filter(None, [line.figure.scope_text, str(shown["as_of"])]))
    return cells.row(
        cells.number(at),
        cells.text(
            line.figure.note or label if line.figure.part_of_id else label, sub=f"({scope})"
        ),
        Cell(text=line.figure.text),
        Cell(text=computed),
        Cell(text=str(shown["verdict"])),
        kind=kind,
    )


def _figure(line: Compared) -> Figure:
    row = line.figure
    estimated = row.nature == row.Nature.ESTIMATE
    label = str(figure_wording.INDICATORS[row.indicator])
    return Figure(
        key=f"published.{row.pk}",
        label=f"Ước {label}" if estimated else label,
        value=str(row.value),
        unit=Unit.SCORE,
        as_of=row.as_of.last if row.as_of else row.recorded_at.date(),
        nature=Nature.ESTIMATE if estimated else Nature.PUBLISHED,
        source=row.source,
    )
