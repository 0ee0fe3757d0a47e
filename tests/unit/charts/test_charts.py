"""Charts are well-formed, named, escaped, free of styles, and say every number they show."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from charts import (
    PRINT,
    SCREEN,
    BarRow,
    DaysRow,
    Due,
    Frame,
    Milestone,
    MilestoneState,
    Palette,
    Reference,
    Segment,
    Span,
    Tone,
    bar_chart,
    milestones,
    stacked_bar,
    whose_days,
)

SVG = "{http://www.w3.org/2000/svg}"
ON = date(2026, 8, 31)

BARS = [
    BarRow("Sở Tài chính", Decimal("61.2"), "61,2%"),
    BarRow("UBND xã <Đồng Đăng> & vùng", Decimal("12.4"), "12,4%", Tone.BAD),
    BarRow("Sở Xây dựng", None, "chưa có số liệu"),
    BarRow("Công an tỉnh", 0, "0%"),
]
SEGMENTS = [
    Segment("Đang hoạt động", 140, "140", Tone.RUN),
    Segment("Đang xây dựng", 15, "15", Tone.BUILD),
    Segment("Chưa khởi công", 26, "26", Tone.IDLE),
    Segment("Dừng hoạt động", 34, "34", Tone.STOP),
    Segment("Đã chấm dứt", 0, "0", Tone.ENDED),
]
ITEMS = [
    Milestone("Khởi công", date(2024, 11, 15), date(2024, 12, 10), MilestoneState.LATE, "+25"),
    Milestone("Hoàn thành", date(2026, 6, 30), None, MilestoneState.OVERDUE, "+62 ngày"),
    Milestone("Vào hoạt động", date(2026, 12, 31)),
    Milestone("Nghiệm thu", None, note="chưa có số liệu"),
]
ROWS = [
    DaysRow(
        "Nhà đầu tư",
        "439 ngày",
        [Span(date(2025, 3, 14), date(2025, 10, 6)), Span(date(2026, 1, 11), date(2026, 9, 1))],
        Tone.ACT,
    ),
    DaysRow("Nhà nước", "114 ngày", [Span(date(2024, 11, 20), date(2025, 3, 14))], Tone.MUTE),
    DaysRow("Không tính", "97 ngày", [Span(date(2025, 10, 6), date(2026, 1, 11))], Tone.EXCLUDED),
]
PERIOD = Span(date(2024, 11, 20), date(2026, 9, 1))
DUE = Due(date(2026, 6, 19), "hết hạn 19/6/2026")

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
both_media = pytest.mark.parametrize("palette", [SCREEN, PRINT], ids=["screen", "print"])


def _frame(uid: str = "c1", width: int = 540, palette: Palette = SCREEN) -> Frame:
    return Frame(uid, "Tỷ lệ <giải ngân>", 'Mô tả "đủ" & rõ', width, palette)


def _parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own output


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in _parse(svg).iter(f"{SVG}text")]


def _of_class(svg: str, name: str) -> list[ET.Element]:
    return [element for element in _parse(svg).iter() if element.get("class") == name]


@every_chart
@every_width
@both_media
def test_a_chart_is_an_image_with_a_name_and_a_description(
    draw: Draw, width: int, palette: Palette
) -> None:
    root = _parse(draw(_frame("bd-1", width, palette)))
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
    svg = draw(_frame(palette=palette))
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
        for element in _parse(draw(_frame(uid, palette=PRINT))).iter()
        if (found := element.get("id"))
    ]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(("c1-", "c2-")) for found in ids)


@every_chart
@every_width
@both_media
def test_every_mark_lies_inside_the_picture(draw: Draw, width: int, palette: Palette) -> None:
    root = _parse(draw(_frame("c1", width, palette)))
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
    svg = draw(_frame(palette=palette))
    defined = {found for element in _parse(svg).iter() if (found := element.get("id"))}
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= defined


@pytest.mark.parametrize("uid", ["", "1a", "A", "a b", 'a"b', "a<"])
def test_an_id_that_could_break_the_page_is_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        _frame(uid)


def test_characters_xml_forbids_are_dropped() -> None:
    svg = bar_chart(_frame(), [BarRow("Sở\x00 Y\x0b tế", 1, "1")])
    assert "Sở Y tế" in _texts(svg)


# ---------------------------------------------------------------- bars


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    svg = bar_chart(_frame(), [BarRow("A", 50, "50"), BarRow("B", 25, "25")], maximum=100)
    track = float(_of_class(svg, "f-track")[0].get("width", 0))
    widths = [float(bar.get("width", 0)) for bar in _of_class(svg, "f-act")]
    assert widths == pytest.approx([track / 2, track / 4], abs=0.1)


def test_an_unknown_value_has_a_track_and_no_bar() -> None:
    svg = bar_chart(_frame(), [BarRow("A", None, "chưa có số liệu"), BarRow("B", 0, "0%")])
    assert len(_of_class(svg, "f-track")) == 2
    assert _of_class(svg, "f-act") == []
    assert {"chưa có số liệu", "0%"} <= set(_texts(svg))


def test_a_value_above_the_maximum_fills_the_track_and_keeps_its_text() -> None:
    svg = bar_chart(_frame(), [BarRow("A", 120, "120%")], maximum=100)
    assert _of_class(svg, "f-act")[0].get("width") == _of_class(svg, "f-track")[0].get("width")
    assert "120%" in _texts(svg)


def test_the_reference_is_marked_on_every_bar_and_named_once() -> None:
    svg = bar_chart(_frame(), BARS, maximum=100, reference=Reference(26, "Bình quân 26%"))
    assert len(_of_class(svg, "f-tick")) == len(BARS)
    assert _texts(svg).count("Bình quân 26%") == 1


def test_a_long_label_ends_in_an_ellipsis() -> None:
    long = "Ban Quản lý dự án đầu tư xây dựng công trình giao thông và khu vực cửa khẩu tỉnh " * 2
    texts = _texts(bar_chart(_frame(), [BarRow(long, 1, "1")]))
    assert len(texts) == 3
    assert texts[1].endswith("…")


def test_a_chart_without_rows_is_still_a_chart() -> None:
    assert _texts(bar_chart(_frame(), [])) == []


# ---------------------------------------------------------------- parts of a whole


def test_parts_of_five_per_cent_carry_their_number_inside_and_all_stand_in_the_key() -> None:
    parts = [Segment("A", 95, "95", Tone.RUN), Segment("B", 5, "5", Tone.BUILD)]
    texts = _texts(stacked_bar(_frame(), parts))
    assert texts == ["95", "5", "A: 95", "B: 5"]
    parts = [Segment("A", 96, "96", Tone.RUN), Segment("B", 4, "4", Tone.BUILD)]
    assert _texts(stacked_bar(_frame(), parts)) == ["96", "A: 96", "B: 4"]


def test_parts_of_zero_stand_only_in_the_key() -> None:
    texts = _texts(stacked_bar(_frame(), SEGMENTS))
    assert texts.count("Đã chấm dứt: 0") == 1
    assert "0" not in texts


def test_a_whole_of_nothing_is_an_empty_track() -> None:
    svg = stacked_bar(_frame(), [Segment("A", 0, "0", Tone.RUN)])
    assert len(_of_class(svg, "f-track")) == 1
    assert len(_of_class(svg, "f-run")) == 1


def test_a_negative_part_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        stacked_bar(_frame(), [Segment("A", -1, "-1", Tone.RUN)])


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@both_media
@pytest.mark.parametrize("tone", list(Tone))
def test_numbers_can_be_read_on_every_tone(tone: Tone, palette: Palette) -> None:
    light, dark = sorted(
        (_luminance(palette.fill(tone)), _luminance(palette.on(tone))), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_print_palette_has_no_colour_and_tells_parts_apart_without_it() -> None:
    assert all(len({c[1:3], c[3:5], c[5:7]}) == 1 for c in PRINT.fills.values())
    parts = (Tone.RUN, Tone.BUILD, Tone.IDLE, Tone.STOP, Tone.ENDED)
    looks = {(PRINT.fill(tone), PRINT.patterns.get(tone, "none")) for tone in parts}
    assert len(looks) == len(parts)


# ---------------------------------------------------------------- milestones


def test_each_kind_of_day_has_its_own_mark() -> None:
    svg = milestones(_frame(), ITEMS, on=ON)
    assert len(_of_class(svg, "c-planm")) == 3
    assert len(_of_class(svg, "c-actdot")) == 1
    assert len(_of_class(svg, "f-bad")) == 1
    assert len(_of_class(svg, "c-latel")) == 1
    assert len(_of_class(svg, "c-badl")) == 1


def test_an_overdue_milestone_runs_up_to_the_day_of_the_picture() -> None:
    svg = milestones(_frame(), ITEMS, on=ON)
    assert _of_class(svg, "c-badl")[0].get("x2") == _of_class(svg, "c-ink-l")[0].get("x1")
    assert "31/8/2026" in _texts(svg)
    assert {"+62 ngày", "+25", "chưa có số liệu"} <= set(_texts(svg))


def test_an_overdue_milestone_without_a_planned_day_has_no_length() -> None:
    item = Milestone("Bàn giao đất", None, None, MilestoneState.OVERDUE, "thiếu ngày")
    svg = milestones(_frame(), [item], on=ON)
    assert _of_class(svg, "c-badl") == []
    assert len(_of_class(svg, "f-bad")) == 1


def test_a_picture_without_milestones_still_shows_the_day() -> None:
    assert "31/8/2026" in _texts(milestones(_frame(), [], on=ON))


# ---------------------------------------------------------------- used days


def test_days_after_the_term_are_drawn_apart_and_counted() -> None:
    svg = whose_days(_frame(width=700), ROWS, period=PERIOD, due=DUE)
    texts = _texts(svg)
    assert [len(_of_class(svg, f"f-{tone}")) for tone in ("act", "bad", "mute")] == [2, 1, 1]
    assert {"206 ngày", "160 ngày", "73 ngày", "114 ngày"} <= set(texts)
    assert "hết hạn 19/6/2026" in texts


def test_the_last_day_of_the_term_still_counts() -> None:
    row = DaysRow("Nhà đầu tư", "20 ngày", [Span(date(2026, 6, 1), date(2026, 6, 20))], Tone.ACT)
    period = Span(date(2026, 6, 1), date(2026, 7, 1))
    assert _of_class(whose_days(_frame(), [row], period=period, due=DUE), "f-bad") == []
    row = DaysRow("Nhà đầu tư", "20 ngày", [Span(date(2026, 6, 1), date(2026, 6, 21))], Tone.ACT)
    assert len(_of_class(whose_days(_frame(), [row], period=period, due=DUE), "f-bad")) == 1


def test_days_wholly_after_the_term_are_all_overdue() -> None:
    row = DaysRow("Nhà đầu tư", "10 ngày", [Span(date(2026, 6, 20), date(2026, 6, 30))], Tone.ACT)
    period = Span(date(2026, 6, 1), date(2026, 7, 1))
    svg = whose_days(_frame(), [row], period=period, due=DUE)
    assert _of_class(svg, "f-act") == []
    assert len(_of_class(svg, "f-bad")) == 1


def test_without_a_term_the_axis_ends_with_the_last_day() -> None:
    texts = _texts(whose_days(_frame(), ROWS, period=PERIOD))
    assert {"20/11/2024", "31/8/2026"} <= set(texts)


def test_excluded_time_is_hatched() -> None:
    assert "url(#c1-x)" in whose_days(_frame(), ROWS, period=PERIOD)


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(ValueError, match="not after"):
        whose_days(_frame(), ROWS, period=Span(ON, ON))
