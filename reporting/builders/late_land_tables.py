"""The tables of late land: by rule, by how long, by way of handling, and the list."""

from __future__ import annotations

from reporting.builders.late_land_figures import NONE, RULES, classes, handling_key, rule_rows
from reporting.deadlines_section import LAND_RULES
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, Figure, Row, RowKind, Table, Unit
from reporting.late_land import LateOnLand, LateProject
from reporting.rules.lateness import BANDS, band_text
from reporting.templatetags import report as printed
from vn.dates import official_short

_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
ByKey = dict[str, Figure]


def _count(by_key: ByKey, key: str) -> Cell:
    return cells.count(int(by_key[key].value or 0), key)


def rules(found: LateOnLand, by_key: ByKey, at: int) -> Table:
    """Late deadlines by rule, with the articles that apply."""
    rows: list[Row] = []
    for kind in LAND_RULES:
        articles = dict.fromkeys(row.article for row in rule_rows(found, kind) if row.article)
        if articles:
            rows.append(
                cells.row(
                    cells.number(len(rows) + 1),
                    cells.text(RULES[kind]),
                    cells.text("; ".join(articles)),
                    _count(by_key, f"late_land.{kind}.obligations"),
                    _count(by_key, f"late_land.{kind}.projects"),
                )
            )
    rows.append(
        cells.row(
            cells.blank(),
            cells.text("Tổng số"),
            cells.blank(),
            _count(by_key, "late_land.obligations"),
            _count(by_key, "late_land.projects"),
            kind=RowKind.TOTAL,
        )
    )
    return Table(
        key="rules",
        caption=f"Bảng {at}. Thời hạn về đất đã quá, theo nội dung và căn cứ",
        columns=(
            STT,
            Column(label="Nội dung"),
            Column(label="Căn cứ", width=58),
            Column(label="Số thời\xa0hạn", width=20, align=_NUMBER, unit=Unit.COUNT),
            Column(label="Số dự\xa0án", width=20, align=_NUMBER, unit=Unit.COUNT),
        ),
        rows=tuple(rows),
        note="Ghi chú: một dự án có nhiều thời hạn đã quá được tính một lần ở dòng tổng số.",
    )


def bands(found: LateOnLand, by_key: ByKey, at: int) -> Table:
    """Projects by their longest delay."""
    keys = [f"late_land.band.{n}" for n in range(len(BANDS) + 1)]
    labels = [band_text(n) for n in range(len(BANDS) + 1)]
    return _shares(
        found, by_key, f"Bảng {at}. Dự án theo thời gian chậm", "Thời gian chậm", keys, labels
    )


def handling(found: LateOnLand, by_key: ByKey, at: int) -> Table:
    """Projects by the way of handling that is in force."""
    named = classes(found)
    keys = [handling_key(n, name) for n, name in enumerate(named, 1)]
    labels = [name or NONE for name in named]
    return _shares(found, by_key, f"Bảng {at}. Dự án theo hướng xử lý", "Hướng xử lý", keys, labels)


def _shares(
    found: LateOnLand, by_key: ByKey, caption: str, label: str, keys: list[str], labels: list[str]
) -> Table:
    whole = len(found.projects)
    rows: list[Row] = [
        cells.row(
            cells.number(n),
            cells.text(words),
            _count(by_key, key),
            cells.share(int(by_key[key].value or 0), whole),
        )
        for n, (key, words) in enumerate(zip(keys, labels, strict=True), 1)
    ]
    rows.append(
        cells.row(
            cells.blank(),
            cells.text("Tổng số"),
            _count(by_key, "late_land.projects"),
            cells.share(whole, whole),
            kind=RowKind.TOTAL,
        )
    )
    return Table(
        key=keys[0].rpartition(".")[0],
        caption=caption,
        columns=(
            STT,
            Column(label=label),
            Column(label="Số dự án", width=26, align=_NUMBER, unit=Unit.COUNT),
            Column(
                label="Tỷ lệ (%)",
                width=28,
                align=_NUMBER,
                unit=Unit.PERCENT,
                number=f"(4) = (3)/{printed.count(whole)}",
            ),
        ),
        rows=tuple(rows),
        whole=True,
    )


_COLUMNS = (
    Column(label="STT", width=9, align=_CENTRE),
    Column(label="Tên dự án,\nmã dự án"),
    Column(label="Nhà đầu tư", width=29),
    Column(label="Địa điểm", width=23),
    Column(label="Vốn đăng\xa0ký (tỷ\xa0đồng)", width=18, align=_NUMBER, unit=Unit.VND),
    Column(label="Diện tích (ha)", width=15, align=_NUMBER, unit=Unit.AREA),
    Column(label="Thời hạn sau loại trừ", width=20, align=_CENTRE, unit=Unit.DATE),
    Column(label="Thời gian chậm", width=19, align=_CENTRE),
    Column(label="Xác minh", width=19),
    Column(label="Thanh tra, kiểm tra", width=19),
    Column(label="Hướng xử lý", width=27),
    Column(label="Cơ quan theo dõi", width=24),
)


def projects(found: LateOnLand) -> Table:
    """Each project once, with its longest delay; the longest first."""
    total = cells.row(
        cells.blank(),
        cells.text(f"Tổng số: {printed.count(len(found.projects))} dự án", across=3),
        cells.ty(
            sum(each.longest.capital_vnd or 0 for each in found.projects), "late_land.capital"
        ),
        cells.ha(sum(each.longest.area_m2 or 0 for each in found.projects), "late_land.area"),
        *[cells.blank()] * 6,
        kind=RowKind.TOTAL,
    )
    return Table(
        key="projects",
        columns=_COLUMNS,
        rows=(*(_project(at, each) for at, each in enumerate(found.projects, 1)), total),
        small=True,
        note="Ghi chú: mỗi dự án ghi thời hạn chậm lâu nhất; thời gian chậm tính từ thời hạn tại cột "
        f"(7) đến hết ngày {official_short(found.cut_off)}; cột (10) chỉ tính vụ việc đã công khai "
        "kết luận; “-” là không phát sinh, “…” là chưa có số liệu.",
    )


def _project(at: int, each: LateProject) -> Row:
    row = each.longest
    return cells.row(
        cells.number(at),
        cells.text(row.project_name, sub=f"({row.project_code})"),
        cells.text(row.investor),
        cells.text(row.place[:1].upper() + row.place[1:]),
        cells.ty(row.capital_vnd),
        cells.ha(row.area_m2),
        cells.day(row.due_date),
        cells.text(printed.late(row)),
        cells.text(printed.state(row.flag_state)),
        cells.text("Đã có kết luận" if each.inspected else printed.NOTHING),
        cells.text(each.handling_short or printed.NOTHING, sub=each.handling_number),
        cells.text(row.agency),
    )
