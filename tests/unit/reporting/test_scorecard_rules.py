"""The boundaries of Resolution 135: which day, which capital, which base."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from reporting.rules.scorecard import (
    LARGE_PROJECT_VND,
    FirstAct,
    Goal,
    NewProject,
    Part,
    Request,
    Span,
    Verdict,
    attracted,
    spans,
    supported,
    verdict_of_records,
    verdict_of_shares,
    verdict_of_year,
    years,
)
from reporting.rules.targets import BEGINS, SHIPPED_TARGETS

CUT_OFF = date(2026, 8, 31)
MONTH, YEAR, ALL = spans(CUT_OFF, BEGINS)
DAY = date(2026, 8, 15)


def act(vnd: int | None = LARGE_PROJECT_VND, day: date = DAY, last: date | None = None) -> FirstAct:
    return FirstAct(first=day, last=last or day, capital_vnd=vnd)


def new(*acts: FirstAct, **said: Any) -> NewProject:
    return NewProject(ref="project:DA-1", acts=acts or (act(),), **said)


def counted(project: NewProject, span: Span = MONTH) -> str:
    found = attracted([project], span)
    return "new" if found.projects else "doubtful" if found.doubtful else "no"


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        pytest.param(new(), "new", id="exactly 500 tỷ"),
        pytest.param(new(act(499_999_000_000)), "no", id="499,999 tỷ"),
        pytest.param(new(act(LARGE_PROJECT_VND - 1)), "no", id="one đồng less"),
        pytest.param(
            new(act(400_000_000_000), registered_vnd=800_000_000_000, adjusted=True),
            "no",
            id="raised by an adjustment",
        ),
        pytest.param(
            new(act(600_000_000_000), registered_vnd=1, adjusted=True), "new", id="lowered later"
        ),
        pytest.param(new(act(None), registered_vnd=LARGE_PROJECT_VND), "new", id="stands in"),
        pytest.param(
            new(act(None), registered_vnd=LARGE_PROJECT_VND, adjusted=True),
            "doubtful",
            id="adjusted, and the first act states none",
        ),
        pytest.param(new(act(None)), "doubtful", id="no capital at all"),
        pytest.param(
            new(act(day=date(2025, 8, 1)), act(day=DAY)),
            "no",
            id="certificate of an older approval",
        ),
        pytest.param(
            new(act(1, day=date(2026, 8, 1)), act(day=DAY)), "no", id="small when approved"
        ),
        pytest.param(new(act(day=MONTH.first)), "new", id="first day"),
        pytest.param(new(act(day=MONTH.last)), "new", id="last day"),
        pytest.param(new(act(day=MONTH.last + timedelta(days=1))), "no", id="after the cut-off"),
        pytest.param(new(act(day=MONTH.first - timedelta(days=1))), "no", id="the month before"),
        pytest.param(
            new(act(day=date(2026, 7, 1), last=date(2026, 9, 30))), "doubtful", id="quarter III"
        ),
        pytest.param(
            new(act(day=date(2026, 1, 1), last=date(2026, 12, 31)), act()),
            "doubtful",
            id="a certificate of August, an approval of some day of 2026",
        ),
        pytest.param(
            new(act(1, day=date(2026, 7, 1), last=date(2026, 9, 30))),
            "no",
            id="a small quarter III",
        ),
    ],
)
def test_target_one_counts_capital_at_approval_of_new_projects(
    project: NewProject, expected: str
) -> None:
    assert counted(project) == expected


def test_the_resolution_begins_on_its_day_and_years_add_up_to_it() -> None:
    before, on_it = new(act(day=BEGINS - timedelta(days=1))), new(act(day=BEGINS))
    assert [counted(before, span) for span in (ALL, years(CUT_OFF, BEGINS)[0])] == ["no", "no"]
    assert [counted(on_it, span) for span in (ALL, years(CUT_OFF, BEGINS)[0])] == ["new", "new"]
    assert [(each.first, each.last, each.whole) for each in years(CUT_OFF, BEGINS)] == [
        (BEGINS, date(2023, 12, 31), False),
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2026, 1, 1), CUT_OFF, False),
    ]
    first = spans(date(2023, 11, 9), BEGINS)
    assert {(each.first, each.last) for each in first} == {(BEGINS, BEGINS)}
    total = attracted([new(), new(act(day=date(2024, 2, 1)))], ALL)
    assert (len(total.projects), total.capital_vnd) == (2, 2 * LARGE_PROJECT_VND)


def asked(filed: date = DAY, due: date | None = CUT_OFF, answered: date | None = None) -> Request:
    return Request(ref="project:DA-2", filed=filed, due=due, answered=answered)


@pytest.mark.parametrize(
    ("requests", "numbers", "ratio"),
    [
        pytest.param([], (0, 0, 0, 0), None, id="nobody asked is not 100 %"),
        pytest.param([asked(due=CUT_OFF)], (1, 0, 0, 1), None, id="its last day is not over"),
        pytest.param(
            [asked(due=CUT_OFF - timedelta(days=1))],
            (1, 0, 1, 0),
            Decimal(0),
            id="late, unanswered",
        ),
        pytest.param([asked(answered=CUT_OFF)], (1, 1, 1, 0), Decimal(100), id="on the last day"),
        pytest.param(
            [asked(due=DAY, answered=DAY + timedelta(days=1))], (1, 0, 1, 0), Decimal(0), id="late"
        ),
        pytest.param(
            [asked(answered=CUT_OFF + timedelta(days=1))],
            (1, 0, 0, 1),
            None,
            id="an answer after the cut-off is not known yet",
        ),
        pytest.param([asked(due=None)], (1, 0, 0, 1), None, id="no day, no answer"),
        pytest.param([asked(due=None, answered=DAY)], (1, 0, 1, 0), Decimal(0), id="no day"),
        pytest.param(
            [asked(answered=DAY), asked(answered=DAY), asked(due=DAY)],
            (3, 2, 3, 0),
            Decimal("66.67"),
            id="two of three",
        ),
        pytest.param([asked(filed=date(2026, 7, 31))], (0, 0, 0, 0), None, id="the month before"),
    ],
)
def test_target_two_has_a_base_of_what_is_answered_or_late(
    requests: list[Request], numbers: tuple[int, ...], ratio: Decimal | None
) -> None:
    found = supported(requests, MONTH, CUT_OFF)
    parts = (found.asked, found.in_time.rows, found.in_time.base, found.waiting)
    assert tuple(map(len, parts)) == numbers
    assert found.in_time.ratio == ratio


def test_a_request_of_december_answered_in_january_counts_in_the_year_it_was_filed() -> None:
    request = asked(date(2024, 12, 20), due=date(2025, 1, 10), answered=date(2025, 1, 3))
    found = {span.key: supported([request], span, CUT_OFF) for span in years(CUT_OFF, BEGINS)}
    assert {key for key, each in found.items() if each.in_time.rows} == {"y2024"}


PERCENT, COUNT = Goal(100, is_percent=True), Goal(3, 5)
NONE, HALF, WHOLE = Part((), ()), Part(("a",), ("a", "b")), Part(("a",), ("a",))


def test_all_but_one_is_never_printed_as_all() -> None:
    many = tuple(map(str, range(100_000)))
    nearly = Part(many[1:], many)
    assert (nearly.ratio, nearly.reaches(100)) == (Decimal("99.99"), False)
    assert Part(many, many).ratio == 100


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([NONE], Verdict.NOTHING, id="no base"),
        pytest.param([WHOLE, NONE], Verdict.REACHED, id="all that have one"),
        pytest.param([WHOLE, HALF], Verdict.MISSED, id="one of two"),
    ],
)
def test_a_share_is_reached_by_all_its_parts(found: list[Part], expected: Verdict) -> None:
    assert verdict_of_shares(found, PERCENT) is expected
    assert verdict_of_shares(found, None) is Verdict.NOT_JUDGED


def test_the_registry_does_not_judge_itself() -> None:
    assert verdict_of_records(WHOLE, None, PERCENT) is Verdict.UNKNOWN
    assert verdict_of_records(WHOLE, NONE, PERCENT) is Verdict.UNKNOWN
    assert verdict_of_records(WHOLE, WHOLE, PERCENT) is Verdict.REACHED
    assert verdict_of_records(WHOLE, HALF, PERCENT) is Verdict.MISSED
    assert verdict_of_records(HALF, None, PERCENT) is Verdict.MISSED


@pytest.mark.parametrize(
    ("at", "found", "doubtful", "expected"),
    [
        pytest.param(1, 3, 0, Verdict.REACHED, id="3 of 3"),
        pytest.param(1, 6, 0, Verdict.REACHED, id="more than 5"),
        pytest.param(1, 2, 0, Verdict.MISSED, id="2 of a whole year"),
        pytest.param(1, 2, 1, Verdict.UNKNOWN, id="the third is in doubt"),
        pytest.param(3, 2, 0, Verdict.UNDER_WAY, id="the year still runs"),
        pytest.param(0, 2, 0, Verdict.NOT_JUDGED, id="2023 is a part of a year"),
    ],
)
def test_a_year_of_target_one(at: int, found: int, doubtful: int, expected: Verdict) -> None:
    span = years(CUT_OFF, BEGINS)[at]
    assert verdict_of_year(found, doubtful, COUNT, span) is expected
    assert verdict_of_year(found, doubtful, None, span) is Verdict.NOT_JUDGED


def test_the_shipped_targets_are_those_of_the_resolution() -> None:
    assert [(each.number, each.goal) for each in SHIPPED_TARGETS] == [
        (1, COUNT),
        (2, PERCENT),
        (3, PERCENT),
        (4, PERCENT),
    ]
    assert all("135-NQ/TU" in each.source and each.definition for each in SHIPPED_TARGETS)
