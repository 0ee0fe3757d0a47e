"""More layouts: slow projects under a merged header, sentences, several sheets, American numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.importing.corrections import Corrections, Meaning, SheetAnswers
from projects.importing.layout import Style
from tests.support import sheet_facts as facts
from tests.support.sheet_facts import Fact, english, vietnamese
from tests.support.sheet_layouts import Laid, Row, only, project_truth, said, xlsx

_SLOW_TITLES = ("TT", "Tên dự án", "Nhà đầu tư", "Địa điểm", "Số, ngày QĐ CTĐT/GCNĐKĐT")
_SLOW_MORE = ("Diện tích (ha)", "Tổng vốn đăng ký (tỷ đồng)")
_SLOW_LAST = ("Tình hình thực hiện", "Khó khăn, vướng mắc", "Kiến nghị, hướng xử lý", "Ghi chú")
_SLOW_KEYS = (
    *("name", "investor", "location", "approval_number", "area", "capital", "start_planned"),
    *("completion_planned", "status_text", "delay_reason", "handling"),
)
SLOW_PROVINCES = ("Hải Dương", "Bà Rịa - Vũng Tàu", "Bình Thuận")


def slow_projects() -> Laid:
    """ "Dự án chậm tiến độ": "Tiến độ được duyệt" over two columns, the total last, in three parts."""
    truth: list[Row] = []

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Chậm tiến độ")
        sheet.merge_range(0, 0, 0, 12, "DANH SÁCH DỰ ÁN CHẬM TIẾN ĐỘ")
        for column, title in enumerate((*_SLOW_TITLES, *_SLOW_MORE)):
            sheet.merge_range(1, column, 2, column, title)
        sheet.merge_range(1, 7, 1, 8, "Tiến độ được duyệt")
        sheet.write_row(2, 7, ["Khởi công", "Hoàn thành"])
        for column, title in enumerate(_SLOW_LAST, start=9):
            sheet.merge_range(1, column, 2, column, title)
        row = 3
        for mark, province in zip("ABC", SLOW_PROVINCES, strict=True):
            sheet.write_row(row, 0, [mark, province.upper()])
            row += 1
            for number, fact in enumerate(_of(province), start=1):
                _slow_row(sheet, row, number, fact)
                truth.append(only(_SLOW_KEYS, project_truth(fact)))
                row += 1
        sheet.write_row(row, 0, ["", f"Tổng cộng: {len(truth)} dự án"])
        sheet.write_number(row, 6, float(_total(truth)))

    return Laid("cham-tien-do.xlsx", xlsx(draw), truth)


def _of(province: str) -> list[Fact]:
    return [fact for fact in facts.projects() if fact["Tỉnh (tên khi công bố)"] == province]


def _total(truth: list[Row]) -> Decimal:
    return Decimal(sum(row.get("capital", 0) for row in truth)) / 10**9


def _slow_row(sheet: Any, row: int, number: int, fact: Fact) -> None:
    sheet.write_row(row, 0, [number, fact["Tên dự án"], fact["Nhà đầu tư"], fact["Địa điểm"]])
    sheet.write(row, 4, fact["Số văn bản chấp thuận"])
    sheet.write(row, 5, _hedged(fact["Diện tích (ha)"]))
    capital = fact["Vốn đăng ký (tỷ đồng)"]
    if capital.replace(",", "").isdigit():
        sheet.write_number(row, 6, float(facts.number(capital) or 0))
    else:
        sheet.write(row, 6, _hedged(capital))
    sheet.write(row, 7, fact["Khởi công theo kế hoạch"])
    sheet.write(row, 8, fact["Hoàn thành theo kế hoạch"])
    for column, title in ((9, "Tình trạng theo nguồn"), (10, "Lý do chậm"), (11, "Hướng xử lý")):
        sheet.write(row, column, fact[title])


def _hedged(text: str) -> str:
    found = facts.number(text)
    if found is None:
        return ""
    return " ".join(filter(None, [facts.hedge(text), vietnamese(found)]))


def sentences() -> Laid:
    """A list published as prose: one cell a project, its parts between semicolons."""
    rows = [f for f in _of("Bình Thuận") if f["Nhà đầu tư"] and f["Địa điểm"]]

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "Các dự án chậm triển khai trên địa bàn tỉnh")
        for at, fact in enumerate(rows, start=1):
            sheet.write(at, 0, f"{at}. {_sentence(fact)}")

    truth = []
    for fact in rows:
        row = only(("name", "investor", "location", "area"), project_truth(fact))
        if fact["Ngày chấp thuận"]:
            row["approval_number"] = f"ngày chấp thuận đầu tư {fact['Ngày chấp thuận']}"
        truth.append(said(row))
    return Laid("bai-bao.xlsx", xlsx(draw), truth)


def _sentence(fact: Fact) -> str:
    parts = [
        f"Dự án {fact['Tên dự án']}",
        f"Chủ đầu tư là {fact['Nhà đầu tư']}",
        f"địa chỉ {fact['Địa điểm']}",
    ]
    if fact["Ngày chấp thuận"]:
        parts.append(f"ngày chấp thuận đầu tư {fact['Ngày chấp thuận']}")
    if area := facts.square_metres(fact["Diện tích (ha)"]):
        word = f"{facts.hedge(fact['Diện tích (ha)'])} ".lstrip()
        parts.append(f"diện tích đất sử dụng là {word}{vietnamese(area)} m2")
    return "; ".join(parts) + "."


def several_sheets() -> Laid:
    """A sheet a province, one of them hidden; in the first a hidden column and two hidden rows."""
    provinces = ("Lạng Sơn", "Cao Bằng", "Quảng Trị")
    keys = ("id", "name", "investor", "capital", "status")
    truth: list[Row] = []

    def draw(book: Any) -> None:
        for name in provinces:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Mã dòng", "Tên dự án", "Nhà đầu tư"])
            sheet.write_row(0, 3, ["Vốn đăng ký (tỷ đồng)", "Tình trạng"])
            for at, fact in enumerate(_of(name), start=1):
                sheet.write_row(at, 0, [fact["Mã dòng"], fact["Tên dự án"], fact["Nhà đầu tư"]])
                if value := facts.number(fact["Vốn đăng ký (tỷ đồng)"]):
                    word = facts.hedge(fact["Vốn đăng ký (tỷ đồng)"])
                    sheet.write(at, 3, f"{word} {vietnamese(value)}" if word else float(value))
                sheet.write(at, 4, fact["Tình trạng"])
                if name != "Quảng Trị":
                    truth.append(only(keys, project_truth(fact)))
        first, _, last = book.worksheets()
        first.set_column(3, 3, None, None, {"hidden": True})
        first.set_row(2, None, None, {"hidden": True})
        first.set_row(4, None, None, {"hidden": True})
        last.hide()
        book.add_worksheet("Ghi chú").write_row(0, 0, ["Mục", "Nội dung"])

    deviations = [
        ("Lạng Sơn!D1", "hidden_column"),
        ("Lạng Sơn!", "hidden_rows"),
        ("Quảng Trị!", "hidden_sheet"),
    ]
    return Laid("nhieu-trang.xlsx", xlsx(draw), truth, deviations)


def american() -> Laid:
    """The capital of the published projects with American marks, tabs and UTF-16."""
    rows = [f for f in facts.projects() if f["Vốn đăng ký (tỷ đồng)"]]
    lines = ["No\tProject name\tInvestor\tRegistered capital (billion VND)\tArea (ha)"]
    for at, fact in enumerate(rows, start=1):
        word = facts.hedge(fact["Vốn đăng ký (tỷ đồng)"])
        capital = english(facts.number(fact["Vốn đăng ký (tỷ đồng)"]) or 0)
        area = facts.number(fact["Diện tích (ha)"])
        shown = english(area) if area is not None else ""
        cells = [str(at), fact["Tên dự án"], fact["Nhà đầu tư"], f"{word} {capital}".strip(), shown]
        lines.append("\t".join(cells))
    truth = [only(("name", "investor", "capital", "area"), project_truth(fact)) for fact in rows]
    content = "\r\n".join(lines).encode("utf-16")
    return Laid("list.tsv", content, truth)


def mapped_by_a_person() -> Laid:
    """Nothing is recognised but the name: a person says what the columns are, and their units."""
    rows = [f for f in facts.projects() if f["Diện tích (ha)"]][:12]

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Biểu 3")
        sheet.write_row(0, 0, ["STT", "Nội dung", "Bên thực hiện", "Quy mô", "Kinh phí"])
        for at, fact in enumerate(rows, start=1):
            sheet.write_row(at, 0, [at, fact["Tên dự án"], fact["Nhà đầu tư"]])
            sheet.write(at, 3, _hedged(fact["Diện tích (ha)"]))
            sheet.write(at, 4, _hedged(fact["Vốn đăng ký (tỷ đồng)"]))

    columns = {
        1: Meaning("name"),
        2: Meaning("investor"),
        3: Meaning("area", "ha"),
        4: Meaning("capital", "tỷ đồng"),
    }
    answers = SheetAnswers(header_rows=(1,), columns=columns, styles={4: Style.COMMA})
    keys = ("name", "investor", "area", "capital")
    truth = [only(keys, project_truth(fact)) for fact in rows]
    return Laid(
        "bieu-3.xlsx", xlsx(draw), truth, corrections=Corrections(sheets={"Biểu 3": answers})
    )
