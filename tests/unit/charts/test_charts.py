"""Charts are well-formed, named, escaped, free of styles, and inside their picture."""

import re
from collections.abc import Callable

import pytest

from charts import (
    PRINT,
    BarRow,
    Frame,
    Palette,
    Reference,
    bar_chart,
    milestones,
    stacked_bar,
    whose_days,
)
from tests.support.chart_samples import (
    BARS,
    DUE,
    ITEMS,
    ON,
    PERIOD,
    ROWS,
    SEGMENTS,
    SVG,
    both_media,
    frame_of,
    parse,
    texts_of,
)

Draw = Callable[[Frame], str]
DRAWN: list[Draw] = [
    lambda frame: bar_chart(frame, BARS, maximum=100, reference=Reference(26, "Bình quân 26%")),
    lambda frame: stacked_bar(frame, SEGMENTS),
    lambda frame: milestones(frame, ITEMS, on=ON),
    lambda frame: whose_days(frame, ROWS, period=PERIOD, due=DUE),
]
every_chart = pytest.mark.parametrize(
    "draw", DRAWN, ids=["bars", "parts of a whole", "milestones", "used days"]
)
every_width = pytest.mark.parametrize("width", [700, 540, 350])


@every_chart
@every_width
@both_media
def test_a_chart_is_an_image_with_a_name_and_a_description(
    draw: Draw, width: int, palette: Palette
) -> None:
    root = parse(draw(frame_of("bd-1", width, palette)))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "bd-1-t bd-1-d"
    assert (root[0].tag, root[0].get("id"), root[0].text) == (
        f"{SVG}title",
        "bd-1-t",
        "Tỷ lệ <giải ngân>",
    )
    assert (root[1].tag, root[1].get("id"), root[1].text) == (
        f"{SVG}desc",
        "bd-1-d",
        'Mô tả "đủ" & rõ',
    )


@every_chart
@both_media
def test_a_chart_needs_no_style_no_script_and_no_address(draw: Draw, palette: Palette) -> None:
    svg = draw(frame_of(palette=palette))
    assert "style" not in svg
    assert "<script" not in svg
    assert (
        re.findall(r"(?:href|https?:)[^ \"]*", svg.replace("http://www.w3.org/2000/svg", "")) == []
    )


@every_chart
def test_ids_are_unique_to_the_chart(draw: Draw) -> None:
    ids = [
        found
        for uid in ("c1", "c2")
        for element in parse(draw(frame_of(uid, palette=PRINT))).iter()
        if (found := element.get("id"))
    ]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(("c1-", "c2-")) for found in ids)


@every_chart
@every_width
@both_media
def test_every_mark_lies_inside_the_picture(draw: Draw, width: int, palette: Palette) -> None:
    root = parse(draw(frame_of("c1", width, palette)))
    height = float(root.get("height", "0"))
    for rect in root.iter(f"{SVG}rect"):
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert x >= -0.5
        assert x + float(rect.get("width", 0)) <= width + 1
        assert y + float(rect.get("height", 0)) <= height + 1
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", -1)) <= width
        assert 0 < float(text.get("y", -1)) <= height


@every_chart
@both_media
def test_every_pattern_that_is_used_is_defined(draw: Draw, palette: Palette) -> None:
    svg = draw(frame_of(palette=palette))
    defined = {found for element in parse(svg).iter() if (found := element.get("id"))}
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= defined


@pytest.mark.parametrize("uid", ["", "1a", "A", "a b", 'a"b', "a<"])
def test_an_id_that_could_break_the_page_is_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        frame_of(uid)


def test_characters_xml_forbids_are_dropped() -> None:
    svg = bar_chart(frame_of(), [BarRow("Sở\x00 Y\x0b tế", 1, "1")])
    assert "Sở Y tế" in texts_of(svg)
