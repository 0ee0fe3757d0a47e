"""Rates, estimates and the figures of a month: D5, D6, D11; and the table of rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from deadlines.rule_words import OWED_BY_THE_STATE, SUBJECTS
from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import LawBook
from disbursement.rules.duties import of_project, spare_of_project
from disbursement.rules.duty_balances import unallocated
from disbursement.rules.duty_facts import (
    NationalRate,
    OwnerFacts,
    SentMonth,
    YearOfOwner,
)
from disbursement.rules.duty_owners import month_end, of_owner
from tests.support.capital_facts import (
    CONTRACT,
    EARLY,
    FIRST,
    LAW,
    OWNER,
    TODAY,
    balance,
    given,
    level,
    line,
    of,
    paid,
    project,
    rate,
    told,
    year,
)

# ---------------------------------------------------------------- D5 and D6


def of_year(each: YearOfOwner, on: date = TODAY) -> dict[str, Computed]:
    return {c.kind: c for c in of_owner(OwnerFacts(id=OWNER, years=(each,)), told(on))}


@pytest.mark.parametrize(
    ("on", "disbursed", "clock"),
    [
        (date(2026, 3, 31), 0, Clock.NOT_STARTED),
        (date(2026, 4, 1), 0, Clock.FOUND),
        (date(2026, 4, 1), 1, None),
        (date(2027, 1, 31), 0, Clock.FOUND),
        (date(2027, 2, 1), 0, None),
    ],
)
def test_nothing_paid_is_asked_about_after_the_first_quarter(on, disbursed, clock) -> None:
    found = of_year(year(now=rate(disbursed)), on).get("D5")
    assert (found.clock if found else None) == clock
    if clock is Clock.NOT_STARTED:
        assert found.recompute_on == date(2026, 4, 1)


NATION = NationalRate(
    percent=Decimal("60.00"), as_of=date(2026, 8, 31), basis="Thủ tướng giao", source="Bộ Tài chính"
)


@pytest.mark.parametrize(
    ("own", "province", "nation", "months", "reasons"),
    [
        (699, 700, None, 10, ["disbursement_rate", "even_pace"]),
        (700, 700, None, 10, []),
        # 8/13 of 1.000 is 615,38: by the unrounded values.
        (616, 700, NATION, 8, []),
        (615, 700, None, 8, ["disbursement_rate", "even_pace"]),
        (615, 600, replace(NATION, percent=Decimal("70.00")), 8, []),
        (600, 700, NATION, 8, ["disbursement_rate", "even_pace"]),
        (599, 700, NATION, 8, ["disbursement_rate", "even_pace", "national_rate"]),
        (0, 700, NATION, 8, ["disbursement_rate", "even_pace", "national_rate"]),
        (100, 700, NATION, 2, []),
    ],
)
def test_a_rate_is_low_below_the_province_and_the_even_pace(
    own, province, nation, months, reasons
) -> None:
    """Of a rate at the last closed month, the flag names each measure that it is below."""
    known = year(
        now=rate(1), closed_months=months, own=rate(own), province=rate(province), national=nation
    )
    found = of_year(known).get("D5")
    assert [step.kind for step in found.steps][1:-1] == reasons if found else not reasons
    if found:
        assert found.due_date == month_end(2026, months)
        assert found.audience is Audience.BEARER
        assert found.steps[0].params["capital_vnd"] == 1000, "the base is told"


@pytest.mark.parametrize(
    ("asked", "own", "is_low"),
    [
        (1, 690, True),
        (1, 700, False),
        (2, 690, False),
        (2, 610, True),
        (3, 610, False),
        (3, 599, True),
    ],
)
def test_the_rule_says_below_how_many_measures_a_rate_is_low(asked, own, is_low) -> None:
    (shipped,) = LAW.versions("D5")
    law = LawBook([replace(shipped, parameters={**shipped.parameters, "below_measures": asked})])
    known = year(closed_months=8, own=rate(own), province=rate(700), national=NATION)
    facts = OwnerFacts(id=OWNER, years=(known,))
    assert any(found.kind == "D5" for found in of_owner(facts, told(law=law))) is is_low


def test_who_paid_nothing_is_told_what_else_it_is_below() -> None:
    known = year(now=rate(0), closed_months=10, own=rate(0), province=rate(0))
    steps = of_year(known)["D5"].steps
    kinds = [step.kind for step in steps]
    assert kinds[:3] == ["nothing_paid", "disbursement_rate", "even_pace"]
    assert of_year(known)["D5"].due_date == date(2026, 4, 1)


def test_a_later_closing_is_another_finding() -> None:
    august = year(closed_months=8, own=rate(1), province=rate(700))
    september = replace(august, closed_months=9)
    prints = {of_year(each)["D5"].fingerprint for each in (august, september)}
    assert len(prints) == 2


@pytest.mark.parametrize(
    ("estimated", "came", "is_missed"),
    [(100, 80, False), (100, 79, True), (100, 120, False), (100, 121, True), (0, 1, True)],
)
def test_an_estimate_may_miss_by_the_share_of_the_rule(estimated, came, is_missed) -> None:
    known = year(closed_months=8, estimated_vnd=estimated, came_vnd=came)
    assert ("D6" in of_year(known)) is is_missed
    assert "D6" not in of_year(year(closed_months=8)), "an estimate not given is unknown"


# ---------------------------------------------------------------- D11


def reports(on: date, *sent: SentMonth, years: tuple[int, ...] = (2026,)) -> dict[str, Computed]:
    facts = OwnerFacts(
        id=OWNER,
        years=tuple(year(year=each) for each in years),
        sent=sent,
        since=date(2026, 9, 1),
    )
    return of("D11", of_owner(facts, told(on)))


def test_each_month_is_due_in_the_next_and_the_one_to_come_waits() -> None:
    # 5/10/2026 is a Monday, 5/12/2026 a Saturday and 6/12 a Sunday.
    found = reports(date(2026, 11, 26))
    assert {cycle: each.due_date for cycle, each in found.items()} == {
        "2026-09": date(2026, 10, 5),
        "2026-10": date(2026, 11, 5),
        "2026-11": date(2026, 12, 7),
    }
    waiting = found["2026-11"]
    assert (waiting.clock, waiting.recompute_on) == (Clock.NOT_STARTED, date(2026, 11, 27))
    assert reports(date(2026, 11, 27))["2026-11"].clock is Clock.RUNNING
    assert level(found["2026-10"], date(2026, 11, 5)) is Level.FINAL_WARNING
    assert level(found["2026-10"], date(2026, 11, 6)) is Level.OVERDUE


def test_the_day_of_sending_counts_and_what_was_returned_does_not() -> None:
    september = date(2026, 9, 1)
    in_time = reports(TODAY, SentMonth(month=september, sent=date(2026, 10, 5)))["2026-09"]
    late = reports(TODAY, SentMonth(month=september, sent=date(2026, 10, 6)))["2026-09"]
    back = SentMonth(month=september, sent=date(2026, 10, 5), returned=True)
    assert (in_time.clock, in_time.met_late) == (Clock.MET, False)
    assert (late.clock, late.met_late) == (Clock.MET, True)
    assert reports(TODAY, back)["2026-09"].clock is Clock.RUNNING


def test_figures_are_owed_while_there_is_capital_to_pay() -> None:
    assert set(reports(date(2027, 4, 20))) == {
        *("2026-09", "2026-10", "2026-11", "2026-12", "2027-01")
    }
    assert reports(TODAY, years=(2024,)) == {}
    silent = OwnerFacts(id=OWNER, years=(year(),))
    assert of("D11", of_owner(silent, told())) == {}, "nobody sends figures here yet"


# ---------------------------------------------------------------- the table of rules


def test_subjects_and_bearers_are_those_the_rules_compute() -> None:
    capital = line(given(date(2025, 12, 1), 5000), months=(FIRST,))
    carried = line(EARLY, bucket="carried_over", months=(paid(2027, 2, 200),))
    wholes = [
        project(capital, contracts=(CONTRACT,), group="c", handed_over=TODAY, closed={2026: 10}),
        project(capital, carried, handed_over=TODAY, total_vnd=1),
    ]
    known = year(closed_months=8, own=rate(0), province=rate(7), estimated_vnd=5, came_vnd=1)
    owner = OwnerFacts(id=OWNER, years=(known,), since=date(2026, 9, 1))
    found = [
        *(each for whole in wholes for each in of_project(whole, told())),
        *(each for whole in wholes for each in spare_of_project(whole, told())),
        *unallocated(balance([given(date(2025, 12, 9), 500)]), told()),
        *of_owner(owner, told()),
    ]
    assert {(each.kind, each.subject_kind) for each in found} == {
        (kind, subject)
        for kind, subjects in SUBJECTS.items()
        if kind[0] == "D"
        for subject in subjects
    }
    assert {each.kind for each in found} <= OWED_BY_THE_STATE
