"""The one chart of the monthly report: the stock by status, in four greys for any copier.

Drawn for the page itself: one user unit is one point, the width is the text width of a portrait
A4 page with the margins of Nghị định 30/2020 (165 mm), the letters are the report's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.svg import Ink, element, esc, label
from reporting.shapes import Bucket, MonthlyReport, StatusRow
from reporting.wording import hedged_ty, lower_first
from vn.money import ty_text
from vn.numbers import group

_WIDTH = 467.7
_LEFT = 82.0
_BAR_WIDTH = _WIDTH - _LEFT - 0.5
_BAR = 28.0
_ABOVE = 14.0  # room for the numbers of parts too narrow to hold them
_LETTER = 6.0  # width of a digit at 12 pt
_KEY_LINE = 18.0
_BLACK = "#000000"
_EDGE = 0.5
_SHADES = {  # background, letters on it
    Bucket.OPERATING: ("#595959", "#ffffff"),
    Bucket.COMPLETED_OR_PARTIAL_STOPPED: (_BLACK, "#ffffff"),
    Bucket.UNDER_CONSTRUCTION: ("#adadad", _BLACK),
    Bucket.NOT_STARTED: ("#ececec", _BLACK),
    Bucket.UNKNOWN: ("#ffffff", _BLACK),
}
_SHORT = {
    Bucket.OPERATING: "Đang sản xuất, kinh doanh",
    Bucket.COMPLETED_OR_PARTIAL_STOPPED: "Dừng hoạt động",
    Bucket.UNDER_CONSTRUCTION: "Đang đầu tư xây dựng",
    Bucket.NOT_STARTED: "Chưa khởi công, chưa triển khai",
}


@dataclass(frozen=True)
class _Part:
    row: StatusRow
    value: int
    text: str


def status_chart(report: MonthlyReport) -> str:
    """Return the SVG text; its title says every figure, so it can stand in for the picture."""
    rows = [row for row in (*report.status_rows, *report.outside_rows) if row.amount.projects]
    bars = [("Số dự án", "(dự án)", [_count_part(row) for row in rows])]
    if any(row.amount.capital_vnd for row in rows):
        bars.append(("Vốn đăng ký", "(tỷ đồng)", [_capital_part(row) for row in rows]))
    y, body = 6.0, []
    for name, unit, parts in bars:
        if any(_crowded(part, parts) for part in parts):
            y += _ABOVE
        body.append(_bar(y, name, unit, parts))
        y += _BAR + 10
    y += 6
    body += [_key(row, i, y) for i, row in enumerate(rows)]
    height = y + (len(rows) + 1) // 2 * _KEY_LINE
    return element(
        "svg",
        element("title", esc(_title(report, rows))) + "".join(body),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        width=f"{_WIDTH}pt",
        height=f"{height}pt",
        viewBox=f"0 0 {_WIDTH} {height}",
        font_family="Tinos",
        font_size=12,
    )


def _title(report: MonthlyReport, rows: Sequence[StatusRow]) -> str:
    parts = []
    for row in rows:
        capital = row.amount.capital_vnd
        money = "chưa có số liệu vốn" if capital is None else hedged_ty(capital)
        parts.append(f"{group(row.amount.projects)} {lower_first(row.label)} ({money})")
    return f"Cơ cấu {group(report.total.projects)} dự án: {'; '.join(parts)}."


def _count_part(row: StatusRow) -> _Part:
    return _Part(row, row.amount.projects, group(row.amount.projects))


def _capital_part(row: StatusRow) -> _Part:
    value = row.amount.capital_vnd or 0
    return _Part(row, value, ty_text(value, 0))


def _width(part: _Part, parts: Sequence[_Part]) -> float:
    return _BAR_WIDTH * part.value / sum(other.value for other in parts)


def _crowded(part: _Part, parts: Sequence[_Part]) -> bool:
    return 0 < _width(part, parts) < len(part.text) * _LETTER + 2


def _bar(y: float, name: str, unit: str, parts: Sequence[_Part]) -> str:
    drawn = [
        _text(_LEFT - 6, y + 12, name, anchor="end"),
        _text(_LEFT - 6, y + 25, unit, anchor="end"),
    ]
    x, free = _LEFT, 0.0
    for part in parts:
        width, half = _width(part, parts), len(part.text) * _LETTER / 2
        if width:
            shade, on = _SHADES[part.row.bucket]
            drawn.append(_block((x, y, width, _BAR), shade))
            middle = min(x + width / 2, _WIDTH - half)
            if not _crowded(part, parts):
                drawn.append(_text(middle, y + _BAR / 2 + 4, part.text, fill=on))
            elif middle - half > free:
                drawn.append(_text(middle, y - 4, part.text))
                free = middle + half + 3
        x += width
    return "".join(drawn)


def _key(row: StatusRow, index: int, top: float) -> str:
    x, y = _LEFT + (index % 2) * 190, top + (index // 2) * _KEY_LINE
    shade, _ = _SHADES[row.bucket]
    swatch = _block((x, y, 11, 11), shade)
    return swatch + _text(x + 17, y + 9.5, _SHORT.get(row.bucket, row.label), anchor="start")


def _block(box: tuple[float, float, float, float], shade: str) -> str:
    x, y, width, height = box
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill=shade,
        stroke=_BLACK,
        stroke_width=_EDGE,
    )


def _text(x: float, y: float, content: str, anchor: str = "middle", fill: str = _BLACK) -> str:
    return label(x, y, content, Ink("c-ink", fill, anchor=anchor))
