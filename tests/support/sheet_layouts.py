"""The published facts as offices lay them out: titles, merged headers, sections, sums, signatures.

Each layout gives the file, and what a reader must find in it: the values row by row, and every cell
about which something is to be said.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from projects.importing.columns import PROJECTS, Vocabulary
from projects.importing.corrections import NOTHING_ANSWERED, Corrections, SheetAnswers
from projects.importing.layout import Style
from projects.importing.vocabularies import PLANS as PLAN_WORDS
from projects.importing.vocabularies import SCORES
from tests.support import sheet_facts as facts
from tests.support.sheet_facts import Fact, vietnamese

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Laid:
    """A file, its true values row by row, and the place and code of every deviation."""

    name: str
    content: bytes
    truth: list[Row]
    deviations: list[tuple[str, str]] = field(default_factory=list)
    vocabulary: Vocabulary = PROJECTS
    corrections: Corrections = NOTHING_ANSWERED


def xlsx(draw: Callable[[Any], None]) -> bytes:
    """A workbook that `draw` fills."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    draw(book)
    book.close()
    return stream.getvalue()


def said(row: Row) -> Row:
    """The values of a row that say something."""
    return {key: value for key, value in row.items() if value not in (None, "")}


def attracting() -> Laid:
    """Lạng Sơn, 1797/QĐ-UBND: total before the rows, a section with its sum, both kinds of dots."""
    rows = [f for f in facts.calls() if f["Số"] == "1797/QĐ-UBND"]

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Danh mục")
        sheet.merge_range(0, 0, 0, 6, "DANH MỤC DỰ ÁN THU HÚT ĐẦU TƯ")
        sheet.merge_range(
            1, 0, 1, 6, "(Kèm theo  Quyết định số 1797/QĐ-UBND  ngày 19/9/2019 của UBND tỉnh)"
        )
        sheet.write_row(3, 0, ["STT", "Tên dự án", "Địa điểm", "Quy mô, Công suất"])
        sheet.write_row(3, 4, ["Vốn đầu tư (tỷ VNĐ)", "Hình thức đầu tư", "Ghi chú"])
        sheet.write_row(4, 0, ["", "TỔNG CỘNG", "", "", "26.914"])
        sheet.write_row(5, 0, ["A", "HẠ TẦNG CÔNG NGHIỆP", "", "", "8.734"])
        for at, fact in enumerate(rows):
            area = fact["Diện tích (ha)"].replace(",", ".")
            sheet.write_row(6 + at, 0, [at + 1, fact["Tên dự án"], fact["Địa điểm"]])
            sheet.write(6 + at, 3, f"{area} ha" if area.isdigit() else area)
            sheet.write_string(6 + at, 4, vietnamese(Decimal(fact["Vốn (tỷ đồng)"])))
            sheet.write_row(6 + at, 5, [fact["Hình thức"], fact["Ghi chú"]])

    truth = [
        said(
            {
                "name": fact["Tên dự án"],
                "location": fact["Địa điểm"],
                "capital": facts.dong(fact["Vốn (tỷ đồng)"]),
                "note": fact["Ghi chú"],
            }
        )
        for fact in rows
    ]
    deviations = [
        ("Danh mục!D4", "unknown_column"),
        ("Danh mục!F4", "unknown_column"),
        ("Danh mục!E5", "sum_differs"),
        ("Danh mục!E6", "sum_differs"),
    ]
    return Laid("thu-hut-dau-tu.xlsx", xlsx(draw), truth, deviations)


def english_list() -> Laid:
    """Quảng Ninh, 1315/QĐ-UBND, in English: wrapped cells, two currencies, a section with a count."""
    rows = [f for f in facts.calls() if f["Số"] == "1315/QĐ-UBND"]

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("List")
        sheet.write(0, 0, "LIST OF PROJECTS CALLED FOR INVESTMENT")
        sheet.write_row(2, 0, ["No", "Name of project", "Location"])
        sheet.write(2, 3, "Technical specification (objectives, scale)")
        sheet.write_row(2, 4, ["Estimated total investment capital", "Form of investment"])
        sheet.write(2, 6, "Contact unit")
        sheet.write(3, 0, "I. TRANSPORT SECTOR (12 Projects)")
        for at, fact in enumerate(rows):
            sheet.write_row(4 + at, 0, [at + 1, fact["Tên dự án"].replace(" - ", " -\n")])
            sheet.write(4 + at, 2, fact["Địa điểm"].replace(", ", ",\n"))
            if fact["Vốn (tỷ đồng)"]:
                dong = facts.english(Decimal(fact["Vốn (tỷ đồng)"]))
                usd = fact["Vốn (triệu USD)"]
                sheet.write(4 + at, 4, f"{dong} billion VND\n(~{usd} million USD)")
            sheet.write_row(4 + at, 5, [fact["Hình thức"], "IPA Quang Ninh"])

    truth = [
        said(
            {
                "name": fact["Tên dự án"],
                "location": fact["Địa điểm"],
                "capital": facts.dong(fact["Vốn (tỷ đồng)"]),
                "capital_usd": _usd(fact["Vốn (triệu USD)"]),
            }
        )
        for fact in rows
    ]
    deviations = [
        ("List!D3", "unknown_column"),
        ("List!F3", "unknown_column"),
        ("List!G3", "unknown_column"),
        *(
            (f"List!E{5 + at}", "two_currencies")
            for at, fact in enumerate(rows)
            if fact["Vốn (tỷ đồng)"]
        ),
        ("List!4", "count_differs"),
    ]
    return Laid("calls.xlsx", xlsx(draw), truth, deviations)


def _usd(text: str) -> Decimal | None:
    found = facts.number(text)
    return None if found is None else (found * 10**6).quantize(Decimal("0.01"))


def index_table() -> Laid:
    """The competitiveness index: years over "Điểm số | Thứ hạng", both decimal marks, "N/A"."""
    years = ("2007", "2021", "2022", "2023")
    by_place: dict[str, dict[str, Fact]] = {}
    for fact in facts.scores():
        if fact["Năm"] in years:
            by_place.setdefault(fact["Tỉnh"], {})[fact["Năm"]] = fact
    columns = [(year, field) for year in years for field in ("Điểm", "Hạng")]

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("PCI")
        sheet.merge_range(0, 0, 1, 0, "Tỉnh")
        for at, year in enumerate(years):
            sheet.merge_range(0, 1 + at * 2, 0, 2 + at * 2, f"Năm {year}")
            sheet.write_row(1, 1 + at * 2, ["Điểm số", "Thứ hạng"])
        for row, (place, seen) in enumerate(by_place.items(), start=2):
            sheet.write(row, 0, place)
            for at, (year, name) in enumerate(columns, start=1):
                text = seen.get(year, {}).get(name, "")
                mixed = text.replace(",", ".") if row % 2 else text
                sheet.write_string(row, at, _slip(place, year, name) or mixed or "N/A")

    truth = [_scores_of(place, seen) for place, seen in by_place.items()]
    slip = list(by_place).index("Hải Dương") + 3
    return Laid(
        "pci.xlsx", xlsx(draw), truth, [(f"PCI!C{slip}", "rank_is_score")], vocabulary=SCORES
    )


def _scores_of(place: str, seen: dict[str, Fact]) -> Row:
    row: Row = {"province": place}
    for year, fact in seen.items():
        row[f"score:{year}"] = facts.number(fact["Điểm"])
        row[f"rank:{year}"] = facts.number(fact["Hạng"])
    return said(row)


def _slip(place: str, year: str, name: str) -> str:
    """What the page of the source prints as a rank: the rounded score."""
    return "53" if (place, year, name) == ("Hải Dương", "2007", "Hạng") else ""


def disbursement() -> Laid:
    """Nguyên Bình: three levels, a row of column numbers, sums first, a signature last."""
    million = 10**6

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Giải ngân")
        sheet.write(0, 0, "TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG")
        sheet.write(1, 6, "Đơn vị: triệu đồng")
        for column, title in (
            (0, "TT"),
            (1, "Chủ đầu tư/Dự án"),
            (5, "Giải ngân đến ngày 30/9/2024"),
        ):
            sheet.merge_range(2, column, 4, column, title)
        sheet.merge_range(2, 6, 4, 6, "Tỷ lệ (%)")
        sheet.merge_range(2, 2, 2, 4, "KH vốn năm 2024")
        sheet.merge_range(3, 2, 4, 2, "Tổng số")
        sheet.merge_range(3, 3, 3, 4, "Trong đó")
        sheet.write_row(4, 3, ["NSTW", "NSĐP"])
        sheet.write_row(5, 0, ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)", "(7)=(6)/(3)"])
        total = sum(plan.plan for plan in facts.PLANS)
        sheet.write_row(6, 0, ["", "TỔNG SỐ", vietnamese(total), "", "", "0", "0"])
        sheet.write_row(7, 0, ["I", "UBND huyện Nguyên Bình", vietnamese(total + 1)])
        for at, plan in enumerate(facts.PLANS, start=8):
            sheet.write_row(at, 0, [at - 7, plan.name, vietnamese(plan.plan), "", "", "0", "0%"])
        sheet.write(14, 5, "Nguyên Bình, ngày 30 tháng 9 năm 2024")
        sheet.write_row(15, 1, ["NGƯỜI LẬP BIỂU", "", "", "", "GIÁM ĐỐC"])
        sheet.write(19, 5, "Nguyễn Văn A")

    truth = [
        {
            "name": plan.name,
            "plan": plan.plan * million,
            "disbursed": plan.paid * million,
            "rate": Decimal(0),
        }
        for plan in facts.PLANS
    ]
    answers = Corrections(sheets={"Giải ngân": SheetAnswers(styles={2: Style.COMMA})})
    wrong = [("Giải ngân!C8", "sum_differs")]
    return Laid("giai-ngan.xlsx", xlsx(draw), truth, wrong, PLAN_WORDS, answers)


def flat_csv() -> Laid:
    """All published projects as Excel saves them on a Vietnamese machine: semicolons, a mark, text."""
    titles = list(facts.projects()[0])
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([[_grouped(fact, title) for title in titles] for fact in facts.projects()])
    content = "\ufeff".encode() + text.getvalue().encode()
    return Laid("du-an.csv", content, [project_truth(fact) for fact in facts.projects()])


def _grouped(fact: Fact, title: str) -> str:
    text = fact[title]
    if title.startswith(("Vốn đăng ký", "Diện tích (")) and text:
        found = facts.number(text)
        return " ".join(filter(None, [facts.hedge(text), vietnamese(found or 0)]))
    return text


STATUS = {
    "đang hoạt động": "operating",
    "đang xây dựng": "under_construction",
    "chưa khởi công": "not_started",
    "tạm ngừng": "suspended",
    "đã chấm dứt": "terminated",
    "chưa rõ": "unknown",
}
_TEXTS = {
    "id": "Mã dòng",
    "province": "Tỉnh (tên khi công bố)",
    "name": "Tên dự án",
    "investor": "Nhà đầu tư",
    "location": "Địa điểm",
    "sector": "Lĩnh vực",
    "country": "Quốc gia",
    "approval_number": "Số văn bản chấp thuận",
    "irc_code": "Mã số GCN đăng ký đầu tư",
    "status_text": "Tình trạng theo nguồn",
    "delay_reason": "Lý do chậm",
    "handling": "Hướng xử lý",
}
_DAYS = {
    "approval_date": "Ngày chấp thuận",
    "handover": "Bàn giao đất thực tế",
    "start_planned": "Khởi công theo kế hoạch",
    "completion_planned": "Hoàn thành theo kế hoạch",
}


def project_truth(fact: Fact) -> Row:
    """What a row of the published projects says, in the units that are stored."""
    row: Row = {key: fact[title] for key, title in _TEXTS.items()}
    row |= {key: facts.day(fact[title]) for key, title in _DAYS.items()}
    row["capital"] = facts.dong(fact["Vốn đăng ký (tỷ đồng)"])
    row["capital_usd"] = _usd(fact["Vốn đăng ký (triệu USD)"])
    row["area"] = facts.square_metres(fact["Diện tích (ha)"])
    row["status"] = STATUS[fact["Tình trạng"]]
    return said(row)


def only(keys: Sequence[str], row: Row) -> Row:
    """These values of a row."""
    return {key: row[key] for key in keys if key in row}
