"""How a published figure agrees with a computed one: the classes at their edges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.published.wording import INDICATORS as WORDS
from projects.published.wording import KINDS, MARKS, VERDICTS
from projects.rules.indicators import AREA, COUNT, INDICATORS, PERCENT, SCORE, USD, VND
from projects.rules.pci import rank_looks_like_score
from projects.rules.published import (
    Kind,
    Reading,
    Verdict,
    against_other,
    against_parts,
    against_ratio,
    against_registry,
    as_kept,
    implied_base,
    read,
    read_base,
    worst,
)
from vn.errors import Unreadable

TY, TRIEU = 10**9, 10**6


def reading(text: str, measure: str = COUNT) -> Reading:
    found = read(text, measure)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "measure", "value", "hedge", "step", "slack"),
    [
        ("215 dự án", COUNT, "215", "", "1", "1"),
        ("hơn 27.347 tỷ đồng", VND, str(27_347 * TY), "hơn", str(TY), str(TY)),
        ("trên 13.800 tỷ đồng", VND, str(13_800 * TY), "trên", str(TY), str(100 * TY)),
        ("gần 6.030 tỷ đồng", VND, str(6030 * TY), "gần", str(TY), str(10 * TY)),
        ("4.484.305,92 triệu đồng", VND, "4484305920000", "", "10000", "10000"),
        ("26,25%", PERCENT, "26.25", "", "0.01", "0.01"),
        ("4,9 điểm", PERCENT, "4.9", "", "0.1", "0.1"),
        ("599,76 ha", AREA, "5997600", "", "100", "100"),
        ("3.000 m2", AREA, "3000", "", "1", "1000"),
        ("889,16 triệu USD", USD, "889160000", "", "10000", "10000"),
        ("0 tỷ đồng", VND, "0", "", str(TY), str(TY)),
    ],
)
def test_a_text_is_read_with_its_unit_word_and_last_digit(
    text: str, measure: str, value: str, hedge: str, step: str, slack: str
) -> None:
    found = reading(text, measure)
    assert (found.value, found.hedge) == (Decimal(value), hedge)
    assert (found.step, found.slack) == (Decimal(step), Decimal(slack))


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("26.914", VND),
        ("0,2625", PERCENT),
        ("100", AREA),
        ("3,2 tỷ USD", VND),
        ("3,2 tỷ đồng", USD),
        ("40 người", PERCENT),
        ("12 - 15 dự án", COUNT),
    ],
)
def test_a_figure_without_its_unit_or_of_another_measure_is_not_guessed(
    text: str, measure: str
) -> None:
    with pytest.raises(Unreadable):
        read(text, measure)


def test_a_text_that_says_unknown_has_no_value() -> None:
    assert read("chưa có số liệu", COUNT) is None
    assert as_kept("chưa có số liệu", COUNT, None) is None


def test_the_reading_on_record_decides_between_two_ways_to_read() -> None:
    english = as_kept("1,600 tỷ đồng", VND, Decimal(1600 * TY))
    vietnamese = as_kept("1,600 tỷ đồng", VND, Decimal("1.600") * TY)
    assert english is not None
    assert english.step == TY
    assert vietnamese is not None
    assert vietnamese.step == TRIEU
    assert as_kept("1,600 tỷ đồng", VND, Decimal(7)) is None
    assert reading("1,600 tỷ đồng", VND).doubtful


@pytest.mark.parametrize(
    ("text", "over", "under", "verdict"),
    [
        ("48,5%", "97", "200", Verdict.EXACT),
        ("87,25%", "4484305.92", "5139619.92", Verdict.ROUNDED),
        ("35,3%", "978199.52", "2768098.333", Verdict.ROUNDED),
        ("28,6%", "2682", "9361", Verdict.TRUNCATED),
        ("62,2%", "6080", "9767", Verdict.TRUNCATED),
        ("26,25%", "727304.29", "2768098.333", Verdict.OFF),
        ("26,5%", "2645", "10000", Verdict.ROUNDED),
        ("26,4%", "2645", "10000", Verdict.TRUNCATED),
        ("26,6%", "2645", "10000", Verdict.OFF),
        ("khoảng 26%", "2645", "10000", Verdict.WITHIN),
        ("hơn 26%", "2645", "10000", Verdict.WITHIN),
        ("hơn 26%", "2745", "10000", Verdict.OFF),
        ("gần 27%", "2645", "10000", Verdict.WITHIN),
    ],
)
def test_a_rate_against_its_own_base(text: str, over: str, under: str, verdict: Verdict) -> None:
    check = against_ratio(reading(text, PERCENT), Decimal(over), Decimal(under))
    assert check.kind is Kind.RATIO
    assert check.verdict is verdict


@pytest.mark.parametrize("base", [(None, Decimal(5)), (Decimal(5), None), (Decimal(5), Decimal(0))])
def test_a_rate_without_a_base_says_so(base: tuple[Decimal | None, Decimal | None]) -> None:
    check = against_ratio(reading("13,4%", PERCENT), *base)
    assert check.verdict is Verdict.NO_BASE
    assert check.computed is None


def test_a_rate_without_a_base_implies_one() -> None:
    assert implied_base(reading("13,4%", PERCENT), Decimal("939.9")) == Decimal(7014)
    assert implied_base(reading("13,4%", PERCENT), None) is None
    assert implied_base(reading("0%", PERCENT), Decimal(5)) is None


@pytest.mark.parametrize(
    ("whole", "parts", "measure", "verdict"),
    [
        ("215", ["140", "15", "26", "34"], COUNT, Verdict.EXACT),
        ("215", ["140", "15", "26", "33"], COUNT, Verdict.OFF),
        ("5,9 tỷ", ["5,1 tỷ", "0,79 tỷ"], VND, Verdict.ROUNDED),
        ("10,1 tỷ", ["5,02 tỷ", "5,03 tỷ"], VND, Verdict.ROUNDED),
        ("7 tỷ", ["2,6 tỷ", "3,6 tỷ"], VND, Verdict.OFF),
        ("9 tỷ", ["3 tỷ", "3 tỷ", "2 tỷ"], VND, Verdict.ROUNDED),
        ("10 tỷ", ["3 tỷ", "3 tỷ", "1 tỷ"], VND, Verdict.OFF),
        (
            "hơn 27.347 tỷ",
            ["trên 13.800 tỷ", "534 tỷ", "gần 6.030 tỷ", "trên 6.970 tỷ"],
            VND,
            Verdict.WITHIN,
        ),
        (
            "hơn 29.347 tỷ",
            ["trên 13.800 tỷ", "534 tỷ", "gần 6.030 tỷ", "trên 6.970 tỷ"],
            VND,
            Verdict.OFF,
        ),
        ("khoảng 419 triệu USD", ["125 triệu USD", "270 triệu USD"], USD, Verdict.OFF),
    ],
)
def test_a_whole_against_its_parts(
    whole: str, parts: list[str], measure: str, verdict: Verdict
) -> None:
    check = against_parts(reading(whole, measure), [reading(part, measure) for part in parts])
    assert (check.kind, check.verdict) == (Kind.PARTS, verdict)


@pytest.mark.parametrize(
    ("one", "other", "measure", "verdict"),
    [
        ("127", "117", COUNT, Verdict.OFF),
        ("127", "127", COUNT, Verdict.EXACT),
        ("18.602 tỷ", "hơn 18.600 tỷ", VND, Verdict.WITHIN),
        ("5.600,5 tỷ", "5.601 tỷ", VND, Verdict.ROUNDED),
        ("5.600,5 tỷ", "5.600 tỷ", VND, Verdict.TRUNCATED),
    ],
)
def test_two_sources_agree_whichever_is_asked_first(
    one: str, other: str, measure: str, verdict: Verdict
) -> None:
    first, second = reading(one, measure), reading(other, measure)
    assert against_other(first, second).verdict is verdict
    assert against_other(second, first).verdict is verdict
    assert against_other(first, second).difference == first.value - second.value


def test_the_registry_may_know_a_sum_in_part() -> None:
    printed = reading("37")
    assert against_registry(printed, Decimal(3), known_in_part=True).verdict is Verdict.PARTIAL
    assert against_registry(printed, Decimal(3)).verdict is Verdict.OFF
    assert against_registry(printed, Decimal(40), known_in_part=True).verdict is Verdict.OFF
    assert against_registry(printed, Decimal(37), known_in_part=True).verdict is Verdict.EXACT


def test_the_worst_comparison_names_the_figure() -> None:
    printed = reading("26,25%", PERCENT)
    off = against_ratio(printed, Decimal(1), Decimal(2))
    exact = against_ratio(printed, Decimal("26.25"), Decimal(100))
    assert worst([exact, off]) is Verdict.OFF
    assert worst([exact]) is Verdict.EXACT
    assert worst([]) is None


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("727.304,29 triệu đồng", VND, "727304290000"),
        ("97 ha", AREA, "970000"),
        ("6.098", COUNT, "6098"),
        ("4 triệu USD", USD, "4000000"),
    ],
)
def test_a_base_is_read_with_its_measure(text: str, measure: str, value: str) -> None:
    assert read_base(text) == (measure, Decimal(value))


def test_a_base_that_is_empty_or_odd() -> None:
    assert read_base("") is None
    with pytest.raises(Unreadable):
        read_base("5 người")


@pytest.mark.parametrize(
    ("score", "rank", "asked"),
    [("53.22", 53, True), ("52.5", 53, True), ("53.22", 52, False), (None, 53, False)],
)
def test_a_rank_that_is_the_rounded_score_is_asked_about(
    score: str | None, rank: int, asked: bool
) -> None:
    assert rank_looks_like_score(Decimal(score) if score else None, rank) is asked
    assert not rank_looks_like_score(Decimal(50), None)


def test_everything_has_words() -> None:
    assert set(WORDS) == set(INDICATORS)
    assert set(VERDICTS) == set(MARKS) == set(Verdict)
    assert set(KINDS) == set(Kind)
    assert {each.measure for each in INDICATORS.values()} >= {COUNT, VND, USD, PERCENT, SCORE, AREA}
