"""Paying beyond the capital, advances, settlement, spare capital: D3, D7, D8, D9."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience
from disbursement.rules.duties import of_project, spare_of_project
from disbursement.rules.duty_facts import (
    ContractFacts,
    PaidMonth,
)
from tests.support.capital_facts import (
    CONTRACT,
    EARLY,
    FIRST,
    OWNER,
    STAFF,
    TODAY,
    given,
    line,
    of,
    paid,
    project,
    told,
)

# ---------------------------------------------------------------- D3


@pytest.mark.parametrize(("amount", "beyond"), [(130, None), (131, date(2026, 6, 30))])
def test_a_year_pays_within_the_capital_of_all_its_lines(amount, beyond) -> None:
    first = line(EARLY, months=(paid(2026, 5, 100), paid(2026, 6, amount - 100)))
    other = replace(line(given(date(2026, 1, 5), 30), bucket="carried_over"), id=32)
    found = of("D3", of_project(project(first, other), told()))
    assert (found["2026"].due_date if found else None) == beyond


@pytest.mark.parametrize(
    ("total", "opening", "since"),
    [
        (None, 0, None),
        (160, 60, None),
        (159, 60, date(2026, 6, 30)),
        (50, 60, date(2025, 5, 5)),
    ],
)
def test_a_life_beyond_the_total_names_its_exception(total, opening, since) -> None:
    capital = line(EARLY, months=(paid(2026, 5, 50), paid(2026, 6, 50)))
    whole = project(capital, total_vnd=total, opening_vnd=opening, exception="12/NQ-HĐND")
    found = of("D3", of_project(whole, told()))
    assert (found["total"].due_date if found else None) == since
    if found:
        assert ("exception", "12/NQ-HĐND") in [
            (step.kind, step.params.get("reference")) for step in found["total"].steps
        ]
        assert found["total"].audience is Audience.BEARER


# ---------------------------------------------------------------- D7


def advanced(*months: PaidMonth, contracts: tuple[ContractFacts, ...] = (CONTRACT,)) -> Any:
    capital = line(given(date(2025, 12, 1), 5000), months=months)
    return of("D7", of_project(project(capital, contracts=contracts), told()))


@pytest.mark.parametrize(
    ("months", "due", "met"),
    [
        ((FIRST,), date(2026, 10, 31), None),
        ((FIRST, paid(2026, 5, 499)), date(2026, 10, 31), None),
        # 80 % of the contract is paid in May: everything is recovered by its end.
        ((FIRST, paid(2026, 5, 500)), date(2026, 5, 31), None),
        ((FIRST, paid(2026, 5, 499, recovery_vnd=300)), date(2026, 10, 31), date(2026, 5, 31)),
        ((FIRST, paid(2026, 11, 9, recovery_vnd=300)), date(2026, 10, 31), date(2026, 11, 30)),
    ],
)
def test_an_advance_is_recovered_by_the_earlier_of_two_days(months, due, met) -> None:
    found = advanced(*months)["recovery"]
    assert (found.due_date, found.met_date, found.bearer_agency_id) == (due, met, OWNER)


@pytest.mark.parametrize(("amount", "is_over"), [(300, False), (301, True)])
def test_advances_stay_within_their_share_of_the_contracts(amount, is_over) -> None:
    found = advanced(paid(2026, 2, amount, advance_vnd=amount))
    assert ("ceiling" in found) is is_over
    if is_over:
        assert (found["ceiling"].due_date, found["ceiling"].amount_due_vnd) == (
            date(2026, 2, 28),
            1,
        )
        back = advanced(paid(2026, 2, amount, advance_vnd=amount), paid(2026, 3, 9, recovery_vnd=1))
        assert back["ceiling"].met_date == date(2026, 3, 31)


def test_an_advance_without_a_day_is_unknown_and_names_the_fact() -> None:
    undated = replace(CONTRACT, guarantee_until=None)
    assert advanced(FIRST, contracts=(undated,))["recovery"].missing == "advance_day"
    assert advanced(FIRST, contracts=())[""].missing == "advance_contract"
    assert advanced(paid(2026, 2, 300)) == {}, "nothing was advanced"
    latest = replace(CONTRACT, id=4, guarantee_until=None, ends=date(2026, 12, 1))
    assert advanced(FIRST, contracts=(CONTRACT, latest))["recovery"].due_date == date(2026, 12, 1)


# ---------------------------------------------------------------- D8


@pytest.mark.parametrize(
    ("group", "handed", "due"),
    [
        ("national", date(2026, 1, 15), date(2026, 10, 15)),
        ("a", date(2026, 1, 15), date(2026, 10, 15)),
        ("b", date(2026, 1, 15), date(2026, 7, 15)),
        ("c", date(2026, 1, 15), date(2026, 5, 15)),
        # 29/2 for want of a 31st; 31/10/2026 is a Saturday.
        ("c", date(2027, 10, 31), date(2028, 2, 29)),
        ("c", date(2026, 6, 30), date(2026, 10, 30)),
        ("b", date(2026, 4, 30), date(2026, 10, 30)),
        ("c", date(2026, 7, 31), date(2026, 11, 30)),
        ("b", date(2026, 5, 15), date(2026, 11, 16)),
    ],
)
def test_the_final_settlement_is_due_by_group(group, handed, due) -> None:
    found = of("D8", of_project(project(group=group, handed_over=handed), told()))[""]
    assert (found.due_date, found.clock) == (due, Clock.RUNNING)


def test_a_settlement_without_group_is_unknown_and_one_filed_is_met() -> None:
    handed = date(2026, 1, 15)
    unknown = of("D8", of_project(project(handed_over=handed), told()))[""]
    filed = project(handed_over=handed, group="c", settlement_filed=date(2026, 5, 16))
    late = of("D8", of_project(filed, told()))[""]
    assert (unknown.clock, unknown.missing) == (Clock.UNKNOWN, "project_group")
    assert (late.clock, late.met_late) == (Clock.MET, True)
    assert of("D8", of_project(project(group="c"), told())) == {}


# ---------------------------------------------------------------- D9


@pytest.mark.parametrize(
    ("months", "closed", "on", "is_found"),
    [
        # 10 a month comes to 100 + 30 = 130 of 200 at the end: 35 % over.
        (tuple(paid(2026, m, 10) for m in range(1, 11)), 10, TODAY, True),
        (tuple(paid(2026, m, 16) for m in range(1, 11)), 10, TODAY, False),
        (tuple(paid(2026, m, 10) for m in range(1, 6)), 5, TODAY, False),
        ((), 10, TODAY, True),
        (tuple(paid(2026, m, 10) for m in range(1, 11)), 10, date(2027, 1, 31), True),
        (tuple(paid(2026, m, 10) for m in range(1, 11)), 10, date(2027, 2, 1), False),
    ],
)
def test_capital_that_would_be_left_is_told_to_staff_alone(months, closed, on, is_found) -> None:
    capital = line(given(date(2025, 12, 1), 200), months=months)
    whole = project(capital, closed={2026: closed})
    found = spare_of_project(whole, told(on))
    assert bool(found) is is_found
    for each in found:
        assert (each.bearer_agency_id, each.audience) == (STAFF, Audience.STAFF)
        assert each.subject_kind == "spare_line"
    assert spare_of_project(replace(whole, department_id=None), told(on)) == ()
