"""Numbering, grouping and cells of the report: nothing skipped, nothing counted twice."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString
from openpyxl import load_workbook

from reporting import figure, pages
from reporting.builders.non_budget import document
from reporting.copies import excel
from reporting.document import long_annexes
from reporting.document.edited import Edited, Issue
from reporting.document.shapes import Paragraph, RowKind, Table, code_of
from reporting.shapes import Amount, Bucket, Cut, CutRow, FlagState, RuleVersionUsed, StatusRow
from reporting.templatetags import report as cells
from reporting.wording import NBSP
from tests.support import report_samples

TY = 1_000_000_000
SVG = "{http://www.w3.org/2000/svg}"


def test_sections_are_those_of_template_a() -> None:
    keys = [section.key for section in document(report_samples.usual()).sections]
    expected = ["general", "results", "progress", "land", "overdue", "obstacles", "tasks"]
    assert keys == [*expected, "proposals"]
    without_land = document(dataclasses.replace(report_samples.usual(), land=None))
    assert "land" not in {section.key for section in without_land.sections}


def test_tables_are_numbered_over_what_there_is() -> None:
    assert pages.tables(report_samples.usual()) == {
        "cuts": 1,
        "flows": 2,
        "status": 3,
        "groups": 4,
        "rules": 5,
    }
    assert pages.tables(report_samples.empty()) == {"flows": 1, "status": 2}


@pytest.mark.parametrize(
    ("overdue", "missing", "named"),
    [
        (0, 0, {}),
        (3, 0, {"overdue": "Phụ lục"}),
        (0, 3, {"missing": "Phụ lục"}),
        (3, 3, {"overdue": "Phụ lục I", "missing": "Phụ lục II"}),
    ],
    ids=["no appendix", "late only", "missing only", "both"],
)
def test_appendices_carry_roman_numbers_from_two_on(
    overdue: int, missing: int, named: dict[str, str]
) -> None:
    assert pages.appendices(report_samples.usual(overdue, missing)) == named


def test_a_committee_has_its_name_on_two_lines_and_a_department_on_one() -> None:
    assert pages.issuer_lines(report_samples.COMMITTEE) == ("Ủy ban nhân dân", "tỉnh Cao Bằng")
    assert pages.issuer_lines(report_samples.DEPARTMENT) == ("Sở Kế hoạch và Đầu tư",)


def _cut(*rows: tuple[str, int, int | None]) -> Cut:
    amounts = [(label, Amount(projects=n, capital_vnd=vnd)) for label, n, vnd in rows]
    return Cut(
        key="place",
        title="Theo địa bàn",
        rows=tuple(CutRow(label=label, amount=amount) for label, amount in amounts),
    )


def test_a_short_cut_stays_as_it_is() -> None:
    cut = _cut(*((f"Xã {i}", i, TY) for i in range(12)))
    assert pages.shortened(cut) is cut


def test_a_long_cut_keeps_its_largest_rows_and_its_sum() -> None:
    cut = _cut(*((f"Xã {i}", i, None if i < 3 else i * TY) for i in range(30)))
    short = pages.shortened(cut)
    assert len(short.rows) == 12
    assert short.rows[0].label == "Xã 29"
    assert short.rows[-1].label == "Còn lại (19)"
    assert sum(r.amount.projects for r in short.rows) == sum(range(30))
    assert sum(r.amount.capital_vnd or 0 for r in short.rows) == sum(range(3, 30)) * TY


def test_the_appendix_counts_a_project_late_twice_once() -> None:
    rows = report_samples.overdue_rows(10)
    total = pages.appendix_total(rows)
    assert (total.projects, total.obligations) == (9, 10)
    by_code = {row.project_code: row.capital_vnd or 0 for row in rows}
    assert total.capital_vnd == sum(by_code.values())


def test_the_appendix_does_not_add_up_what_nobody_knows() -> None:
    row = dataclasses.replace(report_samples.overdue_rows(1)[0], capital_vnd=None, area_m2=None)
    total = pages.appendix_total([row])
    assert total.capital_vnd is None
    assert total.area_m2 is None


def test_late_lines_stand_under_their_rule_and_are_numbered_through() -> None:
    report = report_samples.usual()
    groups = pages.late_groups(report)
    assert [part.letter for part in groups] == ["A", "B", "C"]
    assert [n for part in groups for n, _ in part.rows] == list(range(1, 31))
    assert all(row.rule_kind == part.group.rule_kind for part in groups for _, row in part.rows)


def test_missing_deadlines_stand_under_the_fact_they_wait_for() -> None:
    groups = pages.missing_groups(report_samples.usual())
    assert [group.obligations for group in groups] == [8, 8, 8]
    assert all(row.missing == group.fact for group in groups for row in group.rows)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("", ""),
        ("Số liệu đã công bố", "[Số liệu đã công bố]"),
        ("Dữ liệu minh hoạ", "[Dữ liệu minh hoạ – không dùng để báo cáo]"),
    ],
)
def test_the_data_set_is_labelled_on_the_report(label: str, shown: str) -> None:
    report = dataclasses.replace(report_samples.usual(), dataset_label=label)
    assert pages.context(document(report))["label"] == shown


def test_the_snapshot_code_is_the_beginning_of_its_digest() -> None:
    report = report_samples.usual()
    code = pages.context(document(report))["issue"].code
    assert code.replace("-", "").lower() == document(report).sha256[:12]
    assert [len(part) for part in code.split("-")] == [4, 4, 4]


def test_the_chart_says_all_its_figures_in_its_title() -> None:
    svg = ElementTree.fromstring(figure.status_chart(report_samples.usual()))  # noqa: S314 -- ours
    title = (svg.findtext(f"{SVG}title") or "").replace(NBSP, " ")
    assert title.startswith("Cơ cấu 215 dự án: 140 đã hoàn thành xây dựng, đang sản xuất")
    assert "15 đã hoàn thành" in title
    assert "gần 6.030 tỷ đồng" in title
    assert len(svg.findall(f"{SVG}rect")) == 4 + 4 + 4


def test_a_chart_without_any_capital_has_one_bar() -> None:
    report = report_samples.usual()
    unknown = [
        dataclasses.replace(row, amount=Amount(projects=row.amount.projects, capital_vnd=None))
        for row in report.status_rows
    ]
    poor = dataclasses.replace(
        report,
        cuts=(),
        total=Amount(projects=215, capital_vnd=None),
        status_rows=tuple(unknown),
    )
    svg = figure.status_chart(poor)
    assert "Vốn đăng ký" not in svg
    assert "chưa có số liệu vốn" in svg


def test_an_unknown_status_is_drawn_and_named_too() -> None:
    report = report_samples.usual()
    stray = StatusRow(
        bucket=Bucket.UNKNOWN,
        label="Chưa xác định tình trạng",
        amount=Amount(projects=5, capital_vnd=0),
    )
    more = dataclasses.replace(
        report,
        cuts=(),
        total=dataclasses.replace(report.total, projects=220),
        outside_rows=(stray,),
    )
    assert "5 chưa xác định tình trạng" in figure.status_chart(more)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (cells.count(None), "…"),
        (cells.count(0), "-"),
        (cells.count(1215), "1.215"),
        (cells.ty(None), "…"),
        (cells.ty(0), "-"),
        (cells.ty(27_347_350_000_000), "27.347,35"),
        (cells.ha(None), "…"),
        (cells.ha(0), "-"),
        (cells.ha(69_800), "6,98"),
        (cells.share(140, 215), "65,12"),
        (cells.share(0, 215), "-"),
        (cells.share(0, 0), "-"),
        (cells.day(None), "…"),
        (cells.day(date(2022, 3, 9)), "09/03/2022"),
        (cells.or_unknown(""), "…"),
        (cells.state(FlagState.CONFIRMED), "Đã xác nhận"),
        (cells.capital(Amount(projects=0, capital_vnd=None)), "-"),
        (cells.capital(Amount(projects=2, capital_vnd=None)), "…"),
        (cells.inside("Ngày bàn giao"), "ngày bàn giao"),
    ],
)
def test_cells_tell_nothing_from_unknown(cell: str, shown: str) -> None:
    assert cell == shown


@pytest.mark.parametrize(
    ("months", "days", "shown"),
    [(13, 4, "13 tháng 4 ngày"), (0, 12, "12 ngày"), (2, 0, "2 tháng"), (0, 0, "0 ngày")],
)
def test_a_delay_keeps_numbers_beside_their_units(months: int, days: int, shown: str) -> None:
    row = dataclasses.replace(report_samples.overdue_rows(1)[0], late_months=months, late_days=days)
    said = cells.late(row)
    assert said.replace(NBSP, " ") == shown
    assert said.count(NBSP) == len(shown.split(" ")) // 2


@pytest.mark.parametrize(
    ("article", "instrument", "shown"),
    [
        (
            "Điều 81 khoản 8",
            "Luật Đất đai số 31/2024/QH15",
            "Điều 81 khoản 8 Luật Đất đai số 31/2024/QH15",
        ),
        (
            "Luật Đất đai số 31/2024/QH15, Điều 81",
            "Luật Đất đai số 31/2024/QH15",
            "Luật Đất đai số 31/2024/QH15, Điều 81",
        ),
        ("Quy tắc quản lý của tỉnh", "", "Quy tắc quản lý của tỉnh"),
    ],
    ids=["article and instrument apart", "instrument inside the article", "a rule of the office"],
)
def test_a_citation_names_its_instrument_once(article: str, instrument: str, shown: str) -> None:
    rule = RuleVersionUsed(
        kind="L1",
        label="",
        instrument=instrument,
        article=article,
        effective_from=None,
        advisory=False,
    )
    assert cells.citation(rule) == shown


def test_addressees_are_listed_with_dashes_and_escaped() -> None:
    shown = cells.listed(("Tỉnh ủy", "Sở A & B"))
    assert isinstance(shown, SafeString)
    assert shown == "- Tỉnh ủy;<br>- Sở A &amp; B."


def test_an_annex_too_long_for_paper_leaves_as_the_workbook() -> None:
    printed = document(report_samples.usual(overdue=long_annexes.LONGEST, missing=0))
    assert long_annexes.on_paper(printed, "AB12") is printed
    longer = document(report_samples.usual(overdue=long_annexes.LONGEST + 1, missing=0))
    shown = pages.context(longer)["d"].annexes[0].blocks
    words = next(block.text for block in shown if isinstance(block, Paragraph))
    assert words.startswith("Danh mục gồm 301 dòng, gửi kèm dưới dạng bảng tính (.xlsx)")
    assert code_of(longer.sha256) in words
    table = next(block for block in shown if isinstance(block, Table))
    assert {row.kind for row in table.rows} == {RowKind.GROUP, RowKind.TOTAL}
    whole = next(block for block in longer.annexes[0].blocks if isinstance(block, Table))
    assert sum(row.kind is RowKind.BODY for row in whole.rows) == 301, "the snapshot keeps them"
    book = load_workbook(BytesIO(excel.report(Edited(document=longer, issue=Issue(code="AB12")))))
    lengths = [sheet.max_row for sheet in book.worksheets]
    assert max(lengths) > 301, "every row is in the workbook"
