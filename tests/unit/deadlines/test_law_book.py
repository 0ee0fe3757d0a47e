"""Which version of the law holds, and what the shipped versions promise."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from deadlines.rules.clock import ExclusionReason, Term
from deadlines.rules.ladder import Audience, Level, Mark
from deadlines.rules.law import (
    OPEN_START,
    SHIPPED_VERSIONS,
    AppliesBy,
    LawBook,
    MarkUnit,
    RuleVersionDef,
)

BOOK = LawBook()
TODAY = date(2026, 11, 22)
OLD_TERM = RuleVersionDef(
    kind="X1",
    number=1,
    title="Quy tắc thử",
    summary="Mười hai tháng.",
    article="Điều 1",
    effective_from=date(2020, 1, 1),
    effective_to=date(2024, 7, 31),
    applies_by=AppliesBy.DUE_DATE,
    confidence="A",
    advisory=False,
    parameters={"months": 12},
)
NEW_TERM = replace(
    OLD_TERM, number=2, effective_from=date(2024, 8, 1), effective_to=None, parameters={"months": 6}
)


def number(version: RuleVersionDef | None) -> int | None:
    return None if version is None else version.number


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        pytest.param("L1", date(2014, 6, 30), None, id="before the Land Law 2013"),
        pytest.param("L1", date(2014, 7, 1), 1, id="first day of the Land Law 2013"),
        pytest.param("L1", date(2024, 7, 31), 1, id="last day of the Land Law 2013"),
        pytest.param("L1", date(2024, 8, 1), 2, id="first day of the Land Law 2024"),
        pytest.param("L2", date(2024, 7, 31), 1, id="L2 changes on the same day"),
        pytest.param("L3", date(2024, 8, 1), 2, id="and so does L3"),
    ],
)
def test_land_law_is_chosen_by_the_due_day(kind: str, day: date, expected: int | None) -> None:
    assert number(BOOK.version_for(kind, act_date=None, due_date=day, on=TODAY)) == expected


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        pytest.param("I4", date(2021, 3, 25), None, id="before Decree 31/2021"),
        pytest.param("I4", date(2021, 3, 26), 1, id="first day of Decree 31/2021"),
        pytest.param("I4", date(2026, 2, 28), 1, id="last day of the Investment Law 2020"),
        pytest.param("I4", date(2026, 3, 1), 2, id="the new law with the old decree"),
        pytest.param("I4", date(2026, 3, 30), 2, id="last day before Decree 96/2026"),
        pytest.param("I4", date(2026, 3, 31), 3, id="first day of Decree 96/2026"),
        pytest.param("L6", date(2026, 2, 28), 1, id="a decision under the Investment Law 2020"),
        pytest.param("L6", date(2026, 3, 1), 2, id="a decision under the Investment Law 2025"),
        pytest.param("I1", date(1995, 5, 5), 1, id="a schedule of any age binds"),
    ],
)
def test_acts_are_judged_by_the_law_of_their_day(
    kind: str, day: date, expected: int | None
) -> None:
    assert number(BOOK.version_for(kind, act_date=day, due_date=None, on=TODAY)) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2025, 1, 14), None, id="the day before clause a1"),
        pytest.param(date(2025, 1, 15), 1, id="first day of clause a1"),
        pytest.param(date(2026, 2, 28), 1, id="last day of the Investment Law 2020"),
        pytest.param(date(2026, 3, 1), 2, id="first day of the Investment Law 2025"),
    ],
)
def test_a_standing_condition_is_judged_on_the_day_of_looking(
    on: date, expected: int | None
) -> None:
    version = BOOK.version_for("I3", act_date=date(2020, 1, 1), due_date=date(2022, 1, 1), on=on)

    assert number(version) == expected


def test_a_day_that_is_not_known_chooses_nothing() -> None:
    assert BOOK.version_for("L1", act_date=TODAY, due_date=None, on=TODAY) is None
    assert BOOK.version_for("I4", act_date=None, due_date=TODAY, on=TODAY) is None
    assert BOOK.version_for("Z9", act_date=TODAY, due_date=TODAY, on=TODAY) is None


@pytest.mark.parametrize(
    ("due_under_old", "due_under_new", "expected"),
    [
        pytest.param(date(2024, 7, 31), date(2024, 1, 31), 1, id="both before the change"),
        pytest.param(date(2025, 3, 1), date(2024, 9, 1), 2, id="both after the change"),
        pytest.param(date(2024, 7, 1), date(2024, 8, 2), 2, id="each covers its own: the newer"),
        pytest.param(
            date(2024, 9, 1), date(2024, 3, 1), 2, id="neither does: law of the later day"
        ),
        pytest.param(date(2019, 9, 1), date(2019, 3, 1), None, id="before any law"),
    ],
)
def test_each_version_reckons_its_own_due_day(
    due_under_old: date, due_under_new: date, expected: int | None
) -> None:
    book = LawBook([OLD_TERM, NEW_TERM])
    dues = {1: due_under_old, 2: due_under_new}

    version = book.version_by_due("X1", lambda v: dues[v.number], act_date=None, on=TODAY)

    assert number(version) == expected


@pytest.mark.parametrize(
    ("change", "match"),
    [
        pytest.param({"effective_from": date(2024, 7, 31)}, "overlap", id="one day in both"),
        pytest.param({"number": 1}, "numbered 1", id="a number used twice"),
    ],
)
def test_a_law_book_refuses_versions_that_clash(change: dict[str, object], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        LawBook([OLD_TERM, replace(NEW_TERM, **change)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        pytest.param({"effective_to": date(2019, 1, 1)}, "before it takes effect", id="ends early"),
        pytest.param({"confidence": "E"}, "A to D", id="no such mark"),
    ],
)
def test_a_version_refuses_nonsense(change: dict[str, object], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        replace(OLD_TERM, **change)  # type: ignore[arg-type]


def test_the_law_in_force_and_its_next_change() -> None:
    assert number(BOOK.in_force("I4", date(2026, 3, 15))) == 2
    assert BOOK.in_force("I3", date(2024, 12, 31)) is None
    assert BOOK.next_change("I4", date(2026, 3, 1)) == date(2026, 3, 31)
    assert BOOK.next_change("I4", date(2026, 3, 31)) is None


# ---------------------------------------------------------------- what ships


def each_version(check: Callable[[RuleVersionDef], bool]) -> list[str]:
    return [f"{v.kind} v{v.number}" for v in SHIPPED_VERSIONS if not check(v)]


def test_the_book_ships_every_rule() -> None:
    assert set(BOOK.kinds) == {
        *("A1", "C1", "H1", "P1", "R1", "R2", "R3", "R4", "R5", "R6", "RV", "RX", "SA", "SF"),
        *("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11"),
        *("L1", "L2", "L3", "L5", "L6", "L7"),
        *("Q1", "Q2", "Q3", "T1", "T2", "T3"),
        *("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D11"),
        *(f"K{number}" for number in range(1, 17)),
    }


def test_a_province_is_asked_from_when_it_records_reports() -> None:
    of_reports = [v for kind in ("R1", "R2", "R3") for v in BOOK.versions(kind)]
    assert {v.tracked_from for v in of_reports} == {None}


def test_the_versions_of_a_rule_leave_no_gap() -> None:
    for kind in BOOK.kinds:
        versions = BOOK.versions(kind)
        for older, newer in pairwise(versions):
            assert older.effective_to is not None
            assert (newer.effective_from - older.effective_to).days == 1
        assert versions[-1].effective_to is None


def test_what_is_not_confirmed_ships_as_advisory() -> None:
    assert each_version(lambda v: v.advisory == (v.confidence[0] in "CD")) == []


def test_every_version_says_what_and_why_in_vietnamese() -> None:
    assert each_version(lambda v: all((v.title, v.summary, v.article, v.consequence))) == []
    assert each_version(lambda v: bool(v.next_step)) == []


def test_the_texts_fit_where_they_are_kept() -> None:
    assert each_version(lambda v: len(v.title) <= 200 and len(v.article) <= 300) == []


def test_parameters_survive_json() -> None:
    for version in SHIPPED_VERSIONS:
        again = replace(version, parameters=json.loads(json.dumps(version.parameters)))
        assert (again.term, again.marks, again.reasons) == (
            version.term,
            version.marks,
            version.reasons,
        )


def test_only_force_majeure_stops_the_land_use_clock() -> None:
    everything = frozenset(reason.value for reason in ExclusionReason)

    assert {v.reasons for v in BOOK.versions("L1")} == {frozenset({"force_majeure"})}
    assert {v.reasons for v in BOOK.versions("I1")} == {everything}


def test_a_version_reads_its_parameters() -> None:
    rule = BOOK.versions("L1")[-1]

    assert rule.article == "Luật Đất đai số 31/2024/QH15, Điều 81 khoản 8"
    assert rule.term == Term(months=12)
    assert rule.mark_unit is MarkUnit.MONTHS_AFTER_BASE
    assert rule.marks[-1] == Mark(Level.FINAL_WARNING, 11, Audience.BEARER)
    assert rule.overdue_days == (1, 90, 180, 365)
    assert rule.months_cap is None
    assert BOOK.versions("L3")[-1].months_cap == 24


@pytest.mark.parametrize(
    ("handover", "transitional"),
    [
        pytest.param(date(2024, 7, 31), True, id="the day before the Land Law 2024"),
        pytest.param(date(2024, 8, 1), False, id="its first day"),
    ],
)
def test_a_handover_before_the_new_land_law_is_transitional(
    handover: date, transitional: bool
) -> None:
    assert BOOK.versions("L1")[-1].is_transitional(handover) is transitional
    assert BOOK.versions("I1")[-1].is_transitional(handover) is False


def test_a_version_without_parameters_has_no_term_and_no_reminders() -> None:
    bare = replace(OLD_TERM, effective_from=OPEN_START, parameters={})

    assert (bare.term, bare.marks, bare.roll, bare.reasons) == (Term(), (), False, frozenset())
