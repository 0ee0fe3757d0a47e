"""Series over years: told apart without colour, ranks with the first at the top."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from charts import Frame, Series, line_chart
from charts.lines import MOST_SERIES

SVG = "{http://www.w3.org/2000/svg}"
OURS = Series("Lạng Sơn <ta>", [(2020, Decimal("62.43")), (2022, Decimal("67.88"))])
OTHER = Series("Thanh Hóa", [(2021, Decimal("63.21")), (2022, Decimal("63.67"))])


def drawn(series: list[Series], *, down: bool = False, width: int = 700) -> ET.Element:
    text = line_chart(Frame("pci", "PCI", "Bảng", width=width), series, down=down)
    return ET.fromstring(text)  # noqa: S314 -- our own drawing


def heights(chart: ET.Element) -> list[float]:
    line = chart.findall(f"{SVG}polyline")[-1]
    return [float(point.split(",")[1]) for point in str(line.get("points")).split()]


def test_each_series_has_its_own_dashes_and_marks() -> None:
    four = [Series(f"Tỉnh {n}", [(2020, Decimal(50 + n))]) for n in range(MOST_SERIES)]
    chart = drawn(four)
    dashes = [line.get("stroke-dasharray") for line in chart.findall(f"{SVG}polyline")]
    assert len(set(dashes)) == MOST_SERIES
    shapes = {len(str(p.get("points")).split()) for p in chart.findall(f"{SVG}polygon")}
    assert shapes == {3, 4}
    assert chart.findall(f"{SVG}circle")


def test_a_higher_score_stands_higher_and_a_better_rank_too() -> None:
    first, last = heights(drawn([OURS, OTHER]))
    assert last < first
    ranks = Series("Lạng Sơn", [(2020, Decimal(49)), (2022, Decimal(15))])
    first, last = heights(drawn([ranks], down=True))
    assert last < first


@pytest.mark.parametrize("width", [700, 350])
def test_names_stand_apart_and_inside(width: int) -> None:
    near = [Series(f"Tỉnh {n}", [(2020, Decimal("60.0") + n)]) for n in range(4)]
    texts = drawn(near, width=width).findall(f"{SVG}text")
    named = [float(str(t.get("y"))) for t in texts if re.match("Tỉnh|Tỉ", str(t.text))]
    assert len(named) == 4
    assert all(b - a >= 13 for a, b in zip(sorted(named), sorted(named)[1:], strict=False))


def test_one_value_can_be_drawn_and_text_is_escaped() -> None:
    chart = drawn([Series("A <b>", [(2020, Decimal(60))])])
    assert any("A <b>" in str(text.text) for text in chart.iter(f"{SVG}text"))


@pytest.mark.parametrize("series", [[], [Series("A", [])], [OURS] * (MOST_SERIES + 1)])
def test_nothing_or_too_much_is_refused(series: list[Series]) -> None:
    with pytest.raises(ValueError, match="four series"):
        line_chart(Frame("pci", "PCI", "Bảng"), series)
