"""The printed report, measured: an empty month, a usual one, and a long one in smaller letters."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import unicodedata
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from reporting import pdf
from reporting.builders.non_budget import document
from reporting.letterhead import Preset
from reporting.shapes import MonthlyReport
from tests.support import measure_pdf, report_samples

SAMPLES = {
    "usual": report_samples.usual,
    "empty": report_samples.empty,
    "long": report_samples.long,
}
SIZES = {Preset.LARGE: (13, 14), Preset.SMALL: (12, 13)}
LABEL = "[Dữ liệu minh hoạ – không dùng để báo cáo]"


@dataclasses.dataclass(frozen=True)
class Printed:
    """A report, its bytes and the text of its pages."""

    report: MonthlyReport
    data: bytes
    texts: list[str]

    @property
    def sizes(self) -> tuple[int, int]:
        return SIZES[self.report.preset]


@functools.cache
def printed(name: str) -> Printed:
    """Render each sample once: tests run in any order, fixtures would be torn down between."""
    report = SAMPLES[name]()
    data = pdf.render(document(report))
    return Printed(report, data, texts(data))


def texts(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text() for page in document.pages]


@pytest.fixture
def usual() -> Printed:
    return printed("usual")


@pytest.fixture(params=list(SAMPLES))
def sample(request: pytest.FixtureRequest) -> Printed:
    return printed(request.param)


def test_every_page_keeps_its_margins_and_its_number(sample: Printed) -> None:
    assert measure_pdf.geometry(sample.data) == []


def test_the_letterhead_stands_where_the_decree_puts_it(sample: Printed) -> None:
    assert measure_pdf.letterhead(sample.data, *sample.sizes) == []


def test_a_department_writes_in_the_large_letters_too() -> None:
    report = dataclasses.replace(report_samples.empty(), issuer=report_samples.DEPARTMENT)
    data = pdf.render(document(report))
    assert measure_pdf.letterhead(data, 13, 14) == []
    assert texts(data)[0].startswith("UBND TỈNH CAO BẰNG CỘNG HÒA")


def test_the_body_is_set_as_the_decree_says(sample: Printed) -> None:
    assert measure_pdf.body(sample.data, sample.sizes[1]) == []


def test_the_signature_has_its_place_and_company(sample: Printed) -> None:
    assert measure_pdf.signature(sample.data) == []


def test_the_file_is_tagged_embedded_and_archivable(sample: Printed, tmp_path: Path) -> None:
    assert measure_pdf.file(sample.data, tmp_path / "report.pdf") == []


def test_vietnamese_text_comes_out_whole(sample: Printed) -> None:
    text = "\n".join(sample.texts)
    assert unicodedata.is_normalized("NFC", text)
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert "(cid:" not in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "ngoài ngân sách" in text


def test_number_and_day_are_left_to_the_clerk(sample: Printed) -> None:
    suffix = re.escape(sample.report.issuer.number_suffix)
    assert re.search(rf"Số: +{suffix}", sample.texts[0])
    assert re.search(r"Cao Bằng, ngày +tháng 9 năm 2022", sample.texts[0])


@pytest.mark.parametrize("name", ["usual", "empty"])
def test_one_snapshot_has_one_file(name: str) -> None:
    assert pdf.render(document(SAMPLES[name]())) == printed(name).data


def test_another_snapshot_has_another_file(usual: Printed) -> None:
    other = dataclasses.replace(usual.report, ruleset="2022.2")
    assert pdf.render(document(other)) != usual.data


def test_the_file_is_dated_by_the_snapshot_and_not_by_the_clock(usual: Printed) -> None:
    with pikepdf.open(io.BytesIO(usual.data)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20220905")
        assert str(document.docinfo["/ModDate"]).startswith("D:20220905")


def test_invented_data_is_labelled_at_the_head_of_every_part(usual: Printed) -> None:
    numbers = measure_pdf.sections(usual.texts)
    heads = [text for text, number in zip(usual.texts, numbers, strict=True) if number == 1]
    assert len(heads) == 3
    assert all(LABEL in text for text in heads)


def test_own_data_carries_no_label() -> None:
    assert "[Dữ liệu" not in "\n".join(printed("empty").texts)


def test_table_heads_repeat_on_every_page_of_an_appendix(usual: Printed) -> None:
    appendix = [text for text in usual.texts if "Cơ quan\ntheo dõi" in text or "(13)" in text]
    assert len(appendix) >= 3
    assert all("(1) (2) (3) (4) (5) (6)" in text for text in appendix)


def test_the_last_line_of_a_list_is_never_alone(sample: Printed) -> None:
    for text in sample.texts:
        if "Tổng số:" in text and "Phụ lục" not in text.split("\n")[0]:
            assert re.search(r"DA-\d{4}", text)


def test_every_late_deadline_is_listed_once(usual: Printed) -> None:
    appendix = "\n".join(text for text in usual.texts if "(13)" in text)
    codes = re.findall(r"\(DA-\d{4}\)", appendix)
    assert len(codes) == len(usual.report.overdue)
    assert "Tổng số: 27 dự án" in appendix
    assert "30 thời hạn" in appendix


def test_a_picture_has_words_in_its_place(usual: Printed) -> None:
    with pikepdf.open(io.BytesIO(usual.data)) as document:
        said = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert any(text.startswith("Cơ cấu 215 dự án: 140 đã hoàn thành") for text in said)


def test_the_outline_leads_to_sections_and_appendices(usual: Printed) -> None:
    with pikepdf.open(io.BytesIO(usual.data)) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        inside = [item.title for item in outline.root[0].children]
    assert titles[0].startswith("Báo cáo tình hình thực hiện các dự án")
    assert titles[1].startswith("Phụ lục I. ")
    assert titles[2].startswith("Phụ lục II. ")
    assert inside[0] == "I. Tình hình chung"
    assert inside[-1] == "VIII. Kiến nghị, đề xuất"


def test_a_single_appendix_has_no_number() -> None:
    pages = texts(pdf.render(document(report_samples.usual(overdue=4, missing=0))))
    assert pages[-1].startswith("Phụ lục\nDANH MỤC")
    assert "danh mục tại Phụ lục." in "\n".join(pages).replace("\n", " ")


def test_names_are_printed_as_they_were_entered() -> None:
    report = report_samples.usual(overdue=1, missing=0)
    name = "Nhà máy <b>A&B {{x}}"
    row = dataclasses.replace(report.overdue[0], project_name=name)
    said = texts(pdf.render(document(dataclasses.replace(report, overdue=(row,)))))[-1]
    assert "<b>A&B" in said
    assert "{{x}}" in said


@pytest.mark.parametrize("more", range(0, 20, 4))
def test_the_signature_is_never_alone_wherever_the_page_ends(more: int) -> None:
    report = report_samples.empty()
    basis = (*report.basis, *("Quyết định số 12/QĐ-UBND của tỉnh",) * more)
    data = pdf.render(document(dataclasses.replace(report, basis=basis)))
    assert measure_pdf.signature(data) == []


def test_pages_are_counted(usual: Printed) -> None:
    assert pdf.page_count(usual.data) == len(usual.texts)
