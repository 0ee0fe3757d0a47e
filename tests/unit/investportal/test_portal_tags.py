"""Filters and tags of templates: an unknown value is said in words, zero is a figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from investportal.templatetags import portal


@pytest.fixture(autouse=True)
def in_vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        pytest.param("x|vnd_ty", 1_480_000_000_000, "1.480,0", id="billions, one decimal"),
        pytest.param("x|vnd_ty", 0, "0,0", id="zero is a fact"),
        pytest.param("x|vnd_ty", None, "chưa có số liệu", id="unknown money"),
        pytest.param("x|group", 27347, "27.347", id="grouped digits"),
        pytest.param("x|percent", Decimal("26.265"), "26,27%", id="per cent half up"),
        pytest.param("x|percent:1", Decimal("26.25"), "26,3%", id="per cent, one decimal"),
        pytest.param("x|percent", None, "chưa có số liệu", id="ratio without a base"),
        pytest.param("x|area_ha", Decimal(426_000), "42,6", id="hectares"),
        pytest.param("x|area_ha", None, "chưa có số liệu", id="unknown area"),
        pytest.param("x|day", date(2026, 8, 31), "31/8/2026", id="a day without padding"),
        pytest.param("x|day", None, "—", id="no day"),
        pytest.param('x|partial:"quarter"', date(2026, 7, 1), "Quý III/2026", id="a quarter"),
    ],
)
def test_facts_are_written_the_vietnamese_way(source: str, value: object, expected: str) -> None:
    assert render("{{ " + source + " }}", x=value) == expected


def render(source: str, **context: object) -> str:
    return Template("{% load portal %}" + source).render(Context(context))


def test_an_icon_points_into_the_one_file_and_hides_from_screen_readers() -> None:
    drawn = render('{% icon "plus" %}')
    assert "/static/icons.svg#i-plus" in drawn
    assert 'aria-hidden="true"' in drawn


def test_a_status_is_a_mark_and_words() -> None:
    drawn = render('{% status "build" %}')
    assert "#s-build" in drawn
    assert "Đang xây dựng" in drawn


def test_a_flag_says_its_severity_before_its_text() -> None:
    drawn = render('{% flag "crit" "Quá hạn 62 ngày" %}')
    assert drawn.index("Nghiêm trọng:") < drawn.index("Quá hạn 62 ngày")


def test_an_unknown_state_is_a_mistake_of_the_page() -> None:
    with pytest.raises(KeyError):
        portal.status("paused")
