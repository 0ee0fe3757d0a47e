"""Boxes that read what Vietnamese files write, and say what to write instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from projects.forms.fields import (
    Amount,
    AreaField,
    DayField,
    DollarField,
    HedgedMoneyField,
    MoneyField,
    NumberedText,
    PartialDateField,
    RowsOfSelects,
)
from vn.dates import parse_partial


def refusal(field, text: str) -> tuple[str, str]:
    """The code and the English words of what the box says about a text."""
    with pytest.raises(ValidationError) as error:
        field.clean(text)
    first = error.value.error_list[0]
    with translation.override("en"):
        return first.code or "", first.messages[0]


@pytest.mark.parametrize(
    "text",
    ["Quý IV/2026", "12/2026", "31/8/2026", "2026-08-31", "2026", "tháng 8/2026"],
    ids=[
        "a quarter",
        "a month",
        "a day",
        "a day as a browser sends it",
        "a year",
        "a month in words",
    ],
)
def test_a_partial_date_is_read_as_the_files_write_it(text) -> None:
    assert PartialDateField().clean(text) == parse_partial(text)


def test_a_partial_date_is_shown_as_a_person_would_type_it() -> None:
    field = PartialDateField()
    shown = field.prepare_value(parse_partial("Q4/2026"))
    assert shown == "Quý IV/2026"
    assert field.clean(shown) == parse_partial("Quý IV/2026")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("31/02/2026", "no_such_day", "Month 2 of 2026 has 28 days"),
        ("2026-06-31", "no_such_day", "Month 6 of 2026 has 30 days"),
        ("31/13/2026", "no_such_month", "1 to 12"),
        ("13/2026", "no_such_month", "1 to 12"),
        ("Quý V/2026", "no_such_quarter", "Quý I, II, III or IV"),
        ("15/9", "year_missing", "no year"),
        ("15/9/26", "short_year", "four digits"),
        ("cuối năm 2026", "vague", "not exact"),
        ("2026-2027", "range", "span"),
        ("6 tháng kể từ ngày khởi công", "relative", "another day"),
        ("mai", "not_a_date", "not a date"),
        ("1" * 41, "max_length", "40"),
    ],
    ids=[
        "the 31st of February",
        "the 31st of June as a browser sends it",
        "a day in month 13",
        "month 13",
        "a fifth quarter",
        "a day without its year",
        "a year of two digits",
        "some time late in a year",
        "from one year to another",
        "counted from another day",
        "a word",
        "a text too long for a date",
    ],
)
def test_a_date_that_cannot_be_read_says_what_to_write(text, code, words) -> None:
    found, said = refusal(PartialDateField(), text)
    assert found == code
    assert words in said


def test_a_box_for_a_day_refuses_a_month() -> None:
    assert refusal(DayField(), "8/2026")[0] == "not_a_day"
    assert DayField().clean("31/8/2026") == date(2026, 8, 31)


@pytest.mark.parametrize("field", [PartialDateField, DayField, MoneyField, AreaField, DollarField])
def test_an_empty_box_is_unknown_and_not_zero(field) -> None:
    assert field(required=False).clean("") is None
    assert refusal(field(), " ")[0] == "required"


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("1.430,0", 1_430_000_000_000),
        ("1430", 1_430_000_000_000),
        ("500 triệu", 500_000_000),
        ("1.250.000.000.000 đồng", 1_250_000_000_000),
        ("1.500 đồng", 1_500),
        ("0", 0),
        ("chưa có số liệu", None),
    ],
    ids=[
        "tỷ with grouped thousands",
        "tỷ without grouping",
        "triệu",
        "đồng in full",
        "one group of đồng, which has no fractions",
        "zero, which is a fact",
        "said to be unknown",
    ],
)
def test_an_amount_is_read_in_billions_unless_it_names_its_unit(text, vnd) -> None:
    assert MoneyField(required=False).clean(text) == vnd


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("1.430", "two_readings", "1.430,0 or 1,43 "),
        ("1,430", "two_readings", "1,43 or 1.430,0 "),
        ("1.430 triệu", "two_readings", "triệu"),
        ("1,430.5", "english_grouping", "English way"),
        ("1.43.0", "grouping", "1.480,5"),
        ("5 USD", "currency", "USD"),
        ("hơn 5", "hedge", "hơn"),
        ("-3", "negative", "negative"),
        ("5 cây vàng", "unknown_unit", "đồng, triệu, tỷ"),
        ("0,00000000001", "fraction_of_dong", "whole number of đồng"),
        ("9999999999999", "too_large", "unit"),
        ("năm tỷ", "not_a_number", "1480,5"),
    ],
    ids=[
        "one group after a dot",
        "one group after a comma",
        "one group of triệu",
        "the English way",
        "dots that do not fit",
        "dollars in the box of đồng",
        "more than a number",
        "below zero",
        "gold",
        "less than one đồng",
        "more than the economy",
        "in words",
    ],
)
def test_an_amount_is_never_guessed(text, code, words) -> None:
    found, said = refusal(MoneyField(), text)
    assert found == code
    assert words in said


@pytest.mark.parametrize(
    "vnd",
    [0, 1, 1_234_000_000, 1_480_000_000_000, 727_304_290_000, 999_999_999_999_999],
    ids=[
        "nothing",
        "one đồng",
        "a fraction of three digits",
        "one group of thousands",
        "five decimals",
        "every digit",
    ],
)
def test_an_amount_that_is_shown_is_read_back_exactly(vnd) -> None:
    field = MoneyField()
    assert field.clean(field.prepare_value(vnd)) == vnd


def test_a_hedge_is_kept_where_the_source_has_one() -> None:
    field = HedgedMoneyField()
    amount = field.clean("hơn 1.250,0 tỷ")
    assert amount == Amount(1_250_000_000_000, "hơn")
    assert field.prepare_value(amount) == "hơn 1.250,0"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("42,6", Decimal("426000.00")),
        ("426.000 m2", Decimal("426000.00")),
        ("426.000 m²", Decimal("426000.00")),
        ("0,5 km2", Decimal("500000.00")),
        ("42,6 ha", Decimal("426000.00")),
    ],
    ids=["hectares", "m2", "m²", "km2", "hectares in words"],
)
def test_an_area_is_read_in_hectares_unless_it_names_its_unit(text, area) -> None:
    assert AreaField().clean(text) == area


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("42.600", "two_readings"),
        ("12 sào", "unknown_unit"),
        ("-1", "negative"),
        ("99999999999 km2", "too_large"),
    ],
    ids=["one group of hectares", "a unit of the village", "below zero", "more than the country"],
)
def test_an_area_is_never_guessed(text, code) -> None:
    assert refusal(AreaField(), text)[0] == code


@pytest.mark.parametrize(
    "area",
    [Decimal("0.01"), Decimal("12340000.00"), Decimal("426123.45")],
    ids=["a cent of m²", "one group of hectares", "every digit"],
)
def test_an_area_that_is_shown_is_read_back_exactly(area) -> None:
    field = AreaField()
    assert field.clean(field.prepare_value(area)) == area


def test_dollars_keep_their_cents() -> None:
    assert DollarField().clean("1.000.000,50 USD") == Decimal("1000000.50")
    assert refusal(DollarField(), "5 EUR")[0] == "unknown_unit"
    assert refusal(DollarField(), "-5")[0] == "negative"


def test_a_document_number_is_tidied_but_not_repaired() -> None:
    assert NumberedText().clean("  13/NQ-TW ") == "13/NQ-TW"


def test_several_places_are_chosen_in_plain_selects() -> None:
    widget = RowsOfSelects(choices=[("1", "Xã Đồng Đăng"), ("2", "Xã Cao Lộc")])
    drawn = widget.render("units", ["2"], {"id": "id_units"})
    assert drawn.count("<select") == 3
    assert drawn.count("multiple") == 0
    assert 'id="id_units"' in drawn
    assert '<option value="2" selected>' in drawn


def test_empty_and_repeated_places_are_left_out() -> None:
    sent = QueryDict("units=2&units=&units=2&units=1")
    assert RowsOfSelects().value_from_datadict(sent, {}, "units") == ["2", "1"]
