"""The S-curve: told apart without colour, its words beside what they name, nothing outside."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from charts import Ahead, Curve, CurveWords, Frame, s_curve

SVG = "{http://www.w3.org/2000/svg}"
WORDS = CurveWords(
    "Kịch bản 100%", "hết T8 <26%>", "ước T9", "Dự báo 86%", "73 đến 95%", "−18,7 điểm"
)
CURVE = Curve(
    months=[f"T{n}" for n in range(1, 13)] + ["T1/27"],
    plan=[Decimal(n) * 100 / 13 for n in range(1, 14)],
    actual=[Decimal(3 * n) for n in range(1, 9)],
    estimate=Decimal(35),
    ahead=[Ahead(n, Decimal(n * 5), Decimal(n * 4), Decimal(n * 6)) for n in range(9, 14)],
    words=WORDS,
    titles=["một & hai"],
)


def drawn(curve: Curve = CURVE, width: int = 740) -> ET.Element:
    return ET.fromstring(s_curve(Frame("duong", "Tên", "Lời", width), curve))  # noqa: S314


def texts(chart: ET.Element) -> dict[str, tuple[float, float]]:
    return {
        str(t.text): (float(str(t.get("x"))), float(str(t.get("y"))))
        for t in chart.findall(f"{SVG}text")
    }


def points(chart: ET.Element, css: str) -> list[list[tuple[float, float]]]:
    lines = [each for each in chart.findall(f"{SVG}polyline") if each.get("class") == css]
    return [
        [(float(x), float(y)) for x, y in (p.split(",") for p in str(line.get("points")).split())]
        for line in lines
    ]


@pytest.mark.parametrize("width", [740, 350])
def test_four_things_differ_without_colour(width: int) -> None:
    chart = drawn(width=width)
    lines = {
        (each.get("class"), each.get("stroke-dasharray")) for each in chart.iter(f"{SVG}polyline")
    }
    assert {("c-plan", "6 4"), ("c-act", "2 4"), ("c-act", None)} <= lines
    assert len(chart.findall(f"{SVG}path[@class='c-band']")) == 1
    assert chart.findall(f"{SVG}circle[@class='c-open']")
    assert chart.find(f"{SVG}title").text == "Tên"
    told = texts(chart)
    said = {WORDS.actual, WORDS.plan, WORDS.estimate, WORDS.gap}
    assert said <= set(told)
    high = float(str(chart.get("height")))
    assert all(0 <= x <= width and 0 < y < high for x, y in told.values())


def test_the_forecast_goes_on_from_what_was_paid_and_the_gap_is_red() -> None:
    chart = drawn()
    ahead, actual = points(chart, "c-act")
    assert ahead[0] == actual[-1]
    assert ahead[-1][1] < ahead[0][1]
    assert len(chart.findall(f"{SVG}line[@class='c-badl']")) == 1
    before = replace(CURVE, actual=[Decimal(9 * n) for n in range(1, 9)], ahead=[])
    chart = drawn(before)
    assert not chart.findall(f"{SVG}line[@class='c-badl']")
    assert len(chart.findall(f"{SVG}line[@class='c-okl']")) == 1


def test_names_at_the_end_stand_apart() -> None:
    near = replace(CURVE, ahead=[Ahead(13, Decimal(99))])
    told = texts(drawn(near))
    ends = sorted(told[name][1] for name in (WORDS.plan, WORDS.ahead, WORDS.spread))
    assert all(b - a >= 15 for a, b in pairwise(ends))


def test_early_marks_are_named_in_the_empty_corner() -> None:
    january = replace(CURVE, actual=[Decimal(1)], estimate=Decimal(2), ahead=[])
    told = texts(drawn(january))
    assert told[WORDS.actual][1] < told[WORDS.estimate][1] < 80


@pytest.mark.parametrize(
    "curve",
    [
        replace(CURVE, plan=[], ahead=[], estimate=None, words=CurveWords(), titles=()),
        replace(CURVE, actual=[], estimate=None),
        replace(CURVE, actual=[Decimal(10 * n) for n in range(1, 14)], estimate=None, ahead=[]),
        replace(CURVE, ahead=[Ahead(9, Decimal(30))]),
    ],
    ids=["paid alone", "nothing paid", "over the capital", "no range"],
)
@pytest.mark.parametrize("width", [740, 350])
def test_what_is_missing_is_left_out(curve: Curve, width: int) -> None:
    chart = drawn(curve, width)
    assert not chart.findall(f"{SVG}circle[@class='c-open']") or curve.estimate is not None
    lowest = min([100.0, *(y for line in points(chart, "c-act") for _x, y in line)])
    assert lowest > 0


def test_an_estimate_at_the_top_stands_under_what_was_paid_not_over_the_names_at_the_right() -> (
    None
):
    full = [Decimal(n) for n in (10, 30, 52, 74, 99, 100, 100, 100, 100, 100)]
    ahead = [Ahead(n, *[Decimal(100)] * 3) for n in range(11, 14)]
    words = replace(WORDS, actual="thực hiện hết T10: 100%", estimate="ước hết T11: 100%")
    chart = drawn(
        replace(CURVE, actual=full, estimate=Decimal(100), ahead=ahead, words=words), width=740
    )
    told = texts(chart)
    (paid_x, paid_y), (x, y) = told[words.actual], told[words.estimate]
    assert (x, y >= paid_y + 14) == (paid_x, True)
    assert x < told[words.plan][0]
