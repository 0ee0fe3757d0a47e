"""One cell of a workbook: read exactly, or refused with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.importing.cells import Reading, read_cell
from projects.importing.column_titles import recognise
from projects.importing.columns import Column
from projects.rules.status import CENSUS
from tests.support.workbooks import CellIn, cell, error
from vn.dates import PartialDate, Precision
from vn.errors import Unreadable


def column(title: str) -> Column:
    found = recognise(cell(title))
    assert found is not None
    return found


TY = column("Vốn đăng ký (tỷ đồng)")
USD = column("Vốn đăng ký (triệu USD)")
HA = column("Diện tích (ha)")
DAY = column("Ngày chấp thuận")
STATUS = column("Tình trạng")
NAME = column("Tên dự án")


@pytest.mark.parametrize(
    ("value", "vnd"),
    [
        pytest.param(6361, 6_361_000_000_000, id="a whole number"),
        pytest.param(Decimal("292.3"), 292_300_000_000, id="a number with a decimal"),
        pytest.param(Decimal("40.185"), 40_185_000_000, id="three decimals typed as a number"),
        pytest.param(Decimal("0.1"), 100_000_000, id="a tenth, which no float holds"),
        pytest.param("6.361", 6_361_000_000_000, id="a dot that groups"),
        pytest.param("1.250,5", 1_250_500_000_000, id="a decimal comma"),
        pytest.param("6.361 tỷ đồng", 6_361_000_000_000, id="a unit of its own"),
        pytest.param("850.000 triệu đồng", 850_000_000_000, id="another unit than the header's"),
        pytest.param(0, 0, id="zero is a fact"),
    ],
)
def test_money_is_whole_dong(value: CellIn, vnd: int) -> None:
    assert read_cell(cell(value), TY).value == vnd


@pytest.mark.parametrize(
    ("text", "vnd", "hedge"),
    [
        ("hơn 284", 284_000_000_000, "hơn"),
        ("gần 3.200,5", 3_200_500_000_000, "gần"),
        ("~2200", 2_200_000_000_000, "khoảng"),
    ],
)
def test_the_word_before_an_amount_is_kept(text: str, vnd: int, hedge: str) -> None:
    found = read_cell(cell(text), TY)
    assert (found.value, found.hedge) == (vnd, hedge)


def test_a_text_that_can_be_read_two_ways_is_doubtful_and_a_typed_number_is_not() -> None:
    assert read_cell(cell("2.918"), TY).doubtful
    assert not read_cell(cell(Decimal("2.918")), TY).doubtful


@pytest.mark.parametrize("text", ["", "-", "...", "chưa rõ", "Chưa có số liệu", "N/A"])
@pytest.mark.parametrize("known", [TY, USD, HA, DAY, NAME], ids=lambda c: c.known.key)
def test_a_cell_that_says_nothing_is_unknown(text: str, known: Column) -> None:
    assert read_cell(cell(text), known) == Reading(None)


def test_dollars_and_areas_are_decimals() -> None:
    assert read_cell(cell(Decimal("274.7")), USD).value == Decimal("274700000.00")
    assert read_cell(cell(Decimal("3.7246")), HA).value == Decimal("37246.00")
    assert read_cell(cell("37.246 m2"), HA).value == Decimal("37246.00")


@pytest.mark.parametrize(
    ("value", "first", "precision"),
    [
        (date(2023, 5, 15), date(2023, 5, 15), Precision.DAY),
        ("2016-07-01", date(2016, 7, 1), Precision.DAY),
        ("2016-07", date(2016, 7, 1), Precision.MONTH),
        ("tháng 7/2016", date(2016, 7, 1), Precision.MONTH),
        ("2009-Q4", date(2009, 10, 1), Precision.QUARTER),
        ("Quý IV/2009", date(2009, 10, 1), Precision.QUARTER),
        ("2016", date(2016, 1, 1), Precision.YEAR),
        (2016, date(2016, 1, 1), Precision.YEAR),
    ],
)
def test_a_date_says_no_more_than_the_cell(
    value: CellIn, first: date, precision: Precision
) -> None:
    assert read_cell(cell(value), DAY).value == PartialDate(first, precision)


@pytest.mark.parametrize(
    ("value", "known", "code"),
    [
        pytest.param("nghìn tỷ (không nêu số)", TY, "not_a_number", id="words"),
        pytest.param(-5, TY, "negative", id="a negative amount"),
        pytest.param(Decimal("0.0000000001"), TY, "fraction_of_dong", id="less than a đồng"),
        pytest.param("5 - 7", TY, "range", id="a range"),
        pytest.param("3 héc", HA, "unknown_unit", id="an unknown unit of area"),
        pytest.param(Decimal("0.0000001"), HA, "too_precise", id="less than a square centimetre"),
        pytest.param("cuối năm 2021", DAY, "vague", id="a vague day"),
        pytest.param("15/9", DAY, "year_missing", id="a day without a year"),
        pytest.param("36 tháng kể từ ngày bàn giao đất", DAY, "relative", id="a term"),
        pytest.param(31, DAY, "not_a_date", id="a number that is no year"),
        pytest.param("dở dang", STATUS, "not_a_choice", id="an unknown status"),
        pytest.param("x" * 401, NAME, "too_long", id="a name that does not fit"),
    ],
)
def test_what_would_be_a_guess_is_refused(value: CellIn, known: Column, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_cell(cell(value), known)
    assert refused.value.code == code


def test_an_excel_error_is_not_taken_for_an_empty_cell() -> None:
    with pytest.raises(Unreadable) as refused:
        read_cell(error("#REF!"), TY)
    assert (refused.value.code, refused.value.raw) == ("excel_error", "#REF!")


def test_every_status_of_the_census_can_be_written() -> None:
    words = {
        "operating": "đang hoạt động",
        "stopped": "tạm ngừng",
        "under_construction": "Đang xây dựng",
        "not_started": "chưa khởi công",
    }
    read = {bucket: read_cell(cell(words[bucket]), STATUS).value for bucket in CENSUS}
    assert read == {
        "operating": "operating",
        "stopped": "suspended",
        "under_construction": "under_construction",
        "not_started": "not_started",
    }
    assert read_cell(cell("chưa rõ"), STATUS).value == "unknown"
