"""What was known of a dated fact at an instant: worked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from projects.rules.known import DatedFact, Edit, Kept, as_known, facts, resumptions


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=UTC)


def edit(number: int, day: int, old: dict[str, Any], new: dict[str, Any]) -> Edit:
    return Edit(number, at(day), f"người {number}", old, new)


def tranche(*edits: Edit, **values: Any) -> Kept:
    empty = dict.fromkeys(
        ("decision_date", "planned_handover_date", "handover_date", "in_use_date"), None
    )
    row = empty | {"label": "Đợt 1", "handover_precision": "day"} | values
    return Kept("tranche", 1, at(1), "người nhập", row, edits)


def told(found: list[DatedFact]) -> list[tuple[str, str, str]]:
    return [(fact.name, str(fact.day), fact.known_by) for fact in found]


HANDED = edit(5, 4, {"handover_date": None}, {"handover_date": "2026-08-20"})
CORRECTED = edit(
    8,
    10,
    {"handover_date": "2026-08-20", "handover_precision": "day", "label": "Đợt 1"},
    {"handover_date": "2026-07-01", "handover_precision": "quarter", "label": "Đợt 1a"},
)
ROW = tranche(
    HANDED, CORRECTED, handover_date="2026-07-01", handover_precision="quarter", label="Đợt 1a"
)


def test_before_it_was_recorded_nothing_was_known() -> None:
    assert as_known(ROW, at(1)) is None
    assert as_known(ROW, at(1, 10)) is not None


def test_later_edits_are_undone_the_newest_first() -> None:
    assert told(facts([ROW])) == [("handover_date", "Quý III/2026", "người 8")]
    assert told(facts([ROW], at(10))) == [("handover_date", "20/8/2026", "người 5")]
    assert told(facts([ROW], at(4))) == []
    before = as_known(ROW, at(10))
    assert before is not None
    assert before.values["label"] == "Đợt 1"


def test_an_edit_at_the_very_instant_came_after_it() -> None:
    assert told(facts([ROW], CORRECTED.at)) == [("handover_date", "20/8/2026", "người 5")]


def test_what_no_act_tells_was_known_with_the_row() -> None:
    (fact,) = facts([tranche(decision_date="2026-08-01")])
    assert (fact.known_at, fact.known_by, fact.is_told) == (at(1), "người nhập", False)


def test_a_field_of_another_row_is_left_alone() -> None:
    """An act may tell of the project what is no column of the row: its legal state."""
    row = tranche(edit(9, 9, {"legal_state": "valid"}, {"legal_state": "suspended"}))
    known = as_known(row, at(2))
    assert known is not None
    assert "legal_state" not in known.values


def test_facts_come_in_the_order_of_their_days() -> None:
    row = tranche(in_use_date="2026-07-02", decision_date="2026-09-01", handover_date="2026-07-01")
    assert [fact.name for fact in facts([row])] == ["handover_date", "in_use_date", "decision_date"]


def test_how_much_later_a_fact_was_recorded() -> None:
    handed, planned = facts(
        [
            tranche(
                handover_date="2026-07-01",
                handover_precision="quarter",
                planned_handover_date="2026-12-31",
            )
        ]
    )
    assert handed.days_later(date(2026, 10, 3)) == 3, "counted from the last day of the quarter"
    assert handed.days_later(date(2026, 9, 30)) == 0
    assert handed.days_later(date(2026, 9, 28)) == -2
    assert planned.days_later(date(2026, 9, 28)) is None


def suspension(pk: int, day: int, resumed: str | None) -> Kept:
    values = {"start_date": "2026-08-01", "ordered_until": None, "resumed_date": resumed}
    return Kept("suspension", pk, at(day), "", values)


def test_a_resumption_ends_the_suspension_that_was_open() -> None:
    first = edit(3, 5, {"resumed_date": None}, {"resumed_date": "2026-09-05"})
    second = edit(7, 9, {"resumed_date": None}, {"resumed_date": "2026-09-05"})
    rows = [suspension(1, 2, "2026-09-05"), suspension(2, 6, "2026-09-05"), suspension(3, 10, None)]
    assert [row.edits for row in resumptions(rows, [first, second])] == [(first,), (second,), ()]


def test_a_suspension_that_came_with_its_end_was_ended_by_no_act() -> None:
    later = edit(3, 5, {"resumed_date": None}, {"resumed_date": "2026-09-05"})
    assert resumptions([suspension(1, 2, "2026-08-30")], [later])[0].edits == ()
