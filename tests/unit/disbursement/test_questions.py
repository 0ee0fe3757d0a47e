"""What is asked of an odd month, and when it is asked again; tables of boundary cases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from disbursement.rules.questions import Code, Facts, Month, is_answered, questions

BILLION = 1_000_000_000
PAID = Month(advance_vnd=0, volume_vnd=BILLION)
FLAT = Month(advance_vnd=0, volume_vnd=0)
ESTIMATED = Month(advance_vnd=0, volume_vnd=BILLION, estimate_vnd=BILLION)


def month(base: Month = PAID, **values: Any) -> Month:
    return replace(base, **values)


def at(base: Month, percent: int) -> Month:
    return month(base, physical_percent=Decimal(percent))


CASES: dict[str, tuple[list[Month], dict[str, Any], set[Code]]] = {
    "nothing odd": ([at(PAID, 10), at(PAID, 15)], {}, set()),
    "nothing entered": ([PAID, Month()], {}, set()),
    "flat one month": ([at(PAID, 10), at(FLAT, 15)], {"programmed_vnd": 1}, set()),
    "flat two months": ([at(PAID, 12), at(FLAT, 12), at(FLAT, 19)], {}, {Code.FLAT_MONEY}),
    "flat two months, risen in the first": (
        [at(PAID, 12), at(FLAT, 19), at(FLAT, 19)],
        {},
        {Code.FLAT_MONEY},
    ),
    "flat two months, work stands too": ([at(PAID, 12), at(FLAT, 12), at(FLAT, 12)], {}, set()),
    "flat, but a month not entered": (
        [at(PAID, 12), at(Month(), 12), at(FLAT, 19)],
        {"programmed_vnd": 1},
        set(),
    ),
    "no money programmed nor paid": ([at(PAID, 12), at(Month(), 19)], {}, {Code.NO_PROGRAMME}),
    "programmed, not paid yet": ([at(PAID, 12), at(Month(), 19)], {"programmed_vnd": 5}, set()),
    "programmed nothing": (
        [at(PAID, 12), at(FLAT, 19)],
        {"programmed_vnd": 0},
        {Code.NO_PROGRAMME},
    ),
    "first month, zero per cent": ([at(Month(), 0)], {}, set()),
    "same words": (
        [month(difficulty="Vướng mặt bằng"), month(difficulty="vướng  MẶT bằng ")],
        {},
        {Code.SAME_DIFFICULTY},
    ),
    "other words": ([month(difficulty="Vướng mặt bằng"), month(difficulty="Đã xong")], {}, set()),
    "no difficulty twice": ([PAID, PAID], {}, set()),
    "a tenth above the rest": ([month(volume_vnd=11 * BILLION)], {}, set()),
    "more than a tenth above the rest": (
        [month(volume_vnd=11 * BILLION + 1)],
        {},
        {Code.ABOVE_PLAN},
    ),
    "nothing was left": ([month(volume_vnd=1)], {"rest_vnd": -5}, {Code.ABOVE_PLAN}),
    "a fifth from the estimate": ([ESTIMATED, month(volume_vnd=8 * BILLION // 10)], {}, set()),
    "further from the estimate": (
        [ESTIMATED, month(volume_vnd=8 * BILLION // 10 - 1)],
        {},
        {Code.ESTIMATE_MISSED},
    ),
    "nothing was expected": ([month(FLAT, estimate_vnd=0), PAID], {}, {Code.ESTIMATE_MISSED}),
    "no estimate": ([PAID, PAID], {}, set()),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_asked(case: tuple[list[Month], dict[str, Any], set[Code]]) -> None:
    months, facts, expected = case
    found = questions(Facts(months, **{"rest_vnd": 10 * BILLION, **facts}))
    assert {each.code for each in found} == expected


def test_the_threshold_of_a_missed_estimate_is_an_argument() -> None:
    facts = Facts([ESTIMATED, month(volume_vnd=BILLION * 6 // 10)], 10 * BILLION)
    assert [each.code for each in questions(facts)] == [Code.ESTIMATE_MISSED]
    assert questions(facts, miss_percent=Decimal(40)) == ()


def test_an_answer_holds_until_the_facts_change() -> None:
    months = [at(PAID, 12), at(FLAT, 12), at(FLAT, 19)]
    (asked,) = questions(Facts(months, BILLION))
    answers = {str(asked.code): {"facts": asked.facts, "text": "Kho bạc chi sang tháng sau"}}
    assert is_answered(asked, answers)
    assert not is_answered(asked, {})
    (again,) = questions(Facts([*months[:2], at(FLAT, 25)], BILLION))
    assert again.code is asked.code
    assert not is_answered(again, answers)
