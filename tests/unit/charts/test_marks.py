"""What each chart draws for each fact, and that it can be read without colour."""

from datetime import date

import pytest

from charts import (
    PRINT,
    BarRow,
    DaysRow,
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
from tests.support.chart_samples import (
    BARS,
    DUE,
    ITEMS,
    ON,
    PERIOD,
    ROWS,
    SEGMENTS,
    both_media,
    frame_of,
    marks_of,
    texts_of,
)

# ---------------------------------------------------------------- bars


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    svg = bar_chart(frame_of(), [BarRow("A", 50, "50"), BarRow("B", 25, "25")], maximum=100)
    track = float(marks_of(svg, "f-track")[0].get("width", 0))
    widths = [float(bar.get("width", 0)) for bar in marks_of(svg, "f-act")]
    assert widths == pytest.approx([track / 2, track / 4], abs=0.1)


def test_an_unknown_value_has_a_track_and_no_bar() -> None:
    svg = bar_chart(frame_of(), [BarRow("A", None, "chưa có số liệu"), BarRow("B", 0, "0%")])
    assert len(marks_of(svg, "f-track")) == 2
    assert marks_of(svg, "f-act") == []
    assert {"chưa có số liệu", "0%"} <= set(texts_of(svg))


def test_a_value_above_the_maximum_fills_the_track_and_keeps_its_text() -> None:
    svg = bar_chart(frame_of(), [BarRow("A", 120, "120%")], maximum=100)
    assert marks_of(svg, "f-act")[0].get("width") == marks_of(svg, "f-track")[0].get("width")
    assert "120%" in texts_of(svg)


def test_the_reference_is_marked_on_every_bar_and_named_once() -> None:
    svg = bar_chart(frame_of(), BARS, maximum=100, reference=Reference(26, "Bình quân 26%"))
    assert len(marks_of(svg, "f-tick")) == len(BARS)
    assert texts_of(svg).count("Bình quân 26%") == 1


def test_a_long_label_ends_in_an_ellipsis() -> None:
    long = "Ban Quản lý dự án đầu tư xây dựng công trình giao thông và khu vực cửa khẩu tỉnh " * 2
    texts = texts_of(bar_chart(frame_of(), [BarRow(long, 1, "1")]))
    assert len(texts) == 3
    assert texts[1].endswith("…")


def test_a_chart_without_rows_is_still_a_chart() -> None:
    assert texts_of(bar_chart(frame_of(), [])) == []


# ---------------------------------------------------------------- parts of a whole


def test_parts_of_five_per_cent_carry_their_number_inside_and_all_stand_in_the_key() -> None:
    parts = [Segment("A", 95, "95", Tone.RUN), Segment("B", 5, "5", Tone.BUILD)]
    texts = texts_of(stacked_bar(frame_of(), parts))
    assert texts == ["95", "5", "A: 95", "B: 5"]
    parts = [Segment("A", 96, "96", Tone.RUN), Segment("B", 4, "4", Tone.BUILD)]
    assert texts_of(stacked_bar(frame_of(), parts)) == ["96", "A: 96", "B: 4"]


def test_parts_of_zero_stand_only_in_the_key() -> None:
    texts = texts_of(stacked_bar(frame_of(), SEGMENTS))
    assert texts.count("Đã chấm dứt: 0") == 1
    assert "0" not in texts


def test_a_whole_of_nothing_is_an_empty_track() -> None:
    svg = stacked_bar(frame_of(), [Segment("A", 0, "0", Tone.RUN)])
    assert len(marks_of(svg, "f-track")) == 1
    assert len(marks_of(svg, "f-run")) == 1


def test_a_negative_part_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        stacked_bar(frame_of(), [Segment("A", -1, "-1", Tone.RUN)])


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
    svg = milestones(frame_of(), ITEMS, on=ON)
    assert len(marks_of(svg, "c-planm")) == 3
    assert len(marks_of(svg, "c-actdot")) == 1
    assert len(marks_of(svg, "f-bad")) == 1
    assert len(marks_of(svg, "c-latel")) == 1
    assert len(marks_of(svg, "c-badl")) == 1


def test_an_overdue_milestone_runs_up_to_the_day_of_the_picture() -> None:
    svg = milestones(frame_of(), ITEMS, on=ON)
    assert marks_of(svg, "c-badl")[0].get("x2") == marks_of(svg, "c-ink-l")[0].get("x1")
    assert "31/8/2026" in texts_of(svg)
    assert {"+62 ngày", "+25", "chưa có số liệu"} <= set(texts_of(svg))


def test_an_overdue_milestone_without_a_planned_day_has_no_length() -> None:
    item = Milestone("Bàn giao đất", None, None, MilestoneState.OVERDUE, "thiếu ngày")
    svg = milestones(frame_of(), [item], on=ON)
    assert marks_of(svg, "c-badl") == []
    assert len(marks_of(svg, "f-bad")) == 1


def test_a_picture_without_milestones_still_shows_the_day() -> None:
    assert "31/8/2026" in texts_of(milestones(frame_of(), [], on=ON))


# ---------------------------------------------------------------- used days


def test_days_after_the_term_are_drawn_apart_and_counted() -> None:
    svg = whose_days(frame_of(width=700), ROWS, period=PERIOD, due=DUE)
    texts = texts_of(svg)
    assert [len(marks_of(svg, f"f-{tone}")) for tone in ("act", "bad", "mute")] == [2, 1, 1]
    assert {"206 ngày", "160 ngày", "73 ngày", "114 ngày"} <= set(texts)
    assert "hết hạn 19/6/2026" in texts


def test_the_last_day_of_the_term_still_counts() -> None:
    row = DaysRow("Nhà đầu tư", "20 ngày", [Span(date(2026, 6, 1), date(2026, 6, 20))], Tone.ACT)
    period = Span(date(2026, 6, 1), date(2026, 7, 1))
    assert marks_of(whose_days(frame_of(), [row], period=period, due=DUE), "f-bad") == []
    row = DaysRow("Nhà đầu tư", "20 ngày", [Span(date(2026, 6, 1), date(2026, 6, 21))], Tone.ACT)
    assert len(marks_of(whose_days(frame_of(), [row], period=period, due=DUE), "f-bad")) == 1


def test_days_wholly_after_the_term_are_all_overdue() -> None:
    row = DaysRow("Nhà đầu tư", "10 ngày", [Span(date(2026, 6, 20), date(2026, 6, 30))], Tone.ACT)
    period = Span(date(2026, 6, 1), date(2026, 7, 1))
    svg = whose_days(frame_of(), [row], period=period, due=DUE)
    assert marks_of(svg, "f-act") == []
    assert len(marks_of(svg, "f-bad")) == 1


def test_without_a_term_the_axis_ends_with_the_last_day() -> None:
    texts = texts_of(whose_days(frame_of(), ROWS, period=PERIOD))
    assert {"20/11/2024", "31/8/2026"} <= set(texts)


def test_excluded_time_is_hatched() -> None:
    assert "url(#c1-x)" in whose_days(frame_of(), ROWS, period=PERIOD)


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(ValueError, match="not after"):
        whose_days(frame_of(), ROWS, period=Span(ON, ON))
