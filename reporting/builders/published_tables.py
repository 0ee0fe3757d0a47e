"""The tables that others published, reprinted digit for digit, with what can be recomputed beside.

A published figure is never corrected: where it differs from its parts, its base, another source or
the registry, the difference is printed in words next to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from projects.published import wording as figure_wording
from reporting.builders import published_forms
from reporting.builders.asked import Asked
from reporting.builders.published_figures import KIND, VERSION, figure
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import (
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
)
from reporting.published import Compared, compared
from reporting.published_page import row as told
from reporting.wording import capital_first
from vn.dates import official_short

_ALONE = 8
"""From so many figures a source has a document of its own; the others stand together."""


def documents(asked: Asked) -> Iterator[Document]:
    """The tables as their sources print them, then every figure: sources with many one by one."""
    found = compared(on=asked.cut_off)
    forms = published_forms.document(asked, found)
    if forms is not None:
        yield forms
    by_source: dict[str, list[Compared]] = defaultdict(list)
    for line in found:
        by_source[line.figure.source].append(line)
    ordered = sorted(by_source, key=lambda name: (-len(by_source[name]), name))
    few = [source for source in ordered if len(by_source[source]) < _ALONE]
    for source in ordered[: len(ordered) - len(few)]:
        yield _document(asked, [source], by_source)
    if few:
        yield _document(asked, few, by_source)


def _document(
    asked: Asked, sources: Sequence[str], by_source: Mapping[str, Sequence[Compared]]
) -> Document:
    issuer = asked.letter.issuer
    where = f"nguồn: {sources[0]}" if len(sources) == 1 else f"{len(sources)} nguồn"
    return Document(
        kind=KIND,
        letter=asked.letter,
        subject=("Số liệu đã công bố và số tính lại",),
        period=f"đến ngày {official_short(asked.cut_off)}",
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} in lại số liệu đã công bố tại {where}; bên cạnh là số tính lại được. "
        "Số công bố giữ nguyên từng chữ số.",
        sections=(
            Section(
                key="figures",
                title="Số đã công bố",
                blocks=(
                    Paragraph(
                        text="Số có chữ “trên”, “gần”, “hơn” được so như một khoảng; số ước ghi rõ "
                        "là ước. Để trống ở cột (4), (5): không có gì để tính lại số ấy."
                    ),
                    *(
                        _table(at, source if len(sources) > 1 else "", by_source[source])
                        for at, source in enumerate(sources, 1)
                    ),
                ),
            ),
        ),
        closing=f"{issuer.name} tổng hợp để {', '.join(asked.letter.addressees)} tham khảo./.",
        figures=tuple(
            figure(line)
            for source in sources
            for line in by_source[source]
            if line.figure.value is not None
        ),
        template_version=VERSION,
    )


def _table(at_table: int, source: str, lines: Sequence[Compared]) -> Table:
    wholes = [line for line in lines if line.figure.part_of_id is None]
    parts: dict[int, list[Compared]] = defaultdict(list)
    for line in lines:
        if line.figure.part_of_id is not None:
            parts[line.figure.part_of_id].append(line)
    rows: list[Row] = []
    for at, line in enumerate(wholes, 1):
        below = parts.pop(line.figure.pk, [])
        rows.append(_row(str(at), line, _label(line), RowKind.GROUP if below else RowKind.BODY))
        rows += _part_rows(at, below)
    for n, part in enumerate((each for rest in parts.values() for each in rest), len(wholes) + 1):
        rows.append(_row(str(n), part, part.figure.note or _label(part), RowKind.BODY))
    return Table(
        key=f"published.{at_table}",
        caption=f"Bảng {at_table}. {source or 'Số đã công bố và số tính lại'}",
        columns=(
            STT,
            Column(label="Chỉ tiêu"),
            Column(label="Số công bố", width=36),
            Column(label="Tính lại", width=30),
            Column(label="Đối chiếu", width=28),
        ),
        rows=tuple(rows),
    )


def _part_rows(at: int, below: Sequence[Compared]) -> Iterator[Row]:
    """The parts of a figure, named by their notes where these tell them apart."""
    notes = {part.figure.note for part in below}
    apart = len(notes) == len(below) and "" not in notes
    for n, part in enumerate(below, 1):
        yield _row(f"{at}.{n}", part, part.figure.note if apart else _label(part), RowKind.ITEM)


def _label(line: Compared) -> str:
    return str(figure_wording.INDICATORS[line.figure.indicator])


def _row(at: str, line: Compared, label: str, kind: RowKind) -> Row:
    shown = told(line)
    computed = "; ".join(str(check["computed"]) for check in shown["checks"] if check["known"])
    scope = " · ".join(filter(None, [line.figure.scope_text, str(shown["as_of"])]))
    return cells.row(
        cells.number(at),
        cells.text(capital_first(label), sub=f"({scope})"),
        Cell(text=line.figure.text),
        Cell(text=computed),
        Cell(text="" if line.verdict is None else str(shown["verdict"])),
        kind=kind,
    )
