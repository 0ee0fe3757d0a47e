"""Published figures in the tables they come from: by status with capital, and by way of handling.

The forms of template A, sections III and V, filled with what sources printed, digit for digit and
with its hedges; only shares and sums are computed here, and are said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from projects.published.figures import Cut
from projects.rules.indicators import COUNT, VND
from projects.rules.published import Check
from reporting.builders.asked import Asked
from reporting.builders.published_figures import (
    KIND,
    VERSION,
    figure,
    printed,
    share,
    told,
)
from reporting.builders.published_lists import public_capital, reviewed, targets
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    RowKind,
    Section,
    Table,
    Unit,
)
from reporting.published import Compared
from reporting.wording import capital_first
from vn.dates import official_short

_NUMBER = Align.NUMBER
_PROJECTS, _BILLION = "dự án", "tỷ đồng"
_STATUSES = {
    "operating": "Đã hoàn thành xây dựng, đang sản xuất, kinh doanh",
    "stopped": "Đã hoàn thành xây dựng hoặc đầu tư xây dựng một phần nhưng dừng hoạt động",
    "under_construction": "Đang tiến hành đầu tư xây dựng, chưa hoàn thành",
    "not_started": "Chưa khởi công, chưa triển khai",
}
_GROUPS = "nhóm"
"""The word in the name of a division by which sources group slow projects."""


def document(asked: Asked, lines: Sequence[Compared]) -> Document | None:
    """One document of all tables that can be filled; None when no source has them."""
    blocks = {"status": _by_status(lines), "slow": _slow(lines)}
    found = {key: tuple(each) for key, each in blocks.items()}
    if not any(found.values()):
        return None
    found |= {"public": tuple(public_capital(lines)), "targets": tuple(targets())}
    issuer = asked.letter.issuer
    titles = {
        "status": "Tình hình triển khai dự án theo số đã công bố",
        "slow": "Dự án chậm tiến độ theo số đã công bố",
        "public": "Vốn đầu tư công theo số đã công bố",
        "targets": "Mục tiêu của Nghị quyết số 135-NQ/TU",
    }
    shown = {cell.figure for each in found.values() for cell in _cells(each) if cell.figure}
    return Document(
        kind=KIND,
        letter=asked.letter,
        subject=("Số liệu đã công bố", "theo biểu của nguồn"),
        period=f"đến ngày {official_short(asked.cut_off)}",
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} in lại các bảng số đã công bố. Số công bố giữ nguyên từng chữ số và "
        "chữ “trên”, “gần”, “hơn”; tỷ lệ và số cộng là số tính lại.",
        sections=tuple(
            Section(key=key, title=title, blocks=found[key])
            for key, title in titles.items()
            if found[key]
        ),
        closing=f"{issuer.name} tổng hợp để {', '.join(asked.letter.addressees)} tham khảo./.",
        figures=tuple(each for line in lines if (each := figure(line)).key in shown),
        template_version=VERSION,
    )


def _cells(blocks: Iterable[Block]) -> Iterator[Cell]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row.cells)


def _by_status(lines: Sequence[Compared]) -> Iterator[Block]:
    """Each published stock that is divided by status, with the capital its source gives."""
    at = 0
    for whole in lines:
        parts = _parts(whole, lines, "projects")
        if whole.figure.indicator != "projects" or len(parts) < len(_STATUSES):
            continue
        at += 1
        capital = _beside(whole, lines)
        yield Paragraph(text=_stock_words(whole, capital))
        yield _status_table(at, whole, capital, lines)


def _stock_words(whole: Compared, capital: Compared | None) -> str:
    row = whole.figure
    day = f"Đến ngày {row.as_of}" if row.as_of else "Nguồn không ghi ngày"
    money = f", tổng vốn đăng ký {capital.figure.text}" if capital else ""
    return f"{day}, trên địa bàn tỉnh {row.scope_text} có {row.text}{money} (nguồn: {row.source})."


def _status_table(
    at: int, whole: Compared, capital: Compared | None, lines: Sequence[Compared]
) -> Table:
    counts = _parts(whole, lines, "projects")
    sums = _parts(capital, lines, "capital") if capital else {}
    rows = [
        cells.row(
            cells.number(n),
            cells.text(label),
            printed(counts.get(key), _PROJECTS),
            share(counts[key].figure.value, whole.figure.value),
            printed(sums.get(key), _BILLION),
        )
        for n, (key, label) in enumerate(_STATUSES.items(), 1)
    ]
    total = cells.row(
        cells.blank(),
        cells.text("Tổng số"),
        printed(whole, _PROJECTS),
        share(whole.figure.value, whole.figure.value),
        printed(capital, _BILLION),
        kind=RowKind.TOTAL,
    )
    added = f"Cộng các dòng: {told(_first_check(whole), COUNT)}"
    if capital:
        added += f"; vốn cộng theo chữ số {told(_first_check(capital), VND)}"
    return Table(
        key=f"published.status.{at}",
        caption=f"Bảng I.{at}. Dự án theo tình trạng và vốn đăng ký",
        columns=(
            STT,
            Column(label="Tình trạng"),
            Column(label="Số dự\xa0án", width=20, align=_NUMBER, unit=Unit.COUNT),
            _share_column(whole),
            Column(label="Vốn đăng ký (tỷ\xa0đồng)", width=30, align=_NUMBER, unit=Unit.VND),
        ),
        rows=(*rows, total),
        note=f"{added}.",
        whole=True,
    )


def _share_column(whole: Compared) -> Column:
    base = whole.figure.text.removesuffix(_PROJECTS).rstrip()
    return Column(
        label="Tỷ lệ (%)", width=26, align=_NUMBER, unit=Unit.PERCENT, number=f"(4) = (3)/{base}"
    )


def _slow(lines: Sequence[Compared]) -> Iterator[Block]:
    """What was reviewed and found slow, and each grouping by how it is to be handled."""
    divided = [
        (line, cut)
        for line in lines
        if line.figure.indicator == "projects_slow"
        for cut in line.held.cuts
        if _GROUPS in cut.name
    ]
    if not divided:
        return
    provinces = {line.figure.scope_text.partition(",")[0] for line, _cut in divided}
    yield Heading(text="1. Kết quả rà soát")
    yield reviewed(lines, provinces)
    yield Heading(text="2. Phân loại và phương án xử lý")
    for at, (line, cut) in enumerate(divided, 2):
        yield _group_table(at, line, cut, {each.figure.pk: each for each in lines})


def _group_table(at: int, whole: Compared, cut: Cut, by_pk: dict[int, Compared]) -> Table:
    parts = [by_pk[part.pk] for part in cut.parts]
    rows = [
        cells.row(
            cells.number(n),
            cells.text(capital_first(part.figure.note)),
            printed(part, _PROJECTS),
            share(part.figure.value, whole.figure.value),
        )
        for n, part in enumerate(parts, 1)
    ]
    total = cells.row(
        cells.blank(),
        cells.text("Tổng số công bố"),
        printed(whole, _PROJECTS),
        share(whole.figure.value, whole.figure.value),
        kind=RowKind.TOTAL,
    )
    return Table(
        key=f"published.groups.{at}",
        caption=f"Bảng II.{at}. Dự án chậm tiến độ tỉnh {whole.figure.scope_text}: {cut.name}",
        columns=(
            STT,
            Column(label="Hướng xử lý"),
            Column(label="Số dự\xa0án", width=22, align=_NUMBER, unit=Unit.COUNT),
            _share_column(whole),
        ),
        rows=(*rows, total),
        note=f"Cộng các nhóm: {told(cut.check, COUNT)}. Nguồn: {parts[0].figure.source}.",
        whole=True,
    )


def _parts(whole: Compared, lines: Sequence[Compared], kind: str) -> dict[str, Compared]:
    """The parts of a published whole by their status."""
    return {
        line.figure.indicator.removeprefix(f"{kind}_"): line
        for line in lines
        if line.figure.part_of_id == whole.figure.pk
        and line.figure.indicator.removeprefix(f"{kind}_") in _STATUSES
    }


def _beside(whole: Compared, lines: Sequence[Compared]) -> Compared | None:
    """The capital that the same source gives for the same place and day."""
    row = whole.figure
    same = (row.source, row.scope_text, row.as_of_date)
    return next(
        (
            line
            for line in lines
            if line.figure.indicator == "capital"
            and line.figure.part_of_id is None
            and (line.figure.source, line.figure.scope_text, line.figure.as_of_date) == same
        ),
        None,
    )


def _first_check(whole: Compared) -> Check | None:
    return next((cut.check for cut in whole.held.cuts), None)
