"""D1 to D9 and D11 by tables: every day they turn on, the day before and the day after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from deadlines.rule_words import OWED_BY_THE_STATE, SUBJECTS
from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from disbursement.rules.duties import of_project, spare_of_project
from disbursement.rules.duty_balances import unallocated
from disbursement.rules.duty_facts import (
    BalanceFacts,
    ContractFacts,
    EntryFacts,
    LineFacts,
    NationalRate,
    OwnerFacts,
    PaidMonth,
    PublicFacts,
    RateFacts,
    SentMonth,
    Told,
    YearOfOwner,
)
from disbursement.rules.duty_owners import of_owner
from disbursement.rules.duty_windows import end_of_window
from vn.calendar import vietnam_calendar

CALENDAR = vietnam_calendar(range(2024, 2030))
LAW = LawBook()
OWNER, STAFF = 7, 9
TODAY = date(2026, 11, 22)


def told(on: date = TODAY, law: LawBook = LAW) -> Told:
    return Told(law=law, calendar=CALENDAR, on=on)


def given(on: date, amount: int, **more: Any) -> EntryFacts:
    return EntryFacts(on=on, amount_vnd=amount, number="88/QĐ-UBND", **more)


def paid(year: int, month: int, amount: int, **more: Any) -> PaidMonth:
    first = date(year, month, 1)
    return PaidMonth(month=first, paid_vnd=amount, recorded=first + timedelta(70), **more)


def line(*entries: EntryFacts, bucket: str = "year", year: int = 2026, **more: Any) -> LineFacts:
    allocated = sum(entry.amount_vnd for entry in entries)
    return LineFacts(
        id=31, year=year, bucket=bucket, allocated_vnd=allocated, entries=entries, **more
    )


def project(*lines: LineFacts, **more: Any) -> PublicFacts:
    facts = {"recorded_on": date(2025, 5, 5), "department_id": STAFF} | more
    return PublicFacts(project_id=1, owner_id=OWNER, lines=lines, **facts)


def of(kind: str, found: Iterable[Computed]) -> dict[str, Computed]:
    return {each.cycle: each for each in found if each.kind == kind}


def level(found: Computed, on: date) -> Level:
    return found.standing(on)[0]


def sums(found: Computed) -> dict[str, int]:
    return {
        step.params["what"]: step.params["amount_vnd"]  # type: ignore[misc]
        for step in found.steps
        if step.kind == "capital"
    }


EARLY = given(date(2025, 12, 12), 100)


# ---------------------------------------------------------------- D1: the window


@pytest.mark.parametrize(
    ("capital", "windows"),
    [
        (line(EARLY), {"": (date(2027, 1, 31), 100)}),
        (line(given(date(2026, 9, 30), 50)), {"": (date(2027, 1, 31), 50)}),
        (line(given(date(2026, 10, 1), 50)), {"added": (date(2027, 12, 31), 50)}),
        (
            line(EARLY, given(date(2026, 10, 1), 40)),
            {"": (date(2027, 1, 31), 100), "added": (date(2027, 12, 31), 40)},
        ),
        # What is taken away late is taken from the capital of the year.
        (line(EARLY, given(date(2026, 12, 31), -30)), {"": (date(2027, 1, 31), 70)}),
        (
            line(EARLY, given(date(2026, 10, 1), 40), given(date(2026, 11, 1), -10)),
            {"": (date(2027, 1, 31), 100), "added": (date(2027, 12, 31), 30)},
        ),
        # Carried over into 2026 it is capital of 2025: to 31/12/2026 at most.
        (line(EARLY, bucket="carried_over"), {"": (date(2026, 12, 31), 100)}),
        (line(EARLY, bucket="advanced"), {"": (date(2027, 1, 31), 100)}),
        (line(given(date(2023, 12, 12), 100), year=2024), {}),
        (line(given(date(2024, 12, 12), 100), year=2025), {"": (date(2026, 1, 31), 100)}),
        (line(EARLY, given(date(2026, 3, 3), -100)), {}),
    ],
)
def test_each_part_of_a_line_has_its_window(capital, windows) -> None:
    found = of("D1", of_project(project(capital), told()))
    assert {k: (v.due_date, v.amount_due_vnd) for k, v in found.items()} == windows
    assert {each.bearer_agency_id for each in found.values()} <= {OWNER}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 1), Level.CALM),
        (date(2026, 11, 2), Level.NOTICE),
        (date(2026, 12, 31), Level.NOTICE),
        (date(2027, 1, 1), Level.WARNING),
        (date(2027, 1, 21), Level.FINAL_WARNING),
        (date(2027, 1, 30), Level.FINAL_WARNING),
        (date(2027, 1, 31), Level.FINAL_WARNING),
        (date(2027, 2, 1), Level.OVERDUE),
        (date(2027, 5, 1), Level.OVERDUE_90),
    ],
)
def test_the_last_day_of_the_window_is_on_time(on, expected) -> None:
    (found,) = of("D1", of_project(project(line(EARLY)), told(on))).values()
    assert level(found, on) is expected
    assert {rung.audience for rung in found.rungs} == {Audience.STAFF}, "C+: for reference"


def test_the_law_names_the_day_and_a_day_off_moves_it_only_where_the_rule_says_so() -> None:
    # 31/1/2027 is a Sunday.
    rolling = [
        replace(v, parameters={**v.parameters, "roll": True}) if v.kind == "D1" else v
        for v in SHIPPED_VERSIONS
    ]
    (kept,) = of("D1", of_project(project(line(EARLY)), told())).values()
    (moved,) = of("D1", of_project(project(line(EARLY)), told(law=LawBook(rolling)))).values()
    assert (kept.due_date, moved.due_date) == (date(2027, 1, 31), date(2027, 2, 1))


def test_windows_end_with_their_month_in_leap_years_too() -> None:
    assert end_of_window(2027, 2) == date(2028, 2, 29)
    assert end_of_window(2026, 2) == date(2027, 2, 28)
    assert end_of_window(2026, 12) == date(2027, 12, 31)


def test_payments_fill_the_capital_of_the_year_before_what_was_added() -> None:
    months = (paid(2026, 3, 60), paid(2026, 11, 50))
    capital = line(EARLY, given(date(2026, 10, 1), 40), months=months)
    found = of("D1", of_project(project(capital), told()))
    assert (found[""].clock, found[""].met_date) == (Clock.MET, date(2026, 11, 30))
    assert (found["added"].clock, found["added"].amount_met_vnd) == (Clock.RUNNING, 10)
    assert sums(found["added"])["lapses"] == 30


def test_a_payment_typed_within_its_month_counts_on_that_day() -> None:
    early = PaidMonth(month=date(2026, 11, 1), paid_vnd=100, recorded=date(2026, 11, 20))
    (found,) = of("D1", of_project(project(line(EARLY, months=(early,))), told())).values()
    assert found.met_date == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("carried", "clock", "due"),
    [(0, Clock.RUNNING, 100), (39, Clock.RUNNING, 61), (40, Clock.MET, 60), (100, Clock.VOID, 0)],
)
def test_what_the_next_plan_carries_over_need_not_be_disbursed_here(carried, clock, due) -> None:
    capital = line(EARLY, months=(paid(2026, 5, 60),), carried_on_vnd=carried)
    (found,) = of("D1", of_project(project(capital), told(date(2027, 3, 1)))).values()
    assert (found.clock, found.amount_due_vnd) == (clock, due)


# ---------------------------------------------------------------- D2


def test_capital_carried_over_names_its_case() -> None:
    on = date(2026, 2, 10)
    bare, named = given(on, 30), given(on, 70, case="clearance")
    found = of("D2", of_project(project(line(bare, named, bucket="carried_over")), told()))
    assert (found["case"].clock, found["case"].due_date) == (Clock.FOUND, on)
    assert sums(found["case"]) == {"without_case": 30}
    whole = project(line(named, bucket="carried_over"))
    assert of("D2", of_project(whole, told())) == {}
    reversed_ = project(line(bare, given(on, -30), named, bucket="carried_over"))
    assert of("D2", of_project(reversed_, told())) == {}


@pytest.mark.parametrize(("month", "is_late"), [((2026, 12), False), ((2027, 1), True)])
def test_what_was_carried_over_is_paid_by_december(month, is_late) -> None:
    entry = given(date(2026, 2, 10), 70, case="clearance")
    capital = line(entry, bucket="carried_over", months=(paid(*month, 5),))
    assert bool(of("D2", of_project(project(capital), told(date(2027, 3, 1))))) is is_late


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


# ---------------------------------------------------------------- D4


def balance(assigned: Iterable[EntryFacts], allocated: Iterable[EntryFacts] = ()) -> BalanceFacts:
    return BalanceFacts(
        id=5,
        year=2026,
        department_id=STAFF,
        assigned=tuple(assigned),
        allocated=tuple(allocated),
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), Level.WARNING),
        (date(2026, 1, 1), Level.OVERDUE),
        (date(2026, 1, 31), Level.OVERDUE),
        (date(2026, 2, 1), Level.OVERDUE_90),
        (date(2026, 3, 1), Level.OVERDUE_180),
        (date(2026, 4, 1), Level.OVERDUE_365),
    ],
)
def test_capital_not_allocated_is_graded_by_month(on, expected) -> None:
    first = given(date(2025, 12, 9), 500)
    (found,) = unallocated(balance([first], [given(date(2025, 12, 20), 499)]), told(on))
    assert (found.due_date, level(found, on)) == (date(2025, 12, 31), expected)
    assert (found.bearer_agency_id, found.project_id) == (STAFF, None)


def test_the_day_counts_from_the_assignment_that_is_not_used_up() -> None:
    assigned = [given(date(2025, 12, 9), 500), given(date(2026, 5, 15), 80)]
    (late,) = unallocated(balance(assigned, [given(date(2025, 12, 20), 499)]), told())
    (later,) = unallocated(balance(assigned, [given(date(2025, 12, 20), 500)]), told())
    all_of_it = [given(date(2025, 12, 20), 500), given(date(2026, 6, 1), 80)]
    (done,) = unallocated(balance(assigned, all_of_it), told())
    assert [each.due_date for each in (late, later)] == [date(2025, 12, 31), date(2026, 5, 15)]
    assert (done.clock, done.met_date) == (Clock.MET, date(2026, 6, 1))
    assert list(unallocated(balance([]), told())) == []


# ---------------------------------------------------------------- D5 and D6


def rate(paid_vnd: int, capital: int = 1000) -> RateFacts:
    return RateFacts(capital_vnd=capital, disbursed_vnd=paid_vnd)


def year(**more: Any) -> YearOfOwner:
    return YearOfOwner(**({"year": 2026, "now": rate(1)} | more))


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
        (700, 700, None, 8, []),
        (699, 700, None, 8, ["disbursement_rate"]),
        (700, 600, replace(NATION, percent=Decimal("70.00")), 8, []),
        (700, 600, replace(NATION, percent=Decimal("70.01")), 8, ["national_rate"]),
        # 8/13 of 1.000 is 615,38: by the unrounded values.
        (616, 600, None, 8, []),
        (615, 600, None, 8, ["even_pace"]),
        (100, 700, NATION, 8, ["disbursement_rate", "national_rate", "even_pace"]),
        (100, 700, NATION, 2, []),
    ],
)
def test_a_rate_is_compared_at_the_last_closed_month(
    own, province, nation, months, reasons
) -> None:
    known = year(
        now=rate(own), closed_months=months, own=rate(own), province=rate(province), national=nation
    )
    found = of_year(known).get("D5")
    assert [step.kind for step in found.steps][1:-1] == reasons if found else not reasons
    if found:
        assert (found.due_date, found.audience) == (date(2026, 8, 31), Audience.BEARER)
        assert found.steps[0].params["capital_vnd"] == 1000, "the base is told"


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


# ---------------------------------------------------------------- D7


CONTRACT = ContractFacts(id=3, number="01/HĐ", value_vnd=1000, guarantee_until=date(2026, 10, 31))


def advanced(*months: PaidMonth, contracts: tuple[ContractFacts, ...] = (CONTRACT,)) -> Any:
    capital = line(given(date(2025, 12, 1), 5000), months=months)
    return of("D7", of_project(project(capital, contracts=contracts), told()))


FIRST = paid(2026, 2, 300, advance_vnd=300)


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
    assert level(found["2026-10"], date(2026, 11, 11)) is Level.OVERDUE_90


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
